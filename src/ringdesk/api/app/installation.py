"""The installation's tenants, for the administrators of the first one."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.app.workspace import QuotaOut
from ringdesk.api.auth import Name
from ringdesk.api.desk import Desk, InDesk
from ringdesk.api.door import In, InWork, Limit, ShortText, Skip, page, raises
from ringdesk.domains import conversations, identity, messaging
from ringdesk.kernel.errors import Conflict, NotAllowed, TooMany
from ringdesk.kernel.work import Actor
from ringdesk.wire.times import Time, utc

Most = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Host = Annotated[str, Meta(min_length=1, max_length=253)]


Search = Annotated[
    str | None,
    QueryParameter(name="search", max_length=200, description="Part of a name or of a host name."),
]


class OpenTenantFor(In, frozen=True):
    """`email`: whoever reads it becomes the administrator."""

    name: ShortText
    email: Name


class InviteFirst(In, frozen=True):
    email: Name


class Suspend(In, frozen=True):
    reason: Annotated[str, Meta(max_length=500)] = ""


class ChangeTenant(In, frozen=True, kw_only=True):
    """A quota of null is no limit; what is not given stays."""

    people: Annotated[int, Meta(ge=1, le=1_000_000)] | UnsetType | None = UNSET
    storage_mb: Most | UnsetType | None = UNSET
    messages_a_day: Most | UnsetType | None = UNSET
    hosts: Annotated[list[Host], Meta(max_length=20)] | UnsetType = UNSET


class UsedOut(Struct, frozen=True, kw_only=True):
    """`people` are staff, as in the quota; `messages_today` since midnight in UTC."""

    people: int
    storage_mb: float
    messages_today: int


class WatchedOut(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    hosts: list[str]
    created_at: Time
    suspended_at: Time | None
    suspended_because: str
    people: int
    staff: int
    quota: QuotaOut
    use: UsedOut


async def watched_out(one: identity.Watched, desk: Desk) -> WatchedOut:
    """What it uses its own rows say: asked as the house, once the caller may know. (A new one is
    not committed yet; it has nothing, and that is what is found.)"""
    async with desk.office.open(Actor.the_house(one.tenant.id)) as work:
        stored, sent = await conversations.stored_bytes(work), await messaging.sent_today(work)
    at = one.tenant.suspended_at
    return WatchedOut(
        id=str(one.tenant.id), name=one.tenant.name, hosts=one.tenant.hosts,
        created_at=utc(one.tenant.created_at), suspended_at=None if at is None else utc(at),
        suspended_because=one.workspace.suspended_because, people=one.people, staff=one.staff,
        quota=QuotaOut(
            people=one.quota.people, storage_mb=one.quota.storage_mb,
            messages_a_day=one.quota.messages_a_day,
        ),
        use=UsedOut(
            people=one.staff, storage_mb=round(stored / 1024 / 1024, 1), messages_today=sent
        ),
    )  # fmt: skip


@get("/tenants", responses=raises(NotAllowed))
async def list_tenants(
    work: InWork, desk: InDesk, words: Search = None, limit: Limit = None, skip: Skip = None
) -> list[WatchedOut]:
    """A page of all of them, oldest first: numbers, nothing of what they hold."""
    most, offset = page(limit, skip)
    found = await identity.watch_tenants(work, words=words or None, limit=most, skip=offset)
    return [await watched_out(one, desk) for one in found]


@post("/tenants", responses=raises(NotAllowed, TooMany))
async def open_tenant_for(
    data: JSONBody[OpenTenantFor], work: InWork, desk: InDesk
) -> Response[WatchedOut]:
    """A new workspace. Its first administrator is invited by mail: one link, seven days."""
    made = await identity.open_tenant_for(
        work, name=data.name, email=data.email, address=desk.settings.address
    )
    location = f"/api/app/installation/tenants/{made.tenant.id}"
    return Response(await watched_out(made, desk), headers={"Location": location})


@get("/tenants/{watched_id:uuid}", responses=raises(identity.TenantNotFound, NotAllowed))
async def get_tenant(watched_id: FromPath[UUID], work: InWork, desk: InDesk) -> WatchedOut:
    """One workspace, with what it uses."""
    return await watched_out(await identity.watch_tenant(work, tenant_id=watched_id), desk)


@put("/tenants/{watched_id:uuid}", responses=raises(identity.TenantNotFound, NotAllowed, Conflict))
async def change_tenant(
    watched_id: FromPath[UUID], data: JSONBody[ChangeTenant], work: InWork, desk: InDesk
) -> WatchedOut:
    """How much a workspace may use, and under which host names strangers find it."""
    changes = identity.TenantChanges(
        people=data.people, storage_mb=data.storage_mb, messages_a_day=data.messages_a_day,
        hosts=data.hosts,
    )  # fmt: skip
    changed = await identity.change_tenant(work, tenant_id=watched_id, changes=changes)
    return await watched_out(changed, desk)


@post(
    "/tenants/{watched_id:uuid}/invite", status_code=200,
    responses=raises(identity.TenantNotFound, NotAllowed, identity.TenantHasStaff, TooMany),
)  # fmt: skip
async def invite_first(
    watched_id: FromPath[UUID], data: JSONBody[InviteFirst], work: InWork, desk: InDesk
) -> WatchedOut:
    """The first administrator's link again, as long as nobody works there."""
    watched = await identity.invite_first(
        work, tenant_id=watched_id, email=data.email, address=desk.settings.address
    )
    return await watched_out(watched, desk)


@post(
    "/tenants/{watched_id:uuid}/suspend", status_code=200,
    responses=raises(identity.TenantNotFound, NotAllowed, identity.FirstTenantStays),
)  # fmt: skip
async def suspend(
    watched_id: FromPath[UUID], data: JSONBody[Suspend], work: InWork, desk: InDesk
) -> WatchedOut:
    """Nobody of it comes in, nothing is fetched, dialled or sent, everything stays."""
    suspended = await identity.suspend_tenant(work, tenant_id=watched_id, reason=data.reason)
    return await watched_out(suspended, desk)


@post(
    "/tenants/{watched_id:uuid}/resume", status_code=200,
    responses=raises(identity.TenantNotFound, NotAllowed),
)  # fmt: skip
async def resume(watched_id: FromPath[UUID], work: InWork, desk: InDesk) -> WatchedOut:
    """It goes on where it was."""
    return await watched_out(await identity.resume_tenant(work, tenant_id=watched_id), desk)


router = Router(
    "/api/app/installation",
    route_handlers=[
        list_tenants, open_tenant_for, get_tenant, change_tenant, invite_first, suspend, resume,
    ],
    tags=["web app"],
)  # fmt: skip
