from uuid import UUID

from ringdesk.kernel.events import Event


class TenantOpened(Event, frozen=True, kw_only=True):
    person_id: int


class PersonRegistered(Event, frozen=True, kw_only=True):
    person_id: int
    role: str


class VisitorConsented(Event, frozen=True, kw_only=True):
    """To being remembered; before this nothing about them is kept."""

    person_id: int


class PersonChanged(Event, frozen=True, kw_only=True):
    person_id: int
    fields: tuple[str, ...]


class PersonDeactivated(Event, frozen=True, kw_only=True):
    person_id: int


class PersonDeleted(Event, frozen=True, kw_only=True):
    person_id: int


class RightsChanged(Event, frozen=True, kw_only=True):
    """A role or scopes were given or taken."""

    person_id: int
    role: str


class SignedIn(Event, frozen=True, kw_only=True):
    person_id: int
    session_id: UUID


class SignInFailed(Event, frozen=True, kw_only=True):
    """`person_id` is 0 where the name belongs to nobody."""

    person_id: int


class SessionEnded(Event, frozen=True, kw_only=True):
    person_id: int
    session_id: UUID
    reason: str


class SessionsEnded(Event, frozen=True, kw_only=True):
    person_id: int
    reason: str


class PasswordChanged(Event, frozen=True, kw_only=True):
    person_id: int


class PasswordResetRequested(Event, frozen=True, kw_only=True):
    person_id: int
