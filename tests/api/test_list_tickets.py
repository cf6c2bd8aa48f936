import re
from typing import Any

import pytest
from httpx import Response

from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio


async def ids(person: Person, query: str = "") -> list[int]:
    answer = await person.get(f"/api/tickets?{query}")
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()]


async def make(tenant: Tenant, count: int) -> list[int]:
    """Newest first."""
    made = [(await tenant.ticket(title=f"Nr {nr}"))["id"] for nr in range(count)]
    return made[::-1]


class TestWhoSeesWhat:
    async def test_staff_see_all_customers_their_own(self, tenant: Tenant) -> None:
        other = await tenant.person()
        mine, theirs = await tenant.ticket(), await tenant.ticket(other)
        assert await ids(tenant.agent) == [theirs["id"], mine["id"]]
        assert await ids(tenant.customer) == [mine["id"]]
        assert await ids(tenant.customer, f"created_by={other.id}") == []

    async def test_operators_have_no_part_in_tickets(self, tenant: Tenant) -> None:
        await tenant.ticket()
        operator = await tenant.person("operator")
        assert await ids(operator) == []


class TestFilters:
    async def test_each_alone_and_together(self, tenant: Tenant) -> None:
        first = await tenant.ticket(priority="high", category="other", tags=["vip"])
        second = await tenant.ticket(priority="low", category="network_issue")
        await tenant.agent.put(
            f"/api/tickets/{second['id']}", {"status": "resolved", "assigned_to": tenant.agent.id}
        )
        one, two = [first["id"]], [second["id"]]
        for query, expected in [
            ("status=open", one), ("status=resolved,closed", two), ("priority=high", one),
            ("category=network_issue", two), ("tag=VIP", one), ("tag=none", []),
            (f"assigned_to={tenant.agent.id}", two), ("assigned_to=me", two),
            ("assigned_to=none", one), (f"created_by={tenant.customer.id}", two + one),
            (f"created_by={tenant.agent.id}", []), ("status=open&priority=low", []),
            ("status=&priority=&assigned_to=", two + one),
        ]:  # fmt: skip
            assert await ids(tenant.agent, query) == expected, query

    @pytest.mark.parametrize(
        "query",
        ["status=done", "status=open,done", "status=open,,", "priority=1", "category=cats",
         "assigned_to=x", "assigned_to=-1", "assigned_to=1;drop", f"assigned_to={2**63}",
         "created_by=x", "created_by=0", f"created_by={2**63}", "after=x", "after=_1",
         f"after=2026-01-01_{10**30}", "tag=" + "x" * 41, "q=" + "x" * 201, "limit=x", "skip=x",
         "limit=-1", "skip=-1", "limit=1.5", "limit=" + "9" * 5000],
    )  # fmt: skip
    async def test_that_make_no_sense_are_refused(self, query: str, tenant: Tenant) -> None:
        answer = await tenant.agent.get(f"/api/tickets?{query}")
        assert answer.status_code == 400, answer.text

    @pytest.mark.parametrize(
        "query", ["tag=' or 1=1 --", "tag=%25", "q=' or 1=1 --", "q=a:*|b", "q=!%26()", "q=\\"]
    )
    async def test_are_values_never_sql(self, query: str, tenant: Tenant) -> None:
        await tenant.ticket()
        assert await ids(tenant.agent, query) == []


class TestPages:
    async def test_skip_and_limit(self, tenant: Tenant) -> None:
        made = await make(tenant, 5)
        assert await ids(tenant.agent, "limit=2") == made[:2]
        assert await ids(tenant.agent, "skip=3&limit=100") == made[3:]
        assert await ids(tenant.agent, "limit=0") == []
        assert await ids(tenant.agent, f"skip={10**12}") == []

    async def test_a_larger_limit_is_taken_as_a_hundred(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            many = """
            with threads as (insert into conversations (tenant_id, customer_id)
              select $1, $2 from generate_series(1, 101) returning id)
            insert into tickets (tenant_id, conversation_id, title, description, created_by)
            select $1, threads.id, 'Bulk', 'Bulk', $2 from threads
            """
            await work.run(many, tenant.customer.id)
        for query in ("", "limit=100", "limit=101", "limit=1000000000"):
            assert len(await ids(tenant.agent, query)) == 100, query

    async def test_the_link_leads_through_all_of_them_once(self, tenant: Tenant) -> None:
        made = await make(tenant, 7)
        seen: list[int] = []
        path: str | None = "/api/tickets?limit=3&status=open"
        while path is not None:
            answer = await tenant.agent.get(path)
            seen += [one["id"] for one in answer.json()]
            path = next_of(answer)
        assert seen == made

    async def test_the_link_is_not_upset_by_what_comes_meanwhile(self, tenant: Tenant) -> None:
        made = await make(tenant, 4)
        first = await tenant.agent.get("/api/tickets?limit=2")
        await tenant.ticket()
        second = await tenant.agent.get(next_of(first) or "")
        assert [one["id"] for one in second.json()] == made[2:]


def next_of(answer: Response) -> str | None:
    found = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("link", ""))
    return found and found[1]


