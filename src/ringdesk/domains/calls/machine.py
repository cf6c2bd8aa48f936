"""What a call may become. Pure: no database, no clock.

    initiated → ringing → answered → completed       forward only; a step may be skipped
    initiated | ringing → busy | no-answer | failed

completed, busy, no-answer and failed are final: the first of them stays, whoever says it. A
carrier's word that comes late, twice or out of order is no error and changes nothing; a person's
word that can't be is refused, so that they see what is true.
"""

from typing import Literal

from msgspec import Struct

from ringdesk.domains.calls.errors import CallMoveRefused
from ringdesk.domains.calls.models import FINAL, AnsweredBy, Status

Source = Literal["carrier", "person", "dialer", "house"]

MOVES: dict[str, frozenset[str]] = {
    "initiated": frozenset({"ringing", "answered", "completed", "busy", "no-answer", "failed"}),
    "ringing": frozenset({"answered", "completed", "busy", "no-answer", "failed"}),
    "answered": frozenset({"completed"}),
}

# What a carrier's words mean. A canceled attempt rang and was given up by us.
STATUS_OF: dict[str, Status] = {
    "initiated": "initiated", "ringing": "ringing", "answered": "answered", "human": "answered",
    "machine": "answered", "completed": "completed", "busy": "busy", "no-answer": "no-answer",
    "failed": "failed", "canceled": "no-answer",
}  # fmt: skip
ANSWERED_BY: dict[str, AnsweredBy] = {"human": "human", "machine": "machine"}


class Move(Struct, frozen=True):
    """`before` and `after` are the same where nothing moves."""

    before: Status
    after: Status

    @property
    def moves(self) -> bool:
        return self.before != self.after

    @property
    def ends(self) -> bool:
        return self.moves and self.after in FINAL


def may_become(before: Status, after: Status) -> bool:
    return after in MOVES.get(before, frozenset())


def by_person(before: Status, after: Status | None) -> Move:
    """The same status, or none, moves nothing. CallMoveRefused for what can't be."""
    if after is None or after == before:
        return Move(before, before)
    if not may_become(before, after):
        raise CallMoveRefused(before=before, after=after)
    return Move(before, after)


def by_carrier(before: Status, kind: str) -> Move:
    """What can't be (late, twice, of another time) moves nothing. An answered call that the
    carrier says failed, was busy or given up is over, and was answered."""
    after = STATUS_OF.get(kind, before)
    if before == "answered" and after in FINAL:
        after = "completed"
    return Move(before, after if may_become(before, after) else before)


def ended(before: Status) -> Move:
    """`end` makes whatever is not over completed, and changes nothing of what is."""
    return Move(before, before if before in FINAL else "completed")
