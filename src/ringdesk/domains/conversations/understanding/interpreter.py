"""Who understands, one message after the other, for as long as the process runs.

The process that hears of a message sets to work at once, some messages in one transaction; what
nobody heard of is found by looking. In a busy hour this falls behind, and nothing else does.
"""

import asyncio
import logging
from uuid import UUID

from ringdesk.domains.conversations.events import MessageSaid
from ringdesk.domains.conversations.models import ToUnderstand
from ringdesk.domains.conversations.understanding import queries
from ringdesk.domains.conversations.understanding.acts import AT_ONCE, understand_next
from ringdesk.kernel.events import Fact
from ringdesk.kernel.work import Actor, Office

log = logging.getLogger(__name__)

GATHER_S = 0.03  # a busy moment's messages share their round trips
LOOK_EVERY_S = 5.0  # for what other processes left
PATIENCE = 3  # attempts at one message, which then stays without a label


class Interpreter:
    """One at a time, tenant by tenant: the encoder has one thread."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._tenants: dict[UUID, None] = {}  # in whose turn they are
        self._woken = asyncio.Event()
        self._faults: dict[UUID, int] = {}

    async def hear(self, fact: Fact[MessageSaid]) -> None:
        """A hint, no more: what is to be done stands in the database."""
        event = fact.event
        if not (event.from_staff or event.internal or event.is_ai):
            self._tenants[fact.tenant_id] = None
            self._woken.set()

    async def run(self) -> None:
        """For ever: a database that restarts must not end it."""
        while True:
            try:
                if not self._tenants:
                    await self.find()
                await self.catch_up()
            except OSError as error:
                log.warning("What customers said waits for the database: %s", error)
            except Exception:
                log.exception("Messages could not be understood; the next look follows.")
            await self._sleep()

    async def catch_up(self) -> None:
        """All that waits, of those we heard of."""
        while self._tenants:
            tenant_id = next(iter(self._tenants))
            del self._tenants[tenant_id]
            if await self._some_of(tenant_id):
                self._tenants[tenant_id] = None  # behind the others

    async def find(self) -> None:
        for row in await self._office.across(queries.TENANTS_TO_UNDERSTAND):
            self._tenants[row[0]] = None

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY_S):
                await self._woken.wait()
            await asyncio.sleep(GATHER_S)
        except TimeoutError:
            pass
        self._woken.clear()

    async def _some_of(self, tenant_id: UUID) -> bool:
        """Whether there may be more. One message that cannot be had must not be in the way of the
        others: after a failure they come one by one, and it is let go in the end."""
        faults = self._faults.get(tenant_id, 0)
        try:
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                most = 1 if faults else AT_ONCE
                taken = await understand_next(work, most=most)
        except OSError:
            raise
        except Exception:
            log.exception("Of a tenant's messages, some could not be understood.")
            self._faults[tenant_id] = faults + 1
            if faults + 1 >= PATIENCE:
                await self._let_go(tenant_id)
            return True
        self._faults.pop(tenant_id, None)
        return taken == most

    async def _let_go(self, tenant_id: UUID) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            for one in await work.many(ToUnderstand, queries.TAKE_NEXT, 1):
                log.error("Message %s stays without a label.", one.id)
        self._faults.pop(tenant_id, None)
