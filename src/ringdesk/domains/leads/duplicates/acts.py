"""Finding leads that are one person, and making them one. Nothing of it is undone: the audit and
the history say what became of whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ringdesk.domains.leads import noting, policy, service
from ringdesk.domains.leads.duplicates import queries as own
from ringdesk.domains.leads.duplicates.models import By, Duplicates, Found, Merge
from ringdesk.domains.leads.duplicates.union import best, united
from ringdesk.domains.leads.events import LeadRemoved, LeadsMerged
from ringdesk.domains.leads.many.acts import Standing
from ringdesk.domains.leads.many.queries import STANDING
from ringdesk.domains.leads.models import DIAL_STATUSES, Bulk, Fault, Lead
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_IN_GROUP, MOST_GROUPS = 20, 100
NOT_CALLED = [one for one in DIAL_STATUSES if one != "calling"]
STATEMENTS: dict[By, str] = {"email": own.BY_EMAIL, "external_id": own.BY_EXTERNAL_ID}


class Group(NamedTuple):
    """The one that stays, and those that become it."""

    keep: Lead
    others: list[Lead]

    def tried(self) -> tuple[int, datetime | None]:
        """How often the others were called, and when last."""
        times = [one.last_attempt_at for one in self.others if one.last_attempt_at is not None]
        return sum(one.attempts for one in self.others), max(times, default=None)


async def find_duplicates(
    work: Work, *, by: By = "email", after: str = "", limit: int = 20
) -> list[Duplicates]:
    """Suggestions, in the order of what they share; `after`: what the last page ended with. For
    whoever manages leads."""
    policy.require_may_manage(work.actor)
    found = await work.many(Found, STATEMENTS[by], after, limit, MOST_IN_GROUP)
    ids = [one for group in found for one in group.lead_ids]
    there = {one.id: one for one in await service.get_many(work, lead_ids=ids)}
    groups = [(group.key, [there[one] for one in group.lead_ids]) for group in found]
    return [Duplicates(key, best(leads).id, leads) for key, leads in groups]


async def merge(work: Work, merges: Sequence[Merge]) -> Bulk:
    """Each: the others become the one that stays. What can't be done to a lead is told in `errors`,
    and its group stays as it is. For whoever manages leads. Invalid for a lead in two groups."""
    policy.require_may_manage(work.actor)
    asked = [one for each in merges for one in (each.keep_id, *each.lead_ids)]
    if not 1 <= len(merges) <= MOST_GROUPS:
        raise Invalid.field("merges", f"1 to {MOST_GROUPS} at once")
    if any(not 1 <= len(each.lead_ids) < MOST_IN_GROUP for each in merges):
        raise Invalid.field("lead_ids", f"1 to {MOST_IN_GROUP - 1} others")
    if len(set(asked)) != len(asked):
        raise Invalid.field("lead_ids", "A lead is in one group, and once")
    # All are held in the one order of ids; whoever is called now is left alone.
    standing = await work.many(Standing, STANDING, asked, NOT_CALLED, True)
    allowed = {one.id: one.is_allowed for one in standing}
    there = {one.id: one for one in await service.get_many(work, lead_ids=asked)}
    faults = [fault_of(each, allowed) for each in merges]
    groups = [
        Group(there[each.keep_id], [there[one] for one in each.lead_ids])
        for each, fault in zip(merges, faults, strict=True)
        if fault is None
    ]
    if groups:
        await make_one_of_each(work, groups)
    wanted = sum(len(each.lead_ids) for each in merges)
    merged = sum(len(group.others) for group in groups)
    told = [fault for fault in faults if fault is not None]
    return Bulk(wanted, merged, wanted - merged, told)


def fault_of(merge: Merge, allowed: dict[int, bool]) -> Fault | None:
    for one in (merge.keep_id, *merge.lead_ids):
        if one not in allowed:
            return Fault(str(one), "LEAD_NOT_FOUND", "There is no such lead")
        if not allowed[one]:
            return Fault(str(one), "LEAD_IN_CALL", "It is called now")
    return None


async def make_one_of_each(work: Work, groups: list[Group]) -> None:
    """All are held. As many statements as there are leads that take something over, and four."""
    kept = [group.keep.id for group in groups for _ in group.others]
    gone = [one.id for group in groups for one in group.others]
    await work.run(own.REMOVE, gone)  # first: the number of one of them may move
    moved = [united(group.keep, group.others) for group in groups]
    after = [
        await service.write(work, group.keep, taken) if taken else group.keep
        for group, taken in zip(groups, moved, strict=True)
    ]
    tried = [group.tried() for group in groups]
    await work.run(
        own.ATTEMPTS, [one.id for one in after],
        [attempts for attempts, _ in tried], [last for _, last in tried],
    )  # fmt: skip
    await work.run(own.HISTORY_GOES_ALONG, kept, gone)
    lines: list[noting.Line] = []
    for group, taken, lead in zip(groups, moved, after, strict=True):
        lines += noting.lines_of(group.keep, lead, taken)
        lines += [(lead.id, "merged", said_of(one), None) for one in group.others]
        for one in group.others:
            work.record(LeadRemoved(lead_id=one.id))
        merged_ids = tuple(one.id for one in group.others)
        work.record(LeadsMerged(lead_id=lead.id, merged_ids=merged_ids))
        service.tell(work, group.keep, lead, taken or {"merged": True})
    await noting.note(work, lines)


def said_of(lead: Lead) -> str:
    """Who it was, with what did not find a place in the lead that stays."""
    known = (f"#{lead.id}", lead.name, lead.phone, lead.email, lead.external_id)
    return ", ".join(one for one in known if one)
