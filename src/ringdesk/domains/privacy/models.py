from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct

from ringdesk.kernel.personal import Fate

Kind = Literal["access", "deletion"]
State = Literal["pending", "in_progress", "done", "refused"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)
Moving = Literal["request", "export", "run"]  # what a worker is at
Tell: TypeAlias = Callable[[UUID, Moving, int], None]  # of a tenant, what, and its id


def tell_nobody(_tenant: UUID, _what: Moving, _id: int) -> None:
    """Where nobody looks on."""


class Request(Struct, frozen=True):
    """What somebody asked about their data. `person_id` null: they never had an account, and are
    known by `subject` (JSON of addresses and numbers). `with_contacts`: contacts with the same
    address or number are meant too. `problem`: why it did not get on."""

    id: int
    kind: Kind
    state: State
    person_id: int | None
    person_name: str | None
    subject: str
    with_contacts: bool
    reason: str
    asked_by: int
    asked_by_name: str | None
    asked_at: datetime
    due_at: datetime
    identity_note: str
    identity_checked_by: int | None
    identity_checked_at: datetime | None
    decided_by: int | None
    decided_at: datetime | None
    refusal: str
    finished_at: datetime | None
    problem: str
    archive_size: int | None
    archive_expires_at: datetime | None


class Line(Struct, frozen=True, kw_only=True):
    """A line of the dry run, or of what was done: so many rows of a table, and what becomes of
    them. `reason`: the legal one, for what is retained."""

    domain: str
    table: str
    about: str
    fate: Fate
    reason: str
    rows: int
    files: int


class Plan(Struct, frozen=True, kw_only=True):
    """What a deletion would do now. `contacts`: ids of leads that are meant too."""

    lines: list[Line]
    contacts: list[int]


class Step(Struct, frozen=True):
    domain: str
    tbl: str
    about: str
    fate: Fate
    reason: str
    row_count: int
    file_count: int
    done_at: datetime


class Held(Struct, frozen=True):
    """A request in hand."""

    id: int
    kind: Kind
    person_id: int | None
    subject: str
    decided_at: datetime


class Archive(Struct, frozen=True):
    archive_key: str | None
    archive_size: int | None
    person_id: int | None
    is_fresh: bool


class Run(Struct, frozen=True):
    """Evidence of retention: so many of a kind, older than `cutoff`, went."""

    id: int
    kind: str
    days: int
    cutoff: datetime
    row_count: int
    file_count: int
    started_by: int
    started_at: datetime
    ended_at: datetime | None


class Export(Struct, frozen=True):
    """All of a tenant as one file."""

    id: int
    state: Literal["pending", "done", "failed"]
    asked_by: int
    asked_at: datetime
    finished_at: datetime | None
    problem: str
    archive_size: int | None
    row_count: int
    archive_expires_at: datetime | None


class Erasure(Struct, frozen=True):
    """A tenant that is to go."""

    asked_by: int
    asked_at: datetime
    due_at: datetime


class Named(Struct, frozen=True):
    id: int
    email: str
    created_at: datetime


class Numbered(Struct, frozen=True):
    id: int
