"""What an administrator does with reports, as they see it; the PDF is opened and looked into."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import Visit
from tests.browser.gallery import Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

SMALL = ViewportSize(width=360, height=740)
LARGE = ViewportSize(width=1360, height=850)
LEADS = """
insert into leads (tenant_id, name, email, source, stage, created_at, converted_at)
select $1, 'L', 'l@example.org',
  (array['web', '<b>fair</b> #eval(1)', 'partner', ''])[1 + n % 4],
  (array['new', 'contacted', 'qualified', 'converted', 'lost'])[1 + n % 5],
  $2::timestamptz - make_interval(hours => n * 7),
  case when n % 5 = 3 then $2::timestamptz - make_interval(hours => n * 5) end
from generate_series(0, 180) n
"""


async def with_leads(tenant: Tenant) -> None:
    async with tenant.work() as work:
        await work.run(LEADS, datetime.now(UTC) - timedelta(hours=1))


class TestReports:
    async def test_are_built_saved_exported_and_opened(
        self, tenant: Tenant, visit: Visit, tmp_path: Path
    ) -> None:
        gallery = Gallery(Path(os.environ.get("RINGDESK_SCREENSHOTS", str(tmp_path))))
        await with_leads(tenant)
        visitor = await visit(tenant.admin, "/reports")
        page = visitor.page
        await gallery.look_at(page, "reports-agents", "By agent")
        await page.get_by_label("About").click()
        await page.get_by_role("option", name="Lead sources").click()
        await gallery.look_at(page, "reports-sources", "<b>fair</b> #eval(1)")
        await page.get_by_role("button", name="7 days", exact=True).click()
        await expect(page).to_have_url(re.compile("type=lead_source.*from="))
        await page.get_by_role("button", name="30 days").click()
        await page.get_by_role("button", name="Save").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name").fill("Sources #strong[x]")
        await gallery.look_at(page, "reports-save", "It keeps the numbers")
        await dialog.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("heading", name="Sources #strong[x]")).to_be_visible()
        await gallery.look_at(page, "reports-kept", "As of")
        kept = page.url.removeprefix(tenant.address)
        async with page.expect_download() as taken:
            await page.get_by_role("button", name="Export").click()
            await page.get_by_role("menuitem", name="PDF with charts").click()
        file = tmp_path / "report.pdf"
        await (await taken.value).save_as(file)
        words = words_of(file)
        for word in ("Sources #strong[x]", "<b>fair</b> #eval(1)", "Conversion rate"):
            assert word in words
        await page.set_viewport_size(SMALL)
        await gallery.look_on_a_telephone(visitor, "reports-kept", kept, "By source")
        await gallery.look_on_a_telephone(visitor, "reports-build", "/reports", "By agent")
        await page.set_viewport_size(LARGE)
        await visitor.go("/reports/kept")
        await gallery.look_at(page, "reports-list", "Sources #strong[x]")
        await page.get_by_role("link", name="Sources #strong[x]").click()
        await page.get_by_role("button", name="Delete").click()
        await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        await expect(page.get_by_text("No saved reports")).to_be_visible()
        assert gallery.faults == []

    async def test_are_scheduled(self, tenant: Tenant, visit: Visit, tmp_path: Path) -> None:
        gallery = Gallery(Path(os.environ.get("RINGDESK_SCREENSHOTS", str(tmp_path))))
        visitor = await visit(tenant.admin, "/reports/scheduled")
        page = visitor.page
        await gallery.look_at(page, "reports-no-schedules", "No scheduled reports")
        await page.get_by_role("button", name="New schedule").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Recipients").fill("nobody")
        await dialog.get_by_role("button", name="Save schedule").click()
        await expect(dialog.get_by_text("These are not all e-mail addresses")).to_be_visible()
        await dialog.get_by_label("Recipients").fill("boss@example.org, desk@example.org")
        await gallery.look_at(page, "reports-schedule", "By the workspace's clock")
        await dialog.get_by_role("button", name="Save schedule").click()
        await gallery.look_at(page, "reports-schedules", "boss@example.org, desk@example.org")
        await expect(page.get_by_text("Monday at 08:00")).to_be_visible()
        await page.set_viewport_size(SMALL)
        await gallery.look_on_a_telephone(
            visitor, "reports-schedules", "/reports/scheduled", "Monday at 08:00"
        )
        await page.set_viewport_size(LARGE)
        await page.get_by_role("button", name="Delete").click()
        await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        await expect(page.get_by_text("No scheduled reports")).to_be_visible()
        assert gallery.faults == []

    async def test_give_rows_to_other_programs(
        self, tenant: Tenant, visit: Visit, tmp_path: Path
    ) -> None:
        gallery = Gallery(Path(os.environ.get("RINGDESK_SCREENSHOTS", str(tmp_path))))
        await with_leads(tenant)
        visitor = await visit(tenant.admin, "/reports/rows")
        page = visitor.page
        await page.get_by_label("Rows of").click()
        await page.get_by_role("option", name="Leads").click()
        await gallery.look_at(page, "reports-rows", "Rows for other programs")
        async with page.expect_download() as taken:
            await page.get_by_role("button", name="Download").click()
        file = tmp_path / "leads.csv"
        await (await taken.value).save_as(file)
        assert len(file.read_text().splitlines()) > 50
        assert gallery.faults == []


def words_of(file: Path) -> str:
    opened = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)
    finally:
        opened.close()
