"""All of a tenant: in one file, or gone."""

import io
import json
import zipfile

import asyncpg
import pytest

from ringdesk.domains import identity, privacy
from ringdesk.kernel.database import Urls
from ringdesk.kernel.work import Actor
from ringdesk.kernel.zipping import zipped
from tests.architecture.test_catalogue import TABLES, ask
from tests.conftest import MakeTenant, Tenant, eventually

pytestmark = pytest.mark.anyio

WORDS = "words of the house"


async def furnish(tenant: Tenant) -> None:
    """Something of most kinds."""
    ticket = await tenant.ticket(description=WORDS)
    await tenant.agent.post("/api/messages", {"ticket_id": ticket["id"], "content": WORDS})
    sent = await tenant.customer.client.post(
        "/api/attachments", files={"file": ("a.txt", WORDS.encode(), "text/plain")},
        data={"ticket_id": str(ticket["id"])},
    )  # fmt: skip
    assert sent.status_code == 201
    lead = {"name": "Lena Lead", "phone": "+12125550188"}
    assert (await tenant.admin.post("/api/v1/leads", lead)).status_code == 201
    agreed = {"type": "marketing", "value": True}
    await tenant.customer.post("/api/v1/compliance/gdpr/consents", agreed)
    await tenant.customer.post("/api/v1/compliance/gdpr/request-access")
    points = {"user_id": tenant.agent.id, "points": 5, "reason": "well done"}
    awarded = await tenant.admin.post("/api/v1/gamification/points/award", points)
    assert awarded.status_code == 200, awarded.text
    await tenant.log()


def ledger(tenant: Tenant) -> privacy.Ledger:
    return privacy.Ledger.of(tenant.house.desk.settings)


async def rows_of(tenant: Tenant, database: Urls) -> dict[str, int]:
    """By table, as the database's owner asks table by table within the tenant."""
    tables = await ask(database.owner, f"select t.relname {TABLES}")
    connection = await asyncpg.connect(database.app)
    try:
        async with connection.transaction():
            await connection.execute(f"set local app.tenant = '{tenant.id}'")
            counts = {
                table: await connection.fetchval(
                    f"select count(*) from {table} where tenant_id = $1", tenant.id
                )
                for table in tables
            }
    finally:
        await connection.close()
    return {table: n for table, n in counts.items() if n}


class TestAnExport:
    async def test_has_every_table_and_file_and_no_secret(self, tenant: Tenant) -> None:
        await furnish(tenant)
        rows = privacy.Rows()
        entries = privacy.tenant_entries(
            tenant.house.office, tenant.house.desk.storage, Actor.the_house(tenant.id), "Ours", rows
        )
        content = b"".join([piece async for piece in zipped(entries)])
        archive = zipfile.ZipFile(io.BytesIO(content))
        tickets = [json.loads(one) for one in archive.read("tables/tickets.ndjson").splitlines()]
        assert [one["description"] for one in tickets] == [WORDS]
        [file] = [one for one in archive.namelist() if one.startswith("files/")]
        assert archive.read(file) == WORDS.encode()
        assert rows.count > 10
        sessions = archive.read("tables/sessions.ndjson").decode()
        assert "person_id" in sessions and "refresh_hash" not in sessions

    async def test_is_made_by_a_worker_for_administrators(self, tenant: Tenant) -> None:
        await furnish(tenant)
        path = "/api/app/privacy/exports"
        assert (await tenant.agent.post(path)).status_code == 403
        made = await tenant.admin.post(path)
        assert made.status_code == 201

        async def is_done() -> bool:
            [found] = (await tenant.admin.get(path)).json()
            assert found["state"] != "failed", found
            return bool(found["state"] == "done")

        await eventually(is_done, seconds=30)
        taken = await tenant.admin.get(made.headers["Location"])
        assert zipfile.ZipFile(io.BytesIO(taken.content)).testzip() is None


