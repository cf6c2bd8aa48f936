"""The dial status of a lead, and claims: who calls it. Nothing else changes a dial status.

A claim is a lease. When it has run out the lead is free again, at once: `expire_claims` only tidies
up. Who claims a lead that nobody owns owns it as long as the claim lasts (`lent`); once somebody
answered, for good."""

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from ringdesk.domains.leads import noting, policy, queries, service, states
from ringdesk.domains.leads.errors import LeadMoveRefused, LeadTaken
from ringdesk.domains.leads.events import LeadAssigned, LeadDialStatusMoved
from ringdesk.domains.leads.models import RANKS, DialStatus, Found, Lead, Priority
from ringdesk.kernel.work import Work

MOST_CANDIDATES = 25  # per campaign and priority: so many may look for their next lead at once
EXPIRED_AT_ONCE = 500
OF_NO_CAMPAIGN = 0
MOVED = ("dial_status", "owner_id")  # what of a move the history keeps


class DialMove(Struct, frozen=True):
    """What `move_dial_status` is given."""

    lead: Lead
    to: DialStatus
    outcome: str | None = None
    ready_at: datetime | None = None


async def move_dial_status(
    work: Work, lead: Lead, to: DialStatus, *, outcome: str | None = None,
    ready_at: datetime | None = None,
) -> Lead:  # fmt: skip
    """Move a lead that is locked. LeadMoveRefused if it cannot go there from where it stands.

    To `calling` counts an attempt and renews the lease. To `pending` ends claim and loan; not to be
    called before `ready_at` (default: now). From `failed` to `pending` the attempts begin anew;
    for administrators and the house. `outcome` is kept as the last one. Who may, the act says."""
    move = DialMove(lead, to, outcome, ready_at)
    require_may_move(work, lead, to)
    after = await service.require_one(work, queries.MOVE, *columns_of([move]))
    await told(work, lead, after)
    return after


async def move_dial_statuses(work: Work, moves: Sequence[DialMove]) -> None:
    """`move_dial_status` of several leads at once. LeadMoveRefused."""
    for one in moves:
        require_may_move(work, one.lead, one.to)
    if moves:
        moved = await work.many(Lead, queries.MOVE, *columns_of(moves))
        after = {lead.id: lead for lead in moved}
        await tell_all(work, [(one.lead, after[one.lead.id]) for one in moves])


async def begin_calling(work: Work, locked: Sequence[Lead]) -> None:
    """`move_dial_status` to `calling` of several at once. LeadMoveRefused."""
    await move_dial_statuses(work, [DialMove(lead, "calling") for lead in locked])


