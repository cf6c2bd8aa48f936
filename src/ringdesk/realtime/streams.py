"""The logs that somebody here listens to: heard from our relay, from other processes by the bus,
or, where neither told us, found in the database within half a second."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec

from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, Office, shape_rows
from ringdesk.realtime import queries
from ringdesk.realtime.client import Client
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.stream import Greet, Stream
from ringdesk.realtime.surroundings import Heard, Surroundings

log = logging.getLogger(__name__)

SWEEP_S = 0.5


class LogHead(msgspec.Struct, frozen=True):
    tenant_id: UUID
    seq: int


class Streams(Surroundings):
    def __init__(self, office: Office, registry: Registry, hub: Hub) -> None:
        super().__init__(office, registry, hub)
        self.others: list[Callable[[], set[UUID]]] = []  # where not only sockets listen
        self._streams: dict[UUID, Stream] = {}

    async def enter(
        self, client: Client, actor: Actor, audiences: frozenset[str], after: int | None,
        greet: Greet,
    ) -> None:  # fmt: skip
        """From the first socket of a tenant to its last there is a stream; longer, where `others`
        say so."""
        stream = self._streams.get(actor.tenant_id)
        if stream is None:
            self.notices += 1  # what happened before it is nothing it could have noticed
            stream = self._streams[actor.tenant_id] = Stream(self, actor.tenant_id)
        stream.visitors += 1
        try:
            await stream.opened()
            await stream.enter(client, actor, audiences, after, greet)
        finally:
            stream.visitors -= 1

    def last_of(self, tenant_id: UUID) -> int | None:
        stream = self._streams.get(tenant_id)
        return stream.last if stream is not None else None

    async def hear(self, fact: Fact[Any]) -> None:
        """From our own relay. Never waits: the relay has more to do."""
        self.take(Heard(fact), ours=True)

    def take(self, heard: Heard, *, ours: bool) -> None:
        stream = self._streams.get(heard.fact.tenant_id)
        if stream is not None:
            stream.put(heard, ours=ours)
        elif ours and self.carry is not None:
            self.carry(heard)

    async def sweep(self) -> None:
        """Find what other processes carried out, and let go of tenants that have nobody here."""
        present = set(self.hub.tenants).union(*(tenants() for tenants in self.others))
        for tenant_id, stream in list(self._streams.items()):
            stream.forget_old()
            if tenant_id not in present and stream.idle:
                del self._streams[tenant_id]
        if not self._streams:
            return
        rows = await self.office.across(queries.LOG_HEADS, list(self._streams))
        for found in shape_rows(queries.LOG_HEADS, LogHead, rows):
            if found.tenant_id in self._streams:
                self._streams[found.tenant_id].reach(found.seq)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            try:
                await self.sweep()
            except OSError as error:
                log.warning("Screens wait for the database: %s", error)
            except Exception:
                log.exception("A look at the log failed; the next one follows.")
