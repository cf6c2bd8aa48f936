"""The record vouched for: heads kept elsewhere, the walk as a job, and what a forger leaves."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ringdesk.domains.governance.integrity import jobs as integrity_jobs
from ringdesk.domains.governance.integrity import service
from ringdesk.domains.governance.integrity.jobs import Keeping
from ringdesk.kernel import audit, queries
from ringdesk.kernel.anchors import AnchorStore, worth_asking
from ringdesk.kernel.database import Urls
from ringdesk.kernel.relay import Head, head
from ringdesk.kernel.settings import Settings
from tests.conftest import MakeTenant, Tenant, eventually
from tests.houses import as_superuser

pytestmark = pytest.mark.anyio
CHECKS = "/api/app/audit/checks"
LEFT_ALONE = """
insert into audit_checks (tenant_id, asked_by, asked_at) values ($1, 0, now() - interval '2 days')
returning id
"""
FORGE = "update events set actor_id = 99 where tenant_id = $1 and seq = $2"


@pytest.fixture
async def forger(
    settings: Settings, database: Urls
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Above every policy, and deaf to triggers."""
    connection = await as_superuser(settings, database.owner)
    await connection.execute("set session_replication_role = replica")
    yield connection
    await connection.close()


@pytest.fixture
async def store(tmp_path: Path, settings: Settings) -> AnchorStore:
    return AnchorStore.of(Settings(data_dir=str(tmp_path)))


async def verified(tenant: Tenant) -> dict[str, Any]:
    """As the page does it."""
    asked = await tenant.admin.post(CHECKS)
    assert asked.status_code == 201, asked.text
    found: dict[str, Any] = {}

    async def over() -> bool:
        found.update((await tenant.admin.get(asked.headers["location"])).json())
        return found["state"] not in ("waiting", "running")

    await eventually(over, seconds=15)
    return found


