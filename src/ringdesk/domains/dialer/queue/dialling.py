"""The dial transaction: the lease is asked, leads are claimed, the gate is asked, attempts are
written. After its commit the carrier is asked; before, nobody was."""

from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import calls, compliance, leads
from ringdesk.domains.dialer import gate
from ringdesk.domains.dialer.errors import LostTheLease
from ringdesk.domains.dialer.gate import Refused, Rules
from ringdesk.domains.dialer.models import Candidate, Hold, Lane, Rule, Settings
from ringdesk.domains.dialer.queue import queries
from ringdesk.domains.dialer.queue.claims import claim
from ringdesk.kernel.work import Actor, Office, Work

MOST_AT_ONCE = 20  # attempts of a transaction: what is more urgent waits for its commit
MOST_LOOKED_AT = 500
LONGEST_S = 2.0  # of looking through what may not be called; then others have their turn
TRY_AGAIN = timedelta(minutes=1)


class Tokens(Struct, frozen=True):
    tokens: float


class Standing(Struct, frozen=True):
    active: int
    paused: bool


class Order(Struct, frozen=True, kw_only=True):
    """What a transaction is to do. `cap`: calls that may be there at once; `rate`: calls per
    second; `free`: who could take a call now."""

    lane: Lane
    want: int
    ranks: list[int]
    aged_since: datetime | None
    settings: Settings
    rules: Rules
    cap: int
    rate: float
    now: datetime
    free: frozenset[int]


class Dialled(Struct, frozen=True):
    """`stopped_by`: the rule that left some of what was wanted undone, if leads did not run out.
    `more`: there was no time to look at all that is due, or it was too many for one transaction."""

    call_ids: list[int]
    refused: list[Refused]
    stopped_by: Rule | None = None
    more: bool = False

    @property
    def nothing(self) -> bool:
        """No lead was to be had: none is due, or others hold the rows of those that are."""
        return not (self.call_ids or self.refused or self.stopped_by)


async def dial(office: Office, holder: UUID, hold: Hold, order: Order) -> Dialled:
    """LostTheLease."""
    async with office.open(Actor.the_house(hold.tenant_id)) as work:
        return await _dial(work, holder, hold, order)


async def _dial(work: Work, holder: UUID, hold: Hold, order: Order) -> Dialled:
    burst = max(1.0, order.rate)
    found = await work.one(Tokens, queries.FENCE, holder, hold.fence, burst, order.rate)
    if found is None:
        raise LostTheLease
    standing = await work.one(Standing, queries.STANDING, order.lane.campaign_id)
    if standing is None or standing.paused:
        return Dialled([], [], "paused")
    room, paced = max(0, order.cap - standing.active), int(found.tokens)
    allowed_now, want = min(room, paced), min(order.want, room, paced, MOST_AT_ONCE)
    stopped: Rule | None = None
    if want == allowed_now < order.want:
        stopped = "concurrency" if room <= paced else "carrier_rate"
    if want == 0:
        return Dialled([], [], stopped)
    allowed, refused, more = await look_through(work, order, want)
    call_ids, raced = await attempt_all(work, order, allowed)
    await work.run(queries.SPEND, found.tokens - len(call_ids))
    left = None if len(allowed) < want else stopped
    more = more or bool(raced) or (left is None and MOST_AT_ONCE == len(allowed) < order.want)
    return Dialled(call_ids, [*refused, *raced], left, more)


async def look_through(
    work: Work, order: Order, want: int
) -> tuple[list[Candidate], list[Refused], bool]:
    """Claims until so many may be called, or none is left, or it takes too long."""
    began = monotonic()
    allowed: list[Candidate] = []
    refused: list[Refused] = []
    free = set(order.free)
    batch = want
    while len(allowed) < want:
        candidates = await claim(
            work, campaign_id=order.lane.campaign_id, ranks=order.ranks,
            aged_since=order.aged_since, most=batch + len(allowed), now=order.now,
        )  # fmt: skip
        mine = {one.id for one in allowed}  # our own locks do not hide them from us
        fresh = [one for one in candidates if one.id not in mine]
        numbers = [one.number for one in fresh]
        forbidden = await compliance.forbidden(
            work, numbers, campaign_id=order.lane.campaign_id
        ) if numbers else set()  # fmt: skip
        no = []
        for lead in fresh:
            verdict = gate.look(lead, order.rules, order.now, forbidden, free)
            if verdict is None:
                allowed.append(lead)
                free.discard(lead.owner_id or 0)
            else:
                no.append(verdict)
        await put_off(work, order, no)
        refused += no
        if len(fresh) < batch or not no:
            break
        if monotonic() - began > LONGEST_S:
            return allowed[:want], refused, True
        batch = min(MOST_LOOKED_AT, batch * 4)
    return allowed[:want], refused, False


class Told(Struct, frozen=True):
    lead_id: int
    rule: str


async def put_off(work: Work, order: Order, refused: list[Refused]) -> None:
    """Each refusal is a row with its rule, one a day for each; what may be called later is looked
    at then."""
    if not refused:
        return
    ids = [one.lead_id for one in refused]
    told = await work.many(Told, queries.REFUSED_TODAY, ids, order.now)
    known = {(one.lead_id, one.rule) for one in told}
    fresh = [one for one in refused if (one.lead_id, one.rule) not in known]
    await compliance.refuse_all(
        work, [one.written() for one in fresh], campaign_id=order.lane.campaign_id
    )
    for one in refused:
        if one.for_good:
            lead = await leads.lock(work, lead_id=one.lead_id)
            if lead.dial_status == "pending":
                await leads.move_dial_status(work, lead, "failed", outcome=one.rule)
    waiting = [one for one in refused if not one.for_good]
    await work.run(
        queries.PUT_OFF, [one.lead_id for one in waiting], [one.until for one in waiting]
    )


async def attempt_all(
    work: Work, order: Order, allowed: list[Candidate]
) -> tuple[list[int], list[Refused]]:
    """The calls; and what raced with another's act since the gate looked, which is put off."""
    mode: calls.Mode = "predictive" if order.lane.mode == "predictive" else "progressive"
    numbers = {lead.id: lead.number for lead in allowed}
    opened = await calls.open_attempts(work, numbers, campaign_id=order.lane.campaign_id, mode=mode)
    raced = [
        Refused(lead_id, numbers[lead_id], rule_of(error), error.until or order.now + TRY_AGAIN)
        for lead_id, error in opened.refused.items()
    ]
    await put_off(work, order, raced)
    return [call.id for call in opened.calls], raced


def rule_of(error: calls.CallRefused) -> Rule:
    known: dict[str, Rule] = {
        "calling_hours": "calling_hours", "do_not_call": "do_not_call",
        "number_in_call": "number_in_call", "no_number": "no_number",
        "number_invalid": "number_invalid",
    }  # fmt: skip
    return known.get(error.rule, "number_in_call")
