"""Following an invitation, without an account; and a workspace's logo, for everybody."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, JSONBody
from litestar.response import Stream
from msgspec import Meta, Struct

from ringdesk.api.app.session import cookies_for
from ringdesk.api.auth import Password, caller_of
from ringdesk.api.bodies import PUBLIC
from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, In, InVisit, raises
from ringdesk.api.gate import refuse_cross_site
from ringdesk.api.v1.auth import TenantOut
from ringdesk.api.v1.tenants import logo_url
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound

LinkToken = Annotated[str, Meta(min_length=1, max_length=200)]


class LookAt(In, frozen=True):
    token: LinkToken


class Follow(In, frozen=True, kw_only=True):
    """`full_name` for a new account, `password` for a new one and for one whose address nobody had
    proven."""

    token: LinkToken
    full_name: Annotated[str, Meta(max_length=200)] = ""
    password: Password | None = None


class OfferOut(Struct, frozen=True, kw_only=True):
    """`needs`: what following takes: "account" (a name and a password), "password", "nothing"."""

    tenant: TenantOut
    accent: str
    logo_url: str | None
    email: str
    role: str
    needs: identity.Needs


class JoinedOut(Struct, frozen=True, kw_only=True):
    """`signed_in`: the cookies came along; otherwise sign in with the password of the account."""

    tenant: TenantOut
    username: str
    signed_in: bool


@post("/look", status_code=200, opt=PUBLIC, responses=raises(NotAllowed))
async def look(data: JSONBody[LookAt], desk: InDesk) -> OfferOut:
    """What an invitation is for."""
    offer = await identity.look_at_invitation(desk.office, data.token)
    return OfferOut(
        tenant=TenantOut(str(offer.tenant.id), offer.tenant.name), accent=offer.branding.accent,
        logo_url=logo_url(offer.branding.logo_key), email=offer.email, role=offer.role,
        needs=offer.needs,
    )  # fmt: skip


@post("/follow", status_code=200, opt=PUBLIC, responses=raises(NotAllowed, Conflict))
async def follow(
    data: JSONBody[Follow], request: AnyRequest, visit: InVisit, desk: InDesk
) -> Response[JoinedOut]:
    """Come in. Once."""
    refuse_cross_site(dict(request.scope["headers"]))
    joined = await identity.follow_invitation(
        desk.office, desk.signer, token=data.token,
        answer=identity.Answer(full_name=data.full_name, password=data.password or ""),
        caller=caller_of(request, visit),
    )  # fmt: skip
    cookies: list[Cookie] = [] if joined.signed is None else cookies_for(joined.signed, desk)
    out = JoinedOut(
        tenant=TenantOut(str(joined.tenant.id), joined.tenant.name),
        username=joined.person.username, signed_in=joined.signed is not None,
    )  # fmt: skip
    return Response(out, cookies=cookies)


router = Router("/api/app/invitation", route_handlers=[look, follow], tags=["web app"])


@get(
    "/api/brand/{workspace_id:uuid}/{picture:str}", opt=PUBLIC, tags=["web app"],
    responses=raises(NotFound),
)  # fmt: skip
async def logo(workspace_id: FromPath[UUID], picture: FromPath[str], desk: InDesk) -> Stream:
    """A workspace's logo, for mails, the widget and public pages."""
    kind, content = await identity.open_logo(desk.office, desk.storage, workspace_id, picture)
    headers = {
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "public, max-age=86400, immutable",
    }
    return Stream(content, media_type=kind, headers=headers)
