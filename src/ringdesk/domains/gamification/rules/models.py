from datetime import date, datetime

from msgspec import Struct, field

from ringdesk.domains.gamification.kinds import Condition
from ringdesk.domains.gamification.models import FactKind


class Rule(Struct, frozen=True):
    """`daily_cap`: how often it gives in a day, to each person."""

    id: int
    name: str
    kind: FactKind
    conditions: list[Condition]
    points: int
    daily_cap: int
    enabled: bool
    created_at: datetime
    updated_at: datetime


class NewRule(Struct, frozen=True, kw_only=True):
    name: str
    kind: FactKind
    conditions: list[Condition] = field(default_factory=list)
    points: int
    daily_cap: int = 50
    enabled: bool = True


class Seen(Struct, frozen=True):
    """A fact as the games see it: who did what (`subject`), on which day of the tenant's calendar,
    and what is known of it (`fields`, JSON)."""

    seq: int
    at: datetime
    day: date
    person_id: int
    name: str
    subject: str
    fields: str


class WouldGet(Struct, frozen=True):
    person_id: int
    name: str
    times: int
    points: int


class DryRun(Struct, frozen=True):
    """What a rule would have given. `repeated`: done to the same thing before; `capped`: beyond
    the day's cap; `truncated`: there were more facts than are looked at, and the oldest were left
    out."""

    days: int
    facts: int
    matched: int
    repeated: int
    capped: int
    points: int
    truncated: bool
    people: list[WouldGet]
