"""The tenants of the installation, and which of them is meant."""

import re
from uuid import UUID, uuid4

from ringdesk.domains.identity import queries
from ringdesk.domains.identity.models import Tenant
from ringdesk.kernel.work import INSTALLATION, Work

FIRST_TENANT_NAME = "My workspace"
HOST = re.compile(r"[a-z0-9.\-]{1,253}")


async def add_tenant(
    work: Work, name: str, *, first: bool = False, hosts: tuple[str, ...] = ()
) -> Tenant:
    """Only the first tenant lets strangers register; later ones not until they say so."""
    async with work.within(INSTALLATION):
        added = await work.one(
            Tenant, queries.ADD_TENANT, uuid4(), name.strip()[:200] or FIRST_TENANT_NAME, first,
            [host.lower() for host in hosts if HOST.fullmatch(host.lower())],
        )  # fmt: skip
    if added is None:
        raise RuntimeError("The tenant was not added.")
    return added


async def tenant_of(work: Work, tenant_id: UUID | None = None) -> Tenant:
    """The tenant of the work at hand."""
    wanted = tenant_id or work.actor.tenant_id
    async with work.within(INSTALLATION):
        tenant = await work.one(Tenant, queries.TENANT, wanted)
    if tenant is None:
        raise LookupError(f"There is no tenant {wanted}")
    return tenant


async def first_tenant(work: Work) -> Tenant | None:
    async with work.within(INSTALLATION):
        return await work.one(Tenant, queries.FIRST_TENANT)


async def tenant_by_host(work: Work, host: str) -> Tenant | None:
    name = host.lower().rsplit(":", 1)[0] if host.count(":") == 1 else host.lower()
    if not HOST.fullmatch(name):
        return None
    async with work.within(INSTALLATION):
        return await work.one(Tenant, queries.TENANT_BY_HOST, name)


async def list_tenants(work: Work) -> list[Tenant]:
    """All of the installation, oldest first: for schedules and the command line."""
    async with work.within(INSTALLATION):
        return await work.many(Tenant, queries.TENANTS)
