"""Documents 003 and 004 (and 000, 002): /api/auth."""

from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import Desk, InDesk
from ringdesk.api.door import AnyRequest, In, InVisit, InWork, Said, raises
from ringdesk.api.visit import Visit
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, Invalid, NotSignedIn, TooMany
from ringdesk.kernel.work import Work
from ringdesk.wire.people import PersonOut
from ringdesk.wire.times import Time, utc

Name = Annotated[str, Meta(min_length=1, max_length=254)]
Password = Annotated[str, Meta(min_length=1, max_length=1024)]


class Register(In, frozen=True, kw_only=True):
    username: Name
    email: Name
    password: Password
    full_name: Annotated[str, Meta(max_length=200)] = ""
    role: Annotated[str, Meta(min_length=1, max_length=64)] | UnsetType = UNSET
    user_type: identity.UserType | UnsetType = UNSET


class RegisteredOut(Struct, frozen=True, kw_only=True):
    id: int
    username: str
    email: str
    full_name: str
    role: str
    is_active: bool
    created_at: Time
    user_id: str
    user_type: str
    token_type: str = "bearer"
    access_token: str | UnsetType = UNSET
    refresh_token: str | UnsetType = UNSET
    expires_in: int | UnsetType = UNSET


class Login(In, frozen=True, kw_only=True):
    username: Name | None = None
    email: Name | None = None
    password: Password


class LoginOut(Struct, frozen=True, kw_only=True):
    access_token: str
    token_type: str = "bearer"
    expires_in: int
    refresh_token: str
    user_id: str
    username: str
    user_type: str
    user: PersonOut

    @classmethod
    def of(cls, signed: identity.SignedInResult) -> "LoginOut":
        return cls(
            access_token=signed.access_token,
            expires_in=signed.expires_in,
            refresh_token=signed.refresh_token,
            user_id=str(signed.person.id),
            username=signed.person.username,
            user_type=signed.person.user_type,
            user=PersonOut.of(signed.person),
        )


class Refresh(In, frozen=True):
    refresh_token: Annotated[str, Meta(max_length=2048)]


def caller_of(request: AnyRequest, visit: Visit) -> identity.Caller:
    return identity.Caller(
        address=visit.address, host=host_of(request),
        user_agent=request.headers.get("user-agent", ""), origin=visit.origin,
    )  # fmt: skip


def host_of(request: AnyRequest) -> str:
    return request.headers.get("host", "")[:260]


def role_wanted(body: Register) -> str:
    """`role` or 004's `user_type`; both must say the same. A custom role is a colleague's."""
    if body.role is UNSET:
        return "admin" if body.user_type == "admin" else "customer"
    side = "customer" if body.role == "customer" else "admin"
    if body.user_type is not UNSET and body.user_type != side:
        raise Invalid.field("user_type", "It disagrees with the role")
    return body.role


async def opened_as_administrator(visit: Visit, request: AnyRequest) -> Work | None:
    """The caller's work if they may make accounts; anybody else registers as a stranger."""
    if visit.token is None:
        return None
    try:
        work = await visit.open(request)
    except NotSignedIn:
        return None
    if work.actor.has("users:write"):
        return work
    await visit.abandon()
    return None


@post("/register", opt=PUBLIC, responses=raises(Conflict, TooMany))
async def register(
    data: JSONBody[Register], request: AnyRequest, visit: InVisit, desk: InDesk
) -> Response[RegisteredOut]:
    """Register. With an administrator's token the new account is of any role, and its token is not
    given."""
    new = identity.NewAccount(
        username=data.username, email=data.email, password=data.password,
        full_name=data.full_name, role=role_wanted(data),
    )  # fmt: skip
    work = await opened_as_administrator(visit, request)
    if work is not None:
        made = await identity.register_by_administrator(work, new)
    else:
        made = await identity.register(
            desk.office, new, host=host_of(request), rules=desk.setup_rules,
            setup_token=request.headers.get("x-setup-token"), origin=visit.origin,
        )  # fmt: skip
    out = await registered_out(made, desk, caller_of(request, visit))
    return Response(out, headers={"Location": f"/api/users/{made.person.id}"})


async def registered_out(
    made: identity.Registered, desk: Desk, caller: identity.Caller
) -> RegisteredOut:
    person = made.person
    signed = None
    if not made.by_another:
        signed = await identity.begin_session(desk.office, desk.signer, made.tenant, person, caller)
    return RegisteredOut(
        id=person.id, username=person.username, email=person.email, full_name=person.full_name,
        role=person.role, is_active=person.is_active, created_at=utc(person.created_at),
        user_id=str(person.id), user_type=person.user_type,
        access_token=signed.access_token if signed else UNSET,
        refresh_token=signed.refresh_token if signed else UNSET,
        expires_in=signed.expires_in if signed else UNSET,
    )  # fmt: skip


@post("/login", status_code=200, opt=PUBLIC, responses=raises(TooMany))
async def login(
    data: JSONBody[Login], request: AnyRequest, visit: InVisit, desk: InDesk
) -> LoginOut:
    """Sign in by username or e-mail address."""
    signed = await identity.sign_in(
        desk.office, desk.signer, username=data.username, email=data.email,
        password=data.password, caller=caller_of(request, visit),
    )  # fmt: skip
    return LoginOut.of(signed)


@post("/refresh", status_code=200, opt=PUBLIC, responses=raises())
async def refresh(
    data: JSONBody[Refresh], request: AnyRequest, visit: InVisit, desk: InDesk
) -> LoginOut:
    """A new pair of tokens for a refresh token, which is then used up."""
    signed = await identity.refresh(
        desk.office, desk.signer, refresh_token=data.refresh_token,
        caller=caller_of(request, visit),
    )  # fmt: skip
    return LoginOut.of(signed)


@post("/logout", status_code=200, responses=raises())
async def logout(work: InWork) -> Said:
    """End the session of this token."""
    if work.actor.session_id is not None:
        await identity.end_session(work, session_id=work.actor.session_id)
    return Said("Signed out")


@get("/me", responses=raises())
async def me(work: InWork) -> PersonOut:
    """Who am I."""
    return PersonOut.of(await identity.present_self(work))


router = Router("/api/auth", route_handlers=[register, login, refresh, logout, me], tags=["auth"])
