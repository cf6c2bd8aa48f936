from datetime import date, datetime

from msgspec import Raw, Struct

from ringdesk.domains.governance.kinds import Status


class Filters(Struct, frozen=True, kw_only=True):
    """What is asked for; None is anything. A date is that whole day of the tenant's calendar, ends
    included; a time is that moment, and the end is not included."""

    actor_id: int | None = None
    action: str | None = None
    resource: str | None = None
    status: Status | None = None
    start: date | datetime | None = None
    end: date | datetime | None = None


class Span(Struct, frozen=True):
    since: datetime
    until: datetime


class Counted(Struct, frozen=True):
    """Of one kind of fact: how many, and between which numbers of the log those are that are
    folded. `folded` and `head`: how far that goes, and where the log ended when it was counted."""

    kind: str
    n: int
    low: int | None
    high: int | None
    folded: int
    head: int


class LoggedRow(Struct, frozen=True):
    seq: int
    actor_id: int
    actor_name: str
    kind: str
    body: str
    at: datetime
    request_id: str | None
    address: str | None
    differences: str | None


class Difference(Struct, frozen=True):
    """As the trigger left it: JSON objects of the fields that changed."""

    resource: str
    resource_id: str
    before: dict[str, Raw]
    after: dict[str, Raw]


class FieldChange(Struct, frozen=True):
    """JSON values. A secret's is "hidden"."""

    field: str
    before: Raw
    after: Raw


class Entry(Struct, frozen=True):
    """One fact of the log, read as an audit. `details`: what else the fact tells, ids and short
    words. `user_id` 0 is the house itself."""

    id: int
    user_id: int
    user_name: str
    action: str
    resource: str
    resource_id: str | None
    status: Status
    kind: str
    at: datetime
    address: str | None
    request_id: str | None
    details: dict[str, Raw]
    changes: list[FieldChange]


class Page(Struct, frozen=True):
    entries: list[Entry]
    total: int


class Summary(Struct, frozen=True):
    total: int
    by_action: dict[str, int]
    by_status: dict[str, int]
    by_resource: dict[str, int]


class DayCount(Struct, frozen=True):
    date: date
    n: int
    failures: int


class Actor(Struct, frozen=True):
    """Somebody who did something: for the filter."""

    id: int
    name: str
