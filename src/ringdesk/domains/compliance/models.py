from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

Source = Literal["person", "import", "opt_out", "disposition", "keyword"]
Rule = Literal[
    "do_not_call", "calling_hours", "attempts_per_day", "attempts_total", "number_in_call",
    "held_after_abandon", "number_invalid", "no_number", "concurrency", "carrier_rate", "paused",
    "nobody_available",
]  # fmt: skip
SOURCES: tuple[str, ...] = get_args(Source)
RULES: tuple[str, ...] = get_args(Rule)


class Entry(Struct, frozen=True):
    """A number that must not be called. `campaign_id` null: by anybody. `number` null: of somebody
    who was erased; the entry still binds. `channel`: where an opt-out came from."""

    id: int
    number: str | None
    campaign_id: int | None
    reason: str
    source: Source
    channel: str
    created_by: int
    created_by_name: str | None
    created_at: datetime
    expires_at: datetime | None


class Refusal(Struct, frozen=True):
    """Why a lead was not dialled. `until`: when it is looked at again; null: never by itself."""

    id: int
    lead_id: int | None
    campaign_id: int | None
    number: str | None
    rule: Rule
    detail: str
    until: datetime | None
    at: datetime


class Refused(Struct, frozen=True, kw_only=True):
    """A refusal that is to be written down."""

    rule: Rule
    lead_id: int | None = None
    number: str | None = None
    until: datetime | None = None
    detail: str = ""


class Placed(Struct, frozen=True):
    """`fresh`: it was not on the list, or no longer."""

    id: int
    fresh: bool


class Fault(Struct, frozen=True):
    line: int
    reason: str


class Listed(Struct, frozen=True):
    """What became of a file: rows, those that are new on the list, those that were on it."""

    rows: int
    added: int
    known: int
    faulty: int
    errors: list[Fault]


class Taken(Struct, frozen=True):
    campaign_id: int | None
    source: Source


class Numbered(Struct, frozen=True):
    number: str


class Count(Struct, frozen=True):
    value: str
    n: int
