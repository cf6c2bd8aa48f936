"""The administrator: people, roles, numbers, the system."""

import re
import secrets

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.workspace import MEASURED, as_installation
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

TWO_LINES = """
insert into log_records (tenant_id, at, level, source, message, hostname, metadata)
values ($1, now(), 'INFO', 'labels', 'A label was printed', 'host', '{}'),
  ($1, now(), 'ERROR', 'labels', 'The printer''s queue is full', 'host', '{"queue": 400}')
"""


async def choose_role(page: Page, role: str) -> None:
    await page.get_by_label("Role", exact=True).click()
    await page.get_by_role("option", name=role, exact=True).click()


class TestAnAccount:
    async def test_is_made_and_signs_in_with_the_password_shown_once(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        page = (await visit(tenant.admin, "/people")).page
        await page.get_by_role("link", name="Add a person").click()
        name = f"bea-{secrets.token_hex(4)}"
        await page.get_by_label("Full name").fill("Bea Brandt")
        await page.get_by_label("Email").fill(f"{name}@example.org")
        await page.get_by_label("Username").fill(name)
        password = await page.get_by_label("First password").input_value()
        await page.get_by_role("button", name="Create the account").click()
        await expect(page.get_by_text("only time the password is shown")).to_be_visible()
        await expect(page.get_by_text(password)).to_be_visible()

        bea = await visit(None, "/sign-in")
        await bea.page.get_by_label("Username or email").fill(name)
        await bea.page.get_by_label("Password", exact=True).fill(password)
        await bea.page.get_by_role("button", name="Sign in").click()
        await expect(bea.page).to_have_url(re.compile("/tickets"))

        await page.get_by_role("button", name="Done").click()
        await expect(page.get_by_role("heading", name="Bea Brandt")).to_be_visible()
        listed = page.get_by_role("region", name="People").get_by_role("link", name="Bea Brandt")
        await expect(listed).to_be_visible()

    async def test_gets_another_role_and_sees_other_pages_at_once(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        customer = await visit(tenant.customer, "/profile")
        rail = customer.page.get_by_role("navigation")
        await expect(rail.get_by_role("link", name="Help")).to_be_visible()
        page = (await visit(tenant.admin, f"/people/{tenant.customer.id}")).page
        await choose_role(page, "Support agent")
        await page.get_by_role("button", name="Save role and rights").click()
        await expect(page.get_by_text("It counts from the person's next step on.")).to_be_visible()
        await expect(rail.get_by_role("link", name="Tickets")).to_be_visible()

    async def test_is_deactivated_and_thrown_out(self, tenant: Tenant, visit: Visit) -> None:
        agent = await visit(tenant.agent, "/tickets")
        agent.signed_out = True
        agent.forgive(401, "/api/")
        banner = agent.page.get_by_role("banner")
        await expect(banner.get_by_text("Live", exact=True).first).to_be_attached()
        page = (await visit(tenant.admin, f"/people/{tenant.agent.id}")).page
        await page.get_by_role("button", name="Deactivate").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Deactivate").click()
        await expect(agent.page).to_have_url(re.compile("/sign-in"), timeout=2_000)
        await expect(page.get_by_role("button", name="Activate again")).to_be_visible()

    async def test_of_the_last_administrator_keeps_its_role(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        visitor = await visit(tenant.admin, f"/people/{tenant.admin.id}")
        visitor.forgive(409, "/api/users/")
        page = visitor.page
        await choose_role(page, "Support agent")
        await page.get_by_role("button", name="Save role and rights").click()
        await expect(page.get_by_text("This is the last active administrator")).to_be_visible()
        assert (await tenant.admin.get("/api/auth/me")).json()["role"] == "admin"

    async def test_is_found_by_name(self, tenant: Tenant, visit: Visit) -> None:
        page = (await visit(tenant.admin, "/people")).page
        people = page.get_by_role("list", name="People")
        await expect(people.get_by_role("listitem")).to_have_count(3)
        await page.get_by_label("Search by name or address").fill("axel")
        await expect(people.get_by_role("listitem")).to_have_count(1)
        await expect(people.get_by_text("Axel Agent")).to_be_visible()


class TestTheSystemPage:
    async def test_draws_the_load_and_shows_it_as_a_table(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await as_installation(tenant, MEASURED)
        page = (await visit(tenant.admin, "/system?hours=1")).page
        for name in ("CPU", "Memory", "Disk"):
            chart = page.get_by_role("figure").filter(has_text=f"{name}: ")
            await expect(chart.locator("canvas, svg").first).to_be_visible()
        cpu = page.get_by_role("figure").filter(has_text="CPU: ")
        await expect(cpu).to_contain_text("on average, at most")
        await cpu.get_by_role("button", name="Show as table").click()
        await expect(cpu.get_by_role("table")).to_be_visible()

    async def test_shows_log_lines_and_their_details(self, tenant: Tenant, visit: Visit) -> None:
        async with tenant.work() as work:
            await work.run(TWO_LINES)
        page = (await visit(tenant.admin, "/system?tab=logs")).page
        await expect(page.get_by_text("The printer's queue is full")).to_be_visible()
        await page.get_by_label("Level", exact=True).click()
        await page.get_by_role("option", name="ERROR").click()
        await expect(page.get_by_text("A label was printed")).to_have_count(0)
        await page.get_by_role("button", name="The printer's queue is full").click()
        await expect(page.get_by_text('"queue": 400')).to_be_visible()

    async def test_changes_an_alerts_rule(self, tenant: Tenant, visit: Visit) -> None:
        page = (await visit(tenant.admin, "/system?tab=alerts")).page
        await page.get_by_role("button", name="Change the rule: Failed work").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Raise above").fill("7")
        await dialog.get_by_label("Clear below").fill("6")
        await dialog.get_by_role("button", name="Save the rule").click()
        await expect(page.get_by_text(re.compile("Above 7[,;]"))).to_be_visible()
