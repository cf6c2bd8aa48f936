"""Calls of which nobody has said anything for too long. Pure; what is to be done is done by others.

An attempt that was written and never asked for is given up: what the gate said of it is old, and
its lead is soon before the gate again. One that a carrier was asked for, with no answer, is
`unknown`: the carrier is asked what became of it, and never asked to dial it again. A call that
should have rung out or ended long ago is asked about.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from msgspec import Struct, field

from ringdesk.domains.dialer.models import Line

BY_HAND = frozenset({"manual", "callback"})


class Patience(Struct, frozen=True, kw_only=True):
    """`unknown`: longer than any carrier takes to answer a request, or a call that is being placed
    would be taken for one that never was. `gone`: silent for so long, a call is over."""

    unasked: timedelta = timedelta(seconds=5)
    unknown: timedelta = timedelta(seconds=65)
    ringing: timedelta = timedelta(seconds=15)  # beyond its ring timeout
    talking: timedelta = timedelta(minutes=2)
    again: timedelta = timedelta(seconds=15)
    gone: timedelta = timedelta(hours=6)


class ToDo(Struct, frozen=True):
    """Ids of calls: to be given up, asked about."""

    give_up: list[int] = field(default_factory=list)
    ask: list[int] = field(default_factory=list)
    next_at: datetime | None = None


def mind(lines: Iterable[Line], busy: Collection[int], now: datetime, patience: Patience) -> ToDo:
    """`busy`: calls that this process is placing or asking about at this moment."""
    give_up: list[int] = []
    ask: list[int] = []
    later: list[datetime] = []
    for line in lines:
        by_hand = line.mode in BY_HAND  # a person plays both sides, or a job of theirs places it
        if line.id in busy or (by_hand and (line.carrier == "simulation" or not line.asked_at)):
            continue
        due = due_at(line, patience)
        if due > now:
            later.append(due)
        elif line.asked_at is None or is_gone(line, now, patience):
            give_up.append(line.id)
        else:
            ask.append(line.id)
            later.append(now + patience.again)
    return ToDo(give_up, ask, min(later, default=None))


def is_gone(line: Line, now: datetime, patience: Patience) -> bool:
    """Nobody can say any more what became of it."""
    return line.answered_at is None and now - line.created_at >= patience.gone


def due_at(line: Line, patience: Patience) -> datetime:
    """When its silence has lasted too long."""
    if line.asked_at is None:
        return line.created_at + patience.unasked
    if line.placed_at is None:
        wait = patience.unknown if line.heard_at <= line.asked_at else patience.again
        return line.heard_at + wait
    if line.status == "answered":
        return line.heard_at + patience.talking
    return line.heard_at + timedelta(seconds=line.ring_timeout_s) + patience.ringing
