"""The straight way answers as Litestar's does: same status, same body, same headers."""

import secrets
from typing import Any, cast

import pytest
from httpx import ASGITransport, AsyncClient, Request, Response
from litestar.routes import HTTPRoute

from ringdesk.api.gate import App, Gate
from ringdesk.api.straight import plans_of
from ringdesk.kernel import metrics
from ringdesk.kernel.settings import Settings
from ringdesk.wiring import House
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

CHANGING = {"x-request-id", "date", "location", "etag", "content-length", "link"}
KEY = "a new one each time"
TICKET = {"title": "It is broken", "description": "Since this morning"}
# Method, path ({id}: of a ticket), and what httpx sends with it.
ASKED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a ticket": ("GET", "/api/tickets/{id}", {}),
    "a ticket with a slash behind": ("GET", "/api/tickets/{id}/", {}),
    "a ticket that is missing": ("GET", "/api/tickets/999999999", {}),
    "an id beyond 64 bits": ("GET", "/api/tickets/99999999999999999999", {}),
    "an id written otherwise": ("GET", "/api/tickets/+{id}", {}),
    "an id that is none": ("GET", "/api/tickets/abc", {}),
    "a list": ("GET", "/api/tickets?limit=2", {}),
    "a list without questions": ("GET", "/api/tickets/assigned", {}),
    "no such address": ("GET", "/api/nowhere", {}),
    "no such method": ("DELETE", "/api/messages", {}),
    "a new ticket": ("POST", "/api/tickets", {"json": TICKET}),
    "a new ticket with a key": (
        "POST", "/api/tickets", {"json": TICKET, "headers": {"Idempotency-Key": KEY}}),
    "a message": ("POST", "/api/messages", {"json": {"ticket_id": 0, "content": "Hello"}}),
    "a change against a stale ticket": (
        "PUT", "/api/tickets/{id}", {"json": {"title": "New"}, "headers": {"If-Match": 'W/"77"'}}),
    "a change": ("PUT", "/api/tickets/{id}", {"json": {"title": "It is still broken"}}),
    "a deletion": ("DELETE", "/api/tickets/{id}", {}),
    "an unknown field": ("POST", "/api/tickets", {"json": {**TICKET, "tenant_id": "x"}}),
    "a missing field": ("POST", "/api/tickets", {"json": {"title": "x"}}),
    "a wrong type": ("POST", "/api/tickets", {"json": {**TICKET, "title": 7}}),
    "a NUL": ("POST", "/api/tickets", {"json": {**TICKET, "title": "a\0b"}}),
    "broken JSON": (
        "POST", "/api/tickets",
        {"content": b'{"title', "headers": {"Content-Type": "application/json"}}),
    "no UTF-8": (
        "POST", "/api/tickets",
        {"content": b'{"title": "\xff"}', "headers": {"Content-Type": "application/json"}}),
    "no body": ("POST", "/api/tickets", {}),
    "a form": ("POST", "/api/tickets", {"data": {"title": "x"}}),
    "text": (
        "POST", "/api/tickets", {"content": b"{}", "headers": {"Content-Type": "text/plain"}}),
    "JSON with a charset": (
        "POST", "/api/tickets",
        {"content": b'{"title": "T", "description": "D"}',
         "headers": {"Content-Type": "Application/JSON; charset=utf-8"}}),
    "too much": ("POST", "/api/tickets", {"json": {**TICKET, "description": "x" * 1_100_000}}),
    "a body where none is due": ("GET", "/api/tickets/{id}", {"content": b"{}"}),
    "a host that is none": ("GET", "/api/tickets/{id}", {"headers": {"Host": "a b"}}),
    "no token": ("POST", "/api/tickets", {"json": TICKET, "headers": {"Authorization": "none"}}),
    "a forged token": (
        "POST", "/api/tickets", {"json": TICKET, "headers": {"Authorization": "Bearer a.b.c"}}),
}  # fmt: skip


def by_litestar(house: House, settings: Settings) -> Gate:
    """The house with nothing between its gate and Litestar."""

    async def unheard(_: object) -> None:
        """Refusals are noted by the house itself."""

    return Gate(
        cast(App, house.rest), office=house.office, doorkeeper=house.doorkeeper, settings=settings,
        observe=metrics.observe, note=unheard,
    )  # fmt: skip


async def asked(app: Any, token: str, name: str, ticket_id: int) -> Response:
    method, path, sent = ASKED[name]
    given = dict(sent)
    if "json" in given and "ticket_id" in given["json"]:
        given["json"] = {**given["json"], "ticket_id": ticket_id}
    headers = {"Authorization": f"Bearer {token}", **given.pop("headers", {})}
    if headers.get("Idempotency-Key") == KEY:
        headers["Idempotency-Key"] = secrets.token_hex()
    transport = ASGITransport(app, client=("127.0.0.1", 1))
    async with AsyncClient(transport=transport, base_url="http://testserver") as client:
        request: Request = client.build_request(
            method, path.format(id=ticket_id), headers=headers, **given
        )
        return await client.send(request)


def without_ids(shown: Any) -> Any:
    """Ids and times are each time others."""
    if isinstance(shown, dict):
        gone = ("id", "ticket_id", "conversation_id", "request_id")
        return {
            key: without_ids(value) for key, value in shown.items()
            if key not in gone and not key.endswith("_at")
        }  # fmt: skip
    return [without_ids(one) for one in shown] if isinstance(shown, list) else shown


class TestTheTwoWays:
    @pytest.mark.parametrize("name", ASKED)
    async def test_answer_alike(
        self, name: str, house: House, settings: Settings, tenant: Tenant
    ) -> None:
        answers = []
        tickets = [await tenant.ticket(title="One", description="Two") for _ in range(2)]
        for app, ticket in zip((house.app, by_litestar(house, settings)), tickets, strict=True):
            answers.append(await asked(app, tenant.agent.token, name, ticket["id"]))
        straight, litestar = answers
        assert straight.status_code == litestar.status_code
        kept = [
            {name: value for name, value in one.headers.items() if name not in CHANGING}
            for one in answers
        ]
        assert kept[0] == kept[1]
        assert straight.headers.keys() == litestar.headers.keys()
        shown = [without_ids(one.json()) if one.content else None for one in answers]
        assert shown[0] == shown[1]


def test_most_routes_go_straight(house: House) -> None:
    routes = [route for route in house.rest.routes if isinstance(route, HTTPRoute)]
    every = sum(len(route.route_handler_map.keys() - {"OPTIONS"}) for route in routes)
    assert len(plans_of(house.rest)) > every / 2
