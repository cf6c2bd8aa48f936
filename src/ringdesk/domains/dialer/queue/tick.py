"""One round for one tenant: mind the calls there are, answer whoever waits, then dial.

A round never waits for a carrier: what is to be asked of one is handed back to the loop.
"""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct, field

from ringdesk.domains.dialer.models import Hold, Line
from ringdesk.domains.dialer.queue.answering import PATIENCE, answer, waiting
from ringdesk.domains.dialer.queue.lanes import Decision, Lanes, Trunks
from ringdesk.domains.dialer.queue.look import Look, look
from ringdesk.domains.dialer.queue.minding import Patience, ToDo, mind
from ringdesk.domains.dialer.queue.pacers import Pacers
from ringdesk.kernel.work import Actor, Office

SOON = timedelta(seconds=1)  # while lines are open, a controller looks again
VERDICT_SOON = timedelta(seconds=0.5)  # a verdict is no fact: another process may have heard it
RINGING = timedelta(seconds=5)  # facts wake us; they come at most once
GATHER = timedelta(seconds=0.05)  # what becomes due meanwhile shares a round
LOOK_ANYWAY, IDLE_ANYWAY = timedelta(minutes=1), timedelta(minutes=15)


class Round(Struct, kw_only=True):
    """What a round did, by ids of calls. `to_do`: what is to be asked of carriers."""

    dialled: list[int] = field(default_factory=list)
    connected: list[int] = field(default_factory=list)
    abandoned: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    to_do: ToDo = field(default_factory=ToDo)
    next_at: datetime | None = None


class Tick:
    """Of one process: what its controllers learned is kept between rounds."""

    def __init__(self, office: Office, holder: UUID, pacers: Pacers, patience: Patience) -> None:
        self._office, self._patience = office, patience
        self._lanes = Lanes(office, holder, pacers)

    async def run(self, hold: Hold, trunks: Trunks, busy: set[int], now: datetime) -> Round:
        """`busy`: calls that this process places or asks about at this moment. LostTheLease."""
        house = Actor.the_house(hold.tenant_id)
        async with self._office.open(house) as work:
            seen = await look(work, now)
        share = seen.share()
        done = Round(to_do=mind(seen.lines, busy, now, self._patience))
        done.connected, done.abandoned = await answer(
            self._office, hold.tenant_id, seen.lines, share, now
        )
        over = {*done.connected, *done.abandoned, *done.to_do.give_up}
        still_open = [line for line in seen.lines if line.open and line.id not in over]
        share.speak_for(still_open)
        found = await self._lanes.dial(hold, seen, share, trunks)
        done.dialled, done.decisions = found.call_ids, found.decisions
        done.next_at = earliest(found.after, still_open, done, found.next_at, share.anybody)
        return done


def earliest(
    seen: Look, still_open: list[Line], done: Round, wanted: datetime | None, anybody: bool
) -> datetime:
    """When to look again if nothing happens before."""
    now = seen.now
    times = [now + (LOOK_ANYWAY if anybody or seen.lines else IDLE_ANYWAY)]
    times += [one for one in (wanted, done.to_do.next_at) if one is not None]
    times += [since + PATIENCE for since, _ in waiting(still_open, now)]
    if still_open or done.dialled:
        times.append(now + RINGING)
    if any(line.status == "answered" and line.answered_by == "unknown" for line in still_open):
        times.append(now + VERDICT_SOON)
    if anybody and not seen.settings.paused:
        if any(lane.mode == "predictive" for lane in seen.in_order()):
            times.append(now + SOON)
        if seen.next_ready_at is not None:
            times.append(max(seen.next_ready_at, now + GATHER))
        wraps = [one.wrap_up_ends_at for one in seen.agents if one.available]
        times += [at for at in wraps if at is not None and at > now]
    return max(now, min(times))
