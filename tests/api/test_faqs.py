"""Document 003's FAQ entries, over REST."""

from typing import Any

import pytest
from httpx import Response

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.conftest import MakeTenant, Person, Tenant
from tests.houses import open_house

pytestmark = pytest.mark.anyio

FAQS = "/api/chatbot/faqs"
RESET: dict[str, Any] = {
    "question": "How do I reset my password?",
    "answer": "Click 'Forgot password' on the sign-in page.",
    "category": "Authentication",
    "tags": ["Password", "reset", "login"],
}


async def write(by: Person, **given: Any) -> dict[str, Any]:
    answer = await by.post(FAQS, {**RESET, **given})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def asked(by: Person, question: str, context: str = "") -> dict[str, Any]:
    answer = await by.post("/api/app/knowledge/ask", {"question": question, "context": context})
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


class TestWriting:
    async def test_staff_write_an_entry_with_an_address(self, tenant: Tenant) -> None:
        answer = await tenant.agent.post(FAQS, RESET)
        assert answer.status_code == 201
        made = answer.json()
        assert answer.headers["location"] == f"{FAQS}/{made['id']}"
        assert made["question"] == RESET["question"]
        assert made["tags"] == ["login", "password", "reset"]
        assert made["is_active"] is True
        assert (await tenant.agent.get(answer.headers["location"])).json() == made

    async def test_customers_may_not(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        for answer in (
            await tenant.customer.post(FAQS, RESET),
            await tenant.customer.put(f"{FAQS}/{made['id']}", {"answer": "x"}),
            await tenant.customer.delete(f"{FAQS}/{made['id']}"),
        ):
            assert answer.status_code == 403
            assert answer.json()["detail"] == "Not enough permissions"

    async def test_operators_neither(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        assert (await operator.post(FAQS, RESET)).status_code == 403

    @pytest.mark.parametrize(
        ("field", "value"),
        [("question", ""), ("question", "   "), ("answer", " \n "), ("question", "x" * 501),
         ("answer", "x" * 10_001), ("tags", ["x" * 41]), ("tags", ["x"] * 21), ("tags", "x"),
         ("category", "x" * 101), ("language", "xx"), ("is_active", "yes"), ("question", 7)],
    )  # fmt: skip
    async def test_what_does_not_fit_is_refused(
        self, tenant: Tenant, field: str, value: object
    ) -> None:
        answer = await tenant.agent.post(FAQS, {**RESET, field: value})
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"][0]["field"].startswith(field)

    async def test_an_unknown_field_is_refused(self, tenant: Tenant) -> None:
        answer = await tenant.agent.post(FAQS, {**RESET, "tenant_id": "x"})
        assert answer.status_code == 400

    async def test_hostile_text_is_kept_and_given_back_as_it_is(self, tenant: Tenant) -> None:
        hostile = "<script>alert(1)</script> {{7*7}} ${x} '; drop table people; -- \u202e ![x](y)"
        made = await write(tenant.agent, question=f"Is {hostile} safe?", answer=hostile)
        assert made["answer"] == hostile
        shown = await asked(tenant.agent, f"Is {hostile} safe?")
        assert shown["sources"][0]["text"] == hostile


class TestChanging:
    async def test_changes_only_the_fields_given(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        answer = await tenant.agent.put(f"{FAQS}/{made['id']}", {"answer": "Ask us."})
        assert answer.status_code == 200
        changed = answer.json()
        assert changed["answer"] == "Ask us."
        assert changed["question"] == made["question"]
        assert changed["version"] == 2

    async def test_the_same_again_is_no_new_version(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        same = await tenant.agent.put(f"{FAQS}/{made['id']}", {"answer": made["answer"]})
        assert same.json()["version"] == 1

    async def test_a_stale_version_is_not_overwritten(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        address = f"{FAQS}/{made['id']}"
        assert (await tenant.admin.put(address, {"answer": "First"})).status_code == 200
        stale = await tenant.agent.put(address, {"answer": "Second"}, headers={"If-Match": 'W/"1"'})
        assert stale.status_code == 412
        assert stale.json()["details"]["version"] == 2

    async def test_keeps_how_it_read(self, tenant: Tenant) -> None:
        made = await write(tenant.agent, answer="One")
        await tenant.admin.put(f"{FAQS}/{made['id']}", {"answer": "Two"})
        versions = (await tenant.agent.get(f"{FAQS}/{made['id']}/versions")).json()
        assert [one["body"] for one in versions] == ["Two", "One"]
        assert [one["author"]["full_name"] for one in versions] == ["Ada Admin", "Axel Agent"]

    async def test_history_is_for_staff(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        answer = await tenant.customer.get(f"{FAQS}/{made['id']}/versions")
        assert answer.status_code == 403

    async def test_a_deleted_one_is_gone(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        gone = await tenant.agent.delete(f"{FAQS}/{made['id']}")
        assert gone.json() == {"message": "FAQ entry deleted"}
        assert (await tenant.agent.get(f"{FAQS}/{made['id']}")).status_code == 404
        assert (await asked(tenant.agent, RESET["question"]))["sources"] == []


class TestListing:
    async def test_searches_every_word_in_question_and_answer(self, tenant: Tenant) -> None:
        reset = await write(tenant.agent)
        other = await write(tenant.agent, question="Where is the invoice?", answer="In your mail.")
        for words, due in (
            ("password", [reset]), ("FORGOT page", [reset]), ("invoice mail", [other]),
            ("nothing", []), ("%", []), ("i", [other, reset]),
        ):  # fmt: skip
            found = await tenant.customer.get(FAQS, params={"search": words})
            assert [one["id"] for one in found.json()] == [one["id"] for one in due], words

    async def test_filters_by_category_in_any_case(self, tenant: Tenant) -> None:
        reset = await write(tenant.agent)
        await write(tenant.agent, category="Billing")
        found = await tenant.agent.get(FAQS, params={"category": "authentication"})
        assert [one["id"] for one in found.json()] == [reset["id"]]

    async def test_is_newest_first_in_pages(self, tenant: Tenant) -> None:
        made = [(await write(tenant.agent, question=f"Question {nr}?"))["id"] for nr in range(5)]
        first = (await tenant.agent.get(FAQS, params={"limit": 2})).json()
        assert [one["id"] for one in first] == made[:2:-1]
        rest = (await tenant.agent.get(FAQS, params={"before": first[-1]["id"]})).json()
        assert [one["id"] for one in rest] == made[2::-1]

    async def test_a_customer_sees_what_is_published_and_active(self, tenant: Tenant) -> None:
        shown = await write(tenant.agent)
        draft = await write(tenant.agent, state="draft")
        inactive = await write(tenant.agent, is_active=False)
        seen = (await tenant.customer.get(FAQS)).json()
        assert [one["id"] for one in seen] == [shown["id"]]
        for hidden in (draft, inactive):
            assert (await tenant.customer.get(f"{FAQS}/{hidden['id']}")).status_code == 404
            assert (await tenant.agent.get(f"{FAQS}/{hidden['id']}")).status_code == 200
        assert len((await tenant.agent.get(FAQS)).json()) == 3
        inactive_only = await tenant.agent.get(FAQS, params={"is_active": "false"})
        assert [one["id"] for one in inactive_only.json()] == [inactive["id"]]

    async def test_strangers_see_nothing(self, tenant: Tenant) -> None:
        answer = await tenant.customer.client.get(FAQS, headers={"Authorization": ""})
        assert answer.status_code == 401


class TestAnswering:
    async def test_an_entry_answers_from_the_moment_its_post_returned(self, tenant: Tenant) -> None:
        assert (await asked(tenant.agent, "password forgotten"))["sources"] == []
        made = await write(tenant.agent)
        shown = await asked(tenant.agent, "I forgot my password, how can I get a new one?")
        assert shown["sources"][0]["id"] == made["id"]
        assert shown["answered"] is True
        assert shown["answer"] == RESET["answer"]

    async def test_a_change_counts_at_once(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        await asked(tenant.agent, RESET["question"])
        await tenant.agent.put(f"{FAQS}/{made['id']}", {"answer": "Ask the front desk."})
        shown = await asked(tenant.agent, RESET["question"])
        assert shown["answer"] == "Ask the front desk."

    async def test_an_inactive_one_answers_no_longer_and_then_again(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        for active in (False, True):
            await tenant.agent.put(f"{FAQS}/{made['id']}", {"is_active": active})
            shown = await asked(tenant.agent, RESET["question"])
            assert shown["answered"] is active

    async def test_what_nobody_wrote_about_is_not_answered(self, tenant: Tenant) -> None:
        await write(tenant.agent)
        await write(tenant.agent, question="Where can I find my invoice?", answer="In the portal.")
        shown = await asked(tenant.agent, "What is the best recipe for pancakes?")
        assert shown["answered"] is False
        assert shown["answer"] == ""

    async def test_customers_do_not_get_the_preview(self, tenant: Tenant) -> None:
        answer = await tenant.customer.post("/api/app/knowledge/ask", {"question": "What?"})
        assert answer.status_code == 403

    async def test_another_tenants_entries_answer_nothing(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        made = await write(other.agent, answer="canary-42")
        shown = await asked(tenant.agent, RESET["question"])
        assert shown["sources"] == []
        assert "canary" not in str(shown)
        assert (await tenant.agent.get(f"{FAQS}/{made['id']}")).status_code == 404


class TestFeedback:
    async def test_one_vote_a_person_the_last_one_counts(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        address = f"{FAQS}/{made['id']}/feedback"
        for helpful, due in ((True, (1, 0)), (True, (1, 0)), (False, (0, 1))):
            voted = (await tenant.customer.post(address, {"helpful": helpful})).json()
            assert (voted["helpful"], voted["not_helpful"]) == due
        voted = (await tenant.admin.post(address, {"helpful": True})).json()
        assert (voted["helpful"], voted["not_helpful"]) == (1, 1)

    async def test_not_on_what_one_may_not_see(self, tenant: Tenant) -> None:
        made = await write(tenant.agent, state="draft")
        answer = await tenant.customer.post(f"{FAQS}/{made['id']}/feedback", {"helpful": True})
        assert answer.status_code == 404


class TestLookingUp:
    async def test_finds_by_meaning_what_a_customer_may_read(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        await write(tenant.agent, question="How do I sign in again?", answer="Draft", state="draft")
        question = {"question": "I cannot remember my pass phrase, how can I set a new one?"}
        for person in (tenant.customer, tenant.agent):
            answer = await person.post("/api/app/knowledge/answers", question)
            assert answer.status_code == 200, answer.text
            [found] = answer.json()
            assert (found["kind"], found["id"], found["text"]) == (
                "faq",
                made["id"],
                RESET["answer"],
            )
            assert 0.3 <= found["confidence"] <= 1

    async def test_finds_nothing_for_what_nobody_wrote_about(self, tenant: Tenant) -> None:
        await write(tenant.agent)
        for question in ("Which colour is the moon?", "???"):
            body = {"question": question}
            answer = await tenant.customer.post("/api/app/knowledge/answers", body)
            assert answer.status_code == 200 and answer.json() == []

    async def test_is_of_this_tenant_alone(self, make_tenant: MakeTenant) -> None:
        ours, theirs = await make_tenant(), await make_tenant()
        await write(ours.agent)
        body = {"question": RESET["question"]}
        answer = await theirs.customer.post("/api/app/knowledge/answers", body)
        assert answer.json() == []

    async def test_is_limited(self, tenant: Tenant, settings: Settings, database: Urls) -> None:
        limits: dict[str, Any] = {"rate_limit_enabled": True, "limit_questions": (2, 60)}
        async with open_house(settings, database.app, **limits) as opened:
            body = {"question": "How?"}
            headers = {"Authorization": f"Bearer {tenant.customer.token}"}
            path = "/api/app/knowledge/answers"
            codes = [
                (await opened.client.post(path, json=body, headers=headers)).status_code
                for _ in range(3)
            ]
        assert codes == [200, 200, 429]


SHEET = "/api/app/knowledge/faqs.csv"
IMPORT = "/api/app/knowledge/faqs/import"


async def sent_in(by: Person, content: str | bytes) -> Response:
    return await by.client.post(IMPORT, files={"file": ("faqs.csv", content, "text/csv")})


class TestATable:
    async def test_goes_out_and_comes_in_again_unchanged(self, tenant: Tenant) -> None:
        made = await write(tenant.agent, question="=1+1", answer='A "quoted",\nlong answer')
        out = await tenant.agent.get(SHEET)
        assert out.headers["content-type"] == "text/csv; charset=utf-8"
        assert out.text.startswith("question,answer,category,tags,language,state,is_active\r\n")
        assert "\r\n'=1+1," in out.text  # no formula
        again = await sent_in(tenant.agent, out.text)
        assert again.json() == {"added": 0, "changed": 0, "unchanged": 1}, again.text
        [one] = (await tenant.agent.get(FAQS)).json()
        assert (one["id"], one["question"], one["answer"]) == (
            made["id"], "=1+1", 'A "quoted",\nlong answer',
        )  # fmt: skip

    async def test_adds_what_is_new_and_changes_what_is_known(self, tenant: Tenant) -> None:
        made = await write(tenant.agent)
        content = (
            "answer;question;tags;state\nAsk us.;HOW DO I RESET MY PASSWORD?;;\n"
            "Ja.;Gehen Umlaute? Überall!;Über, uns;draft\n\n"
        ).encode("windows-1252")
        done = await sent_in(tenant.agent, content)
        assert done.json() == {"added": 1, "changed": 1, "unchanged": 0}, done.text
        new, old = (await tenant.agent.get(FAQS)).json()
        assert (old["id"], old["answer"], old["version"]) == (made["id"], "Ask us.", 2)
        assert (new["question"], new["state"], new["tags"]) == (
            "Gehen Umlaute? Überall!", "draft", ["uns", "über"],
        )  # fmt: skip
        asked_for = {"question": "How can I get a new password?"}
        found = (await tenant.customer.post("/api/app/knowledge/answers", asked_for)).json()
        assert [one["text"] for one in found] == ["Ask us."]

    async def test_with_a_wrong_line_changes_nothing(self, tenant: Tenant) -> None:
        content = (
            f"question,answer,language\nOne?,Yes,en\n,No,en\nTwo?,Yes,klingon\n{'x' * 501},Yes,en\n"
        )
        answer = await sent_in(tenant.agent, content)
        assert answer.status_code == 400
        lines = [one["field"] for one in answer.json()["details"]["errors"]]
        assert lines == ["line 3", "line 4", "line 5"]
        assert (await tenant.agent.get(FAQS)).json() == []

    @pytest.mark.parametrize(
        "content",
        ["", "question\nx", "question,answer,secret\na,b,c", b"PK\x03\x04 no table", b"\0\0\0",
         "question,answer\n" + "a?,b\n" * 501, 'question,answer\n"never closed,b\n'],
    )  # fmt: skip
    async def test_that_is_none_is_refused(self, tenant: Tenant, content: str | bytes) -> None:
        assert (await sent_in(tenant.agent, content)).status_code == 400

    async def test_is_for_those_who_write_entries(self, tenant: Tenant) -> None:
        assert (await tenant.customer.get(SHEET)).status_code == 403
        assert (await sent_in(tenant.customer, "question,answer\na,b")).status_code == 403
