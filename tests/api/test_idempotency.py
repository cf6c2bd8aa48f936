import asyncio
import secrets

import pytest
from httpx import Response

from tests.conftest import PASSWORD, Person, Tenant

pytestmark = pytest.mark.anyio

TICKET = {"title": "Once", "description": "And only once"}


@pytest.fixture
def key() -> dict[str, str]:
    return {"Idempotency-Key": secrets.token_hex(8)}


async def create(person: Person, key: dict[str, str], **change: str) -> Response:
    return await person.post("/api/tickets", TICKET | change, headers=key)


async def count(tenant: Tenant) -> int:
    return len((await tenant.agent.get("/api/tickets")).json())


class TestTheSameKey:
    async def test_gives_the_same_answer_and_makes_one_thing(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        first, second = await create(tenant.customer, key), await create(tenant.customer, key)
        assert first.status_code == second.status_code == 201
        assert first.content == second.content
        for name in ("location", "etag", "content-type"):
            assert first.headers[name] == second.headers[name]
        assert second.headers["idempotency-replayed"] == "true"
        assert await count(tenant) == 1

    async def test_by_eight_callers_at_once_makes_one_thing(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        answers = await asyncio.gather(*(create(tenant.customer, key) for _ in range(8)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert await count(tenant) == 1

    async def test_with_another_body_is_a_conflict(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        await create(tenant.customer, key)
        answer = await create(tenant.customer, key, title="Twice")
        assert (answer.status_code, answer.json()["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")
        assert await count(tenant) == 1

    async def test_of_another_person_is_another_key(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        first, second = await create(tenant.customer, key), await create(tenant.agent, key)
        assert first.json()["id"] != second.json()["id"]
        assert second.json()["created_by"] == tenant.agent.id

    async def test_at_another_door_is_another_key(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        ticket = (await create(tenant.customer, key)).json()
        said = {"ticket_id": ticket["id"], "content": "x"}
        assert (await tenant.customer.post("/api/messages", said, headers=key)).status_code == 201

    async def test_after_a_refusal_is_free_again(self, tenant: Tenant, key: dict[str, str]) -> None:
        assert (await create(tenant.customer, key, title="")).status_code == 400
        assert (await create(tenant.customer, key)).status_code == 201

    async def test_tells_nothing_to_who_lost_the_right_to_ask(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        await create(tenant.agent, key)
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"is_active": False})
        assert (await create(tenant.agent, key)).status_code == 401

    async def test_is_one_of_sane_length(self, tenant: Tenant) -> None:
        for given, status in (("", 400), ("x" * 255, 201), ("x" * 256, 400)):
            answer = await create(tenant.customer, {"Idempotency-Key": given})
            assert answer.status_code == status


class TestOtherActs:
    async def test_a_message_an_assignment_an_upload_a_view_and_an_account(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        ticket = await tenant.ticket()
        name = f"new-{secrets.token_hex(4)}"
        account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        for person, path, body in [
            (tenant.customer, "/api/messages", {"ticket_id": ticket["id"], "content": "x"}),
            (tenant.agent, f"/api/tickets/{ticket['id']}/assign", {}),
            (tenant.agent, "/api/app/views", {"name": "x", "filters": {}}),
            (tenant.admin, "/api/secure/users", account),
        ]:
            answers = [await person.post(path, body, headers=key) for _ in range(2)]
            assert answers[0].is_success and answers[0].content == answers[1].content, path
        found = (await tenant.agent.get(f"/api/tickets/{ticket['id']}")).json()
        assert found["message_count"] == 1

    async def test_an_upload(self, tenant: Tenant, key: dict[str, str]) -> None:
        ticket = await tenant.ticket()
        body = (
            b'--x\r\nContent-Disposition: form-data; name="ticket_id"\r\n\r\n%d\r\n--x\r\n'
            b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhi\r\n--x--\r\n'
            % ticket["id"]
        )
        headers = key | {"Content-Type": "multipart/form-data; boundary=x"}
        answers = [
            await tenant.customer.client.post("/api/attachments", content=body, headers=headers)
            for _ in range(2)
        ]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json()["id"] == answers[1].json()["id"]

    async def test_a_registration_by_an_administrator(
        self, tenant: Tenant, key: dict[str, str]
    ) -> None:
        name = f"new-{secrets.token_hex(4)}"
        account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        answers = [
            await tenant.admin.post("/api/auth/register", account, headers=key) for _ in range(2)
        ]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].content == answers[1].content


class TestAnAnswerThatIsNotKept:
    """It has a secret, or what it tells of goes on after the act is committed."""

    async def test_of_a_carrier(self, tenant: Tenant, key: dict[str, str]) -> None:
        made = {"kind": "simulation", "name": "Practice"}
        answers = [
            await tenant.admin.post("/api/app/carriers", made, headers=key) for _ in range(2)
        ]
        assert [one.status_code for one in answers] == [201, 409], answers[0].text

    async def test_of_a_token(self, tenant: Tenant, key: dict[str, str]) -> None:
        made = {"name": "A program", "scopes": ["tickets:read"], "days": 1}
        answers = [await tenant.admin.post("/api/app/tokens", made, headers=key) for _ in range(2)]
        assert [one.status_code for one in answers] == [201, 409], answers[0].text
        assert answers[1].json()["code"] == "ANSWER_NOT_KEPT"
