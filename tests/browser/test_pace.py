"""What was seen before is on the screen at once."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

# Counts every placeholder that is ever put on the page from here on, even for one frame.
WATCH = """() => {
  window.placeholders = 0
  const count = (node) => node instanceof Element
    ? node.matches('.animate-late') + node.querySelectorAll('.animate-late').length : 0
  new MutationObserver((changes) => {
    for (const change of changes)
      for (const node of change.addedNodes) window.placeholders += count(node)
  }).observe(document.body, { childList: true, subtree: true })
}"""
# What the ticket's heading and first words are in the frame after the click.
NEXT_FRAME = """(row) => new Promise((done) => {
  row.click()
  requestAnimationFrame(() => requestAnimationFrame(() => done(
    document.querySelector('h2[tabindex="-1"]').textContent + ' / '
    + document.querySelector('[role=log]').textContent)))
})"""


class TestATicketSeenBefore:
    async def test_is_painted_from_memory(self, tenant: Tenant, visit: Visit) -> None:
        for name in ("apples", "pears"):
            made = await tenant.ticket(title=f"About {name}", description=f"All the {name} are")
            body = {"ticket_id": made["id"], "content": f"What about the {name}?"}
            assert (await tenant.agent.post("/api/messages", body)).status_code == 201
        agent = await visit(tenant.agent, "/tickets")
        thread = agent.page.get_by_role("log")
        for name in ("apples", "pears"):
            await agent.row(f"About {name}").click()
            await expect(thread.get_by_text(f"What about the {name}?")).to_be_visible()
        await agent.page.evaluate(WATCH)
        shown = await agent.row("About apples").evaluate(NEXT_FRAME)
        assert "About apples /" in shown and "What about the apples?" in shown
        shown = await agent.row("About pears").evaluate(NEXT_FRAME)
        assert "About pears /" in shown and "What about the pears?" in shown
        await expect(thread.get_by_text("What about the pears?")).to_be_visible()
        assert await agent.page.evaluate("window.placeholders") == 0

    async def test_needs_no_connection(self, tenant: Tenant, visit: Visit) -> None:
        await tenant.ticket(title="About apples", description="They are green")
        await tenant.ticket(title="About pears", description="They are blue")
        agent = await visit(tenant.agent, "/tickets")
        thread = agent.page.get_by_role("log")
        for name, colour in (("apples", "green"), ("pears", "blue")):
            await agent.row(f"About {name}").click()
            await expect(thread.get_by_text(f"They are {colour}")).to_be_visible()
        await agent.lose_connection()
        await agent.row("About apples").click()
        await expect(thread.get_by_text("They are green")).to_be_visible()
