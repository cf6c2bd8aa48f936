"""Document 001: /api/v1/auth and /api/v1/password-reset."""

from typing import Annotated

from litestar import Response, Router, post
from litestar.params import JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.auth import Login, LoginOut, Name, Password, caller_of
from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Caller, In, InVisit, Said, raises
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, NotAllowed, NotSignedIn, TooMany
from ringdesk.wire.people import PersonOut


class RegisterTenant(In, frozen=True, kw_only=True):
    email: Name
    password: Password
    full_name: Annotated[str, Meta(min_length=1, max_length=200)]
    tenant_name: Annotated[str, Meta(min_length=1, max_length=200)] | None = None


class TenantOut(Struct, frozen=True):
    id: str
    name: str


class TenantRegisteredOut(Struct, frozen=True, kw_only=True):
    access_token: str
    token_type: str = "bearer"
    expires_in: int
    refresh_token: str
    user: PersonOut
    tenant: TenantOut


class Validate(In, frozen=True):
    token: Annotated[str, Meta(max_length=4096)]


class ValidOut(Struct, frozen=True, omit_defaults=False):
    valid: bool
    user: PersonOut | UnsetType = UNSET


class ChangePassword(In, frozen=True):
    current_password: Password
    new_password: Password


class RequestReset(In, frozen=True):
    email: Name


class ResetPassword(In, frozen=True):
    token: Annotated[str, Meta(min_length=1, max_length=200)]
    new_password: Password


@post("/register", opt=PUBLIC, responses=raises(Conflict, NotAllowed, TooMany))
async def register(
    data: JSONBody[RegisterTenant], request: AnyRequest, visit: InVisit, desk: InDesk
) -> Response[TenantRegisteredOut]:
    """Open a workspace, with oneself as its administrator."""
    new = identity.NewAccount(
        username=identity.username_from(data.email), email=data.email, password=data.password,
        full_name=data.full_name, role="admin",
    )  # fmt: skip
    made = await identity.open_tenant(
        desk.office, new, tenant_name=data.tenant_name or f"{data.full_name}'s workspace",
        allowed=desk.settings.strangers_may_open_tenants, rules=desk.setup_rules,
        setup_token=request.headers.get("x-setup-token"), origin=visit.origin,
    )  # fmt: skip
    signed = await identity.begin_session(
        desk.office, desk.signer, made.tenant, made.person, caller_of(request, visit)
    )
    out = TenantRegisteredOut(
        access_token=signed.access_token, expires_in=signed.expires_in,
        refresh_token=signed.refresh_token, user=PersonOut.of(made.person),
        tenant=TenantOut(str(made.tenant.id), made.tenant.name),
    )  # fmt: skip
    return Response(out, headers={"Location": f"/api/users/{made.person.id}"})


@post("/login", opt=PUBLIC, status_code=200, responses=raises(TooMany))
async def login(
    data: JSONBody[Login], request: AnyRequest, visit: InVisit, desk: InDesk
) -> LoginOut:
    """Sign in."""
    signed = await identity.sign_in(
        desk.office, desk.signer, username=data.username, email=data.email,
        password=data.password, caller=caller_of(request, visit),
    )  # fmt: skip
    return LoginOut.of(signed)


@post("/validate", opt=PUBLIC, status_code=200, responses=raises())
async def validate(data: JSONBody[Validate], visit: InVisit, desk: InDesk) -> ValidOut:
    """Whether a token still holds, and whose it is."""
    try:
        actor = await visit.whose(data.token)
    except NotSignedIn:
        return ValidOut(False)
    async with desk.office.open(actor, visit.origin) as work:
        return ValidOut(True, PersonOut.of(await identity.present_self(work)))


@post("/change-password", status_code=200, responses=raises())
async def change_password(
    data: JSONBody[ChangePassword], actor: Caller, visit: InVisit, desk: InDesk
) -> Said:
    """Change one's password; every other session of the person ends."""
    await identity.change_password(
        desk.office, actor, current=data.current_password, new=data.new_password,
        origin=visit.origin,
    )  # fmt: skip
    return Said("Password changed")


@post("/request", opt=PUBLIC, status_code=200, responses=raises(TooMany))
async def request_reset(data: JSONBody[RequestReset], visit: InVisit, desk: InDesk) -> Said:
    """Mail a link for a new password. The answer is the same for an unknown address."""
    await identity.request_reset(
        desk.office, email=data.email, address=desk.settings.address, origin=visit.origin
    )
    return Said("If the address is known, a link is on its way")


@post("/reset", opt=PUBLIC, status_code=200, responses=raises())
async def reset_password(data: JSONBody[ResetPassword], visit: InVisit, desk: InDesk) -> Said:
    """Set a new password with the token of the link: 30 minutes, one use."""
    await identity.reset_password(
        desk.office, token=data.token, new=data.new_password, origin=visit.origin
    )
    return Said("Password changed: sign in with the new one")


router = Router(
    "/api/v1/auth", route_handlers=[register, login, validate, change_password], tags=["auth"]
)
resets = Router(
    "/api/v1/password-reset", route_handlers=[request_reset, reset_password], tags=["auth"]
)
