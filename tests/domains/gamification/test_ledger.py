"""The ledger itself, and boards of many."""

from typing import Any

import asyncpg
import pytest

from tests.conftest import Tenant

pytestmark = pytest.mark.anyio
MANY = """
with made as (
  insert into people (tenant_id, id, username, email, full_name, role)
  select $1, 900000000000 + $2::bigint * 1000000 + n, 'many-' || n, 'many-' || n || '@example.org',
    'Person ' || n, 'operator'
  from generate_series(1, 10000) n returning tenant_id, id
), sums as (
  insert into points_balances (tenant_id, person_id, total, balance)
  select tenant_id, id, 1 + id % 997, 1 + id % 997 from made returning tenant_id, person_id, total
)
insert into game_scores (tenant_id, person_id, metric, period, start, n)
select tenant_id, person_id, 'points', 'all', date '1970-01-01', total from sums
"""
NO_SEQUENTIAL_READING = """
select set_config('enable_seqscan', 'off', true) where $1::uuid is not null
"""
PLAN = """
explain select s.person_id, s.n from game_scores s
where s.tenant_id = $1 and s.metric = 'points' and s.period = 'all' and s.start = '1970-01-01'
  and s.shown and s.n > 0 and s.n <= 500 and (s.n < 500 or s.person_id > 900000000500)
order by s.n desc, s.person_id limit 50
"""


async def award(tenant: Tenant) -> None:
    body = {"user_id": tenant.agent.id, "points": 5, "reason": "Well done"}
    await tenant.admin.post("/api/v1/gamification/points/award", body)


class TestALineOfTheLedger:
    @pytest.mark.parametrize(
        "statement",
        [
            "update points_ledger set points = 500 where tenant_id = $1",
            "update points_ledger set person_id = person_id + 1 where tenant_id = $1",
            "delete from points_ledger where tenant_id = $1",
        ],
    )
    async def test_is_never_changed_nor_taken_out(self, tenant: Tenant, statement: str) -> None:
        await award(tenant)
        with pytest.raises(asyncpg.RaiseError, match="append-only"):
            async with tenant.work() as work:
                await work.run(statement)

    async def test_may_lose_its_words_alone(self, tenant: Tenant) -> None:
        await award(tenant)
        async with tenant.work() as work:
            await work.run("update points_ledger set reason = '' where tenant_id = $1")
        [entry] = (await tenant.agent.get("/api/app/games/points")).json()
        assert (entry["points"], entry["reason"]) == (5, "")

    async def test_is_there_once_for_its_reason(self, tenant: Tenant) -> None:
        add = """
        insert into points_ledger (tenant_id, person_id, points, kind, source_key, given_by, day)
        values ($1, $2, 5, 'rule', 'rule:1:ticket:1', 0, current_date)
        """
        with pytest.raises(asyncpg.UniqueViolationError):
            async with tenant.work() as work:
                await work.run(add, tenant.agent.id)
                await work.run(add, tenant.agent.id)


class TestABoardOfTenThousand:
    async def test_comes_in_pages_that_end_where_the_next_begins(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            assert await work.run(MANY, tenant.agent.id % 100_000) == 10_000
        seen: list[dict[str, Any]] = []
        path = "/api/app/games/board?period=all&limit=100"
        page: dict[str, Any] = {"next": ""}
        while page["next"] is not None and len(seen) < 1_500:
            after = f"&after={page['next']}" if page["next"] else ""
            page = (await tenant.agent.get(path + after)).json()
            seen += page["places"]
        points = [one["points"] for one in seen]
        assert points == sorted(points, reverse=True) and len(seen) == 1_500
        assert len({one["user_id"] for one in seen}) == 1_500
        for one in seen:
            assert one["rank"] == 1 + points.index(one["points"])

    async def test_is_read_by_its_index_without_sorting(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await work.run(MANY, tenant.agent.id % 100_000)
            await work.run(
                "select set_config('enable_seqscan', 'off', true) where $1::uuid is not null"
            )
            plan = " ".join(one[0] for one in await work._connection.fetch(PLAN, tenant.id))
        assert "game_boards" in plan
        assert "Sort" not in plan.replace("Incremental Sort", "")
