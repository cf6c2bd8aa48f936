"""What the web app needs beside the documented API: its cookie session, and set-up."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

import ringdesk
from ringdesk.api.auth import Login, caller_of
from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import Desk, InDesk, SampleOut
from ringdesk.api.door import AnyRequest, Caller, In, InVisit, InWork, Said, raises
from ringdesk.api.gate import ACCESS_COOKIE, refuse_cross_site
from ringdesk.api.v1.auth import TenantOut
from ringdesk.api.v1.tenants import OwnTenantOut, tenants_of
from ringdesk.domains import identity
from ringdesk.kernel.errors import NotAllowed, NotFound, NotSignedIn, TooMany
from ringdesk.kernel.work import Actor, Work
from ringdesk.wire.people import PersonOut
from ringdesk.wire.times import Time, utc

REFRESH_COOKIE = "ringdesk_refresh"
REFRESH_PATH = "/api/app/session"
REFRESH_S = 30 * 24 * 3600
# No secret, and the one cookie that the app's script reads: whether asking who is signed in is of
# any use. Without it the sign-in page would begin with two refusals.
HERE_COOKIE = "ringdesk_here"


class ServerOut(Struct, frozen=True):
    version: str
    now: Time


class SessionOut(Struct, frozen=True):
    """Who is signed in, where, and with what rights. `watches_all`: they look after the
    installation's workspaces."""

    user: PersonOut
    tenant: TenantOut
    scopes: list[str]
    server: ServerOut
    watches_all: bool


class SetupOut(Struct, frozen=True):
    """`sample`: in the demo, whom a visitor may sign in as."""

    needed: bool
    requires_token: bool
    sample: SampleOut | None


class SignInOut(Struct, frozen=True):
    """A session in one's own list."""

    id: UUID
    address: str | None
    user_agent: str | None
    created_at: Time
    last_used_at: Time
    current: bool


async def session_out(work: Work, person: identity.Person, tenant: identity.Tenant) -> SessionOut:
    return SessionOut(
        PersonOut.of(person),
        TenantOut(str(tenant.id), tenant.name),
        sorted(identity.scopes_of(person.role, person.scopes)),
        ServerOut(ringdesk.__version__, utc(datetime.now(UTC))),
        await identity.may_watch_all(work, person),
    )


async def signed_in(signed: identity.SignedInResult, desk: Desk) -> Response[SessionOut]:
    async with desk.office.open(Actor.the_house(signed.tenant.id)) as work:
        out = await session_out(work, signed.person, signed.tenant)
    return Response(out, cookies=cookies_for(signed, desk))


def cookies_for(signed: identity.SignedInResult, desk: Desk) -> list[Cookie]:
    secure = desk.settings.secure_cookies
    access = f"__Host-{ACCESS_COOKIE}" if secure else ACCESS_COOKIE
    return [
        Cookie(
            key=access, value=signed.access_token, path="/", max_age=signed.expires_in,
            httponly=True, secure=secure, samesite="strict",
        ),
        Cookie(
            key=REFRESH_COOKIE, value=signed.refresh_token, path=REFRESH_PATH, max_age=REFRESH_S,
            httponly=True, secure=secure, samesite="strict",
        ),
        Cookie(
            key=HERE_COOKIE, value="1", path="/", max_age=REFRESH_S, secure=secure,
            samesite="strict",
        ),
    ]  # fmt: skip


def no_cookies(desk: Desk) -> list[Cookie]:
    secure = desk.settings.secure_cookies
    access = f"__Host-{ACCESS_COOKIE}" if secure else ACCESS_COOKIE
    return [
        Cookie(
            key=access, value="", path="/", max_age=0, httponly=True, secure=secure,
            samesite="strict",
        ),
        Cookie(
            key=REFRESH_COOKIE, value="", path=REFRESH_PATH, max_age=0, httponly=True,
            secure=secure, samesite="strict",
        ),
        Cookie(
            key=HERE_COOKIE, value="", path="/", max_age=0, secure=secure, samesite="strict",
        ),
    ]  # fmt: skip


