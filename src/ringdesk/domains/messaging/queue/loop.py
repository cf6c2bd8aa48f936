"""The loop that serves all queues of all tenants, as many of these as there are workers."""

import asyncio
import logging

from ringdesk.domains.messaging.post import Post
from ringdesk.domains.messaging.queue import queries
from ringdesk.domains.messaging.queue.claiming import claim, claim_lost
from ringdesk.domains.messaging.queue.delivery import Delivery
from ringdesk.domains.messaging.queue.models import QueueDue
from ringdesk.kernel import logs
from ringdesk.kernel.work import Actor, shape_rows

log = logging.getLogger(__name__)

AT_ONCE = 4  # queues side by side
LONGEST_SLEEP_S = 1.0


class Sending:
    def __init__(self, delivery: Delivery, post: Post) -> None:
        self.delivery, self.post = delivery, post
        self._office = delivery.office
        self._woken = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """For ever: a database that restarts must not end it."""
        while True:
            done = 0
            try:
                done = await self.do_what_is_due()
            except OSError as error:
                log.warning("The messages wait for the database: %s", error)
            except Exception:
                log.exception("A round of messages failed; it goes on.")
            if not done:
                await self._sleep()

    async def do_what_is_due(self) -> int:
        """One batch of every queue that has something due. How many messages that were."""
        done = await self.post.collect()
        rows = await self._office.across(queries.QUEUES_DUE)
        due = shape_rows(queries.QUEUES_DUE, QueueDue, rows)
        return done + sum(await asyncio.gather(*(self._serve(one) for one in due)))

    async def _serve(self, queue: QueueDue) -> int:
        async with self._room:
            with logs.about(tenant_id=queue.tenant_id):
                try:
                    return await self._batch(queue)
                except Exception:
                    log.exception("A batch of messages failed; it falls due again.")
                    return 0

    async def _batch(self, queue: QueueDue) -> int:
        lease = self.delivery.lease
        async with self._office.open(Actor.the_house(queue.tenant_id)) as work:
            lost = await claim_lost(work, queue.channel, lease)
        await self.delivery.settle_lost(queue, lost)
        async with self._office.open(Actor.the_house(queue.tenant_id)) as work:
            batch = await claim(work, queue.channel, lease)
        if batch is None:
            return len(lost)
        await self.delivery.carry(queue, batch)
        return len(lost) + len(batch.messages)

    async def _sleep(self) -> None:
        self._woken.clear()
        try:
            async with asyncio.timeout(LONGEST_SLEEP_S):
                await self._woken.wait()
        except TimeoutError:
            pass
