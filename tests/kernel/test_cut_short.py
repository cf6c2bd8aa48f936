"""Whoever hangs up while their request waits for the database: the next one must not notice."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import Actor, Office
from tests.kernel.conftest import Rang
from tests.kernel.line import Line

pytestmark = pytest.mark.anyio

WRITTEN = "select count(*) from outbox where tenant_id = $1 and kind = 'Rang'"
OPEN_TRANSACTIONS = """
select count(*) from pg_stat_activity
where $1::uuid is not null and application_name = 'ringdesk' and state like 'idle in transaction%'
  and pid <> pg_backend_pid()
"""
# What is on its way when they do: the greeting of a fresh connection, what each commit of facts
# needs, the beginning of the work, what is done in it, its end.
GREETING, PREPARATION, BEGINNING = b"application_name", b"prepare record_facts", b"begin; set local"
READING, END = b"select 'in the middle'", b"commit"


@pytest.fixture
async def office(line: tuple[Line, str]) -> AsyncIterator[Office]:
    """With a single connection, which all must share."""
    database = Database(line[1], size=1)
    async with database.connected():
        for idle in database.connections._idle:  # the start has used it; the next is a fresh one
            idle.terminate()
        yield Office(database, Registry())


async def ring(office: Office, tenant_id: UUID, nr: int) -> None:
    async with office.open(Actor.the_house(tenant_id)) as work:
        await work.value(str, "select 'in the middle' where $1::uuid is not null")
        work.record(Rang(nr=nr))


class TestARequestThatIsCutShort:
    @pytest.mark.parametrize("times", [1, 2])
    @pytest.mark.parametrize("moment", [GREETING, PREPARATION, BEGINNING, READING, END])
    async def test_leaves_a_connection_that_serves_and_commits_or_none(
        self, moment: bytes, times: int, office: Office, line: tuple[Line, str], tenant_id: UUID
    ) -> None:
        wire, _ = line
        wire.stand_still_before(moment)
        cut = asyncio.create_task(ring(office, tenant_id, 1))
        await wire.stands_still()
        for _ in range(times):  # again, while the first time is still being tidied up
            cut.cancel()
            await asyncio.sleep(0)
        wire.go_on()
        with pytest.raises(asyncio.CancelledError):
            await cut
        for nr in (2, 3):
            await asyncio.wait_for(ring(office, tenant_id, nr), 10)
        async with office.open(Actor.the_house(tenant_id)) as work:
            # Cut short at its end, its own may have been written: nobody was told that it was.
            assert await work.value(int, WRITTEN) in ((2, 3) if moment == END else (2,))
            assert await work.value(int, OPEN_TRANSACTIONS) == 0
        connections = office._database.connections
        assert (connections.open, connections.in_use) == (1, 0)
