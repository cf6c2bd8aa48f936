"""Chats in three browsers: the customer's, an agent's and the administrator's."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio
REQUEST, TICKET = re.compile(r"Request \d+"), re.compile(r"^Ticket \d+$")  # counted by all tests

QUESTION = "How long does delivery take to Bremen?"
ANSWER = "Two to four working days within the country."
HOSTILE = '<img src=x onerror="window.caught=1"> <script>window.caught=1</script> [a](js:0)'


async def knows_an_answer(tenant: Tenant) -> None:
    faq = {"question": "How long does delivery take?", "answer": ANSWER}
    made = await tenant.admin.post("/api/chatbot/faqs", json=faq)
    assert made.status_code == 201, made.text


async def is_available(person: Person) -> None:
    said = await person.put("/api/app/availability", json={"state": "available"})
    assert said.status_code == 200, said.text


async def chat_of(customer: Person, *words: str, waits: bool = False) -> int:
    """A chat in which the customer said these words, and perhaps asked for a person."""
    opened = await customer.post("/api/app/conversations", json={})
    assert opened.status_code == 201, opened.text
    number = int(opened.json()["id"])
    path = f"/api/app/conversations/{number}"
    for each in words:
        said = await customer.post(f"{path}/messages", json={"content": each})
        assert said.status_code == 200, said.text
    if waits:
        asked = await customer.post(f"{path}/person", json={})
        assert asked.json()["state"] == "waiting", asked.text
    return number


class TestACustomerAnAgentAndTheAdministrator:
    async def test_from_the_first_word_to_the_ticket_and_back(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await knows_an_answer(tenant)
        await is_available(tenant.agent)
        carla = await visit(tenant.customer, "/chat")
        axel = await visit(tenant.agent, "/chats")
        await carla.page.get_by_role("button", name="Start a chat").click()
        words = carla.page.get_by_role("textbox", name="Write a message")
        await words.fill(QUESTION)
        await words.press("Enter")
        await expect(carla.page.get_by_role("log").get_by_text(QUESTION)).to_be_visible()
        await carla.page.get_by_role("button", name="Talk to a person").click()
        await expect(carla.page.get_by_text("You are number 1.")).to_be_visible()

        await expect(axel.page.get_by_text("1 waits")).to_be_visible()
        await expect(axel.page.get_by_role("button", name="1 person waits: show")).to_be_visible()
        await axel.page.get_by_role("main").focus()
        await axel.page.keyboard.press("a")
        await expect(carla.page.get_by_text("With Axel Agent")).to_be_visible()
        await axel.page.wait_for_url(re.compile(r"/chats/\d+"))
        root = await visit(tenant.admin, axel.page.url.removeprefix(axel.address))

        suggestions = axel.page.get_by_role("region", name="Suggested answers")
        await expect(suggestions.get_by_text(ANSWER)).to_be_visible()
        await axel.page.get_by_role("log").focus()
        await axel.page.keyboard.press("1")
        field = axel.page.get_by_test_id("composer").get_by_role("textbox")
        await expect(field).to_have_value(ANSWER)
        await field.press_sequentially(" Have a good day.")
        await expect(carla.page.get_by_text("Axel Agent is writing")).to_be_visible()
        await expect(root.page.get_by_text("Axel Agent is typing")).to_be_visible()
        await field.press("Enter")
        for visitor in (carla, root, axel):
            said = visitor.page.get_by_role("log").get_by_text("Have a good day.")
            await expect(said).to_have_count(1)
        await expect(carla.page.get_by_text("Axel Agent is writing")).to_have_count(0)

        await axel.page.get_by_role("button", name="More actions").click()
        await axel.page.get_by_role("menuitem", name="Make a ticket").click()
        await axel.page.get_by_role("textbox", name="Title").fill("Delivery to Bremen")
        await axel.page.get_by_role("button", name="Make a ticket").click()
        await expect(carla.page.get_by_role("link", name=REQUEST)).to_be_visible()
        await axel.page.get_by_role("button", name="End chat").click()
        await expect(axel.page.get_by_text("This chat has ended.")).to_be_visible()
        await expect(carla.page.get_by_text("Ended", exact=True)).to_be_visible()

        await carla.page.get_by_role("link", name=REQUEST).click()
        await expect(carla.page.get_by_role("heading", name="Delivery to Bremen")).to_be_visible()
        await expect(carla.page.get_by_role("link", name="Show the chat")).to_be_visible()
        await axel.page.get_by_role("button", name=TICKET).click()
        await expect(axel.page.get_by_role("link", name="Chat", exact=True)).to_be_visible()
        await axel.page.get_by_role("button", name="More actions").click()
        await axel.page.get_by_role("menuitem", name="Reopen the chat").click()
        await expect(axel.page.get_by_test_id("composer")).to_be_visible()

    async def test_what_was_used_of_the_suggestions_is_counted(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await knows_an_answer(tenant)
        number = await chat_of(tenant.customer, QUESTION)
        axel = await visit(tenant.agent, f"/chats/{number}")
        await expect(axel.page.get_by_role("region", name="Suggested answers")).to_be_visible()
        await axel.page.get_by_role("log").focus()
        async with axel.page.expect_response("**/suggestions/used") as counted:
            await axel.page.keyboard.press("Alt+1")
        assert (await counted.value).status == 200
        uses = (await tenant.agent.get("/api/app/suggestions/uses")).json()
        assert [one["sent"] for one in uses] == [1]


class TestWhoeverWaits:
    async def test_is_taken_by_one_alone(self, tenant: Tenant, visit: Visit) -> None:
        await is_available(tenant.agent)
        number = await chat_of(tenant.customer, "Hello", waits=True)
        session = (await tenant.agent.get(f"/api/app/conversations/{number}")).json()["session"]
        bea = await tenant.person("support_agent", name="Bea Agent")
        axel = await visit(tenant.agent, "/chats")
        await expect(axel.page.get_by_text("1 waits")).to_be_visible()
        taken = await bea.post(f"/api/chat/session/{session['id']}/join")
        assert taken.status_code == 200
        await expect(axel.page.get_by_text("1 waits")).to_have_count(0)
        row = axel.page.get_by_role("list", name="Chats").get_by_role("link")
        await expect(row.get_by_text("With Bea Agent")).to_be_visible()


class TestByKeyboardAlone:
    async def test_an_agent_accepts_answers_notes_and_ends(
        self, tenant: Tenant, visit: Visit
    ) -> None:
        await is_available(tenant.agent)
        await chat_of(tenant.customer, "Hello there", waits=True)
        axel = await visit(tenant.agent, "/chats")
        keys = axel.page.keyboard
        await expect(axel.page.get_by_text("1 waits")).to_be_visible()
        await axel.page.get_by_role("main").focus()
        await keys.press("Enter")
        await expect(axel.page.get_by_test_id("composer")).to_be_visible()
        await keys.press("r")
        await keys.type("Good morning")
        await keys.press("Enter")
        said = axel.page.get_by_role("log")
        await expect(said.get_by_text("Good morning")).to_have_count(1)
        await keys.press("Escape")
        await keys.press("n")
        await keys.type("Calls every day")
        await keys.press("Enter")
        note = axel.page.get_by_role("article", name="Internal note by Axel Agent")
        await expect(note.get_by_text("Calls every day")).to_be_visible()
        await keys.press("Escape")
        await keys.press("e")
        await expect(axel.page.get_by_text("This chat has ended.")).to_be_visible()
        await keys.press("Escape")
        await expect(axel.page.get_by_text("Choose a chat")).to_be_visible()


class TestHostileText:
    async def test_is_text_to_everybody(self, tenant: Tenant, visit: Visit) -> None:
        number = await chat_of(tenant.customer, HOSTILE)
        axel = await visit(tenant.agent, f"/chats/{number}")
        carla = await visit(tenant.customer, "/chat")
        for visitor in (axel, carla):
            await expect(visitor.page.get_by_role("log").get_by_text(HOSTILE)).to_be_visible()
            assert await visitor.page.evaluate("window.caught") is None
            assert await visitor.page.locator("main img, main script").count() == 0


class TestNotes:
    async def test_never_reach_the_customer(self, tenant: Tenant, visit: Visit) -> None:
        number = await chat_of(tenant.customer, "Hello")
        carla = await visit(tenant.customer, "/chat")
        await expect(carla.page.get_by_role("log").get_by_text("Hello", exact=True)).to_be_visible()
        path = f"/api/app/conversations/{number}/messages"
        for content, internal in (("A secret word", True), ("A kind word", False)):
            body = {"content": content, "internal": internal}
            assert (await tenant.agent.post(path, json=body)).status_code == 200
        await expect(carla.page.get_by_text("A kind word")).to_be_visible()
        assert not any("secret" in frame for frame in carla.heard)


class TestTheLooks:
    async def test_of_chats_are_without_fault(
        self, tenant: Tenant, visit: Visit, gallery: Gallery
    ) -> None:
        await knows_an_answer(tenant)
        await is_available(tenant.agent)
        number = await chat_of(tenant.customer, HOSTILE, QUESTION, waits=True)
        note = {"content": "A note", "internal": True}
        await tenant.agent.post(f"/api/app/conversations/{number}/messages", json=note)
        other = await tenant.person("customer", name="عمر الخطيب")
        await chat_of(other, "مرحبا، لا أستطيع الاتصال بالشبكة")
        staff = {
            "chats": ("/chats", "1 waits"),
            "chat": (f"/chats/{number}", "Suggested answers"),
            "chats-empty": ("/chats?view=ended", "No chat has ended yet"),
        }
        chiefs = {"team": ("/team", "Who gets the next chat")}
        customers = {"own-chat": ("/chat", "You are number 1.")}
        agent = await visit(tenant.agent, "/profile")
        chief = await visit(tenant.admin, "/profile")
        customer = await visit(tenant.customer, "/profile")
        for visitor, pages in ((agent, staff), (chief, chiefs), (customer, customers)):
            for name, (path, sign) in pages.items():
                await gallery.look(visitor, name, path, sign)
        phone = {"viewport": TELEPHONE, "has_touch": True, "is_mobile": True}
        agent = await visit(tenant.agent, "/profile", **phone)
        chief = await visit(tenant.admin, "/profile", **phone)
        customer = await visit(tenant.customer, "/profile", **phone)
        for visitor, pages in ((agent, staff), (chief, chiefs), (customer, customers)):
            for name, (path, sign) in pages.items():
                await gallery.look_on_a_telephone(visitor, name, path, sign)
        assert gallery.faults == []
