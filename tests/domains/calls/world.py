"""Tenants with operators and a carrier that does as it is told, in a house whose jobs run only when
a test says so."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ringdesk.domains import calls, compliance, identity, leads, telephony
from ringdesk.kernel.db import Database
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work
from tests.conftest import PASSWORD
from tests.domains.calls.scripted import Scripted, said
from tests.houses import fresh_installation

ADD_CARRIER = """
insert into carriers (tenant_id, kind, name, settings, most_calls, calls_per_second)
values ($1, 'sip', 'Trunk', '{"host": "sip.example.org"}', 100, 1000)
"""
REAL_NUMBERS = "+1202456"


def some_number() -> str:
    return f"{REAL_NUMBERS}{secrets.randbelow(10_000):04d}"


@dataclass
class Company:
    """One tenant. `house` acts as the dialler does."""

    world: "World"
    house: Actor
    operators: list[Actor]
    admin: Actor

    async def lead(self, number: str | None = None) -> int:
        new = leads.NewLead(phone=number or some_number(), name="Lea Lead")
        async with self.world.office.open(self.house) as work:
            return (await leads.create(work, new)).id

    async def lead_of(self, lead_id: int) -> leads.Lead:
        async with self.world.office.open(self.house) as work:
            return await leads.get(work, lead_id=lead_id)

    async def start(self, operator: Actor, lead_id: int | None = None) -> calls.Call:
        number = await self.lead() if lead_id is None else lead_id
        async with self.world.office.open(operator) as work:
            return await calls.start(work, lead_id=number)

    async def attempt(
        self, lead_id: int | None = None, *, mode: calls.Mode = "predictive"
    ) -> calls.Call:
        number = await self.lead() if lead_id is None else lead_id
        lead = await self.lead_of(number)
        async with self.world.office.open(self.house) as work:
            opened = await calls.open_attempts(
                work, {number: lead.phone or ""}, campaign_id=lead.campaign_id, mode=mode
            )
            for error in opened.refused.values():
                raise error
            return opened.calls[0]

    async def call(self, call_id: int) -> calls.Call:
        async with self.world.office.open(self.house) as work:
            return await calls.get(work, call_id=call_id)

    def attempt_of(self, call: calls.Call) -> str:
        return calls.attempt_of(self.house.tenant_id, call.id)

    async def hear(
        self, call: calls.Call, seq: int, kind: telephony.Kind, *, duration_s: int | None = None,
        permanent: bool = False, detail: str = "",
    ) -> calls.Call:  # fmt: skip
        """The carrier reports."""
        event = said(
            self.attempt_of(call), seq, kind, duration_s=duration_s, permanent=permanent,
            detail=detail,
        )  # fmt: skip
        await self.world.placing.hear(self.house.tenant_id, event)
        return await self.call(call.id)

    async def place(self, call: calls.Call) -> calls.Call:
        return await self.world.placing.place(self.house.tenant_id, call.id)

    async def settle(self, call: calls.Call) -> calls.Call:
        return await self.world.placing.settle(self.house.tenant_id, call.id)


@dataclass
class World:
    office: Office
    jobs: Jobs
    carrier: Scripted
    carriers: telephony.Carriers
    placing: calls.Placing

    async def do_jobs(self) -> None:
        while await self.jobs.do_what_is_due():
            pass

    async def company(self, *, operators: int = 2, real: bool = True) -> Company:
        """`real`: with a carrier, so that calls are no play."""
        async with self.office.open(Actor.the_house(INSTALLATION)) as work:
            tenant = await identity.add_tenant(work, f"Tenant {secrets.token_hex(4)}")
            roles = ["operator"] * operators + ["admin"]
            *made, admin = [await person(work, tenant, role) for role in roles]
        house = Actor.the_house(tenant.id)
        if real:
            async with self.office.open(house) as work:
                await work.run(ADD_CARRIER)
        return Company(self, house, made, admin)


async def person(work: Work, tenant: identity.Tenant, role: str) -> Actor:
    name = f"{role}-{secrets.token_hex(6)}"
    new = identity.NewAccount(
        username=name, email=f"{name}@example.org", password=PASSWORD, full_name=name, role=role
    )
    made = await identity.add_person(work, tenant, new, None)
    scopes = identity.scopes_of(role, None)
    return Actor(id=made.id, tenant_id=tenant.id, role=role, scopes=scopes, name=name)


@asynccontextmanager
async def open_world(settings: Settings, owner_url: str) -> AsyncIterator[World]:
    """On a database of its own: no other house's jobs hear of it."""
    async with fresh_installation(settings, owner_url) as urls:
        database, registry = Database(urls.app, size=8), Registry()
        async with database.connected():
            office = Office(database, registry)
            carrier = Scripted()
            carriers = telephony.Carriers(
                office, Vault(b"for tests"), Egress(allow=()), {"sip": carrier.make}
            )
            jobs = Jobs(office, registry)
            compliance.use_house_hours("00:00-24:00")
            placing = calls.register(jobs, office, registry, carriers)
            placing._in_flight *= 0
            yield World(office, jobs, carrier, carriers, placing)
            await carriers.close()
