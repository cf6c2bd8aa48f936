"""A call that came in rings at somebody: they take it, decline it, or are not there."""

from typing import Any

import pytest

from ringdesk.domains import calls, staffing
from ringdesk.kernel.work import Actor
from tests.domains.calls.test_inbound import LONGER, Desk
from tests.domains.calls.world import Company

pytestmark = pytest.mark.anyio

LATER = """
update inbound_calls set offer_ends_at = now() - interval '1 second'
where tenant_id = $1 and offered_to is not null
"""
DUE = "update jobs set due_at = now() where tenant_id = $1 and kind like 'calls.rung%'"
FORGET = """
update call_events set at = at - interval '2 minutes' where tenant_id = $1
  and kind in ('declined', 'unanswered')
"""


class Floor:
    """A queue that rings, and two who may take what comes; the first has been idle longer."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.world = desk, desk.world
        self.first, self.second = desk.company.operators

    async def at_work(self, *people: Actor) -> None:
        for one in people:
            await self.desk.is_available(one)
        async with self.world.office.open(self.desk.house) as work:
            await work.run(LONGER, people[0].id)

    async def does(self, who: Actor, act: Any, call_id: str) -> None:
        call = await self.desk.call(call_id)
        async with self.world.office.open(who) as work:
            await act(work, call_id=call.id)
        await self.world.do_jobs()

    async def rings_at(self, who: Actor) -> str | None:
        async with self.world.office.open(who) as work:
            incoming = (await calls.at_the_desk(work)).incoming
        return None if incoming is None else incoming.number

    async def rang_out(self) -> None:
        async with self.world.office.open(self.desk.house) as work:
            await work.run(LATER)
            await work.run(DUE)
        await self.world.do_jobs()

    async def state_of(self, who: Actor) -> str:
        async with self.world.office.open(who) as work:
            return (await staffing.own_availability(work)).state


@pytest.fixture
async def floor(company: Company) -> Floor:
    desk = Desk(company)
    await desk.queue("Rings", ring_s=20)
    await desk.number("Rings")
    return Floor(desk)


class TestRinging:
    async def test_is_at_the_longest_idle_and_the_caller_keeps_their_place(
        self, floor: Floor
    ) -> None:
        await floor.at_work(floor.first, floor.second)
        await floor.desk.comes("a", "+12024560142")
        assert await floor.rings_at(floor.first) == "+12024560142"
        assert await floor.rings_at(floor.second) is None
        [waiting] = await floor.desk.waiting()
        assert (waiting.offered_to, waiting.position) == (floor.first.id, 1)
        assert (await floor.desk.call("a")).connected_at is None

    async def test_is_one_call_at_a_time(self, floor: Floor) -> None:
        await floor.at_work(floor.first)
        await floor.desk.comes("a")
        await floor.desk.comes("b")
        assert [one.offered_to for one in await floor.desk.waiting()] == [floor.first.id, None]

    async def test_ends_when_the_caller_goes(self, floor: Floor) -> None:
        await floor.at_work(floor.first)
        await floor.desk.comes("a")
        await floor.desk.hears("a", "completed")
        assert await floor.rings_at(floor.first) is None
        assert await floor.desk.state("a") == "missed"

    async def test_ends_when_the_agent_goes_away_and_is_not_held_against_them(
        self, floor: Floor
    ) -> None:
        await floor.at_work(floor.first, floor.second)
        await floor.desk.comes("a")
        async with floor.world.office.open(floor.first) as work:
            await staffing.set_availability(work, state="away")
        await floor.world.do_jobs()
        assert await floor.rings_at(floor.first) is None
        assert await floor.rings_at(floor.second) is not None
        async with floor.world.office.open(floor.desk.house) as work:
            counted = {one.agent_id: one for one in await calls.answering(work)}
        assert counted[floor.first.id].declined == counted[floor.first.id].unanswered == 0

    async def test_outlasts_the_longest_wait(self, floor: Floor) -> None:
        await floor.at_work(floor.first)
        await floor.desk.comes("a")
        async with floor.world.office.open(floor.desk.house) as work:
            await work.run("update jobs set due_at = now() where tenant_id = $1 and"
                           " kind = 'calls.waited_too_long'")  # fmt: skip
        await floor.world.do_jobs()
        assert await floor.rings_at(floor.first) is not None


class TestAccepting:
    async def test_connects_them(self, floor: Floor) -> None:
        await floor.at_work(floor.first)
        await floor.desk.comes("a")
        await floor.does(floor.first, calls.accept, "a")
        call = await floor.desk.call("a")
        assert call.agent_id == floor.first.id and call.connected_at is not None
        assert await floor.desk.state("a") == "connected"
        assert await floor.rings_at(floor.first) is None

    async def test_is_for_whom_it_rings_at(self, floor: Floor) -> None:
        await floor.at_work(floor.first, floor.second)
        await floor.desk.comes("a")
        for act in (calls.accept, calls.decline):
            with pytest.raises(calls.NotRinging):
                await floor.does(floor.second, act, "a")
        await floor.does(floor.first, calls.accept, "a")
        with pytest.raises(calls.NotRinging):
            await floor.does(floor.first, calls.decline, "a")

    async def test_of_what_is_no_call_finds_nothing(self, floor: Floor) -> None:
        async with floor.world.office.open(floor.first) as work:
            with pytest.raises(calls.CallNotFound):
                await calls.accept(work, call_id=10**15)


class TestDeclining:
    async def test_sends_it_to_the_next_and_counts(self, floor: Floor) -> None:
        await floor.at_work(floor.first, floor.second)
        await floor.desk.comes("a")
        await floor.does(floor.first, calls.decline, "a")
        assert await floor.rings_at(floor.first) is None
        assert await floor.rings_at(floor.second) is not None
        assert await floor.state_of(floor.first) == "available"
        async with floor.world.office.open(floor.desk.house) as work:
            counted = {one.agent_id: one for one in await calls.answering(work)}
        first = counted[floor.first.id]
        assert (first.offered, first.declined, first.unanswered) == (1, 1, 0)

    async def test_by_everybody_lets_them_be_a_while_and_asks_again(self, floor: Floor) -> None:
        await floor.at_work(floor.first)
        await floor.desk.comes("a")
        await floor.does(floor.first, calls.decline, "a")
        assert await floor.rings_at(floor.first) is None
        assert await floor.desk.state("a") == "queued"
        async with floor.world.office.open(floor.desk.house) as work:
            await work.run(FORGET)
            await work.run("update jobs set due_at = now() where tenant_id = $1"
                           " and kind = 'calls.look_who_is_free'")  # fmt: skip
        await floor.world.do_jobs()
        assert await floor.rings_at(floor.first) is not None


class TestNotAnswering:
    async def test_sends_it_to_the_next_and_they_are_away(self, floor: Floor) -> None:
        await floor.at_work(floor.first, floor.second)
        await floor.desk.comes("a")
        await floor.rang_out()
        assert await floor.state_of(floor.first) == "away"
        assert await floor.rings_at(floor.second) is not None
        await floor.does(floor.second, calls.accept, "a")
        async with floor.world.office.open(floor.desk.house) as work:
            counted = {one.agent_id: one for one in await calls.answering(work)}
        assert counted[floor.first.id].unanswered == 1

    async def test_is_not_said_of_who_took_it(self, floor: Floor) -> None:
        await floor.at_work(floor.first)
        await floor.desk.comes("a")
        await floor.does(floor.first, calls.accept, "a")
        await floor.rang_out()
        assert await floor.state_of(floor.first) == "available"
