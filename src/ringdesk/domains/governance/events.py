from ringdesk.kernel.events import Event


class ActRefused(Event, frozen=True, kw_only=True):
    """Somebody asked for what they may not have. `door`: method and route; `unsaid`: how many more
    of theirs were refused since the last that was written down."""

    door: str
    code: str
    unsaid: int = 0


class TenantProbed(Event, frozen=True, kw_only=True):
    """Somebody named a workspace that is not theirs."""

    door: str
    unsaid: int = 0


class WebhookForged(Event, frozen=True, kw_only=True):
    """What came in a provider's name had not its signature."""

    provider: str
    unsaid: int = 0


class RecordingPlayed(Event, frozen=True, kw_only=True):
    call_id: int


class LeadsExported(Event, frozen=True, kw_only=True):
    """A list of leads was taken out as a file."""


class DoNotCallExported(Event, frozen=True, kw_only=True):
    """The list of those who are not to be called was taken out as a file."""


class AuditLogExported(Event, frozen=True, kw_only=True):
    """Entries of this log were taken out as a file."""


class ComplianceReportRead(Event, frozen=True, kw_only=True):
    """`form`: json or pdf."""

    form: str


class SecurityEventRaised(Event, frozen=True, kw_only=True):
    """New, worse than before, or again after somebody had looked at it."""

    event_id: int


class SecurityEventHandled(Event, frozen=True, kw_only=True):
    event_id: int
    status: str


class LogVerified(Event, frozen=True, kw_only=True):
    check_id: int
    state: str
