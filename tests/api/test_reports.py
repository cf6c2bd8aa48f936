"""Reports, trends, custom metrics and files at their doors."""

import csv
import io
from datetime import datetime
from typing import Any

import pypdfium2
import pytest
from arro3.io import read_parquet

from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

V1, APP = "/api/v1/analytics", "/api/app/reports"
HOSTILE = (
    '=HYPERLINK("http://example.org")',
    "<script>alert(1)</script>",
    '#eval("1+1") $x$ *b*',
    "\u202egnp.exe",
    "-1+2",
)
DAYS = {"start_date": "2026-01-01", "end_date": "2026-01-31"}
LEAD = """
insert into leads (tenant_id, name, email, source, stage, created_at, converted_at)
values ($1, 'L', 'l@example.org', $2, $3, $4::timestamptz,
  case when $3 = 'converted' then $4::timestamptz end)
"""
AT = "2026-01-15T12:00:00Z"


async def add_lead(tenant: Tenant, source: str, stage: str = "new", at: str = AT) -> None:
    async with tenant.work() as work:
        await work.run(LEAD, source, stage, datetime.fromisoformat(at))


async def created(tenant: Tenant, **given: Any) -> dict[str, Any]:
    answer = await tenant.admin.post(APP, {"type": "lead_source", **DAYS, **given})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def file(tenant: Tenant, report: dict[str, Any], form: str, language: str = "en") -> bytes:
    answer = await tenant.admin.get(f"{APP}/{report['id']}/file?format={form}&language={language}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    return answer.content


def words_of(content: bytes) -> str:
    opened = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)
    finally:
        opened.close()


