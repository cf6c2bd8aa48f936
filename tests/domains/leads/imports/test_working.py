"""Workers that die, and workers that meet."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from uuid import uuid4

import pytest

from ringdesk.domains.leads import imports
from ringdesk.domains.leads.imports import queries
from ringdesk.domains.leads.imports.acts import merge_batch
from ringdesk.domains.leads.imports.jobs import Forgetting
from ringdesk.domains.leads.imports.models import Place
from ringdesk.domains.leads.imports.step import LEASE, LeaseLost, Step
from ringdesk.domains.leads.imports.working import Importing, Ticket
from ringdesk.kernel.database import Urls
from ringdesk.kernel.jobs import Job
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant, eventually

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[4]
ROWS = 35_000  # four batches
HOLD_BACK = """
update imports set doing = $3, state = 'running' where tenant_id = $1 and id = $2
"""
END_LEASE = "update imports set lease_ends_at = now() where tenant_id = $1 and id = $2"
AGE = "update imports set changed_at = now() - interval '31 days' where tenant_id = $1 and id = $2"
FORGET = """
with gone as (delete from leads where tenant_id = $1 and import_id = $2)
update imports set done_rows = 0, counts = '{}' where tenant_id = $1 and id = $2
"""
DONE_ROWS = "select done_rows from imports where tenant_id = $1 and id = $2"
LEADS = "select count(*) from leads where tenant_id = $1 and deleted_at is null"
DISTINCT = "select count(distinct phone) from leads where tenant_id = $1 and deleted_at is null"


async def in_pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 1 << 16):
        yield content[start : start + (1 << 16)]


def file_of(rows: int) -> bytes:
    lines = (f"+1212{2_000_000 + n},Lead {n}\n" for n in range(rows))
    return ("phone,name\n" + "".join(lines)).encode()


class Prepared:
    """An import that is to be committed, known to no job of the house."""

    def __init__(self, tenant: Tenant, settings: Settings) -> None:
        self.tenant = tenant
        self.storage = Storage.of(settings)
        self.lanes = Importing(tenant.house.office, self.storage)
        self.id = 0

    async def upload(self, content: bytes, doing: str = "bring_in") -> None:
        async with self.tenant.work() as work:
            made = await imports.upload(
                work, self.storage, name="x.csv", pieces=in_pieces(content), most_bytes=1 << 30
            )
            self.id = made.id
            await work.run(HOLD_BACK, made.id, doing)

    async def carry_out(self) -> None:
        await self.lanes.carry_out(Ticket(self.tenant.id, self.id))

    async def found(self) -> imports.Import:
        async with self.tenant.work() as work:
            return await imports.get(work, import_id=self.id)

    async def ask(self, statement: str, *values: object) -> int:
        async with self.tenant.work() as work:
            return await work.value(int, statement, *values) or 0


@pytest.fixture
def prepared(tenant: Tenant, settings: Settings) -> Prepared:
    return Prepared(tenant, settings)


class TestAWorkerThatIsKilled:
    async def test_is_followed_by_one_that_goes_on_where_it_was(
        self, prepared: Prepared, database: Urls, settings: Settings
    ) -> None:
        await prepared.upload(file_of(ROWS))
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.domains.leads.imports.worker", database.app,
            str(settings.folder), str(prepared.tenant.id), str(prepared.id),
            cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        )  # fmt: skip

        async def has_begun() -> bool:
            return await prepared.ask(DONE_ROWS, prepared.id) > 0

        await eventually(has_begun, seconds=60)
        worker.kill()
        await worker.wait()
        # What it had not committed is gone; the rest stands, and is said.
        done = await prepared.ask(DONE_ROWS, prepared.id)
        assert 0 < done < ROWS
        assert await prepared.ask(LEADS) == done

        await prepared.carry_out()  # its lease has not ended: it may be alive
        assert (await prepared.found()).doing == "bring_in"
        await prepared.ask(END_LEASE, prepared.id)
        await prepared.carry_out()
        found = await prepared.found()
        assert (found.state, found.totals.new, found.totals.rows) == ("done", ROWS, ROWS)
        assert await prepared.ask(LEADS) == await prepared.ask(DISTINCT) == ROWS


class TestAnImportThatIsAskedFor:
    async def test_while_it_is_laid_down_is_taken_up_again(
        self, prepared: Prepared, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await prepared.upload(file_of(3))
        lanes, taken = prepared.lanes, []
        job = Job(
            prepared.tenant.id, 1, "imports.run", f'{{"import_id": {prepared.id}}}', None, 1, None,
            None, None, None,
        )  # fmt: skip
        carry_out = lanes.carry_out

        async def slow_to_let_go(ticket: Ticket) -> None:
            taken.append(ticket)
            await carry_out(ticket)
            if len(taken) == 1:  # committed and told, and the next act comes at once
                await prepared.ask(HOLD_BACK, prepared.id, "undo")
                await lanes.look(job)

        monkeypatch.setattr(lanes, "carry_out", slow_to_let_go)
        await lanes.look(job)
        running = asyncio.create_task(lanes.run())

        async def is_undone() -> bool:
            return (await prepared.found()).state == "undone"

        try:
            await eventually(is_undone)
        finally:
            running.cancel()
        assert await prepared.ask(LEADS) == 0


class TestTwoWorkers:
    async def test_do_not_both_do_it(self, prepared: Prepared) -> None:
        await prepared.upload(file_of(300))
        await asyncio.gather(*(prepared.carry_out() for _ in range(4)))
        found = await prepared.found()
        assert (found.state, found.totals.new, found.totals.rows) == ("done", 300, 300)

    async def test_whose_lease_was_taken_commits_nothing_more(self, prepared: Prepared) -> None:
        await prepared.upload(file_of(10))
        office = prepared.tenant.house.office
        found = await prepared.found()
        late = Step(lambda *_: None, office, prepared.storage, prepared.tenant.id, found, uuid4())
        async with office.open(Actor.the_house(prepared.tenant.id)) as work:
            await work.one(imports.Import, queries.TAKE, prepared.id, uuid4(), LEASE)
        with pytest.raises(LeaseLost):
            async with late.work() as work:
                await late.note(work, progress=1, counts=imports.Counts(rows=10, new=10))
        with pytest.raises(LeaseLost):
            async with late.work() as work:
                await late.finish(work, "done")
        assert (await prepared.found()).totals.rows == 0

    async def test_that_are_further_than_a_broken_database_begin_where_it_is(
        self, prepared: Prepared
    ) -> None:
        """Batches do not wait for the disk: a database that breaks down may forget the last."""
        await prepared.upload(file_of(25_000))
        office, holder = prepared.tenant.house.office, uuid4()
        async with office.open(Actor.the_house(prepared.tenant.id)) as work:
            found = await work.one(imports.Import, queries.TAKE, prepared.id, holder, LEASE)
        assert found is not None
        step = Step(lambda *_: None, office, prepared.storage, prepared.tenant.id, found, holder)
        async with aclosing(step.batches(skip=0)) as batches:
            await merge_batch(step, Place("US", None), await anext(batches))
            async with prepared.tenant.work() as work:
                await work.run(FORGET, prepared.id)
            with pytest.raises(LeaseLost):
                await merge_batch(step, Place("US", None), await anext(batches))
        with pytest.raises(LeaseLost):
            async with step.work() as work:
                await step.finish(work, "done")
        assert await prepared.ask(LEADS) == 0

        async with prepared.tenant.work() as work:
            await work.run(END_LEASE, prepared.id)
        await prepared.carry_out()
        found = await prepared.found()
        assert (found.state, found.totals.new, found.totals.rows) == ("done", 25_000, 25_000)
        assert await prepared.ask(LEADS) == await prepared.ask(DISTINCT) == 25_000

    async def test_of_two_files_with_the_same_numbers_bring_each_in_once(
        self, tenant: Tenant, settings: Settings
    ) -> None:
        one, other = Prepared(tenant, settings), Prepared(tenant, settings)
        content = file_of(6000)
        head, *lines = content.splitlines(keepends=True)
        await one.upload(content)
        await other.upload(head + b"".join(reversed(lines)))
        await asyncio.gather(one.carry_out(), other.carry_out())
        counts = (await one.found()).totals, (await other.found()).totals
        assert sum(each.new for each in counts) == 6000
        assert sum(each.passed_over for each in counts) == 6000


class TestAFileThatIsGone:
    async def test_fails_the_import_and_leaves_nothing(self, prepared: Prepared) -> None:
        await prepared.upload(file_of(10))
        await prepared.storage.delete((await prepared.found()).storage_key or "")
        await prepared.carry_out()
        found = await prepared.found()
        assert (found.state, found.doing) == ("failed", None)
        assert "no longer kept" in found.problem


class TestAFile:
    async def test_is_forgotten_after_thirty_days(self, prepared: Prepared) -> None:
        await prepared.upload(b"phone,name\n+12125550101,Ann\nnone,Eve\n", "check")
        await prepared.carry_out()
        forgetting = Forgetting(prepared.tenant.house.office, prepared.storage)
        await forgetting.forget()
        assert (await prepared.found()).storage_key is not None
        await prepared.ask(AGE, prepared.id)
        await forgetting.forget()
        found = await prepared.found()
        assert found.storage_key is None and found.sample_rows == [] and found.totals.rows == 2
        async with prepared.tenant.work() as work:
            with pytest.raises(imports.FileForgotten):
                await imports.faulty_file(work, prepared.storage, import_id=prepared.id)
            with pytest.raises(imports.FileForgotten):
                await imports.check(work, import_id=prepared.id)


class TestAnUnreadableFile:
    async def test_is_told_with_its_reason(self, prepared: Prepared) -> None:
        torn = b"phone,name\n" + b'+12125550101,"x" y\n' * 1200
        good = b"".join(b"+1212%07d,Ann\n" % (2_000_000 + n) for n in range(9000))
        await prepared.upload(b"phone,name\n" + good + torn, "check")
        await prepared.carry_out()
        found = await prepared.found()
        assert found.state == "failed" and "cannot be read" in found.problem

    async def test_takes_back_what_came_in_before(self, prepared: Prepared) -> None:
        torn = b'+12125550101,"x" y\n' * 1200
        await prepared.upload(file_of(11_000) + torn)
        await prepared.carry_out()
        found = await prepared.found()
        assert found.state == "failed" and found.totals.undone == found.totals.new > 0
        assert await prepared.ask(LEADS) == 0
