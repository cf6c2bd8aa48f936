"""What the assistant thinks of a ticket is kept, and what people decide instead teaches it."""

from typing import Any

import msgspec
import pytest

from ringdesk.domains import assistant
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

GUESSED = """
select auto_categorized, confidence_score, model_version, suggested_priority, priority_confidence,
  priority_model_version
from tickets where tenant_id = $1 and id = $2
"""
CORRECTED = """
select kind, label, predicted, confidence, model_version, said_by, corrected_by
from corrections where tenant_id = $1 order by kind
"""
DOWN: dict[str, Any] = {
    "title": "Production is down",
    "description": "Nobody can order, this is urgent",
}
# To this office a badge that fails is what nobody can wait for, and lunch is what everybody can.
BADGES = [f"The badge of {name} does not open the gate" for name in (
    "Ann", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hal", "Ida", "Jo", "Kim", "Leo",
)]  # fmt: skip
LUNCHES = [f"The canteen served {meal} again today" for meal in (
    "soup", "rice", "stew", "fish", "pasta", "salad", "beans", "pie", "curry", "kale", "leeks",
    "toast",
)]  # fmt: skip


@pytest.fixture(scope="module")
async def encoder(anyio_backend: str) -> None:
    await assistant.warm()


class Guessed(msgspec.Struct, frozen=True):
    auto_categorized: bool
    confidence_score: float
    model_version: str | None
    suggested_priority: str | None
    priority_confidence: float | None
    priority_model_version: str | None


class Corrected(msgspec.Struct, frozen=True):
    kind: str
    label: str
    predicted: str
    confidence: float
    model_version: str
    said_by: int | None
    corrected_by: int | None


async def guessed(tenant: Tenant, ticket_id: int) -> Guessed:
    async with tenant.work() as work:
        found = await work.one(Guessed, GUESSED, ticket_id)
    assert found is not None
    return found


async def corrected(tenant: Tenant) -> list[Corrected]:
    async with tenant.work() as work:
        return await work.many(Corrected, CORRECTED)


async def suggested(tenant: Tenant, ticket_id: int) -> dict[str, Any]:
    answer = await tenant.agent.get(f"/api/app/tickets/{ticket_id}/urgency")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


class TestANewTicket:
    async def test_has_a_suggested_priority_with_confidence_and_version(
        self, tenant: Tenant
    ) -> None:  # fmt: skip
        made = await tenant.ticket(**DOWN)
        told = await suggested(tenant, made["id"])
        assert told["priority"] == "critical" and 0 < told["confidence"] < 0.9
        assert told["model_version"].startswith("urgency-rules-")
        kept = await guessed(tenant, made["id"])
        assert (kept.model_version or "").startswith("linear-")
        assert kept.suggested_priority is None  # the rules can be asked again

    async def test_is_more_urgent_by_a_category_that_is_sure(self, tenant: Tenant) -> None:
        words: dict[str, Any] = {"title": "The till", "description": "It shows but its logo"}
        other = await tenant.ticket(**words, category="other")
        down = await tenant.ticket(**words, category="system_down")
        assert (await suggested(tenant, other["id"]))["priority"] == "medium"
        assert (await suggested(tenant, down["id"]))["priority"] == "high"

    async def test_has_the_priority_that_was_asked_for(self, tenant: Tenant) -> None:
        assert (await tenant.ticket(**DOWN))["priority"] == "medium"
        assert (await tenant.ticket(**DOWN, priority="low"))["priority"] == "low"

    async def test_with_a_category_of_its_own_keeps_no_guess_of_that(self, tenant: Tenant) -> None:
        made = await tenant.ticket(**DOWN, category="other")
        kept = await guessed(tenant, made["id"])
        assert (kept.auto_categorized, kept.confidence_score, kept.model_version) == (
            False, 1.0, None,
        )  # fmt: skip
        assert (await suggested(tenant, made["id"]))["priority"] == "critical"

    async def test_out_of_a_chat_has_them_too(self, tenant: Tenant) -> None:
        chat = (await tenant.customer.post("/api/app/conversations", {})).json()["id"]
        path = f"/api/app/conversations/{chat}"
        await tenant.customer.post(f"{path}/messages", {"content": DOWN["description"]})
        ticket = (await tenant.agent.post(f"{path}/ticket", {"title": DOWN["title"]})).json()
        assert (await guessed(tenant, ticket["id"])).model_version
        assert (await suggested(tenant, ticket["id"]))["priority"] == "critical"


