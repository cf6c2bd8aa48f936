from typing import Any

import pytest

from tests.conftest import MakeTenant, Tenant, eventually

pytestmark = pytest.mark.anyio

GOLDEN, RUNS = "/api/app/chatbot/golden", "/api/app/chatbot/evaluations"
UNKNOWN = "Which colour does the moon of Endor have in winter?"


async def teach(tenant: Tenant, question: str, answer: str, **more: Any) -> int:
    body = {"question": question, "answer": answer, "category": "", **more}
    made = await tenant.agent.post("/api/chatbot/faqs", body)
    assert made.status_code == 201, made.text
    faq: int = made.json()["id"]
    return faq


async def golden(tenant: Tenant, question: str, faq: int | None, **more: Any) -> dict[str, Any]:
    expected = {"expects": "answer", "source_kind": "faq", "source_id": faq}
    body = {"question": question, **(expected if faq else {"expects": "escalate"}), **more}
    made = await tenant.agent.post(GOLDEN, body)
    assert made.status_code == 201, made.text
    one: dict[str, Any] = made.json()
    return one


async def run(tenant: Tenant, **given: Any) -> dict[str, Any]:
    made = await tenant.agent.post(RUNS, given)
    assert made.status_code == 201, made.text
    one: dict[str, Any] = made.json()
    return one


@pytest.fixture
async def taught(tenant: Tenant) -> Tenant:
    reset = await teach(tenant, "How do I reset my password?", "Click 'Forgot password'.")
    await teach(tenant, "Where do I find my invoice?", "Under Billing.")
    await golden(tenant, "I forgot my password", reset)
    await golden(tenant, "How do I reset my password?", reset, context="Hello")
    await golden(tenant, UNKNOWN, None)
    return tenant


