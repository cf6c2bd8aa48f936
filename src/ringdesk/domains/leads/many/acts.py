"""The same for many leads at once: a few statements, however many there are."""

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

from ringdesk.domains import compliance, identity
from ringdesk.domains.leads import listing, policy, rules, service, states
from ringdesk.domains.leads.events import LeadAssigned, LeadConverted, LeadsChanged
from ringdesk.domains.leads.many import queries
from ringdesk.domains.leads.models import (
    DIAL_STATUSES,
    PRIORITIES,
    RANKS,
    STAGES,
    Bulk,
    Fault,
    LeadFilter,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

Action = Literal[
    "update_priority", "update_stage", "update_status", "add_tags", "remove_tags", "assign",
    "add_to_campaign", "do_not_call", "delete",
]  # fmt: skip
ACTIONS: tuple[str, ...] = get_args(Action)
MOST_AT_ONCE = 20_000
MOST_FAULTS = 1000
BATCH = 5000  # of leads that follow their list


class Standing(Struct, frozen=True):
    """A lead before the action; locked."""

    id: int
    dial_status: str
    is_allowed: bool


class Numbered(Struct, frozen=True):
    id: int
    phone: str | None


class Batch(Struct, frozen=True):
    looked_at: int
    moved: int
    last: int


class Moved(Struct, frozen=True):
    id: int
    owner_id: int | None
    converted: bool


async def bulk(
    work: Work, *, action: Action, data: Mapping[str, object] | None = None,
    lead_ids: list[int] | None = None, wanted: LeadFilter | None = None,
) -> Bulk:  # fmt: skip
    """For administrators. What cannot be done to a lead is told in `errors`; the others change.

    `data`: {priority} | {stage} | {status} | {tags} | {owner_id} | {campaign_id} | {reason?}.
    Invalid for what the action does not know, and for more than 20,000 leads."""
    policy.require_may_manage(work.actor)
    value = await value_of(work, action, data or {})
    if (lead_ids is None) == (wanted is None):
        raise Invalid.field("lead_ids", "Either ids or a filter")
    if wanted is not None:
        asked = await listing.matching(work, wanted, most=MOST_AT_ONCE)
    else:
        asked = list(dict.fromkeys(lead_ids or []))
    if len(asked) > MOST_AT_ONCE:
        raise Invalid.field("lead_ids", f"At most {MOST_AT_ONCE} at once")
    if action == "do_not_call":
        return await forbid(work, asked, str(value or ""))
    allowed = from_where(action, value)
    gone = action == "delete"
    standing = await work.many(Standing, queries.STANDING, asked, allowed, gone)
    free = [one.id for one in standing if one.is_allowed]
    statement = STATEMENTS[action]
    moved = await work.many(Moved, statement, free, value, work.actor.id) if free else []
    tell(work, action, moved)
    faults = faults_of(asked, standing, action, value)
    return Bulk(len(asked), len(moved), len(asked) - len(moved), faults)


STATEMENTS: dict[str, str] = {
    "update_priority": queries.BULK_PRIORITY, "update_stage": queries.BULK_STAGE,
    "update_status": queries.BULK_DIAL_STATUS, "add_tags": queries.BULK_ADD_TAGS,
    "remove_tags": queries.BULK_REMOVE_TAGS, "assign": queries.BULK_ASSIGN,
    "add_to_campaign": queries.BULK_CAMPAIGN, "delete": queries.BULK_DELETE,
}  # fmt: skip


NEEDED: dict[str, str] = {
    "update_priority": "priority", "update_stage": "stage", "update_status": "status",
    "add_tags": "tags", "remove_tags": "tags", "assign": "owner_id",
    "add_to_campaign": "campaign_id", "do_not_call": "reason",
}  # fmt: skip
ONE_OF: dict[str, tuple[str, ...]] = {
    "priority": PRIORITIES, "stage": STAGES, "status": DIAL_STATUSES,
}  # fmt: skip


async def value_of(work: Work, action: Action, data: Mapping[str, object]) -> object:
    """What the action is to set, as its statement takes it."""
    needed = NEEDED.get(action, "")
    if set(data) != ({needed} if needed else set()) and not (needed == "reason" and not data):
        raise Invalid.field("data", f"Only {needed}" if needed else "Nothing")
    given = data.get(needed)
    if needed in ONE_OF:
        if given not in ONE_OF[needed]:
            raise Invalid.field(f"data.{needed}", f"One of: {', '.join(ONE_OF[needed])}")
        return RANKS[str(given)] if needed == "priority" else given
    if needed == "tags":
        if not isinstance(given, list) or not all(isinstance(tag, str) for tag in given):
            raise Invalid.field("data.tags", "A list of tags")
        return rules.tidy_tags(given)
    return await id_of(work, needed, given) if needed.endswith("_id") else given


async def id_of(work: Work, name: str, given: object) -> int | None:
    """Of somebody or something that is there; null for none."""
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int):
        raise Invalid.field(f"data.{name}", "An id, or null for none")
    if name == "owner_id":
        await identity.require_active_staff(work, given)
    else:
        await service.require_places(work, campaign_id=given)
    return given


