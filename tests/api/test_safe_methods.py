"""A GET ends with a rollback that nobody waits for (ADR 11): so none may write, but for the fact
that somebody looked, with which the work is committed."""

import re

import pytest
from httpx import AsyncClient

from ringdesk.kernel.work import Work
from tests.conftest import Tenant
from tests.documented import Document

pytestmark = pytest.mark.anyio

WROTE = "select 1 where $1::uuid is not null and pg_current_xact_id_if_assigned() is not null"


async def test_a_write_would_be_noticed(tenant: Tenant) -> None:
    async with tenant.work() as work:
        assert await work.value(int, WROTE) is None
        await work.later("nothing in particular")
        assert await work.value(int, WROTE) == 1
        await work.run("delete from jobs where tenant_id = $1")


async def test_no_get_writes_anything(
    tenant: Tenant, stranger: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL gives a transaction its number with the first write or row lock."""
    ticket = await tenant.ticket(tags=["printer"])
    said = {"ticket_id": ticket["id"], "content": "It burns"}
    await tenant.agent.post("/api/messages", json=said)
    office, looked, wrote = tenant.house.office, [0], list[str]()
    end_read = office.end_read

    async def checked(work: Work) -> None:
        looked[0] += 1
        recorded = work.events or work.after_commit
        mine = work.tenant_id == tenant.id and not recorded
        if mine and await work.value(int, WROTE) is not None:
            wrote.append(str(work.origin.request_id))
        await end_read(work)

    monkeypatch.setattr(office, "end_read", checked)
    ids = {"ticket_id": ticket["id"], "user_id": tenant.agent.id, "agent_id": tenant.agent.id}
    asked = {}
    for operation in (await Document.of(stranger)).operations():
        if operation.verb.upper() != "GET" or not operation.path.startswith("/api"):
            continue
        path = re.sub(r"{(\w+)[^}]*}", lambda m: str(ids.get(m[1], ticket["id"])), operation.path)
        for person in (tenant.admin, tenant.agent, tenant.customer):
            answer = await person.get(path)
            asked[answer.headers["x-request-id"]] = operation.name
    assert looked[0] > 30, "they did pass here"
    assert [asked[number] for number in wrote] == []
