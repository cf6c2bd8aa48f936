"""An installation whose operator lets its own tenant reach loopback: receivers listen there."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor
from tests.conftest import PASSWORD, eventually
from tests.domains.webhooks.receiver import Receiver, receiving
from tests.houses import OpenHouse, fresh_installation, open_house

APP = "/api/app/webhooks"
ROOT = {"username": "root", "email": "root@example.org", "password": PASSWORD, "role": "admin"}


WAITING = "select 1 from outbox where tenant_id = $1 limit 1"


@dataclass
class Home:
    """The first tenant, by its administrator."""

    house: OpenHouse
    client: AsyncClient
    tenant_id: UUID

    def work(self) -> Any:
        return self.house.house.office.open(Actor.the_house(self.tenant_id))

    async def post(self, path: str, json: Any = None) -> Response:
        return await self.client.post(path, json=json)

    async def get(self, path: str) -> Any:
        answer = await self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def ticket(self, title: str = "The printer is on fire") -> int:
        answer = await self.post("/api/tickets", {"title": title, "description": "Smoke"})
        assert answer.status_code == 201, answer.text
        made: int = answer.json()["id"]
        return made

    async def numbered(self) -> None:
        """What happened so far stands in the log."""

        async def nothing_waits() -> bool:
            async with self.work() as work:
                return not await work.value(int, WAITING)

        await eventually(nothing_waits)

    async def webhook(self, receiver: Receiver, **given: Any) -> dict[str, Any]:
        body = {"url": receiver.url, "types": ["ticket.created"], **given}
        answer = await self.post(APP, body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def deliveries(self, webhook: dict[str, Any], more: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.get(f"{APP}/{webhook['id']}/deliveries{more}")
        return found

    async def detail(self, webhook: dict[str, Any], nr: int = 0) -> dict[str, Any]:
        one = (await self.deliveries(webhook))[nr]
        found: dict[str, Any] = await self.get(f"{APP}/{webhook['id']}/deliveries/{one['id']}")
        return found

    async def run(self, statement: str, *values: object) -> None:
        async with self.work() as work:
            await work.run(statement, *values)


@pytest.fixture(scope="session")
async def installation(settings: Settings, database: Urls) -> AsyncIterator[Home]:
    async with (
        fresh_installation(settings, database.owner) as urls,
        open_house(settings, urls.app, egress_allow=("127.0.0.1",)) as house,
    ):
        answer = await house.client.post("/api/auth/register", json=ROOT)
        assert answer.status_code == 201, answer.text
        token = answer.json()["access_token"]
        async with AsyncClient(
            base_url=house.address, headers={"Authorization": f"Bearer {token}"}, timeout=60
        ) as client:
            found = await house.house.office.across("select first_tenant() as id")
            yield Home(house, client, found[0]["id"])


@pytest.fixture
async def home(installation: Home) -> AsyncIterator[Home]:
    """What a test added it also takes away, or it would hear of the next test's tickets."""
    yield installation
    for one in await installation.get(APP):
        await installation.client.delete(f"{APP}/{one['id']}")


@pytest.fixture
async def receiver(anyio_backend: str) -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


@pytest.fixture
async def other(anyio_backend: str) -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made
