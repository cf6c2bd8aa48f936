"""The web app's own: alert rules and dead letters, for administrators."""

from typing import Annotated

from litestar import Router, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.door import In, InWork, Limit, Said, page, raises
from ringdesk.domains import operations
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.operations import DeadLetterOut, RuleOut

Threshold = Annotated[float, Meta(ge=0, le=1_000_000_000)]
Samples = Annotated[int, Meta(ge=1, le=1000)]


class ChangeRule(In, frozen=True, kw_only=True):
    raise_above: Threshold | UnsetType = UNSET
    clear_below: Threshold | UnsetType = UNSET
    samples: Samples | UnsetType = UNSET
    severity: operations.Severity | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


@get("/alert-rules", responses=raises(NotAllowed))
async def list_rules(work: InWork) -> list[RuleOut]:
    """When an alert is raised and cleared."""
    return [RuleOut.of(rule) for rule in await operations.list_rules(work)]


@put("/alert-rules/{metric:str}", responses=raises(NotAllowed, operations.RuleNotFound))
async def change_rule(metric: FromPath[str], data: JSONBody[ChangeRule], work: InWork) -> RuleOut:
    """Change the fields given."""
    changes = operations.RuleChanges(**structs.asdict(data))
    return RuleOut.of(await operations.change_rule(work, metric=metric, changes=changes))


@get("/dead-letters", responses=raises(NotAllowed))
async def list_dead_letters(work: InWork, limit: Limit = None) -> list[DeadLetterOut]:
    """Jobs that failed for good, newest first."""
    most, _ = page(limit, None)
    return [DeadLetterOut.of(one) for one in await operations.list_dead_letters(work, limit=most)]


@post(
    "/dead-letters/{job_id:int}/retry",
    status_code=200,
    responses=raises(NotAllowed, operations.DeadLetterNotFound),
)
async def retry_dead_letter(job_id: FromPath[int], work: InWork) -> Said:
    """Try one again, from the first attempt."""
    await operations.revive_dead_letter(work, job_id=job_id)
    return Said("It is tried again.")


router = Router(
    "/api/app",
    route_handlers=[list_rules, change_rule, list_dead_letters, retry_dead_letter],
    tags=["app"],
)
