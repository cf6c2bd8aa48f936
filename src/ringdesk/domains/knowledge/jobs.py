"""Vectors for what another encoder, or none, had made; and the sweeping of tombstones."""

from ringdesk.domains import assistant, identity
from ringdesk.domains.knowledge import queries
from ringdesk.domains.knowledge.models import StalePassage
from ringdesk.domains.knowledge.passages import ENCODE, raise_revision, vectors_of
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

TEND_EVERY_S = 600.0
AT_ONCE = 64  # texts to encode in one transaction


class Tending:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def tend(self, _: Job | None = None) -> None:
        await identity.in_every_tenant(self._office, self.tend_in)

    async def tend_in(self, house: Actor) -> None:
        await self.encode_all(house)
        async with self._office.open(house) as work:
            await work.run(queries.SWEEP)

    async def encode(self, job: Job) -> None:
        await self.encode_all(Actor.the_house(job.tenant_id))

    async def encode_all(self, actor: Actor) -> None:
        while await self.encode_some(actor):
            pass

    async def encode_some(self, actor: Actor) -> int:
        """How many passages got new vectors. The texts are encoded outside of any transaction;
        what changed meanwhile is left to its own act."""
        async with self._office.open(actor) as work:
            stale = await work.many(
                StalePassage, queries.OF_ANOTHER_ENCODER, assistant.ENCODER_ID, AT_ONCE
            )
        if not stale:
            return 0
        encoder, vectors = await vectors_of([(one.title, one.body) for one in stale])
        if encoder is None:
            return 0
        async with self._office.open(actor) as work:
            revision = await raise_revision(work)
            return await work.run(
                queries.SET_VECTORS, encoder, revision, [one.id for one in stale], vectors,
                [one.title for one in stale], [one.body for one in stale],
            )  # fmt: skip


def register(jobs: Jobs, office: Office) -> None:
    tending = Tending(office)
    jobs.every(TEND_EVERY_S, "knowledge.tend", tending.tend)
    jobs.handle(ENCODE, tending.encode)
