"""Every route that names a thing, with the token of another tenant."""

import re
from collections.abc import AsyncIterator
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import asyncpg
import pytest
from httpx import AsyncClient

from ringdesk.domains import identity
from ringdesk.domains.analytics import queries as analytics_queries
from ringdesk.domains.automation import queries as automation_queries
from ringdesk.domains.calls import queries as calls_queries
from ringdesk.domains.calls.inbound import queries as inbound_queries
from ringdesk.domains.campaigns import queries as campaigns_queries
from ringdesk.domains.compliance import queries as compliance_queries
from ringdesk.domains.governance.security import queries as security_queries
from ringdesk.domains.identity import queries as identity_queries
from ringdesk.domains.identity.tenancy import queries as identity_tenancy_queries
from ringdesk.domains.knowledge import queries as knowledge_queries
from ringdesk.domains.leads import queries as leads_queries
from ringdesk.domains.leads.imports import queries as imports_queries
from ringdesk.domains.mailroom import queries as mailroom_queries
from ringdesk.domains.messaging import queries as messaging_queries
from ringdesk.domains.operations import queries as operations_queries
from ringdesk.domains.privacy import queries as privacy_queries
from ringdesk.domains.reporting import queries as reporting_queries
from ringdesk.domains.telephony import queries as telephony_queries
from ringdesk.domains.tickets import queries as tickets_queries
from ringdesk.domains.webhooks import queries as webhooks_queries
from ringdesk.kernel import queries as kernel_queries
from ringdesk.kernel.database import Urls
from ringdesk.kernel.work import INSTALLATION, Actor
from ringdesk.wiring import House
from tests.conftest import MakeTenant, Tenant, eventually
from tests.documented import Document, Operation
from tests.tenancy.victim import ATTACHMENT, Victim

pytestmark = pytest.mark.anyio

# What is named in a path, and which of the foreign tenant's things we put there. A new name has no
# place here, and the test fails until it is told.
# An alert rule's name, a provider's name, what is taken out row by row, the numbers of a log are
# the same for all; what they name is the caller's own.
# A logo is for everybody who knows its address.
NOT_A_THING = {"dataset", "metric", "name", "picture", "seq"}
SHOWN_TO_ALL = {"/api/widget/config"}  # of the workspace whose public key is in the query
# Some things are named in the query instead.
NAMED_IN_QUERY = {
    "/api/v1/leads": "lead_id", "/api/v1/campaigns": "campaign_id", "/api/v1/teams": "team_id",
    "/api/v1/communication/messages/status": "message_out_id",
}  # fmt: skip
# One name, two things: those of chats have numbers, those that are sent have `msg_…`.
MESSAGES_SENT = ("/api/app/messages/{message_id}", "/api/app/messages/{message_id}/cancel")
# What else a query must tell: a number over time, or one by its dimension. The latter refuse a `q`:
# there is no finding a word of another tenant by them.
OVER_TIME = ("/api/v1/analytics/trends", "/api/app/reports/trend")
BY_DIMENSION = ("/api/v1/analytics/metrics", "/api/app/reports/distribution")
TOLD = {"format": "csv"}
METRICS = dict.fromkeys(OVER_TIME, "leads") | dict.fromkeys(
    BY_DIMENSION, "lead_source_distribution"
)
# For the first workspace's administrators alone: all others are refused even about themselves.
FOR_THE_INSTALLATION = "/api/app/installation/"
# The sound itself is asked for in tests/domains/calls/test_recordings.py.
WITHOUT_SOUND = "/api/app/calls/{call_id}/recording"
PEOPLE_APART = """
select setval(s, greatest(nextval(s), 1000000000))
from (select pg_get_serial_sequence('accounts', 'id')::regclass as s) as of_people
"""


@pytest.fixture(autouse=True)
async def first(house: House) -> None:
    """Neither of the two is the first of the installation, whose administrators see them all."""
    async with house.office.open(Actor.the_house(INSTALLATION)) as work:
        if await identity.first_tenant(work) is None:
            await identity.add_tenant(work, "First", first=True)


