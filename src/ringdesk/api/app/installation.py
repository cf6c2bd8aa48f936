"""The installation's tenants, for the administrators of the first one."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.app.workspace import QuotaOut
from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, NotAllowed
from ringdesk.wire.times import Time, utc

Most = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Host = Annotated[str, Meta(min_length=1, max_length=253)]


class Suspend(In, frozen=True):
    reason: Annotated[str, Meta(max_length=500)] = ""


class ChangeTenant(In, frozen=True, kw_only=True):
    """A quota of null is no limit; what is not given stays."""

    people: Annotated[int, Meta(ge=1, le=1_000_000)] | UnsetType | None = UNSET
    storage_mb: Most | UnsetType | None = UNSET
    messages_a_day: Most | UnsetType | None = UNSET
    hosts: Annotated[list[Host], Meta(max_length=20)] | UnsetType = UNSET


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


def watched_out(one: identity.Watched) -> WatchedOut:
    at = one.tenant.suspended_at
    return WatchedOut(
        id=str(one.tenant.id), name=one.tenant.name, hosts=one.tenant.hosts,
        created_at=utc(one.tenant.created_at), suspended_at=None if at is None else utc(at),
        suspended_because=one.workspace.suspended_because, people=one.people, staff=one.staff,
        quota=QuotaOut(
            people=one.quota.people, storage_mb=one.quota.storage_mb,
            messages_a_day=one.quota.messages_a_day,
        ),
    )  # fmt: skip


@get("/tenants", responses=raises(NotAllowed))
async def list_tenants(work: InWork) -> list[WatchedOut]:
    """All of them, oldest first: numbers, nothing of what they hold."""
    return [watched_out(one) for one in await identity.watch_tenants(work)]


@put("/tenants/{watched_id:uuid}", responses=raises(identity.TenantNotFound, NotAllowed, Conflict))
async def change_tenant(
    watched_id: FromPath[UUID], data: JSONBody[ChangeTenant], work: InWork
) -> WatchedOut:
    """How much a workspace may use, and under which host names strangers find it."""
    return watched_out(
        await identity.change_tenant(
            work, tenant_id=watched_id,
            changes=identity.TenantChanges(
                people=data.people, storage_mb=data.storage_mb,
                messages_a_day=data.messages_a_day, hosts=data.hosts,
            ),
        )
    )  # fmt: skip


@post(
    "/tenants/{watched_id:uuid}/suspend", status_code=200,
    responses=raises(identity.TenantNotFound, NotAllowed, identity.FirstTenantStays),
)  # fmt: skip
async def suspend(watched_id: FromPath[UUID], data: JSONBody[Suspend], work: InWork) -> WatchedOut:
    """Nobody of it comes in, nothing is dialled or sent, everything stays."""
    return watched_out(
        await identity.suspend_tenant(work, tenant_id=watched_id, reason=data.reason)
    )


@post(
    "/tenants/{watched_id:uuid}/resume", status_code=200,
    responses=raises(identity.TenantNotFound, NotAllowed),
)  # fmt: skip
async def resume(watched_id: FromPath[UUID], work: InWork) -> WatchedOut:
    """It goes on where it was."""
    return watched_out(await identity.resume_tenant(work, tenant_id=watched_id))


router = Router(
    "/api/app/installation",
    route_handlers=[list_tenants, change_tenant, suspend, resume],
    tags=["web app"],
)