@get("/setup", opt=PUBLIC, responses=raises())
async def setup_state(desk: InDesk) -> SetupOut:
    """Whether the installation still needs its first administrator; the demo's accounts."""
    needed = not await identity.is_set_up(desk.office)
    return SetupOut(needed, needed and not desk.setup_rules.openly, desk.sample)


@post("/session", status_code=200, opt=PUBLIC, responses=raises(TooMany))
async def begin(
    data: JSONBody[Login], request: AnyRequest, visit: InVisit, desk: InDesk
) -> Response[SessionOut]:
    """Sign the browser in: the tokens go into cookies that no script can read. From the app alone:
    a foreign page could otherwise sign a visitor in as somebody of its choice."""
    refuse_cross_site(dict(request.scope["headers"]))
    signed = await identity.sign_in(
        desk.office, desk.signer, username=data.username, email=data.email,
        password=data.password, caller=caller_of(request, visit),
    )  # fmt: skip
    return await signed_in(signed, desk)


@get("/session", responses=raises())
async def present(work: InWork) -> SessionOut:
    """Who is signed in."""
    me, tenant = await identity.present_self(work), await identity.tenant_of(work)
    return await session_out(work, me, tenant)


@post("/session/refresh", status_code=200, opt=PUBLIC, responses=raises())
async def refresh(request: AnyRequest, visit: InVisit, desk: InDesk) -> Response[SessionOut]:
    """Go on with the refresh cookie."""
    shown = request.cookies.get(REFRESH_COOKIE)
    if not shown or "x-ringdesk-web" not in request.headers:
        raise NotSignedIn
    signed = await identity.refresh(
        desk.office, desk.signer, refresh_token=shown, caller=caller_of(request, visit)
    )
    return await signed_in(signed, desk)


class Switch(In, frozen=True):
    tenant_id: UUID


@post("/session/switch", status_code=200, responses=raises(identity.TenantNotFound, NotAllowed))
async def switch(
    data: JSONBody[Switch], request: AnyRequest, actor: Caller, visit: InVisit, desk: InDesk
) -> Response[SessionOut]:
    """Go on in another workspace of one's own; what was signed in here till now is signed out."""
    signed = await identity.switch_tenant(
        desk.office, desk.signer, actor, tenant_id=data.tenant_id, caller=caller_of(request, visit)
    )
    if visit.source == "cookie" and actor.session_id is not None:
        async with desk.office.open(actor, visit.origin) as work:
            await identity.end_session(work, session_id=actor.session_id)
    return await signed_in(signed, desk)


@get("/tenants", responses=raises())
async def own_tenants(work: InWork) -> list[OwnTenantOut]:
    """The workspaces that one belongs to, oldest first."""
    return await tenants_of(work)


@delete("/session", status_code=200, responses=raises())
async def end(work: InWork, desk: InDesk) -> Response[Said]:
    """Sign the browser out."""
    if work.actor.session_id is not None:
        await identity.end_session(work, session_id=work.actor.session_id)
    return Response(Said("Signed out"), cookies=no_cookies(desk))


@get("/sessions", responses=raises())
async def sessions(work: InWork) -> list[SignInOut]:
    """One's own sign-ins that still hold."""
    return [
        SignInOut(
            one.id, one.address, one.user_agent, utc(one.created_at), utc(one.last_used_at),
            one.id == work.actor.session_id,
        )
        for one in await identity.list_sessions(work)
    ]  # fmt: skip


@delete("/sessions/{session_id:uuid}", status_code=200, responses=raises(NotFound))
async def end_one(session_id: FromPath[UUID], work: InWork) -> Said:
    """End one of one's own sessions, here or elsewhere."""
    await identity.end_session(work, session_id=session_id)
    return Said("Session ended")


@get("/staff", responses=raises())
async def staff(work: InWork, q: FromQuery[str | None] = None) -> list[PersonOut]:
    """Active colleagues, to whom a ticket can be given."""
    return [PersonOut.of(one) for one in await identity.list_staff(work, words=q or None)]


router = Router(
    "/api/app",
    route_handlers=[
        setup_state, begin, present, refresh, end, sessions, end_one, staff, switch, own_tenants,
    ],
    tags=["web app"],
)  # fmt: skip