@pytest.fixture
async def victim(make_tenant: MakeTenant, database: Urls) -> Victim:
    owner = await asyncpg.connect(database.owner)
    await owner.execute(PEOPLE_APART)
    await owner.close()
    victim = Victim(await make_tenant())
    await victim.fill()
    return victim


@pytest.fixture
async def document(stranger: AsyncClient) -> Document:
    return await Document.of(stranger)


def address_of(operation: Operation, ids: dict[str, Any]) -> str:
    """With all that its query must tell."""
    if operation.path in MESSAGES_SENT:
        ids = ids | {"message_id": ids["message_out_id"]}
    told = TOLD | {"metric": METRICS.get(operation.path)}
    if operation.path in NAMED_IN_QUERY and "id" in asked_in_query(operation):
        told["id"] = ids[NAMED_IN_QUERY[operation.path]]
    query = {name: told[name] for name in asked_in_query(operation)}
    path = re.sub(r"{(\w+)}", lambda found: str(ids[found[1]]), operation.path)
    return f"{path}?{urlencode(query)}" if query else path


def asked_in_query(operation: Operation) -> list[str]:
    asked = [one for one in operation.parameters if one["in"] == "query" and one.get("required")]
    return [one["name"] for one in asked]


def is_to_a_thing(operation: Operation) -> bool:
    named = set(re.findall(r"{(\w+)}", operation.path))
    return "id" in asked_in_query(operation) or (bool(named) and not named & NOT_A_THING)


def routes_to_a_thing(document: Document) -> list[Operation]:
    return [one for one in document.operations() if is_to_a_thing(one)]


async def nothing_is_found(document: Document, victim: Victim, tenant: Tenant) -> None:
    routes = routes_to_a_thing(document)
    assert len(routes) >= 14
    for person in (tenant.admin, tenant.agent):
        for operation in routes:
            address = address_of(operation, victim.ids)
            body = document.body_for(operation, everything=True)
            answer = await person.client.request(operation.verb, address, json=body)
            may_not = person is tenant.agent and answer.status_code == 403
            assert answer.status_code == 404 or may_not, f"{operation.name}: {answer.text}"
            assert Victim.secret not in answer.text


class TestRoutesToAThing:
    async def test_find_nothing_and_change_nothing(
        self, document: Document, victim: Victim, tenant: Tenant, database: Urls
    ) -> None:
        before = await victim.state(database)
        await nothing_is_found(document, victim, tenant)
        assert await victim.state(database) == before

    async def test_answer_as_if_there_were_none(
        self, document: Document, victim: Victim, tenant: Tenant
    ) -> None:
        """To the letter: what differs would tell that it exists."""
        nobodys: dict[str, Any] = {
            name: re.sub(r"^([a-z]+_)?.*", rf"\g<1>{10**15}", str(one), count=1, flags=re.DOTALL)
            for name, one in victim.ids.items()
        }
        for name in ("session_id", "tenant_id", "watched_id"):
            nobodys[name] = "00000000-0000-4000-8000-000000000000"
        for operation in routes_to_a_thing(document):
            body = document.body_for(operation, everything=True)
            theirs, none = [
                await tenant.admin.client.request(
                    operation.verb, address_of(operation, ids), json=body
                )
                for ids in (victim.ids, nobodys)
            ]
            assert theirs.content == none.content, operation.name
            assert theirs.status_code == none.status_code

    async def test_work_for_their_owner(self, document: Document, victim: Victim) -> None:
        """Or the ids above would prove nothing."""
        gets = [one for one in routes_to_a_thing(document) if one.verb == "GET"]
        for operation in gets:
            answer = await victim.tenant.admin.get(address_of(operation, victim.ids))
            wanted = 404 if operation.path == WITHOUT_SOUND else 200
            if operation.path.startswith(FOR_THE_INSTALLATION):
                wanted = 403
            assert answer.status_code == wanted, operation.name
        assert len(gets) >= 5


