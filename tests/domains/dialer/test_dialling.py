"""From a lead that is due to a person who is connected."""

import pytest

from tests.domains.dialer.world import World

pytestmark = pytest.mark.anyio


class TestTheQueue:
    async def test_of_a_new_tenant_runs_and_waits_for_somebody(self, world: World) -> None:
        lead = await world.lead()
        assert (await world.control("get_queue_status")).is_running
        assert (await world.tick()).dialled == []
        assert await world.rules(lead) == ["nobody_available"]

    async def test_dials_one_line_for_each_free_agent(self, world: World) -> None:
        for _ in range(3):
            await world.lead()
        await world.agent()
        await world.agent(name="Oscar")
        assert len((await world.tick()).dialled) == 2
        assert (await world.tick()).dialled == []
        assert len(world.exchange.asks) == 2

    async def test_writes_the_attempt_and_then_asks_the_carrier(self, world: World) -> None:
        lead = await world.lead()
        await world.agent()
        (call_id,) = (await world.tick()).dialled
        call = await world.call(call_id)
        assert call.status == "initiated" and call.mode == "progressive"
        assert call.asked_at is not None and call.placed_at is not None
        assert (await world.get(lead)).dial_status == "calling"
        assert world.exchange.dialled[world.attempt(call_id)].to_number == lead.phone


class TestAnAnswer:
    async def test_goes_to_who_is_free_longest(self, world: World) -> None:
        await world.lead()
        first = await world.agent()
        await world.later(60)
        await world.agent(name="Oscar")
        (call_id,) = (await world.tick()).dialled
        await world.says(call_id, "ringing", "answered")
        assert (await world.tick()).connected == [call_id]
        assert (await world.call(call_id)).agent_id == first.id

    async def test_without_anybody_is_abandoned_after_two_seconds(self, world: World) -> None:
        lead = await world.lead()
        agent = await world.agent()
        (call_id,) = (await world.tick()).dialled
        await world.available(agent, "away")
        await world.says(call_id, "answered")
        assert (await world.tick()).abandoned == []
        await world.later(2)
        assert (await world.tick()).abandoned == [call_id]
        call = await world.call(call_id)
        assert call.status == "completed" and call.abandoned
        assert (await world.get(lead)).last_outcome == "abandoned"
