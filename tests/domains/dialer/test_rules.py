"""What the gate refuses, each with its rule, and when it looks again."""

from datetime import UTC, datetime, timedelta

import pytest

from ringdesk.domains import campaigns, compliance, dialer, leads
from tests.conftest import eventually
from tests.domains.dialer.world import World

pytestmark = pytest.mark.anyio

NIGHT = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)  # half past three in New York
LATER = timedelta(seconds=2)


async def refused(world: World, lead: leads.Lead, rule: str) -> leads.Lead:
    """It is not dialled, for this rule; the lead as it stands then. A round passes over a lead that
    another act writes to (a score, a settlement): then the next one says it."""

    async def told() -> bool:
        assert (await world.tick()).dialled == []
        return rule in await world.rules(lead)

    await eventually(told)
    return await world.get(lead)


class TestADoNotCallList:
    async def test_of_the_tenant_binds_all(self, world: World) -> None:
        lead = await world.lead()
        await world.agent()
        async with world.work() as work:
            entry = await compliance.forbid(work, number=str(lead.phone), reason="asked us")
        after = await refused(world, lead, "do_not_call")
        assert after.dial_status == "pending" and after.ready_at > datetime.now(UTC)
        async with world.work() as work:
            await compliance.permit(work, entry_id=entry.id)
        await world.later(86_400)
        assert len((await world.tick()).dialled) == 1

    async def test_of_a_campaign_binds_that_alone(self, world: World) -> None:
        one, other = await world.campaign(), await world.campaign()
        await world.agent()
        first = await world.lead(campaign_id=one)
        second = await world.lead(campaign_id=other)
        async with world.work() as work:
            for lead in (first, second):
                await compliance.forbid(work, number=str(lead.phone), campaign_id=one)
        assert await world.called((await world.tick()).dialled) == [second.id]


class TestCallingHours:
    async def test_put_it_off_until_the_lead_s_next_opening(self, world: World) -> None:
        await world.settings(hours="09:00-17:00")
        lead = await world.lead(time_zone="America/New_York")
        await world.agent()
        await world.write("update leads set ready_at = $2 where tenant_id = $1", NIGHT - LATER)
        assert (await world.tick(NIGHT)).dialled == []
        after = await world.get(lead)
        assert after.ready_at == datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
        assert await world.rules(lead) == ["calling_hours"]

    async def test_of_a_campaign_are_narrower(self, world: World) -> None:
        campaign = await world.campaign(hours="00:00-00:01")
        lead = await world.lead(campaign_id=campaign, time_zone="Asia/Tokyo")
        await world.agent()
        await refused(world, lead, "calling_hours")


class TestAttempts:
    async def test_of_a_day_count_across_campaigns_and_leads(self, world: World) -> None:
        await world.settings(most_attempts_a_day=1)
        first = await world.lead(time_zone="UTC")
        await world.agent()
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, "busy")
        async with world.work() as work:
            await leads.remove(work, lead_id=first.id)
        campaign = await world.campaign()
        again = await world.lead(phone=first.phone, campaign_id=campaign, time_zone="UTC")
        after = await refused(world, again, "attempts_per_day")
        tomorrow = datetime.now(UTC).date() + timedelta(days=1)
        assert after.ready_at == datetime.combine(tomorrow, datetime.min.time(), UTC)

    async def test_in_all_end_with_failed(self, world: World) -> None:
        lead = await world.lead()
        await world.agent()
        await world.write("update leads set attempts = 5 where tenant_id = $1")
        assert (await refused(world, lead, "attempts_total")).dial_status == "failed"


class TestANumber:
    async def test_in_a_call_is_not_called_twice(self, world: World) -> None:
        first = await world.lead()
        await world.agent()
        await world.agent(name="Oscar")
        assert len((await world.tick()).dialled) == 1
        await world.write(
            "update leads set phone = '+12025559999' where tenant_id = $1 and id = $2", first.id
        )
        second = await world.lead(phone=first.phone)
        await refused(world, second, "number_in_call")

    async def test_that_was_abandoned_is_left_alone_for_72_hours(self, world: World) -> None:
        lead = await world.lead()
        agent = await world.agent()
        (call_id,) = (await world.tick()).dialled
        await world.available(agent, "away")
        await world.says(call_id, "answered")
        await world.later(3)
        assert (await world.tick()).abandoned == [call_id]
        await world.available(agent)
        await world.write("update leads set ready_at = now() where tenant_id = $1")
        await refused(world, lead, "held_after_abandon")
        await world.later(72 * 3600)
        assert len((await world.tick()).dialled) == 1

    async def test_that_was_abandoned_in_britain_is_left_alone_whatever_the_settings(
        self, world: World
    ) -> None:
        await world.settings(hold_after_abandon_h=0, retry={"abandoned": 1})
        british = await world.campaign(uk_rules=True)
        lead = await world.lead(campaign_id=british)
        agent = await world.agent()
        (call_id,) = (await world.tick()).dialled
        await world.available(agent, "away")
        await world.says(call_id, "answered")
        await world.later(3)
        assert (await world.tick()).abandoned == [call_id]
        await world.available(agent)
        await world.later(3600)
        async with world.work() as work:
            seen = await dialer.preview(work, campaign_id=british, plays=True)
        assert [(one.rule, one.count) for one in seen.skipped] == [("held_after_abandon", 1)]
        await refused(world, lead, "held_after_abandon")

    async def test_that_no_plan_assigns_is_only_played(self, world: World) -> None:
        lead = await world.lead(phone="+99912345678")
        assert not lead.phone_valid
        await world.agent()
        assert len((await world.tick()).dialled) == 1


