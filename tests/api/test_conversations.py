import asyncio
from typing import Any, get_args

import pytest

from ringdesk.api.app import chat_help
from ringdesk.domains import assistant
from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio
BASE = "/api/app/conversations"


@pytest.fixture
async def tenant(tenant: Tenant) -> Tenant:
    """Whose assistant is silent, so that only people are heard."""
    quiet = await tenant.admin.put("/api/admin/system-config", {"auto_reply_enabled": False})
    assert quiet.status_code == 200, quiet.text
    return tenant


async def opened(person: Person, **given: Any) -> dict[str, Any]:
    answer = await person.post("/api/app/conversations", given)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def say(person: Person, chat: int, content: str = "Hello", **more: Any) -> dict[str, Any]:
    path = f"/api/app/conversations/{chat}/messages"
    answer = await person.post(path, {"content": content, **more})
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def seen(person: Person, chat: int) -> dict[str, Any]:
    found: dict[str, Any] = (await person.get(f"{BASE}/{chat}")).json()
    return found


async def ids(person: Person, query: str) -> list[int]:
    return [one["id"] for one in (await person.get(BASE + query)).json()]


class TestOpening:
    async def test_gives_a_customer_back_what_has_not_ended(self, tenant: Tenant) -> None:
        first = await opened(tenant.customer, customer_name="Carla")
        assert first["state"] == "open" and first["customer"]["id"] == tenant.customer.id
        assert (await opened(tenant.customer))["id"] == first["id"]
        assert (await opened(tenant.customer, channel="widget"))["id"] != first["id"]
        await tenant.agent.post(f"{BASE}/{first['id']}/end")
        assert (await opened(tenant.customer))["id"] != first["id"]

    async def test_in_two_windows_at_once_opens_one(self, tenant: Tenant) -> None:
        both = await asyncio.gather(*(opened(tenant.customer) for _ in range(4)))
        assert len({one["id"] for one in both}) == 1

    @pytest.mark.parametrize("body", [{"channel": "ticket"}, {"channel": 1}, {"state": "active"}])
    async def test_refuses_what_is_not_open_to_customers(
        self, tenant: Tenant, body: dict[str, Any]
    ) -> None:
        assert (await tenant.customer.post(BASE, body)).status_code == 400


