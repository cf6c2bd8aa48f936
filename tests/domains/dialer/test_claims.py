"""Claims: none double, none skipped, by an index that row-level security does not hide."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from ringdesk.domains.dialer.queue import queries
from ringdesk.domains.dialer.queue.claims import COUNTED_HOLD, claim
from ringdesk.kernel.database import Urls
from ringdesk.kernel.work import Actor
from tests.domains.dialer.world import World

pytestmark = pytest.mark.anyio

FILL = """
insert into leads (tenant_id, phone, rank, ready_at, campaign_id)
select $1, '+1202' || (3000000 + n), n % 4, now() - n * interval '1 second', $3
from generate_series(1, $2::int) n
"""
TAKEN = "update leads set dial_status = 'claimed' where tenant_id = $1 and id = any($2::bigint[])"
IN_ORDER = """
select id from leads where tenant_id = $1 order by rank, ready_at, id limit $2
"""


async def fill(world: World, count: int, campaign_id: int | None = None) -> None:
    await world.write(FILL, count, campaign_id)


class TestTheStatement:
    @pytest.mark.parametrize("plan", ["force_custom_plan", "force_generic_plan"])
    @pytest.mark.parametrize("in_campaign", [True, False])
    @pytest.mark.parametrize("analysed", [True, False])
    async def test_walks_the_index_under_row_level_security(
        self, world: World, database: Urls, plan: str, in_campaign: bool, analysed: bool
    ) -> None:
        campaign = await world.campaign() if in_campaign else None
        await fill(world, 4000, campaign)
        if analysed:
            owner = await asyncpg.connect(database.owner)
            await owner.execute("analyze leads")
            await owner.close()
        shown = await explained(
            database, world, queries.CLAIM_OF_CAMPAIGN if in_campaign else queries.CLAIM_OF_NONE,
            plan, campaign,
        )  # fmt: skip
        assert "Index Scan using leads_to_call" in shown, shown
        assert shown.count("Sort Key") == 1, shown  # of the few that were picked
        assert "Seq Scan on leads" not in shown and "Seq Scan on calls" not in shown, shown
        conditions = next(line for line in shown.splitlines() if "Index Cond: ((tenant_id" in line)
        for column in ("campaign_id", "rank", "ready_at"):
            assert column in conditions, conditions


async def explained(
    database: Urls, world: World, statement: str, plan: str, campaign: int | None
) -> str:
    """As the serving role sees it, with this tenant set."""
    app = await asyncpg.connect(database.app)
    now = datetime.now(UTC)
    try:
        async with app.transaction():
            await app.execute(f"set local app.tenant = '{world.tenant.id}'")
            await app.execute(f"set local plan_cache_mode = {plan}")
            await app.fetch(queries.SORTING, world.tenant.id, "off")
            rows = await app.fetch(
                f"explain (costs off) {statement}", world.tenant.id, campaign, [0, 1, 2],
                [now, now, now], 20, now, now - COUNTED_HOLD,
            )  # fmt: skip
    finally:
        await app.close()
    return "\n".join(row[0] for row in rows)


class TestManyAtOnce:
    async def test_claim_each_lead_once_and_leave_none_behind(self, world: World) -> None:
        await fill(world, 600)
        claimed: list[int] = []

        async def work_on() -> None:
            for _ in range(5):
                claimed.extend(await claim_some(world, 8))

        await asyncio.gather(*(work_on() for _ in range(6)))
        assert len(claimed) == 240 == len(set(claimed))
        async with world.work() as work:
            first = await work._connection.fetch(IN_ORDER, world.tenant.id, 240)
        assert {row["id"] for row in first} == set(claimed)


async def claim_some(world: World, most: int) -> list[int]:
    async with world.centre.office.open(Actor.the_house(world.tenant.id)) as work:
        found = await claim(
            work, campaign_id=None, ranks=[0, 1, 2, 3], aged_since=None, most=most,
            now=datetime.now(UTC),
        )  # fmt: skip
        ids = [one.id for one in found]
        assert [one.rank for one in found] == sorted(one.rank for one in found)
        await work.run(TAKEN, ids)
    return ids


class TestAgedLowLeads:
    async def test_stand_between_mediums_by_readiness(self, world: World) -> None:
        made = [await world.lead(priority) for priority in ("low", "medium", "low", "medium")]
        hours = (5, 4, 3, 0)
        for lead, ago in zip(made, hours, strict=True):
            await world.write(
                "update leads set ready_at = now() - $3::interval"
                " where tenant_id = $1 and id = $2", lead.id, timedelta(hours=ago),
            )  # fmt: skip
        now = datetime.now(UTC) + timedelta(seconds=1)
        async with world.work() as work:
            found = await claim(
                work, campaign_id=None, ranks=[0, 1, 2], aged_since=now - timedelta(hours=4.5),
                most=10, now=now,
            )  # fmt: skip
        assert [one.id for one in found] == [made[0].id, made[1].id, made[3].id]
