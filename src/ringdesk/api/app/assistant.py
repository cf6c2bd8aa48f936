"""The web app's own: the assistant's settings, model providers, budget and call log."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.admin.system_config import ChangeSystemConfig
from ringdesk.api.desk import InDesk
from ringdesk.api.door import Caller, In, InVisit, InWork, Limit, Said, ShortText, page, raises
from ringdesk.domains import assistant
from ringdesk.kernel.errors import AdministratorsOnly
from ringdesk.wire.assistant import (
    MICRO,
    AssistantSettingsOut,
    BudgetOut,
    CallOut,
    ProviderOut,
    ProviderTestOut,
)

CALLS = 50
Url = Annotated[str, Meta(min_length=1, max_length=500)]
Key = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[\x21-\x7e]+$")]
Seconds = Annotated[float, Meta(ge=1, le=60)]
Price = Annotated[float, Meta(ge=0, le=10_000)]
Place = Annotated[int, Meta(ge=0, le=100)]
Tokens = Annotated[int, Meta(ge=0, le=10**12)]
Money = Annotated[float, Meta(ge=0, le=10**9)]


class ChangeAssistant(ChangeSystemConfig, frozen=True, kw_only=True):
    masks_personal_data: bool | UnsetType = UNSET
    keeps_texts: bool | UnsetType = UNSET


class KeepProvider(In, frozen=True, kw_only=True):
    """A new one needs `kind` and `model`. `api_key` is never shown again; null takes it away."""

    kind: assistant.Kind | UnsetType = UNSET
    model: ShortText | UnsetType = UNSET
    base_url: Url | UnsetType = UNSET
    api_key: Key | UnsetType | None = UNSET
    enabled: bool | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    timeout_s: Seconds | UnsetType = UNSET
    input_price: Price | UnsetType = UNSET
    output_price: Price | UnsetType = UNSET

    def changes(self) -> assistant.ProviderChanges:
        return assistant.ProviderChanges(
            kind=self.kind, model=self.model, base_url=self.base_url, key=self.api_key,
            enabled=self.enabled, position=self.position, timeout_s=self.timeout_s,
            input_price=micros(self.input_price), output_price=micros(self.output_price),
        )  # fmt: skip


class ChangeBudget(In, frozen=True, kw_only=True):
    """For a month; null is without a limit."""

    tokens_limit: Tokens | UnsetType | None = UNSET
    cost_limit: Money | UnsetType | None = UNSET


def micros(amount: float | UnsetType) -> int | UnsetType:
    return amount if isinstance(amount, UnsetType) else round(amount * MICRO)


LOCAL = ProviderOut("local", "local", True, 1000, "", "extracts", False, 0.0, 0.0, 0.0)


@get("/settings", responses=raises(AdministratorsOnly))
async def get_settings(work: InWork) -> AssistantSettingsOut:
    """What the tenant wants of its assistant."""
    return AssistantSettingsOut.of(await assistant.show_settings(work))


@put("/settings", responses=raises(AdministratorsOnly))
async def change_settings(data: JSONBody[ChangeAssistant], work: InWork) -> AssistantSettingsOut:
    """Change the fields given."""
    changes = assistant.SettingsChanges(**structs.asdict(data))
    return AssistantSettingsOut.of(await assistant.change_settings(work, changes))


@get("/providers", responses=raises(AdministratorsOnly))
async def list_providers(work: InWork) -> list[ProviderOut]:
    """In the order in which they are asked; `local` is always last."""
    return [*(ProviderOut.of(one) for one in await assistant.list_providers(work)), LOCAL]


@put(
    "/providers/{name:str}",
    responses=raises(AdministratorsOnly, assistant.TooManyProviders),
)
async def keep_provider(
    name: FromPath[str], data: JSONBody[KeepProvider], desk: InDesk, actor: Caller, visit: InVisit
) -> ProviderOut:
    """Add a provider, or change the fields given."""
    return ProviderOut.of(await assistant.keep_provider(
        desk.models, actor, name=name, changes=data.changes(), origin=visit.origin
    ))  # fmt: skip


@delete(
    "/providers/{name:str}", status_code=200,
    responses=raises(AdministratorsOnly, assistant.ProviderNotFound),
)  # fmt: skip
async def remove_provider(name: FromPath[str], work: InWork) -> Said:
    """Forget a provider and its key."""
    await assistant.remove_provider(work, name=name)
    return Said("Provider removed")


@post(
    "/providers/{name:str}/test", status_code=200,
    responses=raises(AdministratorsOnly, assistant.ProviderNotFound),
)  # fmt: skip
async def test_provider(name: FromPath[str], desk: InDesk, actor: Caller) -> ProviderTestOut:
    """Ask it for one word, enabled or not."""
    return ProviderTestOut.of(await assistant.test_provider(desk.models, actor, name=name))


@get("/calls", responses=raises(AdministratorsOnly))
async def list_calls(
    work: InWork, limit: Limit = None,
    after: Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)] = None,
) -> Response[list[CallOut]]:  # fmt: skip
    """Calls of models, newest first. `Link` leads to the next page."""
    most, _ = page(limit, None, default=CALLS)
    found = await assistant.list_calls(work, before=after, limit=most)
    more = {
        "Link": f'</api/app/assistant/calls?limit={most}&after={found[-1].id}>; rel="next"'
    } if found and len(found) == most else {}  # fmt: skip
    return Response([CallOut.of(one) for one in found], headers=more)


@get("/budget", responses=raises(AdministratorsOnly))
async def get_budget(work: InWork) -> BudgetOut:
    """What this month may cost, and did."""
    return BudgetOut.of(await assistant.budget(work))


@put("/budget", responses=raises(AdministratorsOnly))
async def change_budget(data: JSONBody[ChangeBudget], work: InWork) -> BudgetOut:
    """Change the limits given."""
    cost = data.cost_limit if data.cost_limit is None else micros(data.cost_limit)
    return BudgetOut.of(await assistant.change_budget(work, tokens=data.tokens_limit, cost=cost))


router = Router(
    "/api/app/assistant",
    route_handlers=[
        get_settings, change_settings, list_providers, keep_provider, remove_provider,
        test_provider, list_calls, get_budget, change_budget,
    ],
    tags=["web app"],
)  # fmt: skip
