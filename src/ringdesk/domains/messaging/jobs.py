"""What is done now and then: counting up, giving up, forgetting."""

import logging
from collections import Counter
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.events import MessageFailed
from ringdesk.domains.messaging.queue import queries
from ringdesk.domains.messaging.queue.settling import OLDEST
from ringdesk.kernel import queries as kernel_queries
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

log = logging.getLogger(__name__)

EVERY_S = 60


class GivenUp(Struct, frozen=True):
    id: int
    channel: Channel
    provider_kind: str


class Tidying:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def tidy(self, _: Job) -> None:
        """Every tenant by itself: the fault of one must not be another's."""
        for row in await self._office.across(kernel_queries.TENANTS_WITH_FACTS):
            try:
                await self.tidy_tenant(row[0])
            except Exception:
                log.exception("The messages of a tenant could not be tidied")

    async def tidy_tenant(self, tenant_id: UUID) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            given_up = await work.many(GivenUp, queries.GIVE_UP, OLDEST)
            counted = Counter((one.channel, one.provider_kind) for one in given_up)
            for one in given_up:
                work.record(MessageFailed(message_id=one.id, state="failed"))
            if counted:
                channels, kinds = zip(*counted, strict=True)
                await work.run(
                    queries.MARK, list(channels), list(kinds), ["refused"] * len(counted),
                    list(counted.values()),
                )  # fmt: skip
            await work.run(queries.FOLD)
            await work.run(queries.WIPE_LINKS)
            await work.run(queries.FORGET_RECEIPTS)
            await work.run(queries.FORGET_MAIL)


def register(jobs: Jobs, office: Office) -> None:
    jobs.every(EVERY_S, "messaging.tidy", Tidying(office).tidy)
