"""Document 001: tenants, and who works in them."""

from typing import Annotated, Self
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from ringdesk.api.auth import Name, caller_of
from ringdesk.api.desk import Desk, InDesk
from ringdesk.api.door import AnyRequest, Caller, In, InVisit, InWork, Said, ShortText, raises
from ringdesk.api.v1.auth import TenantOut, TenantRegisteredOut
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, NotAllowed, TooMany
from ringdesk.kernel.work import Work
from ringdesk.wire.people import PersonOut
from ringdesk.wire.times import Time, utc

RoleName = Annotated[str, Meta(min_length=1, max_length=64)]


class OpenTenant(In, frozen=True):
    name: ShortText


class AddMember(In, frozen=True, kw_only=True):
    email: Name
    role: RoleName = "support_agent"


class PresentTenantOut(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    timezone: str
    language: str
    accent: str
    logo_url: str | None
    created_at: Time


class OwnTenantOut(Struct, frozen=True, kw_only=True):
    """`role`: the caller's there. `is_current`: the token is for this one."""

    id: str
    name: str
    role: str
    is_current: bool
    is_suspended: bool
    created_at: Time


class CountOut(Struct, frozen=True):
    """Active people; `staff` of them are no customers."""

    count: int
    staff: int


class InvitedOut(Struct, frozen=True, kw_only=True):
    """The same whether the address has an account or not."""

    id: int
    email: str
    role: str
    status: str
    sent_at: Time
    expires_at: Time

    @classmethod
    def of(cls, one: identity.Invitation) -> Self:
        return cls(
            id=one.id, email=one.email, role=one.role, status="invited",
            sent_at=utc(one.sent_at), expires_at=utc(one.expires_at),
        )  # fmt: skip


def logo_url(logo_key: str | None) -> str | None:
    return None if logo_key is None else f"/api/brand/{logo_key}"


def own_out(one: identity.OwnTenant, work: Work) -> OwnTenantOut:
    return OwnTenantOut(
        id=str(one.tenant.id), name=one.tenant.name, role=one.role,
        is_current=one.tenant.id == work.tenant_id,
        is_suspended=one.tenant.suspended_at is not None, created_at=utc(one.tenant.created_at),
    )  # fmt: skip


async def tenants_of(work: Work) -> list[OwnTenantOut]:
    return [own_out(one, work) for one in await identity.own_tenants(work)]


@post("/tenants", responses=raises(NotAllowed, identity.TooManyTenants))
async def open_tenant(
    data: JSONBody[OpenTenant], work: InWork, desk: InDesk
) -> Response[TenantOut]:
    """Open another workspace, with oneself as its administrator. `switch` goes there."""
    made = await identity.open_another_tenant(
        work, name=data.name, allowed=desk.settings.strangers_may_open_tenants
    )
    out = TenantOut(str(made.id), made.name)
    return Response(out, headers={"Location": f"/api/v1/tenants/{made.id}"})


@get("/tenants", responses=raises(NotAllowed))
async def list_tenants(work: InWork) -> list[OwnTenantOut]:
    """The workspaces that one belongs to, oldest first."""
    identity.require_staff(work.actor)
    return await tenants_of(work)


@get("/tenants/{tenant_id:uuid}", responses=raises(identity.TenantNotFound, NotAllowed))
async def get_tenant(tenant_id: FromPath[UUID], work: InWork) -> OwnTenantOut:
    """One of the workspaces that one belongs to."""
    identity.require_staff(work.actor)
    return own_out(await identity.own_tenant(work, tenant_id=tenant_id), work)


@get("/tenant", responses=raises())
async def present_tenant(work: InWork) -> PresentTenantOut:
    """The workspace of this token."""
    tenant, branding = await identity.tenant_of(work), await identity.branding(work)
    return PresentTenantOut(
        id=str(tenant.id), name=tenant.name, timezone=tenant.timezone, language=branding.locale,
        accent=branding.accent, logo_url=logo_url(branding.logo_key),
        created_at=utc(tenant.created_at),
    )  # fmt: skip


@get("/tenant/users/count", responses=raises(NotAllowed))
async def count_users(work: InWork) -> CountOut:
    """How many active people the workspace has."""
    found = await identity.count_people(work)
    return CountOut(found.people, found.staff)


async def switched(
    tenant_id: UUID, request: AnyRequest, actor: Caller, visit: InVisit, desk: Desk
) -> identity.SignedInResult:
    return await identity.switch_tenant(
        desk.office, desk.signer, actor, tenant_id=tenant_id, caller=caller_of(request, visit)
    )


@post(
    "/tenants/{tenant_id:uuid}/switch", status_code=200,
    responses=raises(identity.TenantNotFound, NotAllowed),
)  # fmt: skip
async def switch(
    tenant_id: FromPath[UUID], request: AnyRequest, actor: Caller, visit: InVisit, desk: InDesk
) -> TenantRegisteredOut:
    """A session and tokens for another workspace of one's own; the present ones go on."""
    identity.require_staff(actor)
    signed = await switched(tenant_id, request, actor, visit, desk)
    return TenantRegisteredOut(
        access_token=signed.access_token, expires_in=signed.expires_in,
        refresh_token=signed.refresh_token, user=PersonOut.of(signed.person),
        tenant=TenantOut(str(signed.tenant.id), signed.tenant.name),
    )  # fmt: skip


def require_present(tenant_id: UUID, work: Work) -> None:
    """The workspace in the path is that of the token, or it is none."""
    if tenant_id != work.tenant_id:
        raise identity.TenantNotFound


@post(
    "/tenants/{tenant_id:uuid}/members",
    responses=raises(identity.TenantNotFound, NotAllowed, Conflict, TooMany),
)  # fmt: skip
async def add_member(
    tenant_id: FromPath[UUID], data: JSONBody[AddMember], work: InWork, desk: InDesk
) -> Response[InvitedOut]:
    """Invite somebody by mail: one link, one use, seven days. They belong to the workspace from
    the moment they follow it."""
    require_present(tenant_id, work)
    invited = await identity.invite(
        work, email=data.email, role=data.role, address=desk.settings.address
    )
    location = f"/api/app/invitations/{invited.id}"
    return Response(InvitedOut.of(invited), headers={"Location": location})


@delete(
    "/tenants/{tenant_id:uuid}/members/{email:str}", status_code=200,
    responses=raises(identity.MemberNotFound, NotAllowed, Conflict),
)  # fmt: skip
async def remove_member(tenant_id: FromPath[UUID], email: FromPath[str], work: InWork) -> Said:
    """Withdraw an invitation, or end a membership. What they wrote stays."""
    require_present(tenant_id, work)
    await identity.remove_member(work, email=email)
    return Said("Member removed")


router = Router(
    "/api/v1",
    route_handlers=[
        open_tenant, list_tenants, get_tenant, present_tenant, count_users, switch, add_member,
        remove_member,
    ],
    tags=["tenants"],
)  # fmt: skip
