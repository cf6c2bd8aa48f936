"""Who is next: urgent, high, medium, each by readiness; low when nothing else is due."""

import pytest

from ringdesk.domains import leads, staffing
from tests.domains.dialer.world import World

pytestmark = pytest.mark.anyio
ORDER: list[leads.Priority] = ["urgent", "high", "medium"]


class TestPriorities:
    async def test_come_before_age(self, world: World) -> None:
        made = {priority: await world.lead(priority) for priority in reversed(ORDER)}
        for nr in range(3):
            await world.agent(name=f"Agent {nr}")
        found = await world.called((await world.tick()).dialled)
        assert found == [made[priority].id for priority in ORDER]

    async def test_within_one_who_waits_longest_is_first(self, world: World) -> None:
        young, old = await world.lead(), await world.lead()
        await world.write(
            "update leads set ready_at = ready_at - interval '1 hour' where tenant_id = $1"
            " and id = $2", old.id,
        )  # fmt: skip
        await world.agent()
        assert await world.called((await world.tick()).dialled) == [old.id]
        assert young.id != old.id

    async def test_hold_across_campaigns(self, world: World) -> None:
        campaign = await world.campaign()
        await world.lead("medium")
        urgent = await world.lead("urgent", campaign_id=campaign)
        await world.agent()
        assert await world.called((await world.tick()).dialled) == [urgent.id]


class TestLow:
    async def test_waits_while_anything_else_is_due(self, world: World) -> None:
        await world.lead("low")
        mediums = [await world.lead() for _ in range(2)]
        await world.agent()
        assert await world.called((await world.tick()).dialled) == [mediums[0].id]
        assert (await world.tick()).dialled == []

    async def test_is_called_when_agents_are_left(self, world: World) -> None:
        low, medium = await world.lead("low"), await world.lead()
        await world.agent()
        await world.agent(name="Oscar")
        assert await world.called((await world.tick()).dialled) == [medium.id, low.id]

    async def test_counts_as_medium_after_as_long_as_the_tenant_says(self, world: World) -> None:
        low = await world.lead("low")
        await world.later(2 * 3600)
        await world.lead()
        await world.agent()
        await world.settings(low_becomes_medium_after_h=1)
        assert await world.called((await world.tick()).dialled) == [low.id]

    async def test_does_not_wait_for_what_nobody_at_work_can_take(self, world: World) -> None:
        campaign = await world.campaign(skills=["french"])
        await world.lead(campaign_id=campaign)
        low = await world.lead("low")
        await world.agent()
        assert await world.called((await world.tick()).dialled) == [low.id]


class TestRetries:
    @pytest.mark.parametrize(("kind", "minutes"), [("busy", 10), ("no-answer", 120), ("failed", 1)])
    async def test_come_when_the_outcome_says(
        self, world: World, kind: str, minutes: int
    ) -> None:  # fmt: skip
        lead = await world.lead()
        await world.agent()
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, kind)  # type: ignore[arg-type]
        assert (await world.get(lead)).last_outcome == kind
        await world.later(minutes * 60 - 30)
        assert (await world.tick()).dialled == []
        await world.later(31 if kind != "no-answer" else 3600)
        assert len((await world.tick()).dialled) == 1

    async def test_never_for_a_number_that_does_not_exist(self, world: World) -> None:
        lead = await world.lead()
        await world.agent()
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, "failed", permanent=True)
        assert (await world.get(lead)).dial_status == "failed"

    async def test_wait_at_once_for_the_alarm(self, world: World) -> None:
        await world.lead()
        await world.agent()
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, "busy")
        done = await world.tick()
        assert done.next_at is not None


class TestSkills:
    async def test_keep_a_campaign_s_calls_to_who_has_them(self, world: World) -> None:
        campaign = await world.campaign(skills=["french"])
        await world.lead(campaign_id=campaign)
        await world.agent()
        assert (await world.tick()).dialled == []
        fluent = await world.agent(skills=["french"], name="Odette")
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, "answered")
        await world.tick()
        assert (await world.call(call_id)).agent_id == fluent.id


class TestTeams:
    async def test_keep_a_campaign_s_calls_to_their_members(self, world: World) -> None:
        await world.agent()
        member = await world.agent(name="Odette")
        async with world.work() as work:
            team = await staffing.create_team(work, name="North", member_ids=[member.id])
        campaign = await world.campaign(team_id=team.id)
        await world.lead(campaign_id=campaign)
        await world.lead(campaign_id=campaign)
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, "answered")
        await world.tick()
        assert (await world.call(call_id)).agent_id == member.id


class TestPreview:
    async def test_campaigns_are_left_to_people(self, world: World) -> None:
        campaign = await world.campaign(mode="preview")
        await world.lead(campaign_id=campaign)
        await world.agent()
        assert (await world.tick()).dialled == []
