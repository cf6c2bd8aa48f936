"""Articles, canned replies, and what suggestions were used for, over REST."""

from typing import Any

import pytest

from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio

ARTICLES, CANNED = "/api/app/articles", "/api/app/canned-replies"
ARTICLE = {"title": "The VPN", "body": "# Set-up\n\nInstall *it*.", "state": "published"}
REPLY = {"shortcut": "/hello", "title": "Greeting", "text": "Hello {customer_name}!"}


async def made(by: Person, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await by.post(path, body)
    assert answer.status_code == 201, answer.text
    assert (await by.get(answer.headers["location"])).json() == answer.json()
    shown: dict[str, Any] = answer.json()
    return shown


class TestArticles:
    async def test_are_drafts_until_published(self, tenant: Tenant) -> None:
        draft = await made(tenant.agent, ARTICLES, {"title": "VPN", "body": "Text"})
        address = f"{ARTICLES}/{draft['id']}"
        assert draft["state"] == "draft"
        assert (await tenant.customer.get(address)).status_code == 404
        await tenant.agent.put(address, {"state": "published"})
        seen = (await tenant.customer.get(address)).json()
        assert seen["body"] == "Text"
        assert seen["url"] == f"/help/articles/{draft['id']}"

    async def test_internal_ones_are_for_staff(self, tenant: Tenant) -> None:
        article = await made(tenant.agent, ARTICLES, {**ARTICLE, "visibility": "staff"})
        assert (await tenant.customer.get(ARTICLES)).json() == []
        assert (await tenant.customer.get(f"{ARTICLES}/{article['id']}")).status_code == 404
        assert len((await tenant.agent.get(ARTICLES)).json()) == 1

    async def test_are_changed_voted_on_and_deleted(self, tenant: Tenant) -> None:
        article = await made(tenant.agent, ARTICLES, ARTICLE)
        address = f"{ARTICLES}/{article['id']}"
        changed = await tenant.admin.put(address, {"title": "VPN and how"})
        assert changed.json()["version"] == 2
        assert len((await tenant.agent.get(f"{address}/versions")).json()) == 2
        voted = await tenant.customer.post(f"{address}/feedback", {"helpful": True})
        assert voted.json()["helpful"] == 1
        assert (await tenant.agent.delete(address)).status_code == 200
        assert (await tenant.agent.get(address)).status_code == 404

    async def test_ids_are_not_those_of_faq_entries(self, tenant: Tenant) -> None:
        article = await made(tenant.agent, ARTICLES, ARTICLE)
        assert (await tenant.agent.get(f"/api/chatbot/faqs/{article['id']}")).status_code == 404
        assert (await tenant.agent.delete(f"{CANNED}/{article['id']}")).status_code == 404


class TestCannedReplies:
    async def test_shortcuts_are_tidied_and_unique(self, tenant: Tenant) -> None:
        reply = await made(tenant.agent, CANNED, {**REPLY, "shortcut": "/Hello"})
        assert reply["shortcut"] == "hello"
        taken = await tenant.agent.post(CANNED, REPLY)
        assert (taken.status_code, taken.json()["code"]) == (409, "SHORTCUT_TAKEN")
        other = await made(tenant.agent, CANNED, {**REPLY, "shortcut": "bye"})
        taken = await tenant.agent.put(f"{CANNED}/{other['id']}", {"shortcut": "hello"})
        assert taken.status_code == 409

    @pytest.mark.parametrize("shortcut", ["", "/", "two words", "x" * 42, "a/b", "<b>"])
    async def test_a_shortcut_is_one_short_word(self, tenant: Tenant, shortcut: str) -> None:
        answer = await tenant.agent.post(CANNED, {**REPLY, "shortcut": shortcut})
        assert answer.status_code == 400

    async def test_customers_see_none(self, tenant: Tenant) -> None:
        reply = await made(tenant.agent, CANNED, REPLY)
        assert (await tenant.customer.get(CANNED)).json() == []
        assert (await tenant.customer.get(f"{CANNED}/{reply['id']}")).status_code == 404
        assert (await tenant.customer.post(CANNED, REPLY)).status_code == 403


class TestUses:
    async def test_are_counted_by_kind_and_source(self, tenant: Tenant) -> None:
        reply = await made(tenant.agent, CANNED, REPLY)
        use = {"conversation_id": 1, "kind": "canned", "source_id": reply["id"]}
        for how in ("insert", "send", "send"):
            counted = await tenant.agent.post("/api/app/suggestions/used", {**use, "how": how})
            assert counted.status_code == 200
        await tenant.agent.post(
            "/api/app/suggestions/used", {"conversation_id": 1, "kind": "phrase", "how": "edit"}
        )
        kinds = (await tenant.admin.get("/api/app/suggestions/uses")).json()
        assert [(one["kind"], one["inserted"], one["edited"], one["sent"]) for one in kinds] == [
            ("canned", 1, 0, 2), ("phrase", 0, 1, 0)
        ]  # fmt: skip
        sources = await tenant.admin.get("/api/app/suggestions/uses", params={"by_source": True})
        assert sources.json()[0]["title"] == "Greeting"
        assert (await tenant.agent.get(f"{CANNED}/{reply['id']}")).json()["used"] == 3

    async def test_customers_neither_count_nor_see_them(self, tenant: Tenant) -> None:
        use = {"conversation_id": 1, "kind": "phrase", "how": "edit"}
        for answer in (
            await tenant.customer.post("/api/app/suggestions/used", use),
            await tenant.customer.get("/api/app/suggestions/uses"),
        ):
            assert answer.status_code == 403


class TestCategories:
    async def test_are_counted_as_the_asker_sees_them(self, tenant: Tenant) -> None:
        faq = {"question": "Q?", "answer": "A", "category": "Billing"}
        for body in (faq, {**faq, "state": "draft"}, {**faq, "category": ""}):
            await made(tenant.agent, "/api/chatbot/faqs", body)
        for person, count in ((tenant.agent, 2), (tenant.customer, 1)):
            shown = (await person.get("/api/app/knowledge/categories")).json()
            assert shown == [{"name": "Billing", "count": count}]
