import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains import leads
from ringdesk.domains.leads.export import AT_ONCE
from ringdesk.domains.leads.jobs import Chores
from ringdesk.kernel.work import ActorChanged
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

MANY = """
insert into leads (tenant_id, name, phone)
select $1, 'L' || n, '+49301' || lpad(n::text, 8, '0') from generate_series(1, $2::int) as n
"""


class TestAFileOfLeads:
    async def test_holds_all_that_match_in_pieces(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await work.run(MANY, AT_ONCE + 10)
        await Chores(tenant.house.office).tidy()  # words of many leads come a little later
        answer = await tenant.agent.get("/api/app/leads/export?q=L1")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert all(row["name"].startswith("L1") for row in rows)
        whole = await tenant.agent.get("/api/app/leads/export")
        rows = list(csv.DictReader(io.StringIO(whole.content.decode("utf-8-sig"))))
        assert len({row["phone"] for row in rows}) == AT_ONCE + 10
        assert whole.headers["content-type"].startswith("text/csv")
        assert "attachment" in whole.headers["content-disposition"]

    async def test_runs_no_formula_and_keeps_numbers(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            new = leads.NewLead(
                name='=HYPERLINK("http://x.example","y")', phone="+12025550143",
                notes="-2+3\nline two", tags=["@sum", "fine"], custom={"firm": "Acme, Inc."},
            )  # fmt: skip
            await leads.create(work, new)
        answer = await tenant.agent.get("/api/app/leads/export")
        [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
        assert row["name"] == "'" + new.name
        assert row["phone"] == "+12025550143"
        assert (row["notes"], row["tags"]) == ("'-2+3\nline two", "'@sum, fine")
        assert row["custom"] == '{"firm": "Acme, Inc."}'
        assert leads.plain(row["name"]) == new.name

    async def test_ends_when_whoever_asked_may_not_any_more(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await work.run(MANY, AT_ONCE + 1)
        actor = await tenant.house.doorkeeper.actor(tenant.agent.token)
        file = await leads.export(tenant.house.office, actor, leads.LeadFilter())
        assert (await anext(file)).startswith(b"\xef\xbb\xbfphone,name")
        assert (await anext(file)).count(b"\r\n") == AT_ONCE
        off = await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"is_active": False})
        assert off.status_code == 200, off.text
        with pytest.raises(ActorChanged):
            await anext(file)

    @given(text=st.text(alphabet="'=+-@\t\r\n ab1", max_size=8))
    def test_is_read_in_as_it_was_written_out(self, text: str) -> None:
        told = leads.neutral(text)
        assert leads.plain(told) == text
        assert not told.startswith(("=", "-", "@", "\t", "\r", "\n"))
