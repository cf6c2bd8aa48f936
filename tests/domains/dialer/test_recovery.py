"""A process that died, a carrier that says nothing, a lease that ran out."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from ringdesk.domains import calls, dialer
from ringdesk.kernel.work import Work
from tests.domains.dialer.world import Centre, World, centre

pytestmark = pytest.mark.anyio

ANOTHER_CALL = """
insert into calls (tenant_id, direction, mode, number, status, carrier)
values ($1, 'in', 'inbound', $2, 'ringing', 'simulation')
"""
REFUSED = "select count(*) from dial_refusals where tenant_id = $1"
DIES_BEFORE_ASKING = """
update calls set asked_at = null, placed_at = null, carrier_call_id = null where tenant_id = $1
"""
DIES_BEFORE_RECORDING = """
update calls set placed_at = null, carrier_call_id = null where tenant_id = $1
"""


async def dialled(world: World) -> int:
    await world.lead()
    await world.agent()
    (call_id,) = (await world.tick()).dialled
    return call_id


class TestAnAttemptThatNobodyAskedFor:
    async def test_is_given_up_and_its_lead_soon_before_the_gate_again(self, world: World) -> None:
        call_id = await dialled(world)
        await world.write(DIES_BEFORE_ASKING)
        world.exchange.asks.clear()
        assert (await world.tick()).to_do.give_up == []
        await world.later(6)
        assert (await world.tick()).to_do.give_up == [call_id]
        assert (await world.call(call_id)).status == "no-answer"
        assert world.exchange.asks == []
        await world.later(61)
        assert len((await world.tick()).dialled) == 1


class TestAnAttemptOfWhichNobodyKnows:
    async def test_is_settled_by_asking_and_never_dialled_again(self, world: World) -> None:
        call_id = await dialled(world)
        await world.write(DIES_BEFORE_RECORDING)
        world.exchange.asks.clear()
        world.exchange.states[world.attempt(call_id)] = "ringing"
        assert (await world.tick()).to_do.ask == []
        await world.later(66)
        assert (await world.tick()).to_do.ask == [call_id]
        call = await world.call(call_id)
        assert call.status == "ringing" and call.placed_at is not None
        assert world.exchange.asks == []

    async def test_that_the_carrier_never_heard_of_is_over(self, world: World) -> None:
        call_id = await dialled(world)
        await world.write(DIES_BEFORE_RECORDING)
        world.exchange.states.clear()
        await world.later(66)
        await world.tick()
        assert (await world.call(call_id)).status == "failed"

    async def test_a_silent_carrier_is_asked_again_later(self, world: World) -> None:
        await world.tick()
        world.centre.exchanges.of[world.tenant.id].silent = True
        call_id = await dialled(world)
        assert (await world.call(call_id)).placed_at is None
        await world.later(66)
        assert (await world.tick()).to_do.ask == [call_id]
        assert len(world.exchange.asks) == 1
        assert (await world.call(call_id)).placed_at is not None


class TestACallThatNobodyHearsOf:
    async def test_is_asked_about_after_its_ring_timeout(self, world: World) -> None:
        call_id = await dialled(world)
        await world.says(call_id, "ringing")
        world.exchange.states[world.attempt(call_id)] = "no-answer"
        await world.later(30)
        assert (await world.tick()).to_do.ask == []
        await world.later(15)
        assert (await world.tick()).to_do.ask == [call_id]
        assert (await world.call(call_id)).status == "no-answer"

    async def test_is_asked_about_in_the_middle_of_a_talk(self, world: World) -> None:
        call_id = await dialled(world)
        await world.says(call_id, "answered")
        assert (await world.tick()).connected == [call_id]
        world.exchange.states[world.attempt(call_id)] = "completed"
        await world.later(60)
        assert (await world.tick()).to_do.ask == []
        await world.later(90)
        assert (await world.tick()).to_do.ask == [call_id]
        assert (await world.call(call_id)).status == "completed"

    async def test_is_asked_about_until_it_ends(self, world: World) -> None:
        call_id = await dialled(world)
        await world.says(call_id, "ringing")
        for state, after in (("ringing", "ringing"), ("no-answer", "no-answer")):
            world.exchange.states[world.attempt(call_id)] = state  # type: ignore[assignment]
            await world.later(45)
            assert (await world.tick()).to_do.ask == [call_id]
            assert (await world.call(call_id)).status == after


class TestALease:
    async def test_keeps_another_process_from_dialling(
        self, world: World, all_of_it: Centre
    ) -> None:
        await dialled(world)
        second = centre(all_of_it.office, all_of_it.exchanges)
        with pytest.raises(dialer.LostTheLease):
            await second.dialer.tick(world.tenant.id)
        await all_of_it.dialer.close()
        assert (await second.dialer.tick(world.tenant.id)).dialled == []

    async def test_who_slept_through_it_commits_no_dial(
        self, world: World, all_of_it: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As with SIGSTOP between the look and the dial: meanwhile somebody else took over."""
        await world.lead()
        await world.agent()
        await world.write("update dialers set lease_ends_at = now() where tenant_id = $1")
        tick = all_of_it.dialer._tick
        dial = tick._lanes.dial

        async def after_a_long_sleep(*given: object) -> object:
            await world.write(
                "update dialers set holder = $2, fence = fence + 1 where tenant_id = $1", uuid4()
            )
            return await dial(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(tick._lanes, "dial", after_a_long_sleep)
        with pytest.raises(dialer.LostTheLease):
            await world.tick()
        async with world.work() as work:
            assert await work.value(int, "select count(*) from calls where tenant_id = $1") == 0


class TestStuckLeads:
    async def test_are_put_back_and_counted(self, world: World) -> None:
        lead = await world.lead()
        await world.write("update leads set dial_status = 'calling' where tenant_id = $1")
        state = await world.control("reset_stuck_leads")
        assert state.reset_count == 1
        assert (await world.get(lead)).dial_status == "pending"

    async def test_a_lead_in_a_call_stays(self, world: World) -> None:
        call_id = await dialled(world)
        assert (await world.control("reset_stuck_leads")).reset_count == 0
        assert (await world.call(call_id)).is_live

    async def test_a_call_that_nobody_moves_is_given_up(self, world: World) -> None:
        call_id = await dialled(world)
        await world.later(timedelta(hours=1).total_seconds())
        assert (await world.control("reset_stuck_leads")).reset_count == 1
        assert not (await world.call(call_id)).is_live


class TestWhatRacesWithAnother:
    async def test_spoils_no_other_attempt(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody's act, between the gate and the attempt, has the number: the rest is dialled."""
        made = [await world.lead() for _ in range(3)]
        for nr in range(3):
            await world.agent(name=f"Agent {nr}")
        open_attempts = calls.open_attempts

        async def raced(work: Work, wanted: dict[int, str], **given: Any) -> calls.Opened:
            if made[1].id in wanted:
                await work.run(ANOTHER_CALL, wanted[made[1].id])
            return await open_attempts(work, wanted, **given)

        monkeypatch.setattr(calls, "open_attempts", raced)
        assert await world.called((await world.tick()).dialled) == [made[0].id, made[2].id]
        assert await world.rules(made[1]) == ["number_in_call"]
        assert (await world.get(made[1])).dial_status == "pending"