class TestVerifyNow:
    async def test_walks_the_whole_log(self, tenant: Tenant) -> None:
        await tenant.ticket()
        facts = len(await tenant.log())
        found = await verified(tenant)
        assert found["state"] == "intact"
        assert found["goal"] >= facts
        assert found["seq"] == found["goal"]

    async def test_names_the_first_bad_row_and_tells_everybody(
        self, tenant: Tenant, forger: "asyncpg.Connection[asyncpg.Record]"
    ) -> None:
        await tenant.ticket()
        await tenant.log()
        await forger.execute(FORGE, tenant.id, 2)
        found = await verified(tenant)
        assert (found["state"], found["bad_seq"]) == ("changed", 2)
        page = (await tenant.admin.get("/api/v1/compliance/security-events")).json()
        (one,) = [one for one in page["events"] if one["event_type"] == "audit_broken"]
        assert one["severity"] == "critical"
        assert one["details"] == {"state": "changed", "bad_seq": 2}

    async def test_tells_a_cut_tail(
        self, tenant: Tenant, forger: "asyncpg.Connection[asyncpg.Record]"
    ) -> None:
        facts = len(await tenant.log())
        await forger.execute(
            "delete from events where tenant_id = $1 and seq = $2", tenant.id, facts
        )
        found = await verified(tenant)
        assert (found["state"], found["bad_seq"]) == ("truncated", facts)

    async def test_is_one_walk_whoever_asks_meanwhile(self, tenant: Tenant) -> None:
        first, second = await tenant.admin.post(CHECKS), await tenant.admin.post(CHECKS)
        assert first.status_code == second.status_code == 201
        listed = (await tenant.admin.get(CHECKS)).json()
        assert len(listed) == len({first.json()["id"], second.json()["id"]})

    async def test_goes_on_where_a_stretch_ended(
        self, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A long log takes more than one job's lease: each stretch here is one batch of two."""
        monkeypatch.setattr(audit, "BATCH", 2)
        monkeypatch.setattr(integrity_jobs, "STRETCH_S", 0.0)
        for _ in range(3):
            await tenant.ticket()
        await tenant.log()
        found = await verified(tenant)
        assert (found["state"], found["seq"]) == ("intact", found["goal"])

    async def test_goes_on_after_its_job_gave_up(self, tenant: Tenant) -> None:
        await tenant.log()
        async with tenant.work() as work:
            check_id = await work.value(int, LEFT_ALONE)
        meanwhile = await tenant.admin.post(CHECKS)
        assert meanwhile.json()["id"] == check_id, "there is one at a time"
        async with tenant.work() as work:
            await service.take_up(work)

        async def over() -> bool:
            found = (await tenant.admin.get(f"{CHECKS}/{check_id}")).json()
            return bool(found["state"] == "intact")

        await eventually(over, seconds=15)

    async def test_is_for_administrators_of_this_tenant(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        assert (await tenant.agent.post(CHECKS)).status_code == 403
        found = await verified(tenant)
        stranger = (await make_tenant()).admin
        assert (await stranger.get(f"{CHECKS}/{found['id']}")).status_code == 404


class TestAnchors:
    async def test_are_kept_once_for_each_state_of_the_logs(
        self, tenant: Tenant, store: AnchorStore
    ) -> None:
        await tenant.log()
        keeping = Keeping(tenant.house.office, store)
        await keeping.anchor()
        (name,) = await store.names()
        kept = await store.read(name)
        async with tenant.work() as work:
            assert kept.of(tenant.id) == await head(work)

    async def test_find_a_chain_that_was_made_anew(
        self, tenant: Tenant, store: AnchorStore, forger: "asyncpg.Connection[asyncpg.Record]"
    ) -> None:
        await tenant.log()
        keeping = Keeping(tenant.house.office, store)
        await keeping.anchor()
        await forger.execute(FORGE, tenant.id, 2)
        await self.rewrite(forger, tenant)
        async with tenant.work() as work:
            assert (await audit.verify(work)).state == "intact"
        await keeping.anchor()
        events = (await tenant.admin.get("/api/v1/compliance/security-events")).json()["events"]
        assert [one["event_type"] for one in events] == ["audit_broken"]

    async def test_that_were_swapped_do_not_fit(self, tenant: Tenant) -> None:
        facts = len(await tenant.log())
        async with tenant.work() as work:
            swapped = Head(facts - 1, (await head(work)).hash)
            found = await audit.verify(work, anchors=[swapped])
        assert (found.state, found.bad_seq) == ("anchor_mismatch", facts - 1)

    async def test_miss_a_tail_that_was_cut_together_with_its_head(self, tenant: Tenant) -> None:
        facts = len(await tenant.log())
        async with tenant.work() as work:
            later = Head(facts + 3, "ab" * 32)
            found = await audit.verify(work, anchors=[later])
        assert (found.state, found.bad_seq) == ("truncated", facts + 1)

    async def test_are_never_written_over(self, store: AnchorStore) -> None:
        now = datetime.now(UTC)
        await store.keep(now, {})
        with pytest.raises(FileExistsError):
            await store.keep(now, {})

    async def test_of_two_installations_in_one_folder_do_not_meet(
        self, tenant: Tenant, make_tenant: MakeTenant, tmp_path: Path
    ) -> None:
        """Both have a log of the installation itself, under one number, and each its tenants."""
        one, other = [
            AnchorStore.of(Settings(secret=letter * 32, audit_anchors=str(tmp_path)))
            for letter in "ab"
        ]
        await tenant.log()
        now = datetime.now(UTC)
        strange = {str(tenant.id): Head(10_000, "ab" * 32), str(UUID(int=1)): Head(1, "cd" * 32)}
        await other.keep(now, strange)
        keeping = Keeping(tenant.house.office, one)
        await keeping.anchor()
        assert len(await one.names()) == len(await other.names()) == 1
        assert all(str(UUID(int=1)) not in kept.heads for kept in await one.known())
        latest = await other.latest()
        assert latest is not None and latest.heads == strange
        await keeping.anchor()
        page = (await tenant.admin.get("/api/v1/compliance/security-events")).json()
        assert page["events"] == []

    async def test_are_known_again_when_the_secret_was_replaced(self, tmp_path: Path) -> None:
        before = Settings(secret="a" * 32, audit_anchors=str(tmp_path))
        after = Settings(secret="b" * 32, former_secrets=("a" * 32,), audit_anchors=str(tmp_path))
        now = datetime.now(UTC)
        first = await AnchorStore.of(before).keep(now - timedelta(hours=1), {})
        second = await AnchorStore.of(after).keep(now, {})
        assert await AnchorStore.of(after).names() == [first, second]

    async def test_of_long_ago_are_asked_one_a_day(self) -> None:
        start = datetime(2026, 1, 1, tzinfo=UTC)
        names = [
            f"heads-{hour % 2}-{start + timedelta(hours=hour):%Y%m%dT%H%M%S}Z.json"
            for hour in range(24 * 10)
        ]
        asked = worth_asking(names)
        assert len(asked) == 8 + 48
        assert asked[0] == "heads-1-20260101T230000Z.json"
        assert asked[-48:] == names[-48:]

    @staticmethod
    async def rewrite(forger: "asyncpg.Connection[asyncpg.Record]", tenant: Tenant) -> None:
        """What a forger does who knows how the chain is made: all hashes anew, and the head."""
        state = audit.first_hash(tenant.id)
        for row in await forger.fetch(queries.CHAIN, tenant.id, 0, 1000):
            state = audit.next_hash(state, tenant.id, audit.Link(*row))
            await forger.execute(
                "update events set hash = $3 where tenant_id = $1 and seq = $2",
                tenant.id, row["seq"], state,
            )  # fmt: skip
        await forger.execute(
            "update event_heads set hash = $2 where tenant_id = $1", tenant.id, state
        )