class TestIdsInsideABody:
    async def test_are_not_found_either(self, victim: Victim, tenant: Tenant) -> None:
        own = (await tenant.ticket())["id"]
        theirs = victim.ids
        form = {"ticket_id": str(theirs["ticket_id"])}
        for answer, code in [
            (await tenant.agent.post(
                f"/api/tickets/{own}/assign", {"agent_id": theirs["agent_id"]}),
             "AGENT_NOT_AVAILABLE"),
            (await tenant.agent.put(f"/api/tickets/{own}", {"assigned_to": theirs["agent_id"]}),
             "AGENT_NOT_AVAILABLE"),
            (await tenant.agent.post(
                "/api/messages", {"ticket_id": theirs["ticket_id"], "content": "x"}),
             "TICKET_NOT_FOUND"),
            (await tenant.agent.post("/api/messages", {
                "ticket_id": own, "content": "x", "attachment_ids": [theirs["attachment_id"]]}),
             "ATTACHMENT_NOT_FOUND"),
            (await tenant.agent.client.post("/api/attachments", data=form, files=ATTACHMENT),
             "TICKET_NOT_FOUND"),
        ]:  # fmt: skip
            assert answer.status_code in (404, 409) and answer.json()["code"] == code
        found = (await tenant.agent.get(f"/api/tickets/{own}")).json()
        assert (found["message_count"], found["assigned_to"], found["version"]) == (0, None, 1)

    async def test_as_filters_find_nothing(self, victim: Victim, tenant: Tenant) -> None:
        await tenant.ticket()
        for query in (
            f"created_by={victim.tenant.customer.id}", f"assigned_to={victim.ids['agent_id']}",
            f"q={Victim.secret}",
        ):  # fmt: skip
            assert (await tenant.admin.get(f"/api/tickets?{query}")).json() == []


# The whole of a number: ids of tenants, too, may begin with digits.
PERSON_IN = re.compile(r'"(?:id|user_id|created_by|assigned_to)":"?(\d+)(?=[",}])')


async def lists_show_only_what_is_ours(document: Document, victim: Victim, tenant: Tenant) -> None:
    theirs = {str(one.id) for one in victim.tenant.people}
    for operation in document.operations():
        if (
            operation.verb == "GET"
            and operation.path.startswith("/api")
            and (not operation.names_a_thing)
            and "id" not in asked_in_query(operation)
            and operation.path not in SHOWN_TO_ALL
        ):
            address = address_of(operation, {})
            words = f"{'&' if '?' in address else '?'}q={Victim.secret}"
            for query in ("",) if operation.path in BY_DIMENSION else ("", words):
                answer = await tenant.admin.get(address + query)
                wanted = 403 if operation.path.startswith(FOR_THE_INSTALLATION) else 200
                assert answer.status_code == wanted, f"{operation.name}: {answer.text}"
                assert Victim.secret not in answer.text, operation.name
                assert str(victim.tenant.id) not in answer.text, operation.name
                assert not set(PERSON_IN.findall(answer.text)) & theirs, operation.name


class TestLists:
    async def test_show_nothing_foreign(
        self, document: Document, victim: Victim, tenant: Tenant
    ) -> None:
        await lists_show_only_what_is_ours(document, victim, tenant)

    async def test_count_nothing_foreign(self, victim: Victim, tenant: Tenant) -> None:
        await counts_are_ours(tenant)

    @pytest.mark.parametrize("dataset", ["tickets", "calls", "leads", "messages"])
    async def test_as_files_have_no_foreign_row(
        self, dataset: str, victim: Victim, tenant: Tenant
    ) -> None:
        path = f"/api/app/reports/rows/{dataset}?format=csv"
        ours, theirs = [await one.admin.get(path) for one in (tenant, victim.tenant)]
        assert (ours.status_code, theirs.status_code) == (200, 200), ours.text + theirs.text
        assert len(theirs.text.splitlines()) > 1
        assert len(ours.text.splitlines()) == 1


