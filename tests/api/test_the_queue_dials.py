"""The whole of it: an administrator's leads, an operator who is available, a carrier that plays."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.domains import identity
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.conftest import Tenant, eventually
from tests.houses import fresh_installation, open_house

pytestmark = pytest.mark.anyio

HUMAN, BUSY = "+12025550101", "+12025550102"  # numbers that say what becomes of them


@pytest.fixture
async def company(settings: Settings, database: Urls) -> AsyncIterator[Tenant]:
    """A tenant in a house of its own in which the queue dials; calls go at fifty times the pace."""
    async with (
        fresh_installation(settings, database.owner) as urls,
        open_house(settings, urls.app, dials=True, telephony_simulation_speed=50) as opened,
    ):
        async with opened.house.office.open(Actor.the_house(INSTALLATION)) as work:
            made = await identity.add_tenant(work, "Ajax")
        tenant = Tenant(made.id, opened.house, opened.address)
        tenant.admin = await tenant.person("admin", name="Ada Admin")
        tenant.agent = await tenant.person("operator", name="Olga Operator")
        yield tenant
        await tenant.close()


async def calls(client: AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get("/api/app/calls")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


class TestTheQueue:
    async def test_gives_an_operator_their_calls(self, company: Tenant) -> None:
        admin, operator = company.admin, company.agent
        for number in (BUSY, HUMAN):
            answer = await admin.post("/api/app/leads", {"phone": number, "priority": "urgent"})
            assert answer.status_code == 201, answer.text
        answer = await operator.put("/api/operator/profile/availability", {"isAvailable": True})
        assert answer.status_code == 200, answer.text

        async def both_are_over() -> bool:
            found = await calls(admin.client)
            return sorted(one["status"] for one in found) == ["busy", "completed"]

        await eventually(both_are_over, seconds=20)
        talked = next(one for one in await calls(admin.client) if one["status"] == "completed")
        assert talked["number"] == HUMAN and talked["mode"] == "progressive"
        assert talked["agent"]["id"] == operator.id and talked["connected_at"] is not None
        assert [one["id"] for one in await calls(operator.client)] == [talked["id"]]
        board = (await admin.get("/api/app/wallboard")).json()
        assert board["abandonment"]["connected"] == 1 and board["abandonment"]["dialled"] == 2
        (olga,) = [one for one in board["agents"] if one["id"] == operator.id]
        assert olga["state"] == "wrapping_up"

    async def test_dials_nobody_while_it_is_paused(self, company: Tenant) -> None:
        admin, operator = company.admin, company.agent
        paused = await admin.post("/api/admin/system/control", {"action": "pause_queue"})
        assert paused.json()["queue"]["isRunning"] is False
        await admin.post("/api/app/leads", {"phone": HUMAN, "priority": "urgent"})
        await operator.put("/api/operator/profile/availability", {"isAvailable": True})

        async def is_written_down() -> bool:
            found = (await admin.get("/api/app/refusals")).json()
            return [one["rule"] for one in found] == ["paused"]

        await eventually(is_written_down)
        assert await calls(admin.client) == []
        await admin.post("/api/admin/system/control", {"action": "resume_queue"})

        async def is_dialled() -> bool:
            return len(await calls(admin.client)) == 1

        await eventually(is_dialled)
