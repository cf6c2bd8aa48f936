"""A house of its own, whose first tenant may reach a mail server on loopback."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from ringdesk.domains import identity, messaging
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.conftest import Person, Tenant, eventually
from tests.domains.messaging.mail_server import Mails, mail_server
from tests.houses import OpenHouse, fresh_installation, open_house


@dataclass
class Office:
    """The first tenant, its people, and what its mail server took."""

    home: OpenHouse
    tenant: Tenant
    mails: Mails
    port: int
    providers: list[int] = field(default_factory=list)

    @property
    def admin(self) -> Person:
        return self.tenant.admin

    async def provider(self, **changes: Any) -> dict[str, Any]:
        body = {
            "channel": "email", "kind": "smtp", "name": f"Mail {secrets.token_hex(3)}",
            "settings": {"host": "127.0.0.1", "port": self.port, "security": "none"},
            "sender": "desk@example.org", "sender_name": "Desk", "per_second": 1000, **changes,
        }  # fmt: skip
        answer = await self.admin.post("/api/app/channels", json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        self.providers.append(made["id"])
        return made

    async def send(self, recipient: str, **more: Any) -> messaging.Message:
        given = {"subject": "Hello", "body": "How are you?", **more}
        async with self.tenant.work() as work:
            return await messaging.send(
                work, channel=given.pop("channel", "email"), recipient=recipient, **given
            )

    async def state(self, message: messaging.Message) -> str:
        async with self.tenant.work() as work:
            return (await messaging.get_message(work, number=message.number)).state

    async def becomes(self, message: messaging.Message, *states: str) -> None:
        async def there() -> bool:
            return await self.state(message) in states

        await eventually(there, seconds=15)


@pytest.fixture(scope="session")
async def first_house(settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
    async with (
        fresh_installation(settings, database.owner) as urls,
        open_house(settings, urls.app, egress_allow=("127.0.0.1",)) as home,
    ):
        async with home.house.office.open(Actor.the_house(INSTALLATION)) as work:
            await identity.add_tenant(work, "First", first=True)
        yield home


@pytest.fixture
async def mails() -> AsyncIterator[Mails]:
    yield Mails()


async def tenant_of(home: OpenHouse, tenant_id: UUID) -> Tenant:
    tenant = Tenant(tenant_id, home.house, home.address)
    tenant.admin = await tenant.person("admin", name="Ada Admin")
    tenant.agent = await tenant.person("support_agent", name="Axel Agent")
    tenant.customer = await tenant.person("customer", name="Carla Customer")
    return tenant


@pytest.fixture
async def office(first_house: OpenHouse, mails: Mails) -> AsyncIterator[Office]:
    async with first_house.house.office.open(Actor.the_house(INSTALLATION)) as work:
        first = await identity.first_tenant(work)
    assert first is not None
    tenant = await tenant_of(first_house, first.id)
    async with mail_server(mails) as port:
        office = Office(first_house, tenant, mails, port)
        yield office
        for one in office.providers:
            await office.admin.delete(f"/api/app/channels/{one}")
    await tenant.close()


@pytest.fixture
async def second(first_house: OpenHouse) -> AsyncIterator[Tenant]:
    """Another tenant of the same house: its staff doesn't run the machine."""
    async with first_house.house.office.open(Actor.the_house(INSTALLATION)) as work:
        opened = await identity.add_tenant(work, f"Second {secrets.token_hex(3)}")
    tenant = await tenant_of(first_house, opened.id)
    yield tenant
    await tenant.close()
