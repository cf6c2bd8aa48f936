"""`ringdesk worker` beside a server that answers only: what the worker is at shows on the server's
screens at once, by Redis, or by the database where there is none."""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from ringdesk.domains import identity
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.serving import server_for
from ringdesk.wiring import build
from tests.conftest import Tenant, eventually, serving
from tests.houses import fresh_installation
from tests.realtime.conftest import Floor, OpenScreen, Screen, free_port
from tests.realtime.redis_server import RedisServer, needs_redis

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
IMPORTS, CAMPAIGNS = "/api/app/imports", "/api/app/campaigns"
HUMAN = "+12025550101"  # a number that says what becomes of it: somebody answers


@asynccontextmanager
async def worker(settings: Settings, urls: Urls) -> AsyncIterator[None]:
    """The program itself, which dials, too; calls are played at fifty times the pace."""
    ours = {name: value for name, value in os.environ.items() if "RINGDESK" not in name}
    given = {
        "PYTHONPATH": str(ROOT / "src"), "RINGDESK_DATA_DIR": settings.data_dir,
        "RINGDESK_DATABASE_URL": urls.owner, "RINGDESK_DATABASE_APP_URL": urls.app,
        "RINGDESK_SECRET": settings.secret, "RINGDESK_REDIS_URL": settings.redis_url,
        "RINGDESK_METRICS_PORT": "0", "RINGDESK_CALLING_HOURS": "00:00-24:00",
        "RINGDESK_TELEPHONY_SIMULATION_SPEED": "50", "RINGDESK_DB_POOL_SIZE": "8",
    }  # fmt: skip
    errors = settings.folder / "worker.log"
    with errors.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ringdesk", "worker", env=ours | given, cwd=ROOT,
            stdout=asyncio.subprocess.PIPE, stderr=log,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            said = await process.stdout.readline()
        assert b"ready" in said, errors.read_text()[-3000:]
        yield
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def split(settings: Settings, database: Urls, redis_url: str) -> AsyncIterator[Tenant]:
    """A server that reacts to nothing, a worker that does, and a tenant with an operator."""
    with_redis = replace(settings, port=free_port(), redis_url=redis_url)
    async with fresh_installation(settings, database.owner) as urls:
        house = build(with_redis, urls.app, reacting=False)
        async with serving(server_for(house, with_redis)), worker(with_redis, urls):
            async with house.office.open(Actor.the_house(INSTALLATION)) as work:
                made = await identity.add_tenant(work, f"Split {secrets.token_hex(3)}")
            tenant = Tenant(made.id, house, with_redis.address)
            tenant.admin = await tenant.person("admin", name="Ada Admin")
            tenant.agent = await tenant.person("operator", name="Olga Operator")
            tenant.customer = await tenant.person("customer", name="Carla Customer")
            yield tenant
            await tenant.close()


@pytest.fixture
async def by_notes(settings: Settings, database: Urls) -> AsyncIterator[Tenant]:
    async with split(settings, database, "") as tenant:
        yield tenant


@pytest.fixture
async def by_redis(settings: Settings, database: Urls, tmp_path: Path) -> AsyncIterator[Tenant]:
    server = RedisServer(free_port(), tmp_path)
    server.start()
    try:
        async with split(settings, database, server.url) as tenant:
            yield tenant
    finally:
        server.stop()


async def screens(tenant: Tenant, screen: OpenScreen) -> list[Screen]:
    """Of the administrator, of the operator, and of a customer, at the server."""
    here = Floor(tenant.house.realtime, tenant.address)
    people = (tenant.admin, tenant.agent, tenant.customer)
    return [await screen(one, at=here) for one in people]


async def heard(one: Screen, kind: str) -> dict[str, Any]:
    async def it_came() -> bool:
        return bool(one.all(kind))

    await eventually(it_came, 30)
    data: dict[str, Any] = one.all(kind)[0]["data"]
    return data


async def an_import_and_a_decision_are_seen(tenant: Tenant, screen: OpenScreen) -> None:
    admin, operator, customer = await screens(tenant, screen)
    rows = "".join(f"+1212555{nr:04d}\n" for nr in range(100, 160)).encode()
    file = {"file": ("leads.csv", b"phone\n" + rows, "text/csv")}
    made = (await tenant.admin.post(IMPORTS, files=file)).json()
    await tenant.admin.post(f"{IMPORTS}/{made['id']}/check")
    told = await heard(admin, "import.progress")
    assert (told["id"], told["state"], told["progress"]) == (made["id"], "checked", 1)

    campaign = (await tenant.admin.post(CAMPAIGNS, {"name": "Spring"})).json()
    started = await tenant.admin.post(f"{CAMPAIGNS}/{campaign['id']}/start")
    assert started.is_success, started.text
    given = {"phone": HUMAN, "priority": "urgent", "campaign_id": campaign["id"]}
    lead = await tenant.admin.post("/api/app/leads", given)
    assert lead.is_success, lead.text
    await tenant.agent.put("/api/operator/profile/availability", {"isAvailable": True})
    decision = await heard(admin, "pacing.trace")
    assert decision["campaign_id"] == campaign["id"] and decision["reason"]
    for one in (operator, customer):
        await one.is_up_to_date()
        assert not one.all("import.progress") and not one.all("pacing.trace")


class TestAWorker:
    async def test_shows_what_it_is_at_by_the_database_alone(
        self, by_notes: Tenant, screen: OpenScreen
    ) -> None:
        await an_import_and_a_decision_are_seen(by_notes, screen)

    @needs_redis
    async def test_shows_what_it_is_at_by_redis(self, by_redis: Tenant, screen: OpenScreen) -> None:
        await an_import_and_a_decision_are_seen(by_redis, screen)
