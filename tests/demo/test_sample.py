"""The history is one that the house itself could have written."""

import random
from collections import Counter
from uuid import UUID

import pytest
from msgspec import Struct

from ringdesk.demo.companies import COMPANIES, TEAM_LEAD, VISITORS, team_lead
from ringdesk.demo.loading import AlreadyInUse, load
from ringdesk.demo.mark import PASSWORD
from ringdesk.domains import analytics, automation, calls, gamification, mailroom, webhooks
from ringdesk.domains.leads import imports
from ringdesk.kernel import audit
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor
from tests.demo.conftest import NOW, TICKETS, Sample
from tests.houses import open_house

pytestmark = pytest.mark.anyio

# Rules of the tickets domain, each as a count of tickets that break it.
BROKEN_RULES = """
select
  count(*) filter (where message_count <> (select count(*) from messages m
    where m.tenant_id = $1 and m.conversation_id = t.conversation_id)) as message_count,
  count(*) filter (where (status in ('resolved', 'closed')) <> (resolved_at is not null))
    as resolved_at,
  count(*) filter (where first_responded_at is distinct from (select min(m.created_at)
    from messages m where m.tenant_id = $1 and m.conversation_id = t.conversation_id
      and m.from_staff and not m.internal)) as first_responded_at,
  count(*) filter (where last_message_at is distinct from (select max(m.created_at)
    from messages m where m.tenant_id = $1 and m.conversation_id = t.conversation_id))
    as last_message_at,
  count(*) filter (where status <> coalesce((select c.changes -> 'status' ->> 'to'
    from ticket_changes c where c.tenant_id = $1 and c.ticket_id = t.id and c.changes ? 'status'
    order by c.id desc limit 1), 'open')) as status,
  count(*) filter (where assigned_to is distinct from (select (c.changes -> 'assigned_to' ->> 'to')
    ::bigint from ticket_changes c where c.tenant_id = $1 and c.ticket_id = t.id
      and c.changes ? 'assigned_to' order by c.id desc limit 1)) as assigned_to,
  count(*) filter (where greatest(created_at, updated_at, resolved_at, last_message_at) > $2)
    as in_the_future,
  count(*) filter (where version <> 1 + message_count + (select count(*) from ticket_changes c
    where c.tenant_id = $1 and c.ticket_id = t.id) - (select count(*) from events e
    where e.tenant_id = $1 and e.kind = 'TicketUpdated' and (e.body ->> 'ticket_id')::bigint = t.id
      and e.body -> 'fields' = '["status"]' and exists (select from events n where n.tenant_id = $1
        and n.seq = e.seq + 1 and n.kind = 'MessagePosted'
        and n.body ->> 'ticket_id' = e.body ->> 'ticket_id'))) as version
from tickets t where t.tenant_id = $1 and not t.is_chat
"""
BY_STATUS = "select status as value, count(*) as n from tickets where tenant_id = $1 group by 1"
BY_WEEKDAY = """
select extract(isodow from created_at)::int::text as value, count(*) as n from tickets
where tenant_id = $1 group by 1
"""
BY_SOMEBODY_ELSE = """
select count(*) from messages m join people p on p.tenant_id = $1 and p.id = m.sender_id
join tickets t on t.tenant_id = $1 and t.conversation_id = m.conversation_id
where m.tenant_id = $1 and p.role = 'customer' and m.sender_id <> t.created_by
"""
MARKS_LEFT = "select count(*) from ticket_marks where tenant_id = $1"
SEQ_OF_TIME = """
select count(*) from (select at < lag(at) over (order by seq) as back from events
  where tenant_id = $1) as walked where back
"""
DISTINCT_TEXTS = """
select count(distinct description)::float8 / count(*) from tickets where tenant_id = $1
"""


class Broken(Struct, frozen=True):
    message_count: int
    resolved_at: int
    first_responded_at: int
    last_message_at: int
    status: int
    assigned_to: int
    in_the_future: int
    version: int


class Counted(Struct, frozen=True):
    value: str
    n: int


def house(tenant_id: UUID) -> Actor:
    return Actor.the_house(tenant_id)


