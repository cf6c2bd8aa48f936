import asyncio
import secrets
from datetime import UTC, datetime, timedelta

import pytest

from ringdesk.domains import leads
from ringdesk.domains.leads.errors import LeadInCall, LeadTaken
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

TALK = """
insert into calls (tenant_id, lead_id, number, status) values ($1, $2, '+493090182000', 'answered')
"""
OVER = "update calls set status = 'completed' where tenant_id = $1 and lead_id = $2"


def phone() -> str:
    return f"+4930{secrets.randbelow(10**8):08d}"


def operator_of(tenant: Tenant) -> Actor:
    scopes = frozenset({"leads:read", "leads:write"})
    return Actor(id=tenant.agent.id, tenant_id=tenant.id, role="operator", scopes=scopes)


async def some(tenant: Tenant, how_many: int) -> list[int]:
    async with tenant.work() as work:
        made = [await leads.create(work, leads.NewLead(phone=phone())) for _ in range(how_many)]
    return [one.id for one in made]


class TestOfManyWhoClaimOneLead:
    async def test_one_gets_it(self, tenant: Tenant) -> None:
        [lead_id] = await some(tenant, 1)

        async def claim() -> bool:
            try:
                async with tenant.house.office.open(operator_of(tenant)) as work:
                    await leads.claim(work, lead_id=lead_id)
            except LeadTaken:
                return False
            return True

        assert sorted(await asyncio.gather(*(claim() for _ in range(40)))) == [False] * 39 + [True]


class TestOfManyWhoAskForTheNext:
    async def test_nobody_gets_anothers(self, tenant: Tenant) -> None:
        made = await some(tenant, 12)

        async def take() -> int | None:
            async with tenant.house.office.open(operator_of(tenant)) as work:
                lead = await leads.claim_next(work)
                await asyncio.sleep(0)  # others look while this one is held
                return None if lead is None else lead.id

        taken = await asyncio.gather(*(take() for _ in range(20)))
        assert sorted(one for one in taken if one is not None) == made
        assert taken.count(None) == 8

    async def test_the_most_urgent_comes_first_and_no_one_before_their_time(
        self, tenant: Tenant
    ) -> None:
        async with tenant.work() as work:
            made = {}
            for priority in ("low", "urgent", "high"):
                new = leads.NewLead(phone=phone(), priority=priority)
                made[priority] = await leads.create(work, new)
            later = datetime.now(UTC) + timedelta(hours=1)
            urgent = await leads.lock(work, lead_id=made["urgent"].id)
            calling = await leads.move_dial_status(work, urgent, "calling")
            await leads.move_dial_status(work, calling, "pending", ready_at=later)
        async with tenant.work() as work:
            first = await leads.claim_next(work)
            second = await leads.claim_next(work)
            assert await leads.claim_next(work) is None
        assert first is not None and first.id == made["high"].id
        assert second is not None and second.id == made["low"].id


class TestAClaim:
    async def test_lends_the_lead_and_ends_with_it(self, tenant: Tenant) -> None:
        [lead_id] = await some(tenant, 1)
        async with tenant.house.office.open(operator_of(tenant)) as work:
            claimed = await leads.claim(work, lead_id=lead_id)
        assert (claimed.owner_id, claimed.lent) == (tenant.agent.id, True)
        assert claimed.claim_ends_at is not None and claimed.claimed_at is not None
        assert claimed.claim_ends_at - claimed.claimed_at == timedelta(seconds=900)
        async with tenant.house.office.open(operator_of(tenant)) as work:
            released = await leads.release(work, lead_id=lead_id)
        assert (released.owner_id, released.claimed_by) == (None, None)
        told = [one.kind for one in await tenant.log() if one.kind.startswith("Lead")]
        assert told == [
            "LeadCreated", "LeadDialStatusMoved", "LeadAssigned", "LeadDialStatusMoved",
        ]  # fmt: skip

    async def test_lasts_once_somebody_answered(self, tenant: Tenant) -> None:
        [lead_id] = await some(tenant, 1)
        async with tenant.house.office.open(operator_of(tenant)) as work:
            lead = await leads.claim(work, lead_id=lead_id)
            lead = await leads.move_dial_status(work, lead, "calling")
            assert lead.claimed_by == tenant.agent.id
            lead = await leads.move_dial_status(work, lead, "answered", outcome="answered")
        assert (lead.owner_id, lead.lent, lead.claimed_by) == (tenant.agent.id, False, None)
        assert (lead.attempts, lead.last_outcome) == (1, "answered")

    async def test_is_told_in_the_history_with_its_actor(self, tenant: Tenant) -> None:
        [lead_id] = await some(tenant, 1)
        async with tenant.house.office.open(operator_of(tenant)) as work:
            await leads.claim(work, lead_id=lead_id)
            story = await leads.history(work, lead_id=lead_id)
        told = {(one.field, one.before, one.after, one.actor_name) for one in story}
        agent = str(tenant.agent.id)
        assert told == {
            ("dial_status", "pending", "claimed", "Axel Agent"),
            ("owner_id", None, agent, "Axel Agent"),
        }


class TestALeadThatIsTalkedTo:
    async def test_is_not_deleted(self, tenant: Tenant) -> None:
        """The end of the call has to find it."""
        [lead_id] = await some(tenant, 1)
        async with tenant.work() as work:
            lead = await leads.lock(work, lead_id=lead_id)
            lead = await leads.move_dial_status(work, lead, "calling")
            await leads.move_dial_status(work, lead, "answered")
            await work.run(TALK, lead_id)
            with pytest.raises(LeadInCall):
                await leads.remove(work, lead_id=lead_id)
            done = await leads.bulk(work, action="delete", lead_ids=[lead_id])
            assert (done.changed, done.errors[0].code) == (0, "LEAD_IN_CALL")
            await work.run(OVER, lead_id)
            await leads.remove(work, lead_id=lead_id)