class TestALeadThatAnotherActWritesTo:
    async def test_is_passed_over_and_looked_at_again_soon(self, world: World) -> None:
        lead = await world.lead()
        await world.agent()
        async with world.work() as work:
            await leads.lock(work, lead_id=lead.id)
            passed = await world.tick()
        assert passed.dialled == [] and passed.next_at is not None
        assert passed.next_at < datetime.now(UTC) + LATER
        assert len((await world.tick()).dialled) == 1


class TestCaps:
    async def test_five_calls_at_once_at_first(self, world: World) -> None:
        for nr in range(7):
            await world.lead()
            await world.agent(name=f"Agent {nr}")
        assert len((await world.tick()).dialled) == 5
        assert (await world.control("get_queue_status")).active_calls == 5
        assert (await world.tick()).dialled == []

    async def test_calls_per_second_are_shared_by_all_processes(self, world: World) -> None:
        await world.settings(calls_per_second=1, most_calls=50)
        for nr in range(3):
            await world.lead()
            await world.agent(name=f"Agent {nr}")
        assert len((await world.tick()).dialled) == 1
        assert (await world.tick()).dialled == []
        await world.later(1)
        assert len((await world.tick()).dialled) == 1

    async def test_are_written_down_for_who_was_next(self, world: World) -> None:
        await world.settings(most_calls=1)
        first, second = await world.lead(), await world.lead()
        await world.agent()
        await world.agent(name="Oscar")
        assert await world.called((await world.tick()).dialled) == [first.id]
        await world.tick()
        assert await world.rules(second) == ["concurrency"]


class TestALeadOfSomebody:
    async def test_is_called_for_them_alone(self, world: World) -> None:
        olga, oscar = await world.agent(), await world.agent(name="Oscar")
        lead = await world.lead(owner_id=oscar.id)
        await world.available(oscar, "away")
        await refused(world, lead, "nobody_available")
        await world.available(oscar)
        await world.later(120)
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, "answered")
        await world.tick()
        assert (await world.call(call_id)).agent_id == oscar.id
        assert olga.id != oscar.id


class TestARefusal:
    async def test_is_one_row_a_day_for_each_lead_and_rule(self, world: World) -> None:
        lead = await world.lead()
        await world.agent()
        async with world.work() as work:
            await compliance.forbid(work, number=str(lead.phone))
        for _ in range(3):
            await world.tick()
            await world.write("update leads set ready_at = now() where tenant_id = $1")
        assert await world.rules(lead) == ["do_not_call"]


class TestPausing:
    async def test_lets_calls_in_progress_end(self, world: World) -> None:
        await world.lead()
        waiting = await world.lead()
        agent = await world.agent()
        (call_id,) = (await world.tick()).dialled
        assert not (await world.control("pause_queue")).is_running
        await world.says(call_id, "answered")
        assert (await world.tick()).connected == [call_id]
        await world.says(call_id, "completed")
        await world.settings(wrap_up_s=0)
        await world.later(60)
        assert (await world.tick()).dialled == []
        assert await world.rules(waiting) == ["paused"]
        assert (await world.control("resume_queue")).is_running
        assert len((await world.tick()).dialled) == 1
        assert agent.id == (await world.call(call_id)).agent_id

    async def test_of_a_campaign_is_its_own(self, world: World) -> None:
        campaign = await world.campaign()
        await world.lead(campaign_id=campaign)
        await world.agent()
        async with world.work() as work:
            await campaigns.pause(work, campaign_id=campaign)
        assert (await world.tick()).dialled == []

    async def test_is_for_administrators(self, world: World) -> None:
        agent = await world.agent()
        async with world.centre.office.open(world.as_agent(agent)) as work:
            with pytest.raises(dialer.AdministratorsSteer):
                await dialer.control(work, "pause_queue")
