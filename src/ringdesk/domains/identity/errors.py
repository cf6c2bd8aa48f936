from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn, TooMany


class PersonNotFound(NotFound):
    code = "PERSON_NOT_FOUND"


class SessionNotFound(NotFound):
    code = "SESSION_NOT_FOUND"


class BadCredentials(NotSignedIn):
    """Unknown, wrong and deactivated alike."""

    code = "BAD_CREDENTIALS"


class NameTaken(Conflict):
    code, text = "NAME_TAKEN", "This username or address is taken: choose another."


class SetupRequired(Conflict):
    code = "SETUP_REQUIRED"
    text = "This installation has no administrator yet: set it up with the set-up token first."


class RegistrationClosed(NotAllowed):
    code = "REGISTRATION_CLOSED"
    text = "This workspace does not let strangers register: ask its administrator."


class MayNotChooseRole(NotAllowed):
    code = "MAY_NOT_CHOOSE_ROLE"
    text = "Only an administrator makes accounts of this role."


class HoldsMore(NotAllowed):
    code = "HOLDS_MORE"
    text = "You can neither give a right that you don't hold nor change a person who holds more."


class NotWithToken(NotAllowed):
    code = "NOT_WITH_API_TOKEN"
    text = "An API token can't do this: sign in as its owner."


class Suspended(NotAllowed):
    code = "TENANT_SUSPENDED"
    text = "This workspace is suspended: ask whoever runs this installation."


class SharedAccount(NotAllowed):
    code = "SHARED_ACCOUNT"
    text = "This account works in other workspaces, too: only its owner changes its names."


class LastAdministrator(Conflict):
    code = "LAST_ADMINISTRATOR"
    text = "A workspace keeps at least one active administrator: make another one first."


class AgentNotAvailable(Conflict):
    code, text = "AGENT_NOT_AVAILABLE", "This person can't take work: choose active staff."


class WeakPassword(Invalid):
    code = "WEAK_PASSWORD"
    text = "Choose a longer or less common password: at least 8 characters, not a well-known one."


class BadResetToken(Invalid):
    code = "BAD_RESET_TOKEN"
    text = "This link is used up or too old: ask for a new one."


class TooManyFailures(TooMany):
    code = "TOO_MANY_FAILURES"
    text = "Too many failed sign-ins from here: wait a little, then try again."


class BadInvitation(Invalid):
    code = "BAD_INVITATION"
    text = "This invitation is used up, withdrawn or too old: ask for a new one."


class AlreadyMember(Conflict):
    code = "ALREADY_MEMBER"
    text = "This person works here already: change their role instead."


class InvitationNotFound(NotFound):
    code = "INVITATION_NOT_FOUND"


class MemberNotFound(NotFound):
    code = "MEMBER_NOT_FOUND"


class TenantNotFound(NotFound):
    code = "TENANT_NOT_FOUND"


class TooManyTenants(Conflict):
    code = "TOO_MANY_TENANTS"
    text = "An account belongs to a limited number of workspaces: leave one first."


class TenantHasStaff(Conflict):
    code = "TENANT_HAS_STAFF"
    text = "Somebody works there already: its own administrators invite their colleagues."


class FirstTenantStays(Conflict):
    code = "FIRST_TENANT_STAYS"
    text = "The first workspace runs the installation: it can't be suspended."


class HostTaken(Conflict):
    code = "HOST_TAKEN"
    text = "Another workspace has this host name."


class QuotaReached(Conflict):
    """`details`: quota ("people", "storage_mb", "messages_a_day"), limit, used."""

    code = "QUOTA_REACHED"
    text = "This workspace has reached its limit: ask whoever runs this installation for more."


class RoleNotFound(NotFound):
    code = "ROLE_NOT_FOUND"


class RoleNameTaken(Conflict):
    code = "ROLE_NAME_TAKEN"
    text = "There is a role of this name: choose another."


class RoleInUse(Conflict):
    """`details`: members, invitations."""

    code = "ROLE_IN_USE"
    text = "People have this role: say which one they get instead."


class TooManyRoles(Conflict):
    code = "TOO_MANY_ROLES"
    text = "This workspace has as many roles as it may have: delete one first."


class TokenNotFound(NotFound):
    code = "TOKEN_NOT_FOUND"


class TooManyTokens(Conflict):
    code = "TOO_MANY_TOKENS"
    text = "You have as many API tokens as you may have: end one first."


class LogoNotAllowed(Invalid):
    code = "LOGO_NOT_ALLOWED"
    text = "A logo is a PNG, JPEG or WebP image of at most 512 KB."