class TestAReport:
    async def test_has_rows_a_summary_trends_and_the_period_before(self, tenant: Tenant) -> None:
        await add_lead(tenant, "web")
        await add_lead(tenant, "web", "converted")
        await add_lead(tenant, "fair", "lost")
        await add_lead(tenant, "web", at="2025-12-20T12:00:00Z")
        made = await created(tenant)
        names = [column["name"] for column in made["metrics"]["columns"]]
        rows = {row["name"]: dict(zip(names, row["values"], strict=True))
                for row in made["metrics"]["rows"]}  # fmt: skip
        assert rows["web"]["leads"] == 2 and rows["web"]["conversion_rate"] == 50
        assert rows["fair"]["lost"] == 1
        assert made["summary"] == {"leads": 3, "conversions": 1, "conversion_rate": 33.33}
        before = made["comparison"]
        assert (before["start_date"], before["end_date"]) == ("2025-12-01", "2025-12-31")
        assert before["summary"]["leads"] == 1 and before["change"]["leads"] == 200
        assert before["change"]["conversions"] is None
        leads = next(one for one in made["metrics"]["trends"] if one["metric"] == "leads")
        assert len(leads["points"]) == 31 and sum(p["value"] for p in leads["points"]) == 3

    async def test_is_kept_as_it_was_drawn_up(self, tenant: Tenant) -> None:
        made = await created(tenant, name="January")
        await add_lead(tenant, "late")
        again = (await tenant.admin.get(f"{APP}/{made['id']}")).json()
        assert again == made and again["name"] == "January"
        [listed] = (await tenant.admin.get(APP)).json()
        assert listed["id"] == made["id"]
        assert (await tenant.admin.client.delete(f"{APP}/{made['id']}")).status_code == 200
        assert (await tenant.admin.get(f"{APP}/{made['id']}")).status_code == 404

    async def test_to_look_at_is_not_kept(self, tenant: Tenant) -> None:
        drawn = await tenant.admin.post(f"{APP}/draw", {"type": "agent_performance"})
        assert drawn.status_code == 200 and drawn.json()["metrics"]["rows"]
        assert (await tenant.admin.get(APP)).json() == []

    @pytest.mark.parametrize("given", [
        {"start_date": "2026-02-01", "end_date": "2026-01-01"}, {"type": "secrets"},
        {"start_date": "2000-01-01", "end_date": "2026-01-01"}, {"tenant_id": 1},
        {"start_date": "0001-01-01"}, {"end_date": "9999-12-31"}, {"name": "x" * 201},
        {"start_date": 5}, {"step": "hour"},
    ])  # fmt: skip
    async def test_that_cannot_be_is_refused(self, tenant: Tenant, given: dict[str, Any]) -> None:
        answer = await tenant.admin.post(APP, {"type": "campaign", **DAYS, **given})
        assert answer.status_code == 400, answer.text

    @pytest.mark.parametrize("report_id", ["report_0", "report_999", "abc", "1", "report_١"])
    async def test_that_is_not_there_is_not_found(self, tenant: Tenant, report_id: str) -> None:
        answer = await tenant.admin.post(f"{V1}/export", {"report_id": report_id, "format": "csv"})
        assert answer.status_code == 404

    async def test_is_for_those_who_may_see_all_numbers(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        made = await created(tenant)
        for person in (tenant.agent, tenant.customer):
            for path in (APP, f"{APP}/{made['id']}", f"{V1}/trends?metric=leads",
                         f"{APP}/rows/leads?format=csv", f"{APP}/schedules"):  # fmt: skip
                assert (await person.get(path)).status_code == 403
        other = await make_tenant()
        for path in (f"{APP}/{made['id']}", f"{APP}/{made['id']}/file?format=csv"):
            assert (await other.admin.get(path)).status_code == 404


class TestAFile:
    @pytest.mark.parametrize("source", HOSTILE)
    async def test_holds_a_hostile_name_as_letters(self, tenant: Tenant, source: str) -> None:
        await add_lead(tenant, source)
        made = await created(tenant, name=source)
        [row] = list(
            csv.DictReader(io.StringIO((await file(tenant, made, "csv")).decode("utf-8-sig")))
        )
        assert row["leads"] == "1" and row["name"].lstrip("'") == source
        assert not row["name"].startswith(("=", "+", "-", "@"))
        # A long word may break anywhere: at letters of no width.
        pages = words_of(await file(tenant, made, "pdf")).replace("\u200b", "")
        shown = "".join(pages.split())
        assert "".join(source.replace("\u202e", "").split()) in shown
        table = read_parquet(io.BytesIO(await file(tenant, made, "parquet"))).read_all()
        assert table.column("name").to_pylist() == [source]
        assert (await file(tenant, made, "json")).decode().count("\\u") == 0

    @pytest.mark.parametrize(("language", "word"), [
        ("en", "Lead sources"), ("de", "Quellen der Leads"), ("ru", "Источники лидов"),
        ("es", "Orígenes de los leads"),
    ])  # fmt: skip
    async def test_of_pages_speaks_the_readers_language(
        self, tenant: Tenant, language: str, word: str
    ) -> None:
        await add_lead(tenant, "web")
        made = await created(tenant)
        assert word in words_of(await file(tenant, made, "pdf", language))

    @pytest.mark.parametrize("kind", ["agent_performance", "campaign", "gamification"])
    @pytest.mark.parametrize("form", ["csv", "json", "pdf", "parquet"])
    async def test_is_there_of_every_type_and_form(
        self, tenant: Tenant, kind: str, form: str
    ) -> None:
        made = await created(tenant, type=kind)
        assert await file(tenant, made, form)


class TestATrend:
    async def test_has_a_point_for_each_day(self, tenant: Tenant) -> None:
        await add_lead(tenant, "web")
        query = "metric=leads&start_date=2026-01-14&end_date=2026-01-16"
        answer = await tenant.admin.get(f"{V1}/trends?{query}")
        assert answer.json() == [
            {"date": "2026-01-14", "value": 0.0}, {"date": "2026-01-15", "value": 1.0},
            {"date": "2026-01-16", "value": 0.0},
        ]  # fmt: skip

    @pytest.mark.parametrize(("step", "first"), [("week", "2025-12-29"), ("month", "2026-01-01")])
    async def test_may_be_by_week_or_month(self, tenant: Tenant, step: str, first: str) -> None:
        query = f"metric=leads&start_date=2026-01-02&end_date=2026-02-01&step={step}"
        points = (await tenant.admin.get(f"{V1}/trends?{query}")).json()
        assert points[0]["date"] == first and len(points) == {"week": 5, "month": 2}[step]

    async def test_is_there_for_every_metric(self, tenant: Tenant) -> None:
        refused = await tenant.admin.get(f"{V1}/trends?metric=passwords")
        assert refused.status_code == 400
        names = refused.json()["details"]["errors"][0]["message"].removeprefix("One of: ")
        for name in names.split(", "):
            answer = await tenant.admin.get(f"{APP}/trend?metric={name}")
            assert answer.status_code == 200, answer.text
            assert len(answer.json()["points"]) == 30


class TestACustomMetric:
    async def test_is_narrowed_by_its_filters(self, tenant: Tenant) -> None:
        for source, stage in (("campaign", "new"), ("campaign", "lost"), ("a:b", "lost")):
            await add_lead(tenant, source, stage)
        ask = f"{V1}/metrics?metric=lead_source_distribution"
        every = (await tenant.admin.get(ask)).json()
        assert [(one["key"], one["value"]) for one in every["data"]] == [
            ("campaign", 2),
            ("a:b", 1),
        ]
        assert every["total"] == 3 and every["data"][0]["percentage"] == 66.67
        own = (await tenant.admin.get(f"{ask}&filter_source=campaign")).json()
        assert [(one["key"], one["value"]) for one in own["data"]] == [("campaign", 2)]
        lost = (await tenant.admin.get(f"{ask}&filter_status=lost")).json()
        assert {one["key"]: one["value"] for one in lost["data"]} == {"campaign": 1, "a:b": 1}
        both = (await tenant.admin.get(f"{ask}&filter_status=lost&filter_source=a:b")).json()
        assert both["total"] == 1
        stages = f"{V1}/metrics?metric=lead_status_distribution&filter_source=a:b"
        assert (await tenant.admin.get(stages)).json()["data"][0]["key"] == "lost"
        none = (await tenant.admin.get(f"{ask}&start_date=2020-01-01&end_date=2020-01-02")).json()
        assert none["data"] == [] and none["total"] == 0

    @pytest.mark.parametrize("query", [
        "metric=x", "", "metric=lead_source_distribution&filter_agent=1",
        "metric=lead_source_distribution&limit=5", "metric=lead_source_distribution&filter_=1",
        "metric=lead_source_distribution&filter_source=a&filter_source=b",
        "metric=lead_source_distribution&filter_status=lost&filter_campaign=1",
        "metric=lead_source_distribution&filter_source=" + "x" * 301,
    ])  # fmt: skip
    async def test_that_nobody_knows_is_refused(self, tenant: Tenant, query: str) -> None:
        assert (await tenant.admin.get(f"{V1}/metrics?{query}")).status_code == 400

    async def test_is_there_for_every_name(self, tenant: Tenant) -> None:
        refused = await tenant.admin.get(f"{V1}/metrics?metric=passwords")
        names = refused.json()["details"]["errors"][0]["message"].removeprefix("One of: ")
        for name in names.split(", "):
            for days in ("", "&start_date=2026-01-01"):
                answer = await tenant.admin.get(f"{V1}/metrics?metric={name}{days}")
                assert answer.status_code == 200, answer.text


class TestRows:
    @pytest.mark.parametrize("dataset", ["tickets", "calls", "leads", "messages"])
    @pytest.mark.parametrize("form", ["csv", "json", "parquet"])
    async def test_of_nothing_are_a_file(self, tenant: Tenant, dataset: str, form: str) -> None:
        answer = await tenant.admin.get(f"{APP}/rows/{dataset}?format={form}")
        assert answer.status_code == 200, answer.text
        if form == "json":
            assert answer.json() == []
        if form == "parquet":
            assert read_parquet(io.BytesIO(answer.content)).schema.names[0] == "id"

    async def test_are_all_there_over_many_pieces_in_every_form(self, tenant: Tenant) -> None:
        many = """
        insert into leads (tenant_id, name, email, source, created_at)
        select $1, '=1+1', 'l@example.org', 'web', '2026-01-15T00:00:00Z'
        from generate_series(1, $2::int)
        """
        async with tenant.work() as work:
            await work.run(many, 4500)
        ask = f"{APP}/rows/leads?start_date=2026-01-15&end_date=2026-01-15&format="
        text = (await tenant.admin.get(ask + "csv")).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len(rows) == 4500 and {row["name"] for row in rows} == {"'=1+1"}
        ids = [int(row["id"]) for row in rows]
        assert ids == sorted(set(ids))
        told = (await tenant.admin.get(ask + "json")).json()
        assert [one["id"] for one in told] == ids and told[0]["name"] == "=1+1"
        parquet = (await tenant.admin.get(ask + "parquet")).content
        assert read_parquet(io.BytesIO(parquet)).read_all().column("id").to_pylist() == ids
        other = f"{APP}/rows/leads?start_date=2026-01-16&end_date=2026-01-16&format=json"
        assert (await tenant.admin.get(other)).json() == []

    async def test_of_what_nobody_knows_are_refused(self, tenant: Tenant) -> None:
        for path, status in (("people?format=csv", 404), ("leads?format=pdf", 400), ("leads", 400)):
            assert (await tenant.admin.get(f"{APP}/rows/{path}")).status_code == status

    async def test_need_the_right_to_the_things_too(self, tenant: Tenant) -> None:
        counter = await tenant.person("admin", scopes=["analytics:read"])
        assert (await counter.get(f"{APP}/rows/leads?format=csv")).status_code == 403
        assert (await counter.get(f"{V1}/trends?metric=leads")).status_code == 200