class TestTheHistory:
    async def test_there_is_as_much_as_was_asked_for(self, sample: Sample) -> None:
        assert sample.counted["tickets"] == TICKETS
        assert sample.counted["people"] == sum(len(one.people) for one in COMPANIES) == 42
        assert len(sample.tenants) == sample.counted["tenants"] == 3

    async def test_it_breaks_no_rule_of_the_house(self, sample: Sample) -> None:
        for tenant_id in sample.tenants:
            async with sample.office.open(house(tenant_id)) as work:
                broken = await work.one(Broken, BROKEN_RULES, NOW)
                assert broken == Broken(0, 0, 0, 0, 0, 0, 0, 0)
                assert await work.value(int, BY_SOMEBODY_ELSE) == 0

    async def test_the_log_is_intact_and_in_the_order_of_time(self, sample: Sample) -> None:
        facts = 0
        for tenant_id in sample.tenants:
            async with sample.office.open(house(tenant_id)) as work:
                verdict = await audit.verify(work)
                assert verdict.state == "intact"
                assert await work.value(int, SEQ_OF_TIME) == 0
                facts += verdict.facts
        assert facts == sample.counted["facts"] > 10 * TICKETS

    async def test_the_numbers_are_those_of_the_tickets(self, sample: Sample) -> None:
        for tenant_id in sample.tenants:
            async with sample.office.open(house(tenant_id)) as work:
                counted = await work.many(Counted, BY_STATUS)
                shown = (await analytics.overview(work)).summary
                assert await work.value(int, MARKS_LEFT) == 0
            by_status = {name: n for name, n in shown.counts["status"].items() if n}
            assert by_status == {one.value: one.n for one in counted}
            assert shown.totals.total == sum(one.n for one in counted)

    async def test_it_is_believable(self, sample: Sample) -> None:
        """Most are solved, some are not; weekdays are busier; hardly two texts are the same."""
        states, days = Counter[str](), Counter[str]()
        for tenant_id in sample.tenants:
            async with sample.office.open(house(tenant_id)) as work:
                for one in await work.many(Counted, BY_STATUS):
                    states[one.value] += one.n
                for one in await work.many(Counted, BY_WEEKDAY):
                    days[one.value] += one.n
                assert (await work.value(float, DISTINCT_TEXTS) or 0) > 0.95
        assert states["resolved"] + states["closed"] > 0.8 * TICKETS
        assert set(states) == {"open", "in_progress", "resolved", "closed", "cancelled"}
        assert min(days[day] for day in "12345") > max(days["6"], days["7"])

    async def test_a_house_with_people_is_left_alone(
        self, sample: Sample, settings: Settings
    ) -> None:
        with pytest.raises(AlreadyInUse):
            await load(sample.office, settings, password=PASSWORD, tickets=10)


class TestSigningIn:
    async def test_every_visitor_gets_in_with_the_password_that_is_printed(
        self, sample: Sample, settings: Settings
    ) -> None:
        roles = {one.username: one.role for company in COMPANIES for one in company.people}
        roles |= {team_lead(company).username: TEAM_LEAD for company in COMPANIES}
        async with open_house(settings, sample.urls.app) as opened:
            others = [one for one in roles if one not in VISITORS]
            for name in (*VISITORS, *random.Random(1).sample(others, 3)):
                body = {"username": name, "password": PASSWORD}
                answer = await opened.client.post("/api/auth/login", json=body)
                assert (answer.status_code, answer.json()["user"]["role"]) == (200, roles[name])
        assert {roles[name] for name in VISITORS} == {
            "admin", "support_agent", "operator", "customer", TEAM_LEAD,
        }  # fmt: skip

    async def test_the_team_lead_sees_the_wallboard(
        self, sample: Sample, settings: Settings
    ) -> None:
        names = {"username": team_lead(COMPANIES[0]).username, "password": PASSWORD}
        async with open_house(settings, sample.urls.app) as opened:
            answer = await opened.client.post("/api/auth/login", json=names)
            headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
            board = await opened.client.get("/api/app/wallboard", headers=headers)
        assert board.status_code == 200, board.text


async def test_what_people_did_lately_gave_them_points(sample: Sample) -> None:
    for tenant_id in sample.tenants:
        admin = Actor(id=0, tenant_id=tenant_id, role="admin", scopes=frozenset({"*"}))
        async with sample.office.open(admin) as work:
            board = await gamification.board(work)
            assert board.places and board.places[0].total > 0
            assert [one.state for one in await gamification.list_competitions(work)] == ["running"]


class TestConnections:
    """What a workspace is connected to is there to be looked at, and reaches nobody."""

    async def test_callers_find_a_menu_and_new_leads_their_rules(self, sample: Sample) -> None:
        for tenant_id in sample.tenants:
            async with sample.office.open(Actor.the_house(tenant_id)) as work:
                [main] = await calls.list_numbers(work)
                queues = {one.id for one in await calls.list_queues(work)}
                assert main.menu is not None and main.queue_id in queues and len(queues) == 2
                rules = await automation.list_rules(work)
            assert [one.priority for one in rules] == [10, 20, 30]

    async def test_the_file_from_the_fair_says_what_was_wrong_with_it(self, sample: Sample) -> None:
        for tenant_id in sample.tenants:
            async with sample.office.open(Actor.the_house(tenant_id)) as work:
                [listed] = await imports.list_imports(work)
                fair = await imports.get(work, import_id=listed.id)
            assert (fair.state, fair.totals.new, fair.totals.errors) == ("done", 18, 1)
            assert fair.totals.rows == 20
            assert [one.line for one in fair.first_faults] == [20]

    async def test_what_would_look_for_a_server_is_switched_off(self, sample: Sample) -> None:
        for tenant_id in sample.tenants:
            async with sample.office.open(Actor.the_house(tenant_id)) as work:
                [mailbox] = await mailroom.list_mailboxes(work)
                [webhook] = await webhooks.list_endpoints(work)
                told = await webhooks.list_deliveries(work, endpoint_id=webhook.id)
            assert not mailbox.enabled and not webhook.enabled
            assert webhook.disabled_because == "by_hand" and webhook.succeeded_at is not None
            assert told and {one.state for one in told} == {"delivered"}
