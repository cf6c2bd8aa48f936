from datetime import datetime
from typing import Literal

from msgspec import Struct

State = Literal["requested", "queued", "joined", "ticketed", "done"]
Because = Literal["asked", "unsure"]
Ending = Literal["helped", "ticket", "withdrawn"]

# Where each may go; each of these is one transaction.
MOVES: dict[State, frozenset[State]] = {
    "requested": frozenset({"queued", "ticketed", "joined", "done"}),
    "queued": frozenset({"joined", "ticketed", "done"}),
    "joined": frozenset({"queued", "done"}),
    "ticketed": frozenset({"done"}),
    "done": frozenset(),
}


class Handoff(Struct, frozen=True):
    """`deadline_at`: when a ticket is opened if nobody has joined; `is_due`: that this has come.
    `reason` and `summary` are for the one who joins."""

    id: int
    conversation_id: int
    person_id: int
    state: State
    because: Because
    reason: str
    summary: str
    session_id: int | None
    ticket_id: int | None
    outcome: Ending | None
    requested_at: datetime
    deadline_at: datetime | None
    moved_at: datetime
    is_due: bool


class Seen(Struct, frozen=True):
    """A handoff with the place in the queue, from 1, and what led to where it is."""

    handoff: Handoff
    position: int | None
    expected_wait_s: int | None
    steps: "list[Step]"


class Step(Struct, frozen=True):
    state: State
    note: str
    at: datetime