class TestSearch:
    @pytest.fixture
    async def tickets(self, tenant: Tenant) -> dict[str, Any]:
        printer = await tenant.ticket(title="Laserjet 4100", description="Paper jam in tray two")
        mail = await tenant.ticket(title="E-Mail", description="Größere Anhänge gehen nicht")
        note = {"ticket_id": mail["id"], "content": "Known zwiebelfisch bug", "internal": True}
        said = {"ticket_id": printer["id"], "content": "The drum unit is cracked"}
        assert (await tenant.agent.post("/api/messages", note)).status_code == 201
        assert (await tenant.customer.post("/api/messages", said)).status_code == 201
        return {"printer": printer["id"], "mail": mail["id"]}

    @pytest.mark.parametrize(
        ("words", "found"),
        [("laserjet", "printer"), ("LASER", "printer"), ("paper tray", "printer"),
         ("drum", "printer"), ("größere", "mail"), ("e-mail", "mail"), ("zwiebelfisch", "mail")],
    )  # fmt: skip
    async def test_finds_titles_texts_and_messages(
        self, words: str, found: str, tickets: dict[str, int], tenant: Tenant
    ) -> None:
        answer = await tenant.agent.get("/api/tickets", params={"q": words})
        assert [one["id"] for one in answer.json()] == [tickets[found]]

    async def test_needs_all_the_words(self, tickets: dict[str, int], tenant: Tenant) -> None:
        answer = await tenant.agent.get("/api/tickets", params={"q": "laserjet größere"})
        assert answer.json() == []

    async def test_shows_no_customer_an_internal_note(
        self, tickets: dict[str, int], tenant: Tenant
    ) -> None:
        answer = await tenant.customer.get("/api/tickets", params={"q": "zwiebelfisch"})
        assert answer.json() == []

    async def test_shows_no_customer_anothers_ticket(
        self, tickets: dict[str, int], tenant: Tenant
    ) -> None:
        other = await tenant.person()
        for words in ("laserjet", "drum"):
            assert (await other.get("/api/tickets", params={"q": words})).json() == []

    async def test_goes_with_the_other_filters(
        self, tickets: dict[str, int], tenant: Tenant
    ) -> None:
        assert await ids(tenant.agent, "q=laserjet&status=resolved") == []
        assert await ids(tenant.agent, "q=laserjet&status=open") == [tickets["printer"]]

    @pytest.mark.parametrize(
        "words", ["&|!", "a & ! b", ":*", "<->", "'", "\\", "(", "\u200b", "_", "²", "a" * 200,
                  "ａ", "🔥", "x\ty\nz", "ﷺ"],
    )  # fmt: skip
    async def test_survives_whatever_is_typed(self, words: str, tenant: Tenant) -> None:
        answer = await tenant.agent.get("/api/tickets", params={"q": words})
        assert (answer.status_code, answer.json()) == (200, [])


async def test_counts_follow_what_waits(tenant: Tenant) -> None:
    made = await tenant.ticket(priority="critical")
    await tenant.ticket()
    await tenant.agent.post(f"/api/tickets/{made['id']}/assign")
    said = {"ticket_id": made["id"], "content": "Hello?"}
    await tenant.customer.post("/api/messages", said)
    counts = (await tenant.agent.get("/api/app/tickets/counts")).json()
    assert counts == {"open": 2, "mine": 1, "unassigned": 1, "urgent": 1, "unread": 1}
