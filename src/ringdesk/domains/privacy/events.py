from ringdesk.kernel.events import Event


class PrivacyRequested(Event, frozen=True, kw_only=True):
    request_id: int
    kind: str
    person_id: int | None


class PrivacyIdentityChecked(Event, frozen=True, kw_only=True):
    request_id: int


class PrivacyRequestDue(Event, frozen=True, kw_only=True):
    """A week is left."""

    request_id: int


class PrivacyRequestStarted(Event, frozen=True, kw_only=True):
    """An administrator let it happen."""

    request_id: int
    kind: str


class PrivacyRequestRefused(Event, frozen=True, kw_only=True):
    request_id: int
    kind: str


class PersonalDataExported(Event, frozen=True, kw_only=True):
    """At once, as JSON, by the person themselves."""

    person_id: int


class PersonalArchiveMade(Event, frozen=True, kw_only=True):
    request_id: int
    size: int


class PersonalArchiveTaken(Event, frozen=True, kw_only=True):
    request_id: int


class PersonErased(Event, frozen=True, kw_only=True):
    """`person_id` 0: somebody who never had an account."""

    request_id: int
    person_id: int
    rows: int
    files: int


class RetentionRan(Event, frozen=True, kw_only=True):
    run_id: int
    kind: str
    rows: int
    files: int


class TenantExportAsked(Event, frozen=True, kw_only=True):
    export_id: int


class TenantExportMade(Event, frozen=True, kw_only=True):
    export_id: int
    size: int


class TenantErasurePlanned(Event, frozen=True, kw_only=True):
    days: int


class TenantErasureCalledOff(Event, frozen=True, kw_only=True):
    asked_by: int
