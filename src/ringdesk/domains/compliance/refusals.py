"""Why somebody was not dialled: a row for each refusal, with the rule."""

from collections.abc import Iterable
from datetime import datetime

from ringdesk.domains.compliance import policy, queries
from ringdesk.domains.compliance.models import Count, Refusal, Refused, Rule
from ringdesk.kernel.work import Work

LONGEST_DETAIL = 300


async def refuse(
    work: Work, *, rule: Rule, lead_id: int | None = None, campaign_id: int | None = None,
    number: str | None = None, until: datetime | None = None, detail: str = "",
) -> None:  # fmt: skip
    """`until`: when it is looked at again; none: never by itself."""
    one = Refused(rule=rule, lead_id=lead_id, number=number, until=until, detail=detail)
    await refuse_all(work, [one], campaign_id=campaign_id)


async def refuse_all(
    work: Work, refused: Iterable[Refused], *, campaign_id: int | None = None
) -> None:
    """Many, in one statement."""
    rows = list(refused)
    await work.run(
        queries.REFUSE, campaign_id, [one.lead_id for one in rows], [one.number for one in rows],
        [one.rule for one in rows], [one.until for one in rows],
        [one.detail[:LONGEST_DETAIL] for one in rows],
    )  # fmt: skip


async def refusals(
    work: Work, *, rule: Rule | None = None, lead_id: int | None = None,
    campaign_id: int | None = None, after: int | None = None, limit: int = 100,
) -> list[Refusal]:  # fmt: skip
    """The latest first. `after`: the id that a page ended with."""
    policy.require_may_read(work.actor)
    return await work.many(Refusal, queries.REFUSALS, rule, lead_id, campaign_id, after, limit)


async def refusals_by_rule(
    work: Work, *, days: int, campaign_id: int | None = None
) -> dict[str, int]:
    policy.require_may_read(work.actor)
    found = await work.many(Count, queries.REFUSALS_BY_RULE, days, campaign_id)
    return {one.value: one.n for one in found}