class TestGoldenQuestions:
    async def test_are_listed_newest_first_with_what_is_expected(self, taught: Tenant) -> None:
        found = (await taught.agent.get(GOLDEN)).json()
        assert found[0]["question"] == UNKNOWN
        assert found[0]["expects"] == "escalate" and found[0]["source_id"] is None
        assert found[1]["source_title"] == "How do I reset my password?"
        assert found[1]["author_name"] == "Axel Agent"

    async def test_are_in_the_set_once_whatever_their_spelling(self, taught: Tenant) -> None:
        again = {"question": "i forgot my PASSWORD!", "expects": "escalate"}
        answer = await taught.agent.post(GOLDEN, again)
        assert (answer.status_code, answer.json()["code"]) == (409, "GOLDEN_QUESTION_KNOWN")

    async def test_can_be_taken_from_what_a_customer_asked(self, tenant: Tenant) -> None:
        await tenant.customer.post("/api/chatbot/chat", {"message": UNKNOWN})
        [turn] = (await tenant.agent.get("/api/chatbot/logs")).json()
        judged = await tenant.agent.put(
            f"/api/app/chatbot/turns/{turn['id']}/verdict", {"verdict": "right"}
        )
        assert judged.json()["verdict"] == "right"
        made = await golden(tenant, turn["user_query"], None, turn_id=turn["id"])
        assert made["turn_id"] == turn["id"]

    async def test_are_imported_all_or_none(self, taught: Tenant) -> None:
        fine = {"question": "Who are you?", "expects": "escalate"}
        known = {"question": "I forgot my password", "expects": "escalate"}
        answer = await taught.agent.post(f"{GOLDEN}/import", {"questions": [fine, known]})
        assert answer.json() == {"added": 1, "known": 1}
        bad = {"question": "Bad", "source_kind": "faq", "source_id": 10**15}
        more = {"question": "More?", "expects": "escalate"}
        answer = await taught.agent.post(f"{GOLDEN}/import", {"questions": [more, bad]})
        assert answer.status_code == 404
        assert len((await taught.agent.get(GOLDEN)).json()) == 4

    async def test_are_changed_and_deleted(self, taught: Tenant) -> None:
        one = (await taught.agent.get(GOLDEN)).json()[-1]
        path = f"{GOLDEN}/{one['id']}"
        changed = await taught.agent.put(path, {"expects": "escalate"})
        assert (changed.json()["expects"], changed.json()["source_id"]) == ("escalate", None)
        assert (await taught.agent.delete(path)).status_code == 200
        assert (await taught.agent.get(path)).status_code == 404
        assert (await taught.agent.delete(path)).status_code == 404

    @pytest.mark.parametrize(
        "body",
        [{}, {"question": ""}, {"question": "??", "expects": "escalate"},
         {"question": "Who?"}, {"question": "Who?", "source_kind": "faq"},
         {"question": "Who?", "source_kind": "canned", "source_id": 1},
         {"question": "Who?", "expects": "escalate", "source_kind": "faq", "source_id": 1},
         {"question": "x" * 1_001, "expects": "escalate"}, {"question": "x", "expects": "guess"}],
    )  # fmt: skip
    async def test_that_make_no_sense_are_refused(
        self, body: dict[str, Any], tenant: Tenant
    ) -> None:
        assert (await tenant.agent.post(GOLDEN, body)).status_code == 400

    async def test_are_staffs(self, taught: Tenant) -> None:
        for path in (GOLDEN, RUNS):
            assert (await taught.customer.get(path)).status_code == 403
        body = {"question": "x", "expects": "escalate"}
        assert (await taught.customer.post(GOLDEN, body)).status_code == 403
        assert (await taught.customer.post(RUNS, {})).status_code == 403

    async def test_know_only_the_tenants_own_entries(
        self, taught: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        theirs = (await taught.agent.get(GOLDEN)).json()[-1]["source_id"]
        body = {"question": "x", "source_kind": "faq", "source_id": theirs}
        assert (await other.agent.post(GOLDEN, body)).status_code == 404


class TestARun:
    async def test_scores_what_the_chatbot_would_do(self, taught: Tenant) -> None:
        made = await run(taught, label="First")
        assert made["state"] == "done" and made["questions"] == 3
        scores = made["scores"]
        assert (scores["answerable"], scores["unanswerable"]) == (2, 1)
        assert scores["recall_at_1"] == 1.0 and scores["escalated"] == 1.0
        assert scores["precision"] == 1.0 and scores["wrong"] == 0
        assert 0 <= scores["ece"] <= 1 and len(scores["curve"]) == 19
        results = (await taught.agent.get(f"{RUNS}/{made['id']}/results")).json()
        assert {one["question"]: one["mark"] for one in results}[UNKNOWN] == "right"
        assert (await taught.agent.get(RUNS)).json() == [made]
        assert made["knowledge_revision"] > 0 and made["threshold"] == 0.7

    async def test_at_another_threshold_scores_otherwise(self, taught: Tenant) -> None:
        eager = await run(taught, threshold=0.0)
        assert eager["scores"]["escalated"] == 0.0 and eager["scores"]["wrong"] == 1
        compared = await taught.agent.get(
            f"{RUNS}/{(await run(taught))['id']}/comparison/{eager['id']}"
        )
        body = compared.json()
        assert body["better"] == 1 and body["worse"] == 0
        [one] = [one for one in body["differences"] if one["after"] == "right"][:1]
        assert (one["question"], one["before"]) == (UNKNOWN, "wrong")

    async def test_with_drafts_tells_what_publishing_would_change(self, taught: Tenant) -> None:
        before = await run(taught)
        question = "Which colour has the moon of Endor?"
        faq = await teach(taught, question, "White.", state="draft")
        moon = await golden(taught, "What colour is the moon of Endor?", faq)
        drafted, published = await run(taught, with_drafts=True), await run(taught)
        marks = {}
        for made in (drafted, published):
            found = (await taught.agent.get(f"{RUNS}/{made['id']}/results")).json()
            marks[made["id"]] = {one["golden_id"]: one["found_id"] for one in found}
        assert marks[drafted["id"]][moon["id"]] == faq
        assert marks[published["id"]][moon["id"]] != faq
        assert (await taught.agent.get(f"/api/chatbot/faqs/{faq}")).json()["state"] == "draft"
        said = await taught.customer.post("/api/chatbot/chat", {"message": question})
        assert "White" not in said.json()["response"]
        assert before["scores"]["answerable"] == 2

    async def test_of_a_large_set_is_a_jobs(
        self, taught: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ringdesk.domains.chatbot.ON_THE_SPOT", 0)
        made = await run(taught)
        assert made["state"] == "running" and made["scores"] is None

        async def done() -> bool:
            found = (await taught.agent.get(f"{RUNS}/{made['id']}")).json()
            return bool(found["state"] == "done" and found["questions"] == 3)

        await eventually(done)

    async def test_over_nothing_is_refused(self, tenant: Tenant) -> None:
        answer = await tenant.agent.post(RUNS, {})
        assert (answer.status_code, answer.json()["code"]) == (409, "NOTHING_TO_EVALUATE")

    async def test_that_is_compared_with_nothing_is_not_found(self, taught: Tenant) -> None:
        made = await run(taught)
        path = f"{RUNS}/{made['id']}/comparison"
        assert (await taught.agent.get(f"{path}/999999999")).status_code == 404
