from uuid import UUID

from ringdesk.kernel.events import Event


class TenantOpened(Event, frozen=True, kw_only=True):
    """`person_id`: whose it is, or who opened it for somebody else."""

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


class MemberInvited(Event, frozen=True, kw_only=True):
    """The address stays out of the log: the invitation has it."""

    invitation_id: int
    role: str


class InvitationWithdrawn(Event, frozen=True, kw_only=True):
    invitation_id: int


class MemberJoined(Event, frozen=True, kw_only=True):
    """An invitation was followed."""

    person_id: int
    invitation_id: int
    role: str


class TenantSwitched(Event, frozen=True, kw_only=True):
    """They go on working in another tenant of theirs; told in the one they left."""

    person_id: int


class RoleMade(Event, frozen=True, kw_only=True):
    role_id: int


class RoleChanged(Event, frozen=True, kw_only=True):
    role_id: int
    fields: tuple[str, ...]


class RoleDeleted(Event, frozen=True, kw_only=True):
    role_id: int


class ApiTokenMade(Event, frozen=True, kw_only=True):
    person_id: int
    token_id: int


class ApiTokenEnded(Event, frozen=True, kw_only=True):
    person_id: int
    token_id: int


class WorkspaceChanged(Event, frozen=True, kw_only=True):
    fields: tuple[str, ...]


class QuotaChanged(Event, frozen=True, kw_only=True):
    fields: tuple[str, ...]


class TenantSuspended(Event, frozen=True, kw_only=True):
    reason: str


class TenantResumed(Event, frozen=True, kw_only=True):
    pass
