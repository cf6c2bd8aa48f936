"""What identity tidies up."""

from ringdesk.domains.identity import queries
from ringdesk.domains.identity.tenancy import queries as of_tenancy
from ringdesk.domains.identity.tenants import list_tenants
from ringdesk.kernel.jobs import Job
from ringdesk.kernel.work import INSTALLATION, Actor, Office

TIDY_EVERY_S = 3600.0


class Tidying:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def tidy(self, _: Job) -> None:
        """Forget failures, resets, tickets and sessions that can matter to nobody any more."""
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(queries.FORGET_OLD_FAILURES)
            await work.run(queries.FORGET_OLD_RESETS)
            tenants = await list_tenants(work)
        for tenant in tenants:
            async with self._office.open(Actor.the_house(tenant.id)) as work:
                await work.run(queries.FORGET_OLD_TICKETS)
                await work.run(queries.FORGET_OLD_SESSIONS)
                await work.run(of_tenancy.FORGET_OLD_TOKENS)
                await work.run(of_tenancy.FORGET_OLD_INVITATIONS)