class TestSaying:
    async def test_shows_staff_what_the_assistant_found_and_customers_not(
        self, tenant: Tenant
    ) -> None:
        chat = (await opened(tenant.customer))["id"]
        said = await say(tenant.customer, chat, "Hello there!")
        assert said["analysis"] is None and said["sender"]["id"] == tenant.customer.id
        path = f"/api/app/conversations/{chat}/messages"

        async def understood() -> bool:
            [one] = (await tenant.agent.get(path)).json()
            return one["analysis"] is not None

        await eventually(understood)
        [seen] = (await tenant.agent.get(path)).json()
        assert seen["analysis"]["intent"] == "greeting"
        [own] = (await tenant.customer.get(path)).json()
        assert own["analysis"] is None
        shown = (await tenant.agent.get(f"/api/app/conversations/{chat}")).json()
        assert shown["intent"]["label"] == "greeting" and shown["unread_count"] == 1
        assert shown["last_message"]["content"] == "Hello there!"
        own_view = (await tenant.customer.get(f"/api/app/conversations/{chat}")).json()
        assert own_view["intent"] is None and own_view["unread_count"] == 0

    async def test_marks_what_the_other_side_has_read(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        await say(tenant.customer, chat)
        await say(tenant.agent, chat, "A note", internal=True)
        await say(tenant.agent, chat, "Hello to you")
        assert (await seen(tenant.customer, chat))["unread_count"] == 1
        assert (await tenant.customer.post(f"{BASE}/{chat}/read")).json()["read"] == 1
        assert (await seen(tenant.customer, chat))["unread_count"] == 0
        assert (await seen(tenant.agent, chat))["unread_count"] == 1

    async def test_many_times_at_once_under_one_key_says_it_once(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        said = await asyncio.gather(
            *(say(tenant.customer, chat, "Once", client_key="k") for _ in range(5))
        )
        assert len({one["id"] for one in said}) == 1
        assert (await seen(tenant.customer, chat))["message_count"] == 1

    async def test_shows_the_latest_page_and_what_came_before(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        said = [(await say(tenant.agent, chat, str(n)))["id"] for n in range(5)]
        path = f"{BASE}/{chat}/messages?limit=2"
        last = [one["id"] for one in (await tenant.agent.get(path)).json()]
        assert last == said[3:]
        before = (await tenant.agent.get(f"{path}&before={last[0]}")).json()
        assert [one["id"] for one in before] == said[1:3]

    async def test_takes_a_file_without_words_but_not_nothing(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        file = {"file": ("a.txt", b"mine", "text/plain")}
        form = {"conversation_id": str(chat)}
        up = await tenant.customer.client.post("/api/attachments", data=form, files=file)
        assert up.status_code == 201, up.text
        sent = await say(tenant.customer, chat, "", attachment_ids=[up.json()["id"]])
        assert [one["name"] for one in sent["attachments"]] == ["a.txt"]
        nothing = await tenant.customer.post(f"{BASE}/{chat}/messages", {"content": " "})
        assert nothing.status_code == 400
        other = await tenant.person()
        assert (await other.get(f"/api/attachments/{up.json()['id']}")).status_code == 404

    async def test_by_the_doors_of_chat_and_ticket_at_once_locks_nobody_out(
        self, tenant: Tenant
    ) -> None:
        chat = (await opened(tenant.customer))["id"]
        await say(tenant.customer, chat, "It is broken")
        ticket = (await tenant.agent.post(f"{BASE}/{chat}/ticket")).json()
        on_ticket = {"ticket_id": ticket["id"], "content": "By the ticket"}

        async def by_ticket(person: Person) -> int:
            return (await person.post("/api/messages", on_ticket)).status_code

        async def by_chat(person: Person) -> int:
            path = f"{BASE}/{chat}/messages"
            return (await person.post(path, {"content": "By the chat"})).status_code

        doors = [
            act(person)
            for _ in range(5)
            for act in (by_ticket, by_chat)
            for person in (tenant.agent, tenant.customer)
        ]
        assert set(await asyncio.gather(*doors)) <= {200, 201}
        assert (await seen(tenant.agent, chat))["message_count"] == 21


class TestListing:
    async def test_filters_and_goes_on_from_page_to_page(self, tenant: Tenant) -> None:
        people = [tenant.customer, await tenant.person(name="Berta Busy"), await tenant.person()]
        chats = [(await opened(person))["id"] for person in people]
        await tenant.agent.post(f"{BASE}/{chats[1]}/assign")
        await tenant.agent.post(f"{BASE}/{chats[2]}/end")
        assert await ids(tenant.agent, "") == [chats[2], chats[1], chats[0]]
        assert await ids(tenant.agent, "?state=open,waiting,active") == [chats[1], chats[0]]
        assert await ids(tenant.agent, "?state=ended") == [chats[2]]
        assert await ids(tenant.agent, "?assigned_to=me") == [chats[1]]
        assert await ids(tenant.admin, "?assigned_to=me") == []
        assert await ids(tenant.agent, "?assigned_to=none") == [chats[2], chats[0]]
        assert await ids(tenant.agent, "?q=berta") == [chats[1]]
        assert await ids(tenant.customer, "") == [chats[0]]
        first = await tenant.agent.get(f"{BASE}?limit=2")
        link = first.headers["link"].partition(">")[0].lstrip("<")
        rest = (await tenant.agent.get(link)).json()
        assert [one["id"] for one in rest] == [chats[0]]

    @pytest.mark.parametrize(
        "query", ["?state=asleep", "?assigned_to=x", "?after=yesterday", "?limit=x"]
    )
    async def test_refuses_unknown_filters(self, tenant: Tenant, query: str) -> None:
        assert (await tenant.agent.get(BASE + query)).status_code == 400

    async def test_counts_what_waits_for_those_who_answer(self, tenant: Tenant) -> None:
        await tenant.customer.post("/api/chat/session", {"type": "chat"})
        mine = (await opened(await tenant.person()))["id"]
        await tenant.agent.post(f"{BASE}/{mine}/assign")
        await say(tenant.customer, (await opened(tenant.customer))["id"], "Is anybody there?")
        assert (await tenant.agent.get(f"{BASE}/counts")).json() == {
            "waiting": 1, "mine": 1, "unassigned": 1, "active": 1,
        }  # fmt: skip
        assert (await tenant.customer.get(f"{BASE}/counts")).status_code == 403


class TestHandling:
    async def test_goes_from_hand_to_hand(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        taken = (await tenant.agent.post(f"{BASE}/{chat}/assign")).json()
        assert (taken["state"], taken["agent"]["id"]) == ("active", tenant.agent.id)
        to = {"agent_id": tenant.admin.id}
        given = (await tenant.agent.post(f"{BASE}/{chat}/assign", to)).json()
        assert given["agent"]["id"] == tenant.admin.id
        back = (await tenant.agent.post(f"{BASE}/{chat}/assign", {"agent_id": None})).json()
        assert (back["state"], back["agent"]) == ("open", None)
        for nobody in (tenant.customer.id, 10**12):
            answer = await tenant.agent.post(f"{BASE}/{chat}/assign", {"agent_id": nobody})
            assert answer.status_code == 409
        assert (await tenant.customer.post(f"{BASE}/{chat}/assign")).status_code == 403

    async def test_ends_by_either_side_and_is_opened_again(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        over = (await tenant.customer.post(f"{BASE}/{chat}/end")).json()
        assert over["state"] == "ended" and over["ended_at"]
        assert (await tenant.customer.post(f"{BASE}/{chat}/reopen")).status_code == 403
        again = (await tenant.agent.post(f"{BASE}/{chat}/reopen")).json()
        assert (again["state"], again["ended_at"]) == ("active", None)

    async def test_shows_nothing_of_anothers(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        chat, elsewhere = (await opened(tenant.customer))["id"], await make_tenant()
        for person in (await tenant.person(), elsewhere.admin):
            for act in ("", "/messages", "/suggestions", "/summary"):
                assert (await person.get(f"{BASE}/{chat}{act}")).status_code in (403, 404)
            for act in ("read", "assign", "end", "reopen", "ticket"):
                answer = await person.post(f"{BASE}/{chat}/{act}")
                assert answer.status_code in (403, 404), act
        assert (await seen(tenant.agent, chat))["state"] == "open"

    async def test_a_plain_thread_of_a_ticket_is_no_chat(self, tenant: Tenant) -> None:
        thread = (await tenant.ticket())["conversation_id"]
        for act in ("assign", "end", "reopen", "ticket", "read"):
            assert (await tenant.agent.post(f"{BASE}/{thread}/{act}")).status_code == 404, act
        for act in ("", "/messages", "/suggestions", "/summary"):
            assert (await tenant.agent.get(f"{BASE}/{thread}{act}")).status_code == 404, act
        assert (await tenant.agent.get(f"/api/chat/rooms/{thread}")).status_code == 404
        said = {"content": "Past the ticket"}
        assert (await tenant.agent.post(f"{BASE}/{thread}/messages", said)).status_code == 404


class TestTicketsAndChats:
    async def test_a_chat_becomes_a_ticket_once(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        await say(tenant.customer, chat, "My parcel was not delivered")
        await say(tenant.agent, chat, "He is lying", internal=True)
        made = (await tenant.agent.post(f"{BASE}/{chat}/ticket", {"reason": "Parcel"})).json()
        assert made["created_by"] == tenant.customer.id and made["conversation_id"] == chat
        assert "lying" not in made["description"] and "Parcel" in made["description"]
        again = (await tenant.customer.post(f"{BASE}/{chat}/ticket")).json()
        assert again["id"] == made["id"]
        assert (await seen(tenant.agent, chat))["ticket_id"] == made["id"]
        thread = (await tenant.customer.get(f"/api/messages/ticket/{made['id']}")).json()
        assert [one["content"] for one in thread] == ["My parcel was not delivered"]

    async def test_a_chat_goes_on_when_its_ticket_is_deleted(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        await say(tenant.customer, chat, "My parcel was not delivered")
        made = (await tenant.agent.post(f"{BASE}/{chat}/ticket")).json()
        assert (await tenant.admin.delete(f"/api/tickets/{made['id']}")).status_code == 200
        await say(tenant.customer, chat, "Is anybody there?")
        await say(tenant.agent, chat, "Yes")

        async def is_free() -> bool:
            return (await seen(tenant.agent, chat))["ticket_id"] is None

        await eventually(is_free)
        again = await tenant.agent.post(f"{BASE}/{chat}/ticket")
        assert again.is_success and again.json()["id"] != made["id"]

    async def test_a_ticket_becomes_a_chat_with_its_words(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        await tenant.customer.post(
            "/api/messages", {"ticket_id": ticket["id"], "content": "Still smoking"}
        )
        path = f"/api/app/tickets/{ticket['id']}/chat"
        assert (await tenant.customer.post(path)).status_code in (403, 404)
        chat = (await tenant.agent.post(path)).json()
        assert (chat["id"], chat["ticket_id"]) == (ticket["conversation_id"], ticket["id"])
        assert chat["state"] == "active" and chat["agent"]["id"] == tenant.agent.id
        assert await ids(tenant.customer, "") == [chat["id"]]
        said = (await tenant.customer.get(f"{BASE}/{chat['id']}/messages")).json()
        assert [one["content"] for one in said] == ["Still smoking"]
        await say(tenant.customer, chat["id"], "It is out")
        thread = (await tenant.agent.get(f"/api/messages/ticket/{ticket['id']}")).json()
        assert [one["content"] for one in thread] == ["Still smoking", "It is out"]


class TestTheAssistantsHelp:
    async def test_offers_staff_replies_and_a_summary(self, tenant: Tenant) -> None:
        faq = {"question": "How do I reset my password?", "answer": "Follow the link."}
        made = await tenant.admin.post("/api/chatbot/faqs", {**faq, "category": "Accounts"})
        assert made.status_code == 201, made.text
        chat = (await opened(tenant.customer))["id"]
        assert (await tenant.agent.get(f"{BASE}/{chat}/suggestions")).json() == []
        await say(tenant.customer, chat, "How do I reset my password?")
        offered = (await tenant.agent.get(f"{BASE}/{chat}/suggestions")).json()
        assert offered[0]["text"] == "Follow the link." and offered[0]["kind"] == "faq"
        summary = (await tenant.agent.get(f"{BASE}/{chat}/summary")).json()
        assert "password" in summary["text"] and summary["lines"] == 1
        for help in ("suggestions", "summary"):
            assert (await tenant.customer.get(f"{BASE}/{chat}/{help}")).status_code == 403

    async def test_is_corrected_to_what_it_could_have_said(self) -> None:
        assert get_args(chat_help.Intent) == assistant.INTENTS

    async def test_is_corrected_by_staff(self, tenant: Tenant) -> None:
        chat = (await opened(tenant.customer))["id"]
        said = await say(tenant.customer, chat, "Good morning!")
        path = f"/api/app/messages/{said['id']}/intent"
        corrected = await tenant.agent.put(path, {"intent": "complaint"})
        analysis = corrected.json()["analysis"]
        assert (analysis["intent"], analysis["corrected"]) == ("complaint", True)
        assert (await seen(tenant.agent, chat))["intent"]["label"] == "complaint"
        assert (await tenant.agent.put(path, {"intent": "rage"})).status_code == 400
        assert (await tenant.customer.put(path, {"intent": "support"})).status_code == 403
        own = await say(tenant.agent, chat, "Hello")
        answer = await tenant.agent.put(
            f"/api/app/messages/{own['id']}/intent", {"intent": "support"}
        )
        assert answer.status_code == 404


class TestTheCustomerPanel:
    async def test_shows_what_went_before_and_notes(self, tenant: Tenant) -> None:
        await tenant.ticket()
        asked = await tenant.customer.post("/api/chat/session", {"type": "voice"})
        path = f"/api/app/customers/{tenant.customer.id}"
        noted = await tenant.agent.post(f"{path}/notes", {"content": "Prefers to be called"})
        assert noted.json()["author"]["id"] == tenant.agent.id
        panel = (await tenant.admin.get(path)).json()
        assert panel["person"]["full_name"] == "Carla Customer" and panel["person"]["last_seen_at"]
        assert [one["content"] for one in panel["notes"]] == ["Prefers to be called"]
        assert [one["id"] for one in panel["sessions"]] == [asked.json()["id"]]
        assert len(panel["tickets"]) == 1 and len(panel["conversations"]) == 1

    async def test_is_for_staff_who_talk_to_customers(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        path, elsewhere = f"/api/app/customers/{tenant.customer.id}", await make_tenant()
        operator = await tenant.person("operator")
        for person in (tenant.customer, operator, elsewhere.agent):
            assert (await person.get(path)).status_code == 404
            note = await person.post(f"{path}/notes", {"content": "x"})
            assert note.status_code == 404
        reader = await tenant.person("support_agent", scopes=["chats:read"])
        panel = (await reader.get(path)).json()
        assert panel["tickets"] == []
        assert (await reader.post(f"{path}/notes", {"content": "x"})).status_code == 403
        colleague = f"/api/app/customers/{tenant.admin.id}"
        assert (await tenant.agent.get(colleague)).status_code == 404


class TestAvailability:
    async def test_is_ones_own_to_say(self, tenant: Tenant) -> None:
        path = "/api/app/availability"
        assert (await tenant.agent.get(path)).json() == {
            "state": "offline", "capacity": 4, "skills": [],
        }  # fmt: skip
        said = {"state": "available", "capacity": 2, "skills": [" Latin ", "latin", "VIP"]}
        assert (await tenant.agent.put(path, said)).json() == {
            "state": "available", "capacity": 2, "skills": ["latin", "vip"],
        }  # fmt: skip
        assert (await tenant.agent.put(path, {"state": "away"})).json()["capacity"] == 2
        team = (await tenant.admin.get("/api/app/team/availability")).json()
        assert [(one["full_name"], one["state"]) for one in team] == [
            ("Ada Admin", "offline"), ("Axel Agent", "away"),
        ]  # fmt: skip
        for person_path in (path, "/api/app/team/availability"):
            assert (await tenant.customer.get(person_path)).status_code == 403
        for wrong in ({"state": "asleep"}, {"capacity": 0}, {"skills": [""]}, {"person_id": 1}):
            assert (await tenant.agent.put(path, wrong)).status_code == 400

    async def test_without_a_word_has_the_tenants_capacity(self, tenant: Tenant) -> None:
        await tenant.admin.put("/api/app/settings/routing", {"default_capacity": 9})
        assert (await tenant.agent.put("/api/app/availability", {"state": "busy"})).json() == {
            "state": "busy", "capacity": 9, "skills": [],
        }  # fmt: skip


class TestAnAgentWhoGoes:
    async def test_leaves_the_customer_to_the_queue(self, tenant: Tenant) -> None:
        await tenant.agent.put("/api/app/availability", {"state": "available"})
        asked = (await tenant.customer.post("/api/chat/session", {"type": "chat"})).json()
        await tenant.agent.post(f"/api/chat/session/{asked['id']}/join")
        chat = asked["conversation_id"]
        assert (await seen(tenant.customer, chat))["state"] == "active"
        await tenant.agent.put("/api/app/availability", {"state": "away"})
        await tenant.agent.put("/api/app/availability", {"state": "offline"})

        async def it_waits() -> bool:
            return str((await seen(tenant.customer, chat))["state"]) == "waiting"

        await eventually(it_waits)
        said = (await tenant.customer.get(f"{BASE}/{chat}/messages")).json()
        assert any("agent_left" in one["content"] for one in said)

    async def test_is_gone_when_an_administrator_says_so(self, tenant: Tenant) -> None:
        asked = (await tenant.customer.post("/api/chat/session", {"type": "chat"})).json()
        await tenant.agent.post(f"/api/chat/session/{asked['id']}/join")
        answer = await tenant.admin.put(f"/api/users/{tenant.agent.id}", {"is_active": False})
        assert answer.status_code == 200

        async def it_waits() -> bool:
            chat = await seen(tenant.customer, asked["conversation_id"])
            return str(chat["state"]) == "waiting"

        await eventually(it_waits)


class TestRating:
    async def test_is_the_customers_when_it_is_over(self, tenant: Tenant) -> None:
        asked = (await tenant.customer.post("/api/chat/session", {"type": "chat"})).json()
        path = f"{BASE}/{asked['conversation_id']}/rating"
        await tenant.agent.post(f"/api/chat/session/{asked['id']}/join")
        early = await tenant.customer.post(path, {"score": 5})
        assert (early.status_code, early.json()["code"]) == (409, "NOT_OVER")
        await tenant.customer.post(f"{BASE}/{asked['conversation_id']}/end")
        for score in (2, 4):
            given = await tenant.customer.post(path, {"score": score, "comment": " Fine "})
            assert given.json() == {"score": score, "comment": "Fine"}
        stranger = await tenant.person("customer")
        for person in (tenant.agent, stranger):
            assert (await person.post(path, {"score": 1})).status_code == 404
        for body in ({"score": 0}, {"score": 6}, {"score": "5"}, {"score": 5, "agent_id": 1}, {}):
            assert (await tenant.customer.post(path, body)).status_code == 400
        numbers = (await tenant.agent.get("/api/analytics/agent-stats")).json()
        assert numbers["csat"] == 4
