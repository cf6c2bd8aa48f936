from typing import Any

import pytest

from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

PLAIN = {"title": "No ink", "description": "The printer on floor 2 has none"}


class TestCreating:
    async def test_is_found_at_its_location(self, tenant: Tenant) -> None:
        made = await tenant.customer.post("/api/tickets", PLAIN)
        assert made.status_code == 201
        found = await tenant.customer.get(made.headers["location"])
        assert found.json() | {"messages": []} == made.json() | {"messages": []}
        assert found.headers["etag"] == made.headers["etag"] == 'W/"1"'

    async def test_begins_open_medium_and_unassigned(self, tenant: Tenant) -> None:
        made = (await tenant.customer.post("/api/tickets", PLAIN)).json()
        assert (made["status"], made["priority"], made["assigned_to"]) == ("open", "medium", None)
        assert made["created_by"] == tenant.customer.id
        assert made["customer"]["full_name"] == tenant.customer.name
        assert made["agent"] is None and made["resolved_at"] is None

    async def test_gets_a_category_and_how_sure_that_is(self, tenant: Tenant) -> None:
        body = {"title": "I forgot my password", "description": "Please reset my password"}
        made = (await tenant.customer.post("/api/tickets", body)).json()
        assert made["auto_categorized"] and made["category"] == "password_reset"
        assert 0 < made["confidence_score"] <= 1

    async def test_keeps_a_category_that_was_given(self, tenant: Tenant) -> None:
        body = PLAIN | {"category": "network_issue"}
        made = (await tenant.customer.post("/api/tickets", body)).json()
        assert made["category"] == "network_issue"
        assert (made["auto_categorized"], made["confidence_score"]) == (False, 1.0)

    async def test_tidies_tags(self, tenant: Tenant) -> None:
        made = await tenant.ticket(tags=[" Printer ", "printer", "Über", " "])
        assert made["tags"] == ["printer", "über"]

    async def test_is_told_to_the_log_without_a_word_of_the_ticket(self, tenant: Tenant) -> None:
        made = await tenant.ticket(title="A private matter")
        fact = next(row for row in await tenant.log() if row.kind == "TicketCreated")
        assert f'"ticket_id": {made["id"]}' in fact.body and fact.actor_id == tenant.customer.id
        assert "private" not in fact.body

    @pytest.mark.parametrize("text", ["{{7*7}} ${7*7} {% x %}", "<script>x</script>", "a\r\nb: c"])
    async def test_keeps_every_text_as_it_is(self, text: str, tenant: Tenant) -> None:
        made = await tenant.ticket(title=text, description=text)
        assert (made["title"], made["description"]) == (text, text)


class TestNonsense:
    @pytest.mark.parametrize(
        "change",
        [
            {"title": ""}, {"title": "x" * 201}, {"title": None}, {"title": 7}, {"title": ["x"]},
            {"description": ""}, {"description": "x" * 50_001}, {"priority": "urgent"},
            {"category": "cats"}, {"tags": "printer"}, {"tags": ["x" * 41]}, {"tags": ["x"] * 21},
            {"status": "closed"}, {"assigned_to": 1}, {"created_by": 1}, {"tenant_id": "x"},
            {"id": 1}, {"title": "nul\u0000byte"}, {"description": "nul\u0000"},
        ],
    )  # fmt: skip
    async def test_is_refused_and_leaves_nothing(
        self, change: dict[str, Any], tenant: Tenant
    ) -> None:
        answer = await tenant.customer.post("/api/tickets", PLAIN | change)
        assert answer.status_code == 400, answer.text
        assert (await tenant.agent.get("/api/tickets")).json() == []

    async def test_names_the_field(self, tenant: Tenant) -> None:
        answer = await tenant.customer.post("/api/tickets", PLAIN | {"priority": "urgent"})
        assert "priority" in str(answer.json()["details"]["errors"])
