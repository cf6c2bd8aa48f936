import re
from collections.abc import AsyncIterator

import asyncpg
import pytest

from ringdesk.kernel.database import Urls
from ringdesk.kernel.work import CommitFailed
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

# Deferred, so that every statement succeeds and COMMIT itself is what fails.
BREAK = """
create function refuse() returns trigger language plpgsql as $$ begin raise 'a secret'; end $$;
create constraint trigger refuse after insert on tickets deferrable initially deferred
for each row when (new.title = 'cannot be committed') execute function refuse()
"""
MEND = "drop trigger refuse on tickets; drop function refuse"
DIVIDE = "select $1::uuid is null or 1 / 0 = 1"


@pytest.fixture
async def breaking_commit(database: Urls) -> AsyncIterator[None]:
    owner = await asyncpg.connect(database.owner)
    await owner.execute(BREAK)
    yield
    await owner.execute(MEND)
    await owner.close()


@pytest.mark.usefixtures("breaking_commit")
class TestACommitThatFails:
    async def test_is_never_answered_201(self, tenant: Tenant) -> None:
        body = {"title": "cannot be committed", "description": "x"}
        answer = await tenant.customer.post("/api/tickets", body)
        assert answer.status_code == 500
        assert answer.json()["code"] == "INTERNAL" and answer.headers["x-request-id"]
        assert "secret" not in answer.text  # what the database said is for the log
        assert (await tenant.agent.get("/api/tickets")).json() == []

    async def test_keeps_no_answer_for_its_key(self, tenant: Tenant) -> None:
        key = {"Idempotency-Key": "one"}
        body = {"title": "cannot be committed", "description": "x"}
        for _ in range(2):
            answer = await tenant.customer.post("/api/tickets", body, headers=key)
            assert answer.status_code == 500
        good = body | {"title": "can be"}
        assert (await tenant.customer.post("/api/tickets", good, headers=key)).status_code == 201

    async def test_records_no_fact(self, tenant: Tenant) -> None:
        before = len(await tenant.log())
        await tenant.customer.post(
            "/api/tickets", {"title": "cannot be committed", "description": "x"}
        )
        assert len(await tenant.log()) == before


async def test_a_swallowed_database_error_is_no_silent_rollback(tenant: Tenant) -> None:
    with pytest.raises(CommitFailed):
        async with tenant.work() as work:
            with pytest.raises(asyncpg.DivisionByZeroError):
                await work.run(DIVIDE)


async def test_every_answer_has_a_number_of_its_own(tenant: Tenant) -> None:
    first, second = [await tenant.agent.get("/api/auth/me") for _ in range(2)]
    assert re.fullmatch("[0-9a-f]{32}", first.headers["x-request-id"])
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