async def counts_are_ours(tenant: Tenant) -> None:
    await tenant.ticket()
    counts = (await tenant.admin.get("/api/app/tickets/counts")).json()
    assert counts["open"] == counts["unassigned"] == 1
    summary = (await tenant.admin.get("/api/tickets/analytics/summary")).json()
    assert summary["total_tickets"] == 1
    overview = (await tenant.admin.get("/api/analytics/dashboard")).json()
    assert overview["tickets"]["total"] == 1
    assert {one["agent"]["id"] for one in overview["agent_performance"]} <= {
        one.id for one in tenant.people
    }


QUERIES: tuple[ModuleType, ...] = (
    tickets_queries, identity_queries, operations_queries, analytics_queries, kernel_queries,
    knowledge_queries, leads_queries, imports_queries, campaigns_queries, calls_queries,
    inbound_queries, automation_queries, compliance_queries, telephony_queries,
    identity_tenancy_queries, messaging_queries, reporting_queries, webhooks_queries,
    mailroom_queries, privacy_queries, security_queries,
)  # fmt: skip
OUR_FILTER = re.compile(r"\b(?:\w+\.)?tenant_id = \$1\b")


class TestRowLevelSecurityAlone:
    """The same, with our own tenant filter taken out of every statement."""

    @pytest.fixture(autouse=True)
    async def no_filter(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
        changed = 0
        for module in QUERIES:
            for name, statement in vars(module).items():
                if isinstance(statement, str) and OUR_FILTER.search(statement):
                    bare = OUR_FILTER.sub("$1::uuid is not null", statement)
                    monkeypatch.setattr(module, name, bare)
                    changed += 1
        assert changed > 60
        yield changed

    async def test_still_finds_what_is_ours(self, tenant: Tenant) -> None:
        ticket = await tenant.ticket()
        assert (await tenant.customer.get(f"/api/tickets/{ticket['id']}")).status_code == 200
        assert len((await tenant.admin.get("/api/users")).json()) == 3

    async def test_still_finds_and_changes_nothing_foreign(
        self, document: Document, victim: Victim, tenant: Tenant, database: Urls
    ) -> None:
        before = await victim.state(database)
        await nothing_is_found(document, victim, tenant)
        assert await victim.state(database) == before

    async def test_still_lists_nothing_foreign(
        self, document: Document, victim: Victim, tenant: Tenant
    ) -> None:
        await lists_show_only_what_is_ours(document, victim, tenant)

    async def test_still_counts_nothing_foreign(self, victim: Victim, tenant: Tenant) -> None:
        await counts_are_ours(tenant)


class TestSearch:
    """The function that searches has the owner's eyes: its own filter is all there is."""

    SEARCH = """
    select id from search_tickets(to_tsquery('simple', 'zwiebelfisch:*'), true, null, 1000) as id
    """

    async def test_sees_the_tenant_of_the_transaction_only(
        self, victim: Victim, tenant: Tenant, database: Urls
    ) -> None:
        app = await asyncpg.connect(database.app)
        for whose, found in (
            (str(victim.tenant.id), [victim.ids["ticket_id"]]), (str(tenant.id), []), ("", []),
        ):  # fmt: skip
            async with app.transaction():
                await app.execute("select set_config('app.tenant', $1, true)", whose)
                assert [row[0] for row in await app.fetch(self.SEARCH)] == found
        assert await app.fetch(self.SEARCH) == []
        await app.close()

    async def test_takes_no_tenant_from_the_caller(self, database: Urls) -> None:
        app = await asyncpg.connect(database.app)
        arguments = await app.fetchval(
            "select pg_get_function_arguments('search_tickets'::regproc)"
        )
        await app.close()
        assert "uuid" not in arguments


async def test_facts_and_jobs_of_one_tenant_are_unknown_to_another(
    victim: Victim, tenant: Tenant
) -> None:
    every = "select count(*) from {} where $1::uuid is not null and tenant_id <> $1"

    async def done() -> bool:
        async with tenant.work() as work:
            return all([
                await work.value(int, every.format(table)) == 0
                for table in ("events", "outbox", "jobs", "event_heads", "idempotency_keys")
            ])  # fmt: skip

    await eventually(done)
