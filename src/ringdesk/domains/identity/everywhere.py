"""What the house does in every tenant, one after the other."""

import logging
from collections.abc import Awaitable, Callable

from ringdesk.domains.identity.tenants import list_tenants
from ringdesk.kernel import logs
from ringdesk.kernel.work import INSTALLATION, Actor, Office

log = logging.getLogger(__name__)


async def in_every_tenant(office: Office, act: Callable[[Actor], Awaitable[object]]) -> None:
    """`act(house)` for each, which opens works of its own. What goes wrong in one holds up no
    other; in the end it is raised, together, so that a job for it is seen to have failed and is
    done again. ExceptionGroup."""
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        tenants = await list_tenants(work)
    faults: list[Exception] = []
    for tenant in tenants:
        with logs.about(tenant_id=tenant.id):
            try:
                await act(Actor.the_house(tenant.id))
            except Exception as error:
                log.exception("What is done in every tenant failed in one.")
                faults.append(error)
    if faults:
        raise ExceptionGroup(f"In {len(faults)} of {len(tenants)} tenants it failed", faults)
