"""What all doors have in common: errors, addresses, the documents."""

import json
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.domains import governance
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

NAMES = {"type", "title", "status", "code", "detail", "error", "message", "details"}


def is_a_problem(body: dict[str, Any], status: int) -> bool:
    return (
        body.keys() == NAMES and body["status"] == status and body["detail"] == body["message"]
        and body["code"].isupper() and isinstance(body["details"], dict) and bool(body["error"])
    )  # fmt: skip


class TestErrors:
    @pytest.mark.parametrize(
        ("verb", "path", "status", "code"),
        [
            ("GET", "/api/nothing", 404, "NOT_FOUND"), ("GET", "/api/tickets/x", 404, "NOT_FOUND"),
            ("GET", "/api/tickets/1.5", 404, "NOT_FOUND"), ("GET", "/x.txt", 404, "NOT_FOUND"),
            ("DELETE", "/api/tickets", 405, "METHOD_NOT_ALLOWED"),
            ("PATCH", "/api/auth/login", 405, "METHOD_NOT_ALLOWED"),
            ("POST", "/nothing", 404, "NOT_FOUND"), ("PROPFIND", "/api/tickets", 405, None),
            ("GET", "/api/tickets/999999999", 404, "TICKET_NOT_FOUND"),
            ("GET", "/api/users/999999999", 404, "PERSON_NOT_FOUND"),
            ("GET", "/api/attachments/999999999", 404, "ATTACHMENT_NOT_FOUND"),
            ("GET", "/api/tickets?limit=x", 400, "INVALID"),
        ],
    )  # fmt: skip
    async def test_have_one_body(
        self, verb: str, path: str, status: int, code: str | None, tenant: Tenant
    ) -> None:
        answer = await tenant.agent.client.request(verb, path)
        assert answer.status_code == status
        assert is_a_problem(answer.json(), status)
        assert code is None or answer.json()["code"] == code
        if status == 404:
            assert answer.json()["detail"] == "Resource not found"

    async def test_say_which_verbs_there_are(self, tenant: Tenant) -> None:
        answer = await tenant.agent.delete("/api/tickets")
        assert {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))

    async def test_are_problem_json_for_those_who_accept_it(self, stranger: AsyncClient) -> None:
        for accept, kind in (
            ("application/problem+json", "application/problem+json"),
            ("application/json", "application/json"), ("*/*", "application/json"),
        ):  # fmt: skip
            answer = await stranger.get("/api/auth/me", headers={"Accept": accept})
            assert answer.headers["content-type"].partition(";")[0] == kind

    async def test_name_every_field_that_is_wrong(self, tenant: Tenant) -> None:
        body = {"title": 1, "priority": "urgent", "colour": "red"}
        answer = await tenant.customer.post("/api/tickets", body)
        named = {one["field"] for one in answer.json()["details"]["errors"]}
        assert named == {"title", "description", "priority", "colour"}

    async def test_repeat_no_secret_they_were_given(self, stranger: AsyncClient) -> None:
        body = {"username": 1, "password": "hunter2 hunter2", "extra": "x"}
        answer = await stranger.post("/api/auth/login", json=body)
        assert answer.status_code == 400 and "hunter2" not in answer.text

    async def test_come_before_the_body_for_who_has_no_token(self, stranger: AsyncClient) -> None:
        for path in ("/api/tickets", "/api/messages", "/api/secure/users", "/api/attachments"):
            answer = await stranger.post(path, content=b"{")
            assert answer.status_code == 401 and is_a_problem(answer.json(), 401)


class TestDocuments:
    @pytest.mark.parametrize("path", ["/docs", "/redoc"])
    async def test_are_pages_that_need_no_network(self, path: str, stranger: AsyncClient) -> None:
        answer = await stranger.get(path)
        assert answer.status_code == 200 and "text/html" in answer.headers["content-type"]
        assert "//" not in answer.text.replace("<!doctype html>", "")
        for asset in [part for part in answer.text.split('"') if part.startswith("/docs/assets")]:
            assert (await stranger.get(asset)).status_code == 200, asset

    async def test_every_route_says_what_may_go_wrong(self, stranger: AsyncClient) -> None:
        paths = (await stranger.get("/openapi.json")).json()["paths"]
        for path, verbs in paths.items():
            if path.startswith("/api"):
                for verb, operation in verbs.items():
                    assert {"400", "401"} <= operation["responses"].keys(), (verb, path)
                    assert operation["summary"] and operation["description"], (verb, path)

    async def test_are_json(self, stranger: AsyncClient) -> None:
        answer = await stranger.get("/openapi.json")
        assert answer.headers["content-type"].startswith("application/json")
        assert json.loads(answer.content)["openapi"].startswith("3.1")


class TestHealth:
    async def test_answers_anybody(self, stranger: AsyncClient) -> None:
        for path in ("/livez", "/readyz"):
            assert (await stranger.get(path)).json() == {"status": "ok"}
        assert (await stranger.get("/version")).json()["name"] == "ringdesk"


async def acts(tenant: Tenant) -> list[str]:
    aside = {"RecordingPlayed", "ActRefused", "TenantProbed"}
    aside |= {one.kind for one in governance.KINDS.values() if one.action == "export"}
    return [fact.kind for fact in await tenant.log() if fact.kind not in aside]


async def test_no_get_changes_anything(tenant: Tenant, stranger: AsyncClient) -> None:
    """Of all routes: the log of the tenant is as long as before, but for what tells that something
    was taken out or listened to."""
    ticket = await tenant.ticket()
    before = await acts(tenant)
    paths = (await stranger.get("/openapi.json")).json()["paths"]
    for path, verbs in paths.items():
        if "get" in verbs:
            filled = (
                path.replace("{ticket_id}", str(ticket["id"])).replace("{", "").replace("}", "")
            )
            assert (await tenant.admin.get(filled)).status_code < 500, path
    assert await acts(tenant) == before
    found = (await tenant.agent.get(f"/api/tickets/{ticket['id']}")).json()
    assert found["version"] == 1