def columns_of(moves: Sequence[DialMove]) -> list[list[object]]:
    rows = [
        (one.lead.id, one.to, one.outcome, one.ready_at, one.lead.dial_status == "failed")
        for one in moves
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def require_may_move(work: Work, lead: Lead, to: DialStatus) -> None:
    """LeadMoveRefused."""
    manages = policy.manages(work.actor)
    if not states.may_move(lead.dial_status, to, manages=manages):
        possible = states.possible(lead.dial_status, manages=manages)
        raise LeadMoveRefused(lead_id=lead.id, status=lead.dial_status, possible=possible)


async def claim(work: Work, *, lead_id: int) -> Lead:
    """The lead is the caller's to call. LeadTaken unless it is free: waiting, and nobody else's."""
    policy.require_may_write(work.actor)
    lead = await freed_if_expired(work, await service.lock(work, lead_id=lead_id))
    if not is_free(work, lead):
        yours = work.actor.id == lead.claimed_by
        raise LeadTaken(lead_id=lead_id, status=lead.dial_status, yours=yours)
    return await take(work, lead)


async def claim_next(
    work: Work, *, campaign_id: int | None = None, among: Sequence[int] | None = None
) -> Lead | None:
    """The most urgent lead that is ready, free and nobody else's, claimed; None if there is none.

    Of one campaign; or of the campaigns `among` and of no campaign; by default of all."""
    policy.require_may_write(work.actor)
    if campaign_id is not None:
        campaigns = [campaign_id]
    elif among is not None:
        campaigns = [OF_NO_CAMPAIGN, *among]
    else:
        campaigns = await campaigns_with_leads(work)
    lead = await work.one(Lead, queries.NEXT_FREE, campaigns, work.actor.id, MOST_CANDIDATES)
    return None if lead is None else await take(work, lead)


async def campaigns_with_leads(work: Work) -> list[int]:
    found = await work.many(Found, queries.CAMPAIGNS_WITH_LEADS)
    return [OF_NO_CAMPAIGN, *(one.id for one in found)]


async def take(work: Work, lead: Lead) -> Lead:
    """Claim a lead that is locked and free."""
    person = None if work.actor.role == "house" else work.actor.id
    claim_s = (await service.place(work)).claim_s
    after = await service.require_one(work, queries.CLAIM, lead.id, person, claim_s)
    await told(work, lead, after)
    if person is not None:
        work.record(LeadAssigned(lead_id=after.id, owner_id=person, how="claimed"))
    return after


async def release(work: Work, *, lead_id: int) -> Lead:
    """Give a claimed lead back. Who has claimed it, and whoever manages leads."""
    lead = await service.lock(work, lead_id=lead_id)
    policy.require_may_change(work.actor, lead)
    if lead.dial_status != "claimed":
        raise LeadMoveRefused(
            lead_id=lead_id, status=lead.dial_status,
            possible=states.possible(lead.dial_status, manages=policy.manages(work.actor)),
        )  # fmt: skip
    return await move_dial_status(work, lead, "pending")


async def available(
    work: Work, *, priority: Priority | None = None, offset: int = 0, limit: int = 20
) -> tuple[list[Lead], int]:
    """What the caller could claim: waiting, with a number, nobody else's; by priority, then by how
    long it has been ready. And how many there are in all."""
    policy.require_may_read(work.actor)
    ranks = list(RANKS.values()) if priority is None else [RANKS[priority]]
    campaigns = await campaigns_with_leads(work)
    leads = await work.many(Lead, queries.AVAILABLE, ranks, work.actor.id, limit, offset, campaigns)
    values = [f"{owner}:{rank}" for owner in (0, work.actor.id) for rank in ranks]
    total = await work.value(int, queries.COUNT_OF, "available", values)
    return leads, total or 0


async def freed_if_expired(work: Work, lead: Lead) -> Lead:
    """A locked lead, back to all if its claim has run out."""
    ends_at = lead.claim_ends_at
    if lead.dial_status == "claimed" and ends_at is not None and ends_at < datetime.now(UTC):
        return await move_dial_status(work, lead, "pending", ready_at=lead.ready_at)
    return lead


async def expire_claims(work: Work) -> int:
    """Give back what was claimed for too long; how many. For the house."""
    expired = await work.many(Lead, queries.EXPIRED_CLAIMS, EXPIRED_AT_ONCE)
    for lead in expired:
        await move_dial_status(work, lead, "pending", ready_at=lead.ready_at)
    return len(expired)


def is_free(work: Work, lead: Lead) -> bool:
    return lead.dial_status == "pending" and lead.owner_id in (None, work.actor.id)


async def told(work: Work, before: Lead, after: Lead) -> None:
    """The history and the fact of a move."""
    await tell_all(work, [(before, after)])


async def tell_all(work: Work, moves: Sequence[tuple[Lead, Lead]]) -> None:
    lines: list[noting.Line] = []
    for before, after in moves:
        fields = [name for name in MOVED if getattr(before, name) != getattr(after, name)]
        lines += noting.lines_of(before, after, fields)
        if fields:
            work.record(
                LeadDialStatusMoved(
                    lead_id=after.id, owner_id=after.owner_id, before=before.dial_status,
                    after=after.dial_status,
                )
            )  # fmt: skip
    await noting.note(work, lines)