class TestOtherWords:
    async def test_are_looked_at_anew(self, tenant: Tenant) -> None:
        made = await tenant.ticket(title="A new mouse", description="No hurry at all")
        assert (await suggested(tenant, made["id"]))["priority"] == "low"
        await tenant.customer.put(f"/api/tickets/{made['id']}", json=DOWN)
        assert (await suggested(tenant, made["id"]))["priority"] == "critical"


class TestACorrection:
    async def test_of_a_priority_is_kept_with_what_was_suggested(self, tenant: Tenant) -> None:
        made = await tenant.ticket(**DOWN)
        told = await suggested(tenant, made["id"])
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"priority": "low"})
        [one] = await corrected(tenant)
        assert (one.kind, one.label, one.predicted) == ("priority", "low", "critical")
        assert one.confidence == pytest.approx(told["confidence"], abs=0.01)
        assert one.model_version == told["model_version"]
        assert (one.said_by, one.corrected_by) == (tenant.customer.id, tenant.agent.id)

    async def test_of_a_category_names_the_model_that_was_wrong(self, tenant: Tenant) -> None:
        made = await tenant.ticket(title="My password expired", description="Please reset it")
        version = (await guessed(tenant, made["id"])).model_version
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"category": "other"})
        [one] = await corrected(tenant)
        assert (one.kind, one.label, one.model_version) == ("category", "other", version)

    async def test_that_agrees_teaches_as_well(self, tenant: Tenant) -> None:
        made = await tenant.ticket(**DOWN)
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"priority": "critical"})
        assert [(one.label, one.predicted) for one in await corrected(tenant)] == [
            ("critical", "critical")
        ]

    async def test_is_none_when_something_else_changes(self, tenant: Tenant) -> None:
        made = await tenant.ticket(**DOWN)
        await tenant.agent.put(f"/api/tickets/{made['id']}", json={"status": "in_progress"})
        await tenant.customer.put(f"/api/tickets/{made['id']}", json={"title": "It is back"})
        assert await corrected(tenant) == []


class TestLearning:
    async def test_makes_new_tickets_wanted_as_people_decided(
        self, tenant: Tenant, encoder: None
    ) -> None:  # fmt: skip
        async with tenant.work() as work:
            for texts, label in ((BADGES, "critical"), (LUNCHES, "low")):
                for text in texts:
                    await assistant.keep_correction(
                        work, kind="priority", text=text, label=label, predicted="medium",
                        confidence=0.5, model_version="urgency-rules-2",
                    )  # fmt: skip
        report = await assistant.learn(tenant.house.office, tenant_id=tenant.id, task="priority")
        assert report.version == 1, report
        assert report.before and report.after and report.after.accuracy > report.before.accuracy
        made = await tenant.ticket(
            title="The badge of Mia does not open the gate", description="Since today"
        )
        kept = await guessed(tenant, made["id"])
        assert kept.suggested_priority == "critical"
        assert (kept.priority_model_version or "").startswith("priority-")
        assert kept.priority_confidence is not None and 0.5 < kept.priority_confidence < 0.99
        told = await suggested(tenant, made["id"])
        assert (told["priority"], told["reasons"]) == ("critical", ["corrections"])

    async def test_leaves_what_the_rules_are_sure_of(self, tenant: Tenant, encoder: None) -> None:
        async with tenant.work() as work:
            for text in LUNCHES:
                await assistant.keep_correction(
                    work, kind="priority", text=text, label="low", predicted="medium",
                    confidence=0.5, model_version="urgency-rules-2",
                )  # fmt: skip
        await assistant.learn(tenant.house.office, tenant_id=tenant.id, task="priority")
        made = await tenant.ticket(**DOWN)
        assert (await suggested(tenant, made["id"]))["priority"] == "critical"

    async def test_of_categories_serves_the_next_ticket(
        self, tenant: Tenant, encoder: None
    ) -> None:
        machines = ("loom 7", "the spinning frame", "carding line B", "the dye vat")
        async with tenant.work() as work:
            for at, one in enumerate(machines * 4):
                await assistant.keep_correction(
                    work, kind="category", text=f"{one} stands still\nsince shift start {at}",
                    label="hardware_issue", predicted="other", confidence=0.4,
                    model_version="linear-1",
                )  # fmt: skip
        await assistant.learn(tenant.house.office, tenant_id=tenant.id, task="category")
        made = await tenant.ticket(title="loom 3 stands still", description="since this morning")
        assert made["category"] == "hardware_issue"
        assert ((await guessed(tenant, made["id"])).model_version or "").startswith("category-")
