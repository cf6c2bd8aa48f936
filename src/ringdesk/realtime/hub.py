"""Who is here, and delivery: (audience, letter) to everyone in the audience."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from ringdesk.kernel.work import Actor
from ringdesk.realtime.client import NOT_SIGNED_IN, RESTART, Client
from ringdesk.realtime.letter import Letter

log = logging.getLogger(__name__)

STRANGERS_STAY_S = 10.0


class Hub:
    """`carry` takes to other processes what is broadcast here."""

    def __init__(self) -> None:
        self.carry: Callable[[tuple[str, ...], Letter], None] = lambda _audiences, _letter: None
        self.elsewhere: Callable[[UUID], list[int]] = lambda _tenant: []
        self._audiences: dict[str, set[Client]] = defaultdict(set)
        self._of_tenant: dict[UUID, set[Client]] = defaultdict(set)
        self._strangers: set[Client] = set()

    def broadcast(self, audiences: str | Iterable[str], letter: Letter) -> None:
        """To everyone in any of the audiences, once, in every process. Never waits."""
        named = (audiences,) if isinstance(audiences, str) else tuple(audiences)
        self.deliver(named, letter)
        self.carry(named, letter)

    def deliver(self, audiences: tuple[str, ...], letter: Letter) -> None:
        """To those who are connected to this process."""
        rooms = [room for name in audiences if (room := self._audiences.get(name))]
        if not rooms:
            return
        # A copy: who is let go on the way leaves the room.
        for client in tuple(rooms[0]) if len(rooms) == 1 else set[Client]().union(*rooms):
            client.offer(letter)

    def has(self, audience: str) -> bool:
        return audience in self._audiences

    # Coming and going.

    def meet(self, client: Client) -> None:
        """Someone is at the door, and nobody yet: they hear nothing, and don't stay long."""
        self._strangers.add(client)
        client.ends_in(STRANGERS_STAY_S, NOT_SIGNED_IN, "not signed in")
        client.when_closed.append(lambda: self.leave(client))

    @property
    def strangers(self) -> int:
        return len(self._strangers)

    def enter(self, client: Client, actor: Actor, audiences: Iterable[str]) -> None:
        """Join these audiences, and no others."""
        if client.closed:
            return
        self._depart(client)
        client.actor, client.audiences = actor, frozenset(audiences)
        self._of_tenant[actor.tenant_id].add(client)
        for name in client.audiences:
            self._audiences[name].add(client)

    def join(self, client: Client, audience: str) -> None:
        if not client.closed and client.actor is not None:
            client.audiences |= {audience}
            self._audiences[audience].add(client)

    def leave_audience(self, client: Client, audience: str) -> None:
        client.audiences -= {audience}
        self._drop(audience, client)

    def leave(self, client: Client) -> None:
        self._depart(client)
        client.actor, client.audiences = None, frozenset()

    def _depart(self, client: Client) -> None:
        self._strangers.discard(client)
        for name in client.audiences:
            self._drop(name, client)
        if client.actor is not None:
            members = self._of_tenant[client.actor.tenant_id]
            members.discard(client)
            if not members:
                del self._of_tenant[client.actor.tenant_id]

    def _drop(self, audience: str, client: Client) -> None:
        room = self._audiences.get(audience)
        if room is not None:
            room.discard(client)
            if not room:
                del self._audiences[audience]

    # Who is here.

    @property
    def tenants(self) -> list[UUID]:
        return list(self._of_tenant)

    def of_tenant(self, tenant_id: UUID) -> list[Client]:
        return list(self._of_tenant.get(tenant_id, ()))

    def of_person(self, tenant_id: UUID, person_id: int) -> list[Client]:
        here = self._of_tenant.get(tenant_id, ())
        return [one for one in here if one.actor is not None and one.actor.id == person_id]

    def people(self) -> dict[str, list[int]]:
        """By tenant, the person of each socket of this process."""
        return {
            str(tenant_id): [one.actor.id for one in here if one.actor is not None]
            for tenant_id, here in self._of_tenant.items()
        }

    def stats(self, tenant_id: UUID) -> dict[str, Any]:
        """{total_connections, active_users, connections_by_tenant}: of this tenant alone, in all
        processes."""
        here = self._of_tenant.get(tenant_id, ())
        people = [one.actor.id for one in here if one.actor is not None]
        people += self.elsewhere(tenant_id)
        return {
            "total_connections": len(people), "active_users": len(set(people)),
            "connections_by_tenant": {str(tenant_id): len(people)},
        }  # fmt: skip

    async def close_all(self, *, seconds: float = 2.0) -> None:
        """Before we stop: what waits is written, as far as clients take it, then "come back"."""
        everyone = {*self._strangers, *(one for here in self._of_tenant.values() for one in here)}
        leaving = [asyncio.create_task(one.drain(RESTART, "service restart")) for one in everyone]
        if leaving:
            _, late = await asyncio.wait(leaving, timeout=seconds)
            for task in late:
                task.cancel()
        for client in everyone:
            client.close(RESTART, "service restart")
