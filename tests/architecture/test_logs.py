"""Nothing secret that comes in by any door goes out by the log."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from httpx import AsyncClient
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from ringdesk.kernel.logs import JsonLines
from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, Tenant

pytestmark = pytest.mark.anyio

WORDS = "a sentence that only the customer wrote"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the program would print at its most talkative."""
    stream, root, ours = io.StringIO(), logging.getLogger(), logging.getLogger("ringdesk")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    ours.setLevel(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the tests' own client
    yield stream
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


async def test_no_secret_stands_in_the_log(
    lines: io.StringIO, tenant: Tenant, stranger: AsyncClient, address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    known = await account(tenant)
    signed = await stranger.post(
        "/api/auth/login", json={"username": known["username"], "password": PASSWORD}
    )
    access, refresh = signed.json()["access_token"], signed.json()["refresh_token"]
    ticket = (await tenant.agent.post("/api/v1/ws/ticket")).json()["ticket"]
    await stranger.post("/api/auth/login", json={"username": "x", "password": "wrong-wrong-wrong"})
    await stranger.post("/api/auth/refresh", json={"refresh_token": refresh})
    await stranger.get(f"/api/tickets?token={access}", headers={"Authorization": "Bearer nonsense"})
    await stranger.get("/api/auth/me", headers={"Cookie": f"ringdesk_session={access}"})
    for token in (ticket, "a-made-up-socket-ticket", access):
        try:
            async with connect(f"{address.replace('http', 'ws')}/ws?token={token}"):
                pass
        except WebSocketException:
            pass
    await tenant.ticket(title=WORDS, description=WORDS)
    monkeypatch.setattr("ringdesk.domains.tickets.queries.MARK_READ", "select nonsense")
    failed = await tenant.agent.put("/api/messages/1/read")
    assert failed.status_code in (404, 500)
    said = lines.getvalue()
    secrets = (
        PASSWORD, "wrong-wrong-wrong", access, refresh, ticket, "a-made-up-socket-ticket",
        tenant.agent.token, access.split(".")[2], WORDS,
    )  # fmt: skip
    assert [one for one in secrets if one in said] == []


async def test_every_line_says_on_whose_behalf(lines: io.StringIO, tenant: Tenant) -> None:
    answer = await tenant.agent.get("/api/tickets")
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    [ours] = [one for one in told if one["request_id"] == answer.headers["x-request-id"]]
    assert (ours["tenant_id"], ours["person_id"]) == (str(tenant.id), tenant.agent.id)
    assert "/api/tickets" in ours["message"]