class TestErasure:
    async def test_leaves_nothing_of_this_tenant_and_all_of_others(
        self, tenant: Tenant, make_tenant: MakeTenant, database: Urls
    ) -> None:
        other = await make_tenant()
        await furnish(tenant)
        await furnish(other)
        before = await rows_of(other, database)
        async with tenant.work() as work:
            name = (await identity.tenant_of(work, tenant.id)).name
            await privacy.plan_erasure(work, typed=name, days=0)
        gone = await privacy.erase_tenant(
            tenant.house.office, tenant.house.desk.storage, ledger(tenant), tenant.id
        )
        assert gone["tickets"] == 1 and gone["files"] == 1 and gone["events"] > 10
        assert await rows_of(tenant, database) == {}
        left = await rows_of(other, database)
        assert {one: left[one] for one in ("tickets", "events", "people", "consents")} == {
            one: before[one] for one in ("tickets", "events", "people", "consents")
        }
        assert (await tenant.admin.get("/api/auth/me")).status_code == 401
        again = await privacy.tenants_to_go_again(ledger(tenant))
        assert str(tenant.id) in {one.tenant for one in again}

    async def test_needs_the_name_and_can_be_called_off(self, tenant: Tenant) -> None:
        path = "/api/app/privacy/erasure"
        wrong = await tenant.admin.post(path, {"name": "Something else"})
        assert (wrong.status_code, wrong.json()["code"]) == (409, "NAME_NOT_TYPED")
        async with tenant.work() as work:
            name = (await identity.tenant_of(work, tenant.id)).name
        planned = await tenant.admin.post(path, {"name": name})
        assert planned.json()["due_at"]
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await tenant.admin.get(path)).json()["due_at"] is None

    async def test_of_what_is_not_due_is_refused_by_the_database(
        self, tenant: Tenant, database: Urls
    ) -> None:
        await tenant.log()
        app = await asyncpg.connect(database.app)
        try:
            async with app.transaction():
                await app.execute(f"set local app.tenant = '{tenant.id}'")
                with pytest.raises(asyncpg.RaiseError, match="not to be erased"):
                    await app.execute("select erase_log(10)")
        finally:
            await app.close()


class TestAReplay:
    async def test_forgets_again_whoever_came_back(self, tenant: Tenant) -> None:
        """As a restore would bring them back: their row as it was."""
        await tenant.ticket(description=WORDS)
        async with tenant.work() as work:
            asked = await privacy.ask_for(work, kind="deletion", person_id=tenant.customer.id)
            await privacy.check_identity(work, request_id=asked.id, note="seen")
            await privacy.start(work, request_id=asked.id)

        async def is_done() -> bool:
            async with tenant.work() as work:
                return (await privacy.find(work, asked.id)).state == "done"

        await eventually(is_done, seconds=30)
        async with tenant.work() as work:
            await work.run(RESTORE, tenant.customer.id, "Carla Customer")
        house = tenant.house
        told = await privacy.replay(house.office, house.desk.storage, ledger(tenant), tenant.id)
        assert (told.entries, told.people) == (1, 1)
        async with tenant.work() as work:
            assert await work.value(str, NAME, tenant.customer.id) == "Erased person"
        again = await privacy.replay(house.office, house.desk.storage, ledger(tenant), tenant.id)
        assert again.people == 0

    async def test_leaves_whoever_got_the_number_anew(self, tenant: Tenant) -> None:
        """After a restore a number may be given again: to somebody else."""
        async with tenant.work() as work:
            asked = await privacy.ask_for(work, kind="deletion", person_id=tenant.customer.id)
            await privacy.check_identity(work, request_id=asked.id, note="seen")
            await privacy.start(work, request_id=asked.id)

        async def is_done() -> bool:
            async with tenant.work() as work:
                return (await privacy.find(work, asked.id)).state == "done"

        await eventually(is_done, seconds=30)
        async with tenant.work() as work:
            await work.run(RESTORE, tenant.customer.id, "Somebody new")
            await work.run(BORN_NOW, tenant.customer.id)
        house = tenant.house
        told = await privacy.replay(house.office, house.desk.storage, ledger(tenant), tenant.id)
        assert told.people == 0


RESTORE = """
update people set full_name = $3, username = 'back-' || id, email = 'back@example.org',
  deleted_at = null, is_active = true
where tenant_id = $1 and id = $2
"""
BORN_NOW = "update people set created_at = clock_timestamp() where tenant_id = $1 and id = $2"
NAME = "select full_name from people where tenant_id = $1 and id = $2"
