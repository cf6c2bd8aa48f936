"""A person without a name, an account without its last membership, a tenant without a trace."""

from uuid import UUID

from msgspec import Struct

from ringdesk.domains.identity.people import delete_person
from ringdesk.domains.identity.personal import queries
from ringdesk.kernel.personal import Subject
from ringdesk.kernel.work import INSTALLATION, Work


class Numbered(Struct, frozen=True):
    id: int


async def erase_person(work: Work, subject: Subject) -> int:
    """Out of the tenant first, as if deleted (sessions end everywhere), then without a name. What
    others wrote to them still has somebody's number. LastAdministrator."""
    person_id = subject.person_id
    if await work.value(int, queries.EXISTS, person_id) is None:
        return 0
    if await work.value(int, queries.IS_THERE, person_id) is not None:
        await delete_person(work, person_id=person_id)
    erased = await work.run(queries.ERASE, person_id)
    if subject.addresses:
        async with work.within(INSTALLATION):
            await work.run(queries.ERASE_MAILS, subject.addresses)
    return erased


async def erase_tenant(work: Work, tenant_id: UUID) -> None:
    """What the installation keeps of a tenant; accounts that were nowhere else go with it. To be
    called in the installation's work."""
    accounts = [one.id for one in await work.many(Numbered, queries.TENANTS_ACCOUNTS, tenant_id)]
    await work.run(queries.ERASE_MEMBERSHIPS, tenant_id)
    await work.run(queries.ERASE_ORPHANS, accounts)
    await work.run(queries.ERASE_TENANT, tenant_id)
