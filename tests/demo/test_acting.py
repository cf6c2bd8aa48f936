from random import Random

import pytest
from msgspec import Struct

from ringdesk.demo.acting import Troupe
from ringdesk.demo.companies import COMPANIES, TEAM_LEAD, VISITORS, team_lead
from ringdesk.demo.loading import load
from ringdesk.demo.mark import PASSWORD
from ringdesk.kernel.database import Urls
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor, Office
from tests.houses import OpenHouse, fresh_installation, open_house

pytestmark = pytest.mark.anyio

ACTS = 120
AVAILABLE = "AvailabilityChanged"
SINCE = """
select e.kind, p.username, p.role from events e
left join people p on p.tenant_id = $1 and p.id = e.actor_id
where e.tenant_id = $1 and e.at > now() - interval '10 minutes' and e.request_id is not null
"""


class Done(Struct, frozen=True):
    kind: str
    username: str | None
    role: str | None


async def test_simulated_people_keep_a_house_alive_within_the_limits(
    settings: Settings, database: Urls
) -> None:
    """Every act is one that the server allows (a refusal would raise), by those who may."""
    async with fresh_installation(settings, database.owner) as urls:
        pool = Database(urls.app, size=2)
        async with pool.connected():
            await load(Office(pool, Registry()), settings, password=PASSWORD, tickets=60)
        async with open_house(settings, urls.app, rate_limit_enabled=True) as opened:
            done = await done_in(opened)
        kinds = {one.kind for one in done}
        assert {"TicketCreated", "TicketAssigned", "MessagePosted", "TicketResolved"} <= kinds
        there = {one.username for one in done if one.kind == AVAILABLE}
        agents = [
            one
            for company in COMPANIES
            for one in company.in_role("support_agent")
            if one != team_lead(company)
        ]
        assert there >= {one.username for one in agents} - set(VISITORS)
        callers = {"operator", "support_agent"}
        assert {one.role for one in done if one.kind == AVAILABLE} <= callers
        assert not {one.username for one in done} & set(VISITORS)
        assert {one.role for one in done if one.kind == "TicketAssigned"} <= {
            "support_agent", "admin", TEAM_LEAD,
        }  # fmt: skip


async def done_in(opened: OpenHouse) -> list[Done]:
    """What the log tells after so many acts."""
    troupe = Troupe(COMPANIES, opened.address, password=PASSWORD, pace=1, random=Random(11))
    async with troupe.at_work():
        await troupe.come_to_work()
        for _ in range(ACTS):
            await troupe.act()
    while await opened.house.relay.carry_out():
        continue
    done: list[Done] = []
    for row in await opened.house.office.across("select * from tenants_with_facts()"):
        async with opened.house.office.open(Actor.the_house(row[0])) as work:
            done += await work.many(Done, SINCE)
    return done
