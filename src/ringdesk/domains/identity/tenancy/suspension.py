"""What the installation decides about its tenants: how much they may use, under which host names
they are found, and whether they may work at all. For the first tenant's administrators, and for
the command line."""

from uuid import UUID

from msgspec import UNSET, Struct, UnsetType, structs

from ringdesk.domains.identity import names, policy
from ringdesk.domains.identity.errors import (
    FirstTenantStays,
    HostTaken,
    TenantHasStaff,
    TenantNotFound,
)
from ringdesk.domains.identity.events import (
    InvitationWithdrawn,
    QuotaChanged,
    TenantOpened,
    TenantResumed,
    TenantSuspended,
    WorkspaceChanged,
)
from ringdesk.domains.identity.models import Person, Tenant
from ringdesk.domains.identity.queries import TENANT
from ringdesk.domains.identity.tenancy import queries
from ringdesk.domains.identity.tenancy.belonging import Head
from ringdesk.domains.identity.tenancy.invitations import send_link
from ringdesk.domains.identity.tenancy.roles import Holder
from ringdesk.domains.identity.tenancy.workspace import Quota, Workspace, quota_in, workspace_of
from ringdesk.domains.identity.tenants import HOST, add_tenant, first_tenant
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import INSTALLATION, Actor, Work


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
    """The house, and administrators of the first tenant, with every right there is: who may do less
    at home is not to decide about other houses."""
    if "*" in work.actor.scopes:
        return True
    policy.require(work.actor, "settings:write")
    return policy.holds_everything(work.actor) and await is_first(work, work.actor.tenant_id)


async def is_first(work: Work, tenant_id: UUID) -> bool:
    first = await first_tenant(work)
    return first is not None and first.id == tenant_id


async def may_watch_all(work: Work, person: Person) -> bool:
    """The same of somebody of the work's tenant: what the web app shows them."""
    scopes = policy.scopes_of(person.role, person.scopes)
    actor = Actor(id=person.id, tenant_id=work.tenant_id, role=person.role, scopes=scopes)
    return policy.holds_everything(actor) and await is_first(work, work.tenant_id)


async def require_installation(work: Work, tenant_id: UUID) -> None:
    """To whoever is not the installation other tenants are none, and their own is not theirs to
    steer. TenantNotFound, NotAllowed."""
    if not await watches_all(work):
        raise NotAllowed if tenant_id == work.actor.tenant_id else TenantNotFound


async def watch_tenants(
    work: Work, *, words: str | None = None, limit: int = 100, skip: int = 0
) -> list[Watched]:
    """A page of all of them, oldest first. `words`: part of a name or of a host. NotAllowed."""
    if not await watches_all(work):
        raise NotAllowed
    async with work.within(INSTALLATION):
        found = await work.many(Tenant, queries.TENANTS_WITH, words, limit, skip)
    return [await seen(work, one) for one in found]


async def watch_tenant(work: Work, *, tenant_id: UUID) -> Watched:
    """One of them. TenantNotFound."""
    await require_installation(work, tenant_id)
    return await seen(work, await tenant_meant(work, tenant_id))


async def open_tenant_for(work: Work, *, name: str, email: str, address: str) -> Watched:
    """A new tenant for somebody else: whoever reads the mail of that address becomes its first
    administrator, by a link of seven days. `address` is what the link begins with. Until they come
    nobody is in it. NotAllowed, TooMany."""
    if not await watches_all(work):
        raise NotAllowed
    policy.require(work.actor, "users:write")
    names.require_address(email)
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid.field("name", "A name has at least one letter")
    tenant = await add_tenant(work, tidy)
    async with work.within(tenant.id):
        work.record(TenantOpened(person_id=work.actor.id))
        await send_link(work, email, "admin", address)
    return await seen(work, tenant)


async def invite_first(work: Work, *, tenant_id: UUID, email: str, address: str) -> Watched:
    """A link again, or for another address (then the former is void), as long as nobody of its
    staff is there: after that it is theirs alone to say who comes in. TenantHasStaff, TooMany."""
    await require_installation(work, tenant_id)
    policy.require(work.actor, "users:write")
    names.require_address(email)
    watched = await seen(work, await tenant_meant(work, tenant_id))
    if watched.staff:
        raise TenantHasStaff
    async with work.within(tenant_id):
        for former in await work.many(Holder, queries.WITHDRAW_OTHERS, names.key_of(email)):
            work.record(InvitationWithdrawn(invitation_id=former.id))
        await send_link(work, email, "admin", address)
    return watched


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
    if await is_first(work, tenant_id):
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
