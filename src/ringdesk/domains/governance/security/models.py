from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

Severity = Literal["low", "medium", "high", "critical"]
State = Literal["unresolved", "acknowledged", "resolved"]
Kind = Literal[
    "failed_login_attempt", "failed_logins_from_address", "refused_acts", "cross_site_request",
    "cross_tenant_attempt", "forged_webhook", "privilege_change", "token_reuse", "audit_broken",
    "suspended_tenant_used",
]  # fmt: skip
SEVERITIES: tuple[str, ...] = get_args(Severity)
STATES: tuple[str, ...] = get_args(State)
KINDS: tuple[str, ...] = get_args(Kind)


class Sighting(Struct, frozen=True, kw_only=True):
    """What was seen. `subject`: of whom or what; while an event of this kind and subject is open,
    the next sighting counts on in it. `seq`: the fact it was seen by; a fact counts once."""

    kind: Kind
    severity: Severity
    subject: str
    person_id: int | None = None
    address: str | None = None
    details: dict[str, object] = {}
    seq: int = 0
    many: int = 1


class SecurityEvent(Struct, frozen=True):
    """`details`: a JSON object of short words and numbers."""

    id: int
    event_type: str
    severity: str
    status: str
    subject: str
    person_id: int | None
    person_name: str | None
    address: str | None
    count: int
    details: str
    created_at: datetime
    last_at: datetime
    handled_by: int | None
    handled_by_name: str | None
    handled_at: datetime | None
    note: str


class Raised(Struct, frozen=True):
    """`news`: it is new, worse than before, or back after somebody had looked at it."""

    id: int
    severity: str
    news: bool


class SecurityPage(Struct, frozen=True):
    events: list[SecurityEvent]
    total: int


class Grade(Struct, frozen=True):
    severity: str
    n: int


class Administrator(Struct, frozen=True):
    id: int
    email: str


class Failures(Struct, frozen=True):
    """Of failed sign-ins in the last quarter of an hour."""

    of_person: int
    of_address: int
