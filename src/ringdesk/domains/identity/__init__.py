"""Who may enter, and as whom. Others import this face, nothing deeper."""

from ringdesk.domains.identity.doorkeeper import (
    Doorkeeper,
    Known,
    actor_of,
    issue_socket_ticket,
)
from ringdesk.domains.identity.errors import AgentNotAvailable, BadCredentials, PersonNotFound
from ringdesk.domains.identity.events import (
    PasswordChanged,
    PasswordResetRequested,
    PersonChanged,
    PersonDeactivated,
    PersonDeleted,
    PersonRegistered,
    RightsChanged,
    SessionEnded,
    SessionsEnded,
    SignedIn,
    SignInFailed,
    TenantOpened,
    VisitorConsented,
)
from ringdesk.domains.identity.jobs import TIDY_EVERY_S, Tidying
from ringdesk.domains.identity.models import (
    ROLES,
    STAFF,
    Person,
    Registered,
    Role,
    Session,
    Tenant,
    UserType,
)
from ringdesk.domains.identity.models import SignedIn as SignedInResult
from ringdesk.domains.identity.names import require_address, username_from
from ringdesk.domains.identity.people import (
    PersonChanges,
    change_person,
    delete_person,
    get_person,
    list_people,
    list_staff,
    present_self,
    require_active_staff,
)
from ringdesk.domains.identity.policy import SCOPES, require_staff, scopes_of
from ringdesk.domains.identity.registration import (
    NewAccount,
    SetupRules,
    add_person,
    add_tenant,
    first_tenant,
    is_set_up,
    list_tenants,
    open_tenant,
    register,
    register_by_administrator,
    tenant_of,
)
from ringdesk.domains.identity.resets import change_password, request_reset, reset_password
from ringdesk.domains.identity.signing_in import (
    Caller,
    begin_session,
    end_session,
    list_sessions,
    refresh,
    sign_in,
)
from ringdesk.domains.identity.tokens import Signer
from ringdesk.domains.identity.visitors import Newcomer, Visited, welcome_visitor

__all__ = [
    "ROLES", "SCOPES", "STAFF", "TIDY_EVERY_S", "AgentNotAvailable", "BadCredentials", "Caller",
    "Doorkeeper", "Known", "NewAccount", "Newcomer", "PasswordChanged",
    "PasswordResetRequested", "Person", "PersonChanged", "PersonChanges", "PersonDeactivated",
    "PersonDeleted", "PersonNotFound", "PersonRegistered", "Registered", "RightsChanged",
    "Role", "Session", "SessionEnded", "SessionsEnded", "SetupRules", "SignInFailed",
    "SignedIn", "SignedInResult", "Signer", "Tenant", "TenantOpened", "Tidying", "UserType",
    "Visited", "VisitorConsented", "actor_of", "add_person", "add_tenant", "begin_session",
    "change_password", "change_person", "delete_person", "end_session", "first_tenant",
    "get_person", "is_set_up", "issue_socket_ticket", "list_people", "list_sessions",
    "list_staff", "list_tenants", "open_tenant", "present_self", "refresh", "register",
    "register_by_administrator", "request_reset", "require_active_staff", "require_address",
    "require_staff", "reset_password", "scopes_of", "sign_in", "tenant_of", "username_from",
    "welcome_visitor",
]  # fmt: skip
