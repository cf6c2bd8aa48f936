from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

Type = Literal["marketing", "analytics", "cookies"]
Source = Literal["api", "web_app", "widget", "staff", "import", "opt_out", "house"]
Purpose = Literal["service", "marketing"]
TYPES: tuple[Type, ...] = get_args(Type)
SOURCES: tuple[Source, ...] = get_args(Source)


class Proof(Struct, frozen=True, kw_only=True):
    """What shows that it was so: the text they saw, and what name or number that text goes by
    (without one: made of the text). Where from, by whom and when is taken from the work itself."""

    wording: str = ""
    wording_version: str = ""
    note: str = ""


class Consent(Struct, frozen=True):
    """One record. `standing`: it is the newest of its type, so it is what holds. `address` is a
    network address; `recorded_by` 0 is the house."""

    id: int
    person_id: int
    person_name: str
    type: Type
    value: bool
    source: Source
    wording: str
    wording_version: str
    address: str | None
    note: str
    recorded_by: int
    recorded_at: datetime
    standing: bool


class Fresh(Struct, frozen=True):
    id: int
