"""A tenant on its own, in whose house no job runs by itself, for acts one after the other."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from ringdesk.domains import identity, tickets
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work
from tests.conftest import PASSWORD
from tests.houses import fresh_installation

T = TypeVar("T")


class World:
    """On a database of its own: no other house's relay hears of it."""

    def __init__(self, settings: Settings, owner_url: str) -> None:
        self.loop = asyncio.Runner()
        self._stack = AsyncExitStack()
        self.do(self._open(settings, owner_url))

    async def _open(self, settings: Settings, owner_url: str) -> None:
        urls = await self._stack.enter_async_context(fresh_installation(settings, owner_url))
        database, registry = Database(urls.app, size=8), Registry()
        await self._stack.enter_async_context(database.connected())
        self.office = Office(database, registry)
        tickets.listen(registry, self.office)

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(act)

    async def at_work(self, actor: Actor, act: Callable[[Work], Awaitable[T]]) -> T:
        async with self.office.open(actor) as work:
            return await act(work)

    def as_(self, actor: Actor, act: Callable[[Work], Awaitable[T]]) -> T:
        return self.do(self.at_work(actor, act))

    def tenant(self) -> "Company":
        return self.do(self._tenant())

    async def _tenant(self) -> "Company":
        async with self.office.open(Actor.the_house(INSTALLATION)) as work:
            made = await identity.add_tenant(work, f"Tenant {secrets.token_hex(4)}")
            people = [
                await self._person(work, made, role)
                for role in ("support_agent",) * 3 + ("operator",) + ("customer",) * 3
            ]
        return Company(made, people[:3], people[3], people[4:])

    async def _person(self, work: Work, tenant: identity.Tenant, role: str) -> Actor:
        name = f"{role}-{secrets.token_hex(6)}"
        new = identity.NewAccount(
            username=name, email=f"{name}@example.org", password=PASSWORD, full_name=name,
            role=role,
        )  # fmt: skip
        made = await identity.add_person(work, tenant, new, None)
        scopes = identity.scopes_of(role, None)
        return Actor(id=made.id, tenant_id=tenant.id, role=role, scopes=scopes, name=name)

    def close(self) -> None:
        self.do(self._stack.aclose())
        self.loop.close()


class Company:
    def __init__(
        self, tenant: identity.Tenant, agents: list[Actor], operator: Actor, customers: list[Actor]
    ) -> None:
        self.agents, self.operator, self.customers = agents, operator, customers
        self.house = Actor.the_house(tenant.id)
