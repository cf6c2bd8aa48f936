"""Who may enter, and as whom. Others import this face, nothing deeper."""

from ringdesk.domains.identity.correspondents import add_correspondent
from ringdesk.domains.identity.doorkeeper import (
    Doorkeeper,
    Known,
    issue_socket_ticket,
    present_again,
)
from ringdesk.domains.identity.errors import (
    AgentNotAvailable,
    AlreadyMember,
    BadCredentials,
    BadInvitation,
    FirstTenantStays,
    HostTaken,
    InvitationNotFound,
    LogoNotAllowed,
    MemberNotFound,
    NotWithToken,
    PersonNotFound,
    QuotaReached,
    RoleInUse,
    RoleNameTaken,
    RoleNotFound,
    Suspended,
    TenantHasStaff,
    TenantNotFound,
    TokenNotFound,
    TooManyRoles,
    TooManyTenants,
    TooManyTokens,
)
from ringdesk.domains.identity.events import (
    ApiTokenEnded,
    ApiTokenMade,
    InvitationWithdrawn,
    MemberInvited,
    MemberJoined,
    PasswordChanged,
    PasswordResetRequested,
    PersonChanged,
    PersonDeactivated,
    PersonDeleted,
    PersonRegistered,
    QuotaChanged,
    RightsChanged,
    RoleChanged,
    RoleDeleted,
    RoleMade,
    SessionEnded,
    SessionsEnded,
    SignedIn,
    SignInFailed,
    TenantOpened,
    TenantResumed,
    TenantSuspended,
    TenantSwitched,
    VisitorConsented,
    WorkspaceChanged,
)
from ringdesk.domains.identity.everywhere import in_every_tenant
from ringdesk.domains.identity.jobs import TIDY_EVERY_S, Tidying
from ringdesk.domains.identity.models import (
    ROLES,
    Person,
    Registered,
    Role,
    Session,
    Tenant,
    UserType,
    is_staff,
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
from ringdesk.domains.identity.personal import PERSONAL
from ringdesk.domains.identity.personal.erasing import erase_tenant
from ringdesk.domains.identity.policy import SCOPES, holds_everything, require_staff, scopes_of
from ringdesk.domains.identity.registration import (
    NewAccount,
    SetupRules,
    add_person,
    is_set_up,
    open_tenant,
    register,
    register_by_administrator,
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
from ringdesk.domains.identity.tenancy.api_tokens import (
    LONGEST_DAYS,
    ApiToken,
    end_token,
    get_token,
    list_tokens,
    make_token,
)
from ringdesk.domains.identity.tenancy.belonging import (
    OwnTenant,
    count_people,
    open_another_tenant,
    own_tenant,
    own_tenants,
    remove_member,
    switch_tenant,
)
from ringdesk.domains.identity.tenancy.invitations import (
    Invitation,
    get_invitation,
    invite,
    list_invitations,
    resend,
    withdraw,
)
from ringdesk.domains.identity.tenancy.joining import (
    Answer,
    Joined,
    Needs,
    Offer,
    follow_invitation,
    look_at_invitation,
)
from ringdesk.domains.identity.tenancy.logos import change_logo, open_logo, remove_logo
from ringdesk.domains.identity.tenancy.roles import (
    RoleChanges,
    RoleInfo,
    change_role,
    delete_role,
    get_role,
    list_roles,
    make_role,
)
from ringdesk.domains.identity.tenancy.suspension import (
    TenantChanges,
    Watched,
    change_tenant,
    invite_first,
    may_watch_all,
    open_tenant_for,
    resume_tenant,
    suspend_tenant,
    watch_tenant,
    watch_tenants,
)
from ringdesk.domains.identity.tenancy.workspace import (
    KEPT,
    Branding,
    Kept,
    Locale,
    Quota,
    Workspace,
    WorkspaceChanges,
    branding,
    change_workspace,
    is_suspended,
    quota,
    quota_in,
    retention,
    retention_in,
    show_workspace,
    workspace_of,
)
from ringdesk.domains.identity.tenants import add_tenant, first_tenant, list_tenants, tenant_of
from ringdesk.domains.identity.tokens import API as API_TOKENS_BEGIN
from ringdesk.domains.identity.tokens import Signer
from ringdesk.domains.identity.visitors import Newcomer, Visited, welcome_visitor

__all__ = [
    "API_TOKENS_BEGIN", "KEPT", "LONGEST_DAYS", "PERSONAL", "ROLES", "SCOPES", "TIDY_EVERY_S",
    "AgentNotAvailable", "AlreadyMember", "Answer", "ApiToken", "ApiTokenEnded", "ApiTokenMade",
    "BadCredentials", "BadInvitation", "Branding", "Caller", "Doorkeeper", "FirstTenantStays",
    "HostTaken", "Invitation", "InvitationNotFound", "InvitationWithdrawn", "Joined", "Kept",
    "Known", "Locale", "LogoNotAllowed", "MemberInvited", "MemberJoined", "MemberNotFound", "Needs",
    "NewAccount", "Newcomer", "NotWithToken", "Offer", "OwnTenant", "PasswordChanged",
    "PasswordResetRequested", "Person", "PersonChanged", "PersonChanges", "PersonDeactivated",
    "PersonDeleted", "PersonNotFound", "PersonRegistered", "Quota", "QuotaChanged", "QuotaReached",
    "Registered", "RightsChanged", "Role", "RoleChanged", "RoleChanges", "RoleDeleted", "RoleInUse",
    "RoleInfo", "RoleMade", "RoleNameTaken", "RoleNotFound", "Session", "SessionEnded",
    "SessionsEnded", "SetupRules", "SignInFailed", "SignedIn", "SignedInResult", "Signer",
    "Suspended", "Tenant", "TenantChanges", "TenantHasStaff", "TenantNotFound", "TenantOpened",
    "TenantResumed", "TenantSuspended", "TenantSwitched", "Tidying", "TokenNotFound",
    "TooManyRoles", "TooManyTenants", "TooManyTokens", "UserType", "Visited", "VisitorConsented",
    "Watched", "Workspace", "WorkspaceChanged", "WorkspaceChanges", "add_correspondent",
    "add_person", "add_tenant", "begin_session", "branding", "change_logo", "change_password",
    "change_person", "change_role", "change_tenant", "change_workspace", "count_people",
    "delete_person", "delete_role", "end_session", "end_token", "erase_tenant", "first_tenant",
    "follow_invitation", "get_invitation", "get_person", "get_role", "get_token",
    "holds_everything", "in_every_tenant", "invite", "invite_first", "is_set_up", "is_staff",
    "is_suspended", "issue_socket_ticket", "list_invitations", "list_people", "list_roles",
    "list_sessions", "list_staff", "list_tenants", "list_tokens", "look_at_invitation", "make_role",
    "make_token", "may_watch_all", "open_another_tenant", "open_logo", "open_tenant",
    "open_tenant_for", "own_tenant", "own_tenants", "present_again", "present_self", "quota",
    "quota_in", "refresh", "register", "register_by_administrator", "remove_logo", "remove_member",
    "request_reset", "require_active_staff", "require_address", "require_staff", "resend",
    "reset_password", "resume_tenant", "retention", "retention_in", "scopes_of", "show_workspace",
    "sign_in", "suspend_tenant", "switch_tenant", "tenant_of", "username_from", "watch_tenant",
    "watch_tenants", "welcome_visitor", "withdraw", "workspace_of",
]  # fmt: skip
