"""How lists of leads are read: by the index that is there for them, as the serving role sees it."""

import asyncpg
import pytest

from ringdesk.domains.automation.models import Scored
from ringdesk.domains.automation.queries import BETTER_THAN, RANKED
from ringdesk.domains.leads import queries
from ringdesk.domains.leads.duplicates.queries import BY_EMAIL
from ringdesk.domains.leads.opt_outs.queries import NUMBERS_OF_PERSON
from ringdesk.kernel.database import Urls
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

# Half of them somebody's, half of them scored, of three campaigns and of none.
FILL = """
with run as (
  insert into campaigns (tenant_id, name, created_by)
  select $1, 'C' || n, $2 from generate_series(1, 3) n returning id
), numbered as (select array_agg(id) as ids from run)
insert into leads (tenant_id, phone, email, rank, owner_id, score, campaign_id)
select $1, '+1202' || (3000000 + n), 'Lead' || n % 5000 || '@example.org', n % 4,
  case when n % 2 = 0 then $2 end,
  case when n % 2 = 1 then n end, ids[n % 4]
from generate_series(1, 6000) n, numbered
"""
# After a large removal: else the first of all are as near in the key as in the index of the latest.
REMOVED = """
insert into leads (tenant_id, phone, rank, deleted_at)
select $1, '+1202' || (4000000 + n), 1, now() from generate_series(1, 20000) n
"""
STATEMENTS: dict[str, tuple[str, list[object], str]] = {
    "what is free": (queries.AVAILABLE, [[0, 1, 2, 3], 1, 20, 0, [0, 1, 2, 3]], "leads_next"),
    "the next": (queries.NEXT_FREE, [[0, 1, 2, 3], 1, 25], "leads_next"),
    "the latest": (queries.listing([]), [20, 0], "leads_latest"),
    "somebody's": (queries.listing(["owner"]), [1, 20, 0], "leads_of_owner"),
    "of a stage": (queries.listing(["one_stage"]), ["lost", 20, 0], "leads_by_stage"),
    "of a status": (
        queries.listing(["one_dial_status"]), ["failed", 20, 0], "leads_by_dial_status"),
    "of an import": (queries.listing(["import"]), [7, 20, 0], "leads_of_import"),
    "the best": (RANKED, [20, 0], "leads_by_score"),
    "whoever has an address": (NUMBERS_OF_PERSON, [1], "leads_by_email"),
    "what has one address": (BY_EMAIL, ["", 20, 10], "leads_by_email"),
    "how many are better": (BETTER_THAN, [5990.0], "leads_by_score"),
}  # fmt: skip


async def explained(database: Urls, tenant: Tenant, statement: str, values: list[object]) -> str:
    app = await asyncpg.connect(database.app)
    try:
        async with app.transaction():
            await app.execute(f"set local app.tenant = '{tenant.id}'")
            rows = await app.fetch(f"explain (costs off) {statement}", tenant.id, *values)
    finally:
        await app.close()
    return "\n".join(row[0] for row in rows)


class TestALot:
    @pytest.mark.parametrize("name", STATEMENTS)
    async def test_is_read_by_its_index(self, tenant: Tenant, database: Urls, name: str) -> None:
        statement, values, index = STATEMENTS[name]
        async with tenant.work() as work:
            await work.run(FILL, tenant.admin.id)
            await work.run(REMOVED)
        owner = await asyncpg.connect(database.owner)
        await owner.execute("analyze leads")
        await owner.close()
        shown = await explained(database, tenant, statement, values)
        assert f"using {index} on leads" in shown, shown
        assert "Seq Scan on leads" not in shown, shown

    async def test_in_the_order_of_scores_ends_with_those_that_have_none(
        self, tenant: Tenant
    ) -> None:
        async with tenant.work() as work:
            await work.run(FILL, tenant.admin.id)
            everybody = [one.score for one in await work.many(Scored, RANKED, 6000, 0)]
            page = [one.score for one in await work.many(Scored, RANKED, 20, 2990)]
        assert everybody == sorted(everybody, reverse=True)
        assert len(everybody) == 6000 and everybody.count(0) == 3000
        assert page == everybody[2990:3010]