async def forbid(work: Work, asked: list[int], reason: str) -> Bulk:
    """Their numbers go on the do-not-call list of all; `changed`: those that are new there."""
    found = await work.many(Numbered, queries.NUMBERS, asked)
    numbers = [one.phone for one in found if one.phone is not None]
    added = await compliance.forbid_all(work, numbers=numbers, reason=reason)
    there = {one.id: one.phone for one in found}
    faults = [
        Fault(str(one), "LEAD_HAS_NO_NUMBER", "It has no number") if one in there
        else Fault(str(one), "LEAD_NOT_FOUND", "There is no such lead")
        for one in asked if there.get(one) is None
    ]  # fmt: skip
    return Bulk(len(asked), added, len(asked) - added, faults[:MOST_FAULTS])


def from_where(action: Action, value: object) -> list[str] | None:
    """In which dial statuses a lead must be for it; None for any."""
    if action == "update_status":
        return states.from_where(str(value), manages=True)
    return [one for one in DIAL_STATUSES if one != "calling"] if action == "delete" else None


def faults_of(
    asked: list[int], standing: list[Standing], action: Action, value: object
) -> list[Fault]:
    """The first thousand. A lead that is as it should be already has none."""
    by_id = {one.id: one for one in standing}
    faults = []
    for lead_id in asked:
        lead = by_id.get(lead_id)
        if lead is None:
            faults.append(Fault(str(lead_id), "LEAD_NOT_FOUND", "There is no such lead"))
        elif not lead.is_allowed and not (action == "update_status" and lead.dial_status == value):
            code = "LEAD_IN_CALL" if action == "delete" else "LEAD_MOVE_REFUSED"
            faults.append(Fault(str(lead_id), code, f"It is {lead.dial_status}"))
        if len(faults) == MOST_FAULTS:
            break
    return faults


def tell(work: Work, action: Action, moved: list[Moved]) -> None:
    """One fact for all, for screens; and one for each of whom others must know."""
    if not moved:
        return
    work.record(LeadsChanged(action=action, count=len(moved)))
    for one in moved:
        if one.converted:
            work.record(LeadConverted(lead_id=one.id, owner_id=one.owner_id))
        if action == "assign" and one.owner_id is not None:
            work.record(LeadAssigned(lead_id=one.id, owner_id=one.owner_id, how="assigned"))


# Leads that go where their list goes, and their people; for the acts of campaigns and calls.


async def follow_list(
    work: Work, *, list_id: int, campaign_id: int | None, after: int = 0
) -> int | None:
    """The next five thousand of them, from the id `after`; where to go on, or None at the end."""
    batch = await work.one(Batch, queries.FOLLOW_LIST, list_id, campaign_id, after, BATCH)
    if batch is None:
        return None
    said(work, "add_to_campaign", batch.moved)
    return batch.last if batch.looked_at == BATCH else None


async def leave_list(work: Work, *, list_id: int) -> bool:
    """The next five thousand belong to no list; True if these were the last."""
    return said(work, "leave_list", await work.run(queries.LEAVE_LIST, list_id, BATCH))


async def leave_campaign(work: Work, *, campaign_id: int) -> bool:
    """The next five thousand belong to no campaign; True if these were the last."""
    return said(work, "add_to_campaign", await work.run(queries.LEAVE_CAMPAIGN, campaign_id, BATCH))


async def leave_owner(work: Work, *, owner_id: int) -> bool:
    """Who calls no more: of what was theirs to call, and what they promised to, the next five
    thousand are nobody's; True if these were the last. Whom they reached stays theirs."""
    left = await work.run(queries.LEAVE_OWNER, owner_id, BATCH, work.actor.id)
    return said(work, "assign", left)


def said(work: Work, action: str, moved: int) -> bool:
    if moved:
        work.record(LeadsChanged(action=action, count=moved))
    return moved < BATCH
