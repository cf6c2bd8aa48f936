"""One real server on loopback for all tests; every test is a tenant of its own."""

import asyncio
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import pytest
import uvicorn
from httpx import AsyncClient, Response

from ringdesk.domains import compliance, identity
from ringdesk.kernel.database import Urls, prepared
from ringdesk.kernel.relay import Replayed as Logged
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from ringdesk.serving import server_for
from ringdesk.wiring import House, build

pytest_plugins = ["tests.domains.telephony.wired"]

ALWAYS = "00:00-24:00"
PASSWORD = "a long enough phrase"
WAITING = "select count(*) from outbox where tenant_id = $1"
SESSIONS_LAST = """
update sessions set expires_at = now() + make_interval(secs => $3)
where tenant_id = $1 and person_id = $2
"""
LOG = """
select seq, actor_id, kind, body::text as body, at from events where tenant_id = $1 order by seq
"""


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Short and passable: the database's user must reach it."""
    made = Path(tempfile.mkdtemp(prefix="rd-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def settings(folder: Path) -> Settings:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return Settings(
        data_dir=str(folder), port=port, secret=secrets.token_hex(32), rate_limit_enabled=False,
        database_url=os.environ.get("RINGDESK_TEST_DATABASE_URL", ""), metrics_interval_s=3600,
        db_pool_size=8, dials=False, calling_hours=ALWAYS,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def at_any_hour() -> None:
    """The house's hours are the process's, and whoever built a house last has set them. Tests run
    by night as well."""
    compliance.use_house_hours(ALWAYS)


@pytest.fixture(scope="session")
async def database(settings: Settings, anyio_backend: str) -> AsyncIterator[Urls]:
    async with prepared(settings, fsync="off") as urls:
        yield urls


@pytest.fixture(scope="session")
async def house(settings: Settings, database: Urls) -> House:
    return build(settings, database.app)


@pytest.fixture(scope="session")
async def address(house: House, settings: Settings) -> AsyncIterator[str]:
    server = server_for(house, settings)
    async with serving(server):
        yield settings.address


class serving:  # noqa: N801 - reads as a verb
    """A uvicorn server for the length of a block."""

    def __init__(self, server: uvicorn.Server) -> None:
        self._server = server

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._server.serve())
        await eventually(self._started, seconds=20)

    async def _started(self) -> bool:
        if self._task.done():
            self._task.result()
            raise RuntimeError("The server ended at once.")
        return self._server.started

    async def __aexit__(self, *_: object) -> None:
        self._server.should_exit = True
        await self._task


async def eventually(holds: Callable[[], Awaitable[bool]], seconds: float = 5) -> None:
    """Wait until something is so; the only clock in the tests."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@dataclass
class Person:
    """Somebody with a signed-in client."""

    id: int
    name: str
    token: str
    client: AsyncClient
    role: str = "customer"

    async def get(self, path: str, **more: Any) -> Response:
        return await self.client.get(path, **more)

    async def post(self, path: str, json: Any = None, **more: Any) -> Response:
        return await self.client.post(path, json=json, **more)

    async def put(self, path: str, json: Any = None, **more: Any) -> Response:
        return await self.client.put(path, json=json, **more)

    async def delete(self, path: str, **more: Any) -> Response:
        return await self.client.delete(path, **more)


@dataclass
class Tenant:
    """A tenant with an administrator, an agent and a customer, and the doors to act through."""

    id: UUID
    house: House
    address: str
    people: list[Person] = field(default_factory=list)
    admin: Person = field(init=False)
    agent: Person = field(init=False)
    customer: Person = field(init=False)

    def work(self) -> AbstractAsyncContextManager[Work]:
        return self.house.office.open(Actor.the_house(self.id))

    async def person(
        self, role: str = "customer", *, name: str = "Somebody", scopes: list[str] | None = None
    ) -> Person:
        """A new account in this tenant, signed in without the cost of a password."""
        username = f"{role}-{secrets.token_hex(6)}"
        new = identity.NewAccount(
            username=username, email=f"{username}@example.org", password=PASSWORD, full_name=name,
            role=role, scopes=scopes,
        )  # fmt: skip
        async with self.house.office.open(Actor.the_house(INSTALLATION)) as work:
            tenant = await identity.tenant_of(work, self.id)
            made = await identity.add_person(work, tenant, new, None)
        caller = identity.Caller(address="127.0.0.1")
        signed = await identity.begin_session(
            self.house.office, self.house.signer, tenant, made, caller
        )
        client = AsyncClient(
            base_url=self.address, headers={"Authorization": f"Bearer {signed.access_token}"}
        )
        person = Person(made.id, name, signed.access_token, client, role)
        self.people.append(person)
        return person

    async def sessions_last(self, person_id: int, seconds: float) -> None:
        """As if the thirty days of somebody's sessions were nearly over."""
        async with self.work() as work:
            await work.run(SESSIONS_LAST, person_id, seconds)

    async def ticket(self, by: Person | None = None, **given: Any) -> dict[str, Any]:
        body = {"title": "The printer is on fire", "description": "Smoke everywhere", **given}
        answer = await (by or self.customer).post("/api/tickets", json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def log(self) -> list[Logged]:
        """Everything this tenant's log tells so far, once all that was committed has a number."""
        await eventually(self._all_is_numbered)
        async with self.work() as work:
            return await work.many(Logged, LOG)

    async def _all_is_numbered(self) -> bool:
        async with self.work() as work:
            return await work.value(int, WAITING) == 0

    async def close(self) -> None:
        for person in self.people:
            await person.client.aclose()


MakeTenant: TypeAlias = Callable[[], Awaitable[Tenant]]


@pytest.fixture
async def make_tenant(house: House, address: str) -> AsyncIterator[MakeTenant]:
    made: list[Tenant] = []

    async def make() -> Tenant:
        async with house.office.open(Actor.the_house(INSTALLATION)) as work:
            opened = await identity.add_tenant(work, f"Tenant {secrets.token_hex(4)}")
        tenant = Tenant(opened.id, house, address)
        made.append(tenant)
        tenant.admin = await tenant.person("admin", name="Ada Admin")
        tenant.agent = await tenant.person("support_agent", name="Axel Agent")
        tenant.customer = await tenant.person("customer", name="Carla Customer")
        return tenant

    yield make
    for tenant in made:
        await tenant.close()


@pytest.fixture
async def tenant(make_tenant: MakeTenant) -> Tenant:
    return await make_tenant()


@pytest.fixture
async def stranger(address: str) -> AsyncIterator[AsyncClient]:
    """Nobody in particular: no token."""
    async with AsyncClient(base_url=address) as client:
        yield client
