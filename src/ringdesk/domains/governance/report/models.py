from datetime import date, datetime

from msgspec import Struct


class Period(Struct, frozen=True):
    """Whole days of the workspace's calendar, both ends included."""

    start: date
    end: date


class Counts(Struct, frozen=True):
    name: str
    n: int


class People(Struct, frozen=True):
    """`own_rights`: whose scopes are not their role's; `idle`: staff without a sign-in for 90 days;
    `tokens`: API tokens that are good."""

    total: int
    active: int
    staff: int
    administrators: int
    own_rights: int
    idle: int
    tokens: int
    invited: int


class RoleLine(Struct, frozen=True):
    name: str
    members: int
    permissions: list[str]
    built_in: bool


class SignIn(Struct, frozen=True):
    """In the period, but for the sessions, which are those open now."""

    succeeded: int
    failed: int
    open_sessions: int
    tokens_reused: int
    passwords_changed: int
    refused_acts: int


class Audit(Struct, frozen=True):
    """`checked_*`: the last walk that ended; `anchored_*`: the last head kept elsewhere."""

    facts: int
    head: str
    in_period: int
    by_action: dict[str, int]
    by_status: dict[str, int]
    checked_at: datetime | None
    checked_state: str | None
    checked_facts: int
    anchored_at: datetime | None
    anchored_facts: int


class Checked(Struct, frozen=True):
    state: str
    seq: int
    ended_at: datetime


class PrivacyRequests(Struct, frozen=True):
    """Asked in the period. Days from asking to the end, of those that ended; `overdue` are past
    their month now, whenever they were asked."""

    access: int
    deletion: int
    open: int
    done: int
    refused: int
    overdue: int
    average_days: float
    longest_days: float


class ConsentLine(Struct, frozen=True):
    """Of people whose last word on it was yes, or no; `recorded` in the period."""

    type: str
    given: int
    withdrawn: int
    recorded: int


class RetentionLine(Struct, frozen=True):
    """`days`: how long it is kept; null: for ever. `removed`: rows and files in the period."""

    kind: str
    days: int | None
    last_run: datetime | None
    removed: int


class Calling(Struct, frozen=True):
    """`abandonment_rate` is per cent of the calls that people answered."""

    refused: int
    refused_by_rule: dict[str, int]
    do_not_call: int
    answered: int
    abandoned: int
    abandonment_rate: float
    hours: str | None


class Answered(Struct, frozen=True):
    answered: int
    abandoned: int


class Security(Struct, frozen=True):
    """`open_by_severity`: now; the rest in the period."""

    open_by_severity: dict[str, int]
    acknowledged: int
    resolved: int
    by_type: dict[str, int]


class ProviderLine(Struct, frozen=True):
    """Whom data goes to. `of`: calls, messages or ai."""

    of: str
    kind: str
    name: str
    enabled: bool


class Kept(Struct, frozen=True):
    kind: str
    last_run: datetime | None
    removed: int


class Report(Struct, frozen=True):
    workspace: str
    generated_at: datetime
    period: Period
    people: People
    roles: list[RoleLine]
    sign_in: SignIn
    audit: Audit
    privacy_requests: PrivacyRequests
    consents: list[ConsentLine]
    retention: list[RetentionLine]
    calling: Calling
    security: Security
    providers: list[ProviderLine]
