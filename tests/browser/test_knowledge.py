"""Knowledge: staff write an entry, see what the bot makes of it, and a customer reads it."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

ARTICLE = """From *anywhere*.

# Connecting

1. Open the **portal**
2. See [the handbook](https://example.org/vpn) or [this](javascript:alert(1))

<img src=x onerror=alert(1)>
"""
QUESTION = "How do I reset my password?"
ANSWER = "Click 'Forgot password' on the sign-in page."


async def furnished(tenant: Tenant) -> dict[str, int]:
    """An entry with two versions, an article, a canned reply."""
    made = {}
    for name, path, body in (
        ("faq", "/api/chatbot/faqs", {"question": QUESTION, "answer": "Soon", "category": "Login"}),
        ("article", "/api/app/articles", {"title": "VPN", "body": ARTICLE, "state": "published"}),
        ("canned", "/api/app/canned-replies", {"shortcut": "hi", "title": "Hi", "text": "Hello"}),
    ):
        answer = await tenant.agent.post(path, body)
        assert answer.status_code == 201, answer.text
        made[name] = answer.json()["id"]
    await tenant.agent.put(f"/api/chatbot/faqs/{made['faq']}", {"answer": ANSWER})
    return made


async def test_what_staff_write_is_answered_and_read(tenant: Tenant, visit: Visit) -> None:
    agent = (await visit(tenant.agent, "/knowledge")).page
    await agent.get_by_role("link", name="New").click()
    await agent.get_by_label("Question", exact=True).fill(QUESTION)
    await agent.get_by_label("Answer").fill(ANSWER)
    await agent.get_by_role("button", name="Add a question").click()
    await expect(agent.get_by_text("Answers customers").first).to_be_visible()
    await agent.get_by_label("A customer's question").fill("I forgot my password")
    await agent.get_by_role("button", name="Ask", exact=True).click()
    await expect(agent.get_by_text("The bot answers")).to_be_visible()

    customer = (await visit(tenant.customer, "/help?q=password")).page
    await customer.get_by_text(QUESTION).click()
    await expect(customer.get_by_text(ANSWER)).to_be_visible()
    await customer.get_by_role("link", name="Open on a page of its own").click()
    await customer.get_by_role("button", name="Yes").click()
    await expect(customer.get_by_text("Thank you")).to_be_visible()


async def test_an_article_is_text_and_safe_links(tenant: Tenant, visit: Visit) -> None:
    made = await furnished(tenant)
    page = (await visit(tenant.customer, f"/help/articles/{made['article']}")).page
    await expect(page.get_by_role("heading", name="Connecting")).to_be_visible()
    links = page.locator("article a")
    assert [await link.get_attribute("href") for link in await links.all()] == [
        "https://example.org/vpn"
    ]
    await expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    assert await page.locator("article img").count() == 0


async def test_the_pages_are_in_order(tenant: Tenant, visit: Visit, tmp_path: Path) -> None:
    made, gallery = await furnished(tenant), Gallery(tmp_path)
    agent = await visit(tenant.agent, "/knowledge")
    for name, path, sign in (
        ("list", "/knowledge", "What the bot would answer"),
        ("faq", f"/knowledge/{made['faq']}", "Versions"),
        ("article", f"/knowledge/{made['article']}?kind=article", "Who may read it"),
        ("canned", f"/knowledge/{made['canned']}?kind=canned", "Shortcut"),
        ("none", "/knowledge?q=nothing-like-it", "No entry holds all these words"),
    ):
        await gallery.look(agent, name, path, sign)
    customer = await visit(tenant.customer, "/help")
    await gallery.look(customer, "help", "/help", "VPN")
    await gallery.look(customer, "question", f"/help/questions/{made['faq']}", "Did this help?")
    small = {"viewport": TELEPHONE, "has_touch": True, "is_mobile": True}
    telephone = await visit(tenant.agent, "/knowledge", **small)
    await gallery.look_on_a_telephone(telephone, "list", "/knowledge", QUESTION)
    await gallery.look_on_a_telephone(
        telephone, "article", f"/knowledge/{made['article']}?kind=article", "Who may read it"
    )
    assert gallery.faults == []
