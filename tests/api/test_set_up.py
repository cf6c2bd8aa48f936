import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import Response

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.api.conftest import ROOT
from tests.conftest import PASSWORD
from tests.houses import OpenHouse, fresh_installation, open_house

pytestmark = pytest.mark.anyio

TOKEN = "a one-time set-up token"
WORKSPACE = {"email": "ada@example.org", "password": PASSWORD, "full_name": "Ada"}


def numbered(nr: int, **given: Any) -> dict[str, Any]:
    return ROOT | {"username": f"root{nr}", "email": f"root{nr}@example.org", **given}


@pytest.fixture
async def empty(settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
    async with (
        fresh_installation(settings, database.owner) as urls,
        open_house(settings, urls.app) as opened,
    ):
        yield opened


@pytest.fixture
async def exposed(settings: Settings, database: Urls) -> AsyncIterator[OpenHouse]:
    """Empty, and bound to more than loopback."""
    async with (
        fresh_installation(settings, database.owner) as urls,
        open_house(settings, urls.app, on="0.0.0.0", setup_token=TOKEN) as opened,
    ):
        yield opened


class TestOnLoopback:
    async def test_the_first_to_ask_becomes_administrator(self, empty: OpenHouse) -> None:
        assert (await empty.client.get("/api/app/setup")).json() == {
            "needed": True, "requires_token": False, "sample": None,
        }  # fmt: skip
        made = await empty.client.post("/api/auth/register", json=ROOT)
        assert (made.status_code, made.json()["role"]) == (201, "admin")
        assert not (await empty.client.get("/api/app/setup")).json()["needed"]

    async def test_of_eight_at_once_one_does(self, empty: OpenHouse) -> None:
        async def ask(nr: int) -> Response:
            return await empty.client.post("/api/auth/register", json=numbered(nr))

        answers = await asyncio.gather(*(ask(nr) for nr in range(8)))
        assert sorted(answer.status_code for answer in answers) == [201] + [403] * 7

    async def test_a_customer_before_that_takes_nothing_away(self, empty: OpenHouse) -> None:
        customer = numbered(1, role="customer")
        assert (await empty.client.post("/api/auth/register", json=customer)).status_code == 201
        assert (await empty.client.post("/api/auth/register", json=ROOT)).json()["role"] == "admin"

    async def test_deleting_accounts_never_opens_it_again(self, empty: OpenHouse) -> None:
        made = (await empty.client.post("/api/auth/register", json=ROOT)).json()
        empty.client.headers["Authorization"] = f"Bearer {made['access_token']}"
        second = await empty.client.post("/api/auth/register", json=numbered(2))
        gone = await empty.client.delete(f"/api/users/{made['id']}")
        assert (second.status_code, gone.status_code) == (201, 200)
        del empty.client.headers["Authorization"]
        late = await empty.client.post("/api/auth/register", json=numbered(3))
        assert (late.status_code, late.json()["code"]) == (403, "MAY_NOT_CHOOSE_ROLE")

    async def test_opening_a_workspace_counts_as_the_first_account(self, empty: OpenHouse) -> None:
        made = await empty.client.post("/api/v1/auth/register", json=WORKSPACE)
        assert (made.status_code, made.json()["user"]["role"]) == (201, "admin")
        late = await empty.client.post("/api/auth/register", json=ROOT)
        assert late.status_code == 403
        stranger = numbered(4, role="customer")
        assert (await empty.client.post("/api/auth/register", json=stranger)).status_code == 201


class TestOffLoopback:
    async def test_nothing_is_possible_without_the_token(self, exposed: OpenHouse) -> None:
        assert (await exposed.client.get("/api/app/setup")).json()["requires_token"]
        for path, body in [
            ("/api/auth/register", ROOT),
            ("/api/auth/register", numbered(1, role="customer")),
            ("/api/v1/auth/register", WORKSPACE),
        ]:
            for shown in ({}, {"X-Setup-Token": ""}, {"X-Setup-Token": "guessed"}):
                answer = await exposed.client.post(path, json=body, headers=shown)
                assert (answer.status_code, answer.json()["code"]) == (409, "SETUP_REQUIRED")

    async def test_the_token_makes_one_administrator(self, exposed: OpenHouse) -> None:
        shown = {"X-Setup-Token": TOKEN}
        made = await exposed.client.post("/api/auth/register", json=ROOT, headers=shown)
        assert (made.status_code, made.json()["role"]) == (201, "admin")
        again = await exposed.client.post("/api/auth/register", json=numbered(2), headers=shown)
        assert again.status_code == 403

    async def test_workspaces_are_not_opened_by_strangers(self, exposed: OpenHouse) -> None:
        shown = {"X-Setup-Token": TOKEN}
        await exposed.client.post("/api/auth/register", json=ROOT, headers=shown)
        answer = await exposed.client.post("/api/v1/auth/register", json=WORKSPACE, headers=shown)
        assert (answer.status_code, answer.json()["code"]) == (403, "REGISTRATION_CLOSED")
