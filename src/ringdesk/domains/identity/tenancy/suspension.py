"""What the installation decides about its tenants: how much they may use, under which host names
they are found, and whether they may work at all. For the first tenant's administrators, and for
the command line."""

from uuid import UUID

from msgspec import UNSET, Struct, UnsetType, structs

from ringdesk.domains.identity import policy
from ringdesk.domains.identity.errors import FirstTenantStays, HostTaken, TenantNotFound
from ringdesk.domains.identity.events import (
    QuotaChanged,
    TenantResumed,
    TenantSuspended,
    WorkspaceChanged,
)
from ringdesk.domains.identity.models import Tenant
from ringdesk.domains.identity.queries import TENANT
from ringdesk.domains.identity.tenancy import queries
from ringdesk.domains.identity.tenancy.belonging import Head
from ringdesk.domains.identity.tenancy.workspace import Quota, Workspace, quota_in, workspace_of
from ringdesk.domains.identity.tenants import HOST, first_tenant, list_tenants, tenant_of
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import INSTALLATION, Work

MOST_SHOWN = 1000


class Watched(Struct, frozen=True, kw_only=True):
    """A tenant as the installation sees it: numbers, and nothing of what it holds."""

    tenant: Tenant
    workspace: Workspace
    quota: Quota
    people: int
    staff: int


class TenantChanges(Struct, frozen=True, kw_only=True):
    people: int | UnsetType | None = UNSET
    storage_mb: int | UnsetType | None = UNSET
    messages_a_day: int | UnsetType | None = UNSET
    hosts: list[str] | UnsetType = UNSET


async def watches_all(work: Work) -> bool:
    """The house, and administrators of the first tenant."""
    if "*" in work.actor.scopes:
        return True
    policy.require(work.actor, "settings:write")
    first = await first_tenant(work)
    return first is not None and first.id == work.actor.tenant_id and work.actor.role == "admin"


async def require_installation(work: Work, tenant_id: UUID) -> None:
    """To whoever is not the installation other tenants are none, and their own is not theirs to
    steer. TenantNotFound, NotAllowed."""
    if not await watches_all(work):
        raise NotAllowed if tenant_id == work.actor.tenant_id else TenantNotFound


async def watch_tenants(work: Work) -> list[Watched]:
    """All of them; an ordinary tenant sees itself."""
    watched = await list_tenants(work) if await watches_all(work) else [await tenant_of(work)]
    return [await seen(work, one) for one in watched[:MOST_SHOWN]]


async def seen(work: Work, tenant: Tenant) -> Watched:
    async with work.within(tenant.id):
        workspace = await workspace_of(work)
        head = await work.one(Head, queries.COUNT_PEOPLE) or Head(0, 0)
    return Watched(
        tenant=tenant, workspace=workspace, quota=quota_in(workspace), people=head.people,
        staff=head.staff,
    )  # fmt: skip


async def suspend_tenant(work: Work, *, tenant_id: UUID, reason: str) -> Watched:
    """From now on every call of its people is refused and every socket closed; nothing is dialled
    or sent. Nothing is lost. FirstTenantStays."""
    await require_installation(work, tenant_id)
    first = await first_tenant(work)
    if first is not None and first.id == tenant_id:
        raise FirstTenantStays
    tenant = await tenant_meant(work, tenant_id)
    if tenant.suspended_at is None:
        await set_suspended(work, tenant_id, True, reason)
        async with work.within(tenant_id):
            work.record(TenantSuspended(reason=reason))
    return await seen(work, await tenant_meant(work, tenant_id))


async def resume_tenant(work: Work, *, tenant_id: UUID) -> Watched:
    await require_installation(work, tenant_id)
    tenant = await tenant_meant(work, tenant_id)
    if tenant.suspended_at is not None:
        await set_suspended(work, tenant_id, False, "")
        async with work.within(tenant_id):
            work.record(TenantResumed())
    return await seen(work, await tenant_meant(work, tenant_id))


async def set_suspended(work: Work, tenant_id: UUID, suspended: bool, reason: str) -> None:
    async with work.within(INSTALLATION):
        await work.run(queries.SUSPEND_TENANT, tenant_id, suspended)
    async with work.within(tenant_id):
        await work.run(queries.SUSPEND_WORKSPACE, suspended, reason)
        await work.run(queries.BUMP_ALL)


async def change_tenant(work: Work, *, tenant_id: UUID, changes: TenantChanges) -> Watched:
    """What it may use at most from now on; what is there already stays. And under which names
    strangers find it: the installation says so, for a name that is not one's own would draw
    others' customers here. HostTaken."""
    await require_installation(work, tenant_id)
    await tenant_meant(work, tenant_id)
    if changes.hosts is not UNSET:
        await set_hosts(work, tenant_id, changes.hosts)
    async with work.within(tenant_id):
        if changes.hosts is not UNSET:
            work.record(WorkspaceChanged(fields=("hosts",)))
        await set_quota(work, changes)
    return await seen(work, await tenant_meant(work, tenant_id))


async def set_quota(work: Work, changes: TenantChanges) -> None:
    before = quota_in(await workspace_of(work))
    after = Quota(**{
        name: getattr(before, name) if given is UNSET else given
        for name in ("people", "storage_mb", "messages_a_day")
        for given in [getattr(changes, name)]
    })  # fmt: skip
    if after == before:
        return
    await work.run(queries.CHANGE_QUOTA, after.people, after.storage_mb, after.messages_a_day)
    was, now = structs.asdict(before), structs.asdict(after)
    work.record(QuotaChanged(fields=tuple(name for name in now if now[name] != was[name])))


async def set_hosts(work: Work, tenant_id: UUID, hosts: list[str]) -> None:
    tidy = sorted({host.strip().lower() for host in hosts})
    if not all(HOST.fullmatch(host) for host in tidy):
        raise Invalid.field("hosts", "As help.example.com")
    async with work.within(INSTALLATION):
        if await work.value(bool, queries.HOST_ELSEWHERE, tenant_id, tidy):
            raise HostTaken
        await work.run(queries.CHANGE_TENANT, tenant_id, None, None, None, tidy)


async def tenant_meant(work: Work, tenant_id: UUID) -> Tenant:
    async with work.within(INSTALLATION):
        tenant = await work.one(Tenant, TENANT, tenant_id)
    if tenant is None:
        raise TenantNotFound
    return tenant
