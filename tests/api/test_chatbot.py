from typing import Any

import pytest
from httpx import AsyncClient

from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio

RESET = {
    "question": "How do I reset my password?",
    "answer": "Click 'Forgot password' on the sign-in page.",
    "category": "Authentication",
}
UNKNOWN = "Which colour does the moon of Endor have in winter?"


async def teach(tenant: Tenant, **given: Any) -> dict[str, Any]:
    answer = await tenant.admin.post("/api/chatbot/faqs", {**RESET, **given})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def ask(person: Person, message: str, session_id: str | None = None) -> dict[str, Any]:
    body: dict[str, Any] = {"message": message}
    if session_id is not None:
        body["session_id"] = session_id
    answer = await person.post("/api/chatbot/chat", body)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def messages(person: Person, session_id: str) -> list[dict[str, Any]]:
    answer = await person.get(f"/api/app/conversations/{session_id}/messages")
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json() if one["kind"] == "said"]


class TestAsking:
    async def test_what_is_known_is_answered_with_its_source(self, tenant: Tenant) -> None:
        faq = await teach(tenant)
        said = await ask(tenant.customer, "How do I reset my password?")
        assert said["response"] == RESET["answer"]
        assert said["was_escalated"] is False and said["ticket_id"] is None
        assert 0.7 <= said["confidence_score"] <= 1
        url = f"/help/questions/{faq['id']}"
        assert said["sources"] == [{"title": RESET["question"], "url": url}]
        assert said["response_time_ms"] >= 0

    async def test_both_sides_are_messages_of_the_session(self, tenant: Tenant) -> None:
        await teach(tenant)
        said = await ask(tenant.customer, "How do I reset my password?")
        asked, answered = await messages(tenant.customer, said["session_id"])
        assert (asked["content"], asked["is_ai"]) == ("How do I reset my password?", False)
        assert (answered["content"], answered["is_ai"]) == (RESET["answer"], True)
        assert answered["sources"] == said["sources"]
        assert answered["sender"]["id"] == 0

    async def test_a_session_goes_on(self, tenant: Tenant) -> None:
        await teach(tenant)
        first = await ask(tenant.customer, "How do I reset my password?")
        second = await ask(tenant.customer, "thanks!", first["session_id"])
        assert second["session_id"] == first["session_id"]
        assert second["outcome"] == "thanked" and second["was_escalated"] is False
        assert len(await messages(tenant.customer, first["session_id"])) == 4

    async def test_a_follow_up_is_understood_by_what_was_said(self, tenant: Tenant) -> None:
        await teach(tenant, question="How do I install the VPN on Windows?", answer="Run setup.")
        await teach(tenant, question="How do I install the VPN on a Mac?", answer="Drag the icon.")
        first = await ask(tenant.customer, "How do I install the VPN on Windows?")
        second = await ask(tenant.customer, "and on a Mac?", first["session_id"])
        assert second["confidence_score"] > 0

    async def test_a_greeting_is_greeted(self, tenant: Tenant) -> None:
        said = await ask(tenant.customer, "Hello")
        assert said["outcome"] == "greeted" and not said["was_escalated"]
        assert said["response"].startswith("Hello")

    async def test_an_answer_is_no_longer_than_the_tenant_wants(self, tenant: Tenant) -> None:
        await teach(tenant, answer="Long. " * 400)
        await tenant.admin.put("/api/admin/system-config", {"max_response_length": 80})
        said = await ask(tenant.customer, "How do I reset my password?")
        assert said["outcome"] == "answered" and len(said["response"]) <= 80

    async def test_the_same_key_asks_once(self, tenant: Tenant) -> None:
        body, headers = {"message": "Hello"}, {"Idempotency-Key": "once"}
        first, second = [
            (await tenant.customer.post("/api/chatbot/chat", body, headers=headers)).json()
            for _ in range(2)
        ]
        assert first == second
        assert len(await messages(tenant.customer, first["session_id"])) == 2
        other = await tenant.customer.post(
            "/api/chatbot/chat", {"message": "Something else"}, headers=headers
        )
        assert (other.status_code, other.json()["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")


class TestWhatIsNotKnown:
    async def test_is_said_and_becomes_a_ticket_with_the_transcript(self, tenant: Tenant) -> None:
        await teach(tenant)
        said = await ask(tenant.customer, UNKNOWN)
        assert said["was_escalated"] is True and isinstance(said["ticket_id"], int)
        assert said["confidence_score"] < 0.7
        assert f"#{said['ticket_id']}" in said["response"] and not said["sources"]
        ticket = (await tenant.agent.get(f"/api/tickets/{said['ticket_id']}")).json()
        assert ticket["customer"]["id"] == tenant.customer.id
        assert [one["content"] for one in ticket["messages"]] == [UNKNOWN, said["response"]]
        assert UNKNOWN in ticket["description"]

    async def test_opens_one_ticket_a_session(self, tenant: Tenant) -> None:
        first = await ask(tenant.customer, UNKNOWN)
        second = await ask(tenant.customer, "And in summer?", first["session_id"])
        assert second["ticket_id"] == first["ticket_id"] and second["was_escalated"]
        assert len((await tenant.agent.get("/api/tickets")).json()) == 1

    async def test_depends_on_the_threshold(self, tenant: Tenant) -> None:
        await teach(tenant)
        question = "Where do I change the letters I sign in with?"
        await tenant.admin.put("/api/admin/system-config", {"ai_confidence_threshold": 1.0})
        assert (await ask(tenant.customer, question))["outcome"] == "refused"
        await tenant.admin.put("/api/admin/system-config", {"ai_confidence_threshold": 0.0})
        assert (await ask(tenant.customer, question))["outcome"] == "answered"


class TestSessions:
    @pytest.mark.parametrize(
        "given", ["0", "-1", "999999999999", "x" * 60, "1e3", "١", " 1", "9" * 30]
    )
    async def test_that_do_not_exist_are_not_found(self, given: str, tenant: Tenant) -> None:
        body = {"message": "Hello", "session_id": given}
        answer = await tenant.customer.post("/api/chatbot/chat", body)
        assert (answer.status_code, answer.json()["detail"]) == (404, "Resource not found")

    async def test_of_others_are_not_found_not_even_by_staff(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        theirs = (await ask(tenant.customer, "Hello"))["session_id"]
        other = await tenant.person("customer")
        stranger = (await make_tenant()).customer
        for person in (other, tenant.agent, tenant.admin, stranger):
            answer = await person.post(
                "/api/chatbot/chat", {"message": "Hello", "session_id": theirs}
            )
            assert answer.status_code == 404
        assert len(await messages(tenant.customer, theirs)) == 2

    async def test_are_conversations_with_the_chatbot_alone(self, tenant: Tenant) -> None:
        room = (await tenant.customer.post("/api/app/conversations", {})).json()["id"]
        body = {"message": "Hello", "session_id": str(room)}
        assert (await tenant.customer.post("/api/chatbot/chat", body)).status_code == 404


class TestBadInput:
    @pytest.mark.parametrize(
        "body",
        [{}, {"message": ""}, {"message": "   \n"}, {"message": "x" * 5_001}, {"message": None},
         {"message": 5}, {"message": "x", "session_id": 5}, {"message": "x", "user_id": 1},
         {"message": "a\x00b"}],
    )  # fmt: skip
    async def test_is_refused(self, body: dict[str, Any], tenant: Tenant) -> None:
        answer = await tenant.customer.post("/api/chatbot/chat", body)
        assert answer.status_code == 400, answer.text
        assert (await tenant.agent.get("/api/chatbot/logs")).json() == []

    async def test_without_a_token_is_refused(self, stranger: AsyncClient) -> None:
        for verb, path in (("POST", "chat"), ("GET", "logs"), ("GET", "analytics")):
            answer = await stranger.request(verb, f"/api/chatbot/{path}", json={"message": "x"})
            assert answer.status_code == 401

    @pytest.mark.parametrize("text", ["?!", "😀", "\u200b\u202e", "x" * 5_000, "а́" * 2_000])
    async def test_of_any_kind_is_only_text(self, text: str, tenant: Tenant) -> None:
        said = await ask(tenant.customer, text)
        assert said["outcome"] in ("unclear", "refused")


class TestLogs:
    async def test_hold_questions_and_answers_newest_first(self, tenant: Tenant) -> None:
        await teach(tenant)
        first = await ask(tenant.customer, "How do I reset my password?")
        second = await ask(tenant.customer, UNKNOWN)
        newest, oldest = (await tenant.agent.get("/api/chatbot/logs")).json()
        assert (newest["user_query"], oldest["user_query"]) == (UNKNOWN, RESET["question"])
        assert oldest["bot_response"] == first["response"]
        assert newest["ticket_id"] == second["ticket_id"] and newest["was_escalated"]
        assert oldest["user_id"] == tenant.customer.id
        assert oldest["session_id"] == first["session_id"]
        assert oldest["confidence_score"] == first["confidence_score"]
        assert oldest["knowledge_revision"] > 0 and oldest["threshold"] == 0.7

    async def test_can_be_filtered(self, tenant: Tenant) -> None:
        hello = await ask(tenant.customer, "Hello")
        await ask(tenant.customer, UNKNOWN)

        async def queries(query: str) -> list[str]:
            answer = await tenant.admin.get(f"/api/chatbot/logs?{query}")
            assert answer.status_code == 200, answer.text
            return [one["user_query"] for one in answer.json()]

        assert await queries("escalated_only=true") == [UNKNOWN]
        assert await queries("unanswered_only=true") == [UNKNOWN]
        assert await queries(f"session_id={hello['session_id']}") == ["Hello"]
        assert await queries("session_id=nonsense") == []
        assert await queries("limit=1") == [UNKNOWN]
        assert await queries("limit=1&skip=1") == ["Hello"]

    async def test_are_for_staff(self, tenant: Tenant) -> None:
        for path in ("logs", "analytics"):
            assert (await tenant.customer.get(f"/api/chatbot/{path}")).status_code == 403

    async def test_are_the_tenants_own(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        said = await ask(tenant.customer, UNKNOWN)
        other = await make_tenant()
        assert (await other.admin.get("/api/chatbot/logs")).json() == []
        found = await other.admin.get(f"/api/chatbot/logs?session_id={said['session_id']}")
        assert found.json() == []
        assert (await other.admin.get("/api/chatbot/analytics")).json()["total_queries"] == 0


class TestAnalytics:
    async def test_count_what_was_asked(self, tenant: Tenant) -> None:
        faq = await teach(tenant)
        for text in ("How do I reset my password?", "how do i reset my PASSWORD", UNKNOWN):
            await ask(tenant.customer, text)
        found = (await tenant.agent.get("/api/chatbot/analytics")).json()
        assert (found["total_queries"], found["escalated_queries"]) == (3, 1)
        assert found["escalation_rate"] == 33.33
        assert 0 < found["avg_confidence_score"] < 1
        assert found["common_queries"][0] == {"query": "how do i reset my PASSWORD", "count": 2}
        assert found["common_sources"] == [
            {"kind": "faq", "id": faq["id"], "title": RESET["question"], "count": 2}
        ]
        assert found["unanswered_queries"] == [{"query": UNKNOWN, "count": 1}]

    async def test_over_nothing_are_0(self, tenant: Tenant) -> None:
        found = (await tenant.agent.get("/api/chatbot/analytics")).json()
        assert found["total_queries"] == found["escalation_rate"] == 0
        assert found["avg_confidence_score"] == 0 and found["common_queries"] == []


class TestAskingForAPerson:
    async def test_in_words_queues_the_customer(self, tenant: Tenant) -> None:
        said = await ask(tenant.customer, "I want to talk to a human")
        assert said["was_escalated"] and said["handoff"]["state"] == "queued"
        assert said["handoff"]["queue_position"] == 1
        [waiting] = (await tenant.agent.get("/api/chat/sessions?status=waiting")).json()
        assert waiting["room_id"] == said["session_id"]

    async def test_by_the_button_does_the_same(self, tenant: Tenant) -> None:
        room = (await tenant.customer.post("/api/app/conversations", {})).json()["id"]
        path = f"/api/app/conversations/{room}"
        asked = await tenant.customer.post(f"{path}/person", {"reason": "My invoice is wrong"})
        assert asked.status_code == 200, asked.text
        assert asked.json()["session"]["queue_position"] == 1
        again = await tenant.customer.post(f"{path}/person")
        assert again.json()["session"]["id"] == asked.json()["session"]["id"]
        session = asked.json()["session"]["id"]
        joined = await tenant.agent.post(f"/api/chat/session/{session}/join")
        assert joined.status_code == 200
        seen = (await tenant.agent.get(f"{path}/handoff")).json()
        assert seen["reason"] == "My invoice is wrong"

        async def is_joined() -> bool:
            found = (await tenant.agent.get(f"{path}/handoff")).json()
            return bool(found["handoff"]["state"] == "joined")

        await eventually(is_joined)
        assert (await tenant.customer.get(f"{path}/handoff")).status_code == 403

    async def test_where_nobody_is_there_becomes_a_ticket(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.admin):
            assert (
                await person.put("/api/app/availability", {"state": "offline"})
            ).status_code == 200
        said = await ask(tenant.customer, "Can I speak to a real person?")
        assert said["handoff"]["state"] == "done" and said["handoff"]["outcome"] == "ticket"
        assert said["ticket_id"] == said["handoff"]["ticket_id"] is not None
        told = (await messages(tenant.customer, said["session_id"]))[-1]
        assert f"#{said['ticket_id']}" in told["content"]

    async def test_is_for_the_customer_alone(self, tenant: Tenant) -> None:
        room = (await tenant.customer.post("/api/app/conversations", {})).json()["id"]
        path = f"/api/app/conversations/{room}/person"
        other = await tenant.person("customer")
        assert (await other.post(path)).status_code == 404
        assert (await tenant.agent.post(path)).status_code == 403

    async def test_while_a_person_is_there_says_so(self, tenant: Tenant) -> None:
        said = await ask(tenant.customer, "talk to a person please")
        [waiting] = (await tenant.agent.get("/api/chat/sessions?status=waiting")).json()
        await tenant.agent.post(f"/api/chat/session/{waiting['id']}/join")
        more = await ask(tenant.customer, "Are you there?", said["session_id"])
        assert more["outcome"] == "with_person" and "colleague" in more["response"]
        assert (await messages(tenant.customer, said["session_id"]))[-1]["content"] == (
            "Are you there?"
        )


class TestThePatienceOfHandoffs:
    async def test_is_for_administrators_and_the_log_tells_of_each_change(
        self, tenant: Tenant
    ) -> None:
        path, wanted = "/api/app/chatbot/settings", {"handoff_patience_s": 120}
        assert (await tenant.agent.put(path, wanted)).status_code == 403
        for _ in range(2):
            answer = await tenant.admin.put(path, wanted)
            assert answer.json() == wanted
        told = [one for one in await tenant.log() if one.kind == "HandoffPatienceChanged"]
        assert [(one.actor_id, one.body) for one in told] == [(tenant.admin.id, '{"seconds": 120}')]
