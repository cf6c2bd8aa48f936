"""Calls that come in as a state machine: two tenants interleaved; callers who press and hang up,
agents who come and go, carriers that repeat themselves."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec import Struct

from ringdesk.domains import calls, staffing
from ringdesk.domains.calls.inbound.models import MOVES
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.domains.calls.test_inbound import Desk
from tests.domains.calls.world import World, open_world, some_number

T = TypeVar("T")
ROWS = """
select i.call_id, i.state, i.queue_id, c.status, c.agent_id, c.lead_id, c.carrier_call_id
from inbound_calls i join calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
where i.tenant_id = $1 order by i.call_id
"""
TWICE = """
select count(*) from (select agent_id from calls where tenant_id = $1 and agent_id is not null
  and status in ('initiated', 'ringing', 'answered') group by agent_id having count(*) > 1) as twice
"""


class Row(Struct, frozen=True):
    call_id: int
    state: str
    queue_id: int | None
    status: str
    agent_id: int | None
    lead_id: int | None
    carrier_call_id: str


class InboundMachine(RuleBasedStateMachine):
    runner: ClassVar[asyncio.Runner]
    world: ClassVar[World]

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(act)

    @initialize()
    def two_tenants(self) -> None:
        self.desks = [self.do(self.furnished()) for _ in range(2)]
        self.seen: dict[tuple[int, int], str] = {}
        self.callers: list[tuple[int, str]] = []

    async def furnished(self) -> Desk:
        desk = Desk(await self.world.company())
        await desk.queue("All", most_waiting=3)
        welsh = await desk.queue("Welsh", skills=["welsh"], overflow="hang_up", most_waiting=2)
        menu = {
            "do": "menu", "say": "?", "keys": {
                "1": {"do": "queue", "queue_id": welsh}, "2": {"do": "callback"},
                "3": {"do": "hang_up"},
                "4": {"do": "menu", "say": "!", "keys": {"5": {"do": "queue", "queue_id": welsh}}},
            },
        }  # fmt: skip
        await desk.number("All", menu=menu)
        return desk

    @rule(which=st.integers(0, 1), hidden=st.booleans())
    def somebody_calls(self, which: int, hidden: bool) -> None:
        name = f"c{len(self.callers)}"
        self.callers.append((which, name))
        self.do(self.desks[which].comes(name, "" if hidden else some_number()))

    @precondition(lambda self: self.callers)
    @rule(data=st.data(), keys=st.text("12345", min_size=1, max_size=3))
    def they_press(self, data: st.DataObject, keys: str) -> None:
        which, name = data.draw(st.sampled_from(self.callers))
        for key in keys:
            self.do(self.desks[which].hears(name, "digits", key))

    @precondition(lambda self: self.callers)
    @rule(data=st.data(), kind=st.sampled_from(["completed", "no-answer", "answered", "initiated"]))
    def their_carrier_says(self, data: st.DataObject, kind: Any) -> None:
        which, name = data.draw(st.sampled_from(self.callers))
        self.do(self.desks[which].hears(name, kind))

    @rule(which=st.integers(0, 1), one=st.integers(0, 1), skills=st.sampled_from([(), ("welsh",)]),
          state=st.sampled_from(["available", "away"]))  # fmt: skip
    def an_agent_says(
        self, which: int, one: int, skills: tuple[str, ...], state: staffing.Availability
    ) -> None:
        desk = self.desks[which]

        async def say() -> None:
            async with self.world.office.open(desk.company.operators[one]) as work:
                await staffing.set_availability(work, state=state, skills=list(skills))

        self.do(say())

    @rule(which=st.integers(0, 1), one=st.integers(0, 1))
    def an_agent_is_done(self, which: int, one: int) -> None:
        desk, operator = self.desks[which], self.desks[which].company.operators[one]

        async def finish() -> None:
            async with self.world.office.open(operator) as work:
                call = await calls.of_person(work, person_id=operator.id)
                if call is not None:
                    await calls.end(work, call_id=call.id)
                written = await calls.wrapping_up(work, person_id=operator.id)
                if written is not None:
                    found = (await calls.at_the_desk(work)).dispositions[-1]
                    await calls.wrap_up(work, call_id=written.id, disposition_id=found.id)

        self.do(finish())
        assert desk.house.tenant_id == operator.tenant_id

    @rule()
    def the_jobs_run(self) -> None:
        self.do(self.world.do_jobs())

    def rows(self, desk: Desk) -> list[Row]:
        async def read() -> list[Row]:
            async with self.world.office.open(desk.house) as work:
                return await work.many(Row, ROWS)

        return self.do(read())

    @invariant()
    def every_call_went_where_it_may(self) -> None:
        for number, desk in enumerate(getattr(self, "desks", [])):
            for row in self.rows(desk):
                before = self.seen.get((number, row.call_id), "menu")
                if row.state != before:
                    # Between two looks there may be two steps: menu, queued, missed.
                    two = {step for first in MOVES.get(before, ()) for step in MOVES.get(first, ())}
                    assert row.state in MOVES.get(before, frozenset()) | two
                self.seen[number, row.call_id] = row.state
                self.is_in_order(row)

    def is_in_order(self, row: Row) -> None:
        over = row.status in calls.FINAL
        if row.state in ("menu", "queued", "connected"):
            assert not over, row
        if row.state in ("missed", "over"):
            assert over, row
        assert (row.agent_id is not None) == (row.state in ("connected", "over")), row
        assert (row.queue_id is not None) >= (row.state == "queued"), row

    @invariant()
    def nobody_has_two_calls_and_each_has_the_skills(self) -> None:
        for desk in getattr(self, "desks", []):
            assert self.do(self.twice(desk)) == 0
            for queue, most in (("All", 3), ("Welsh", 2)):
                waiting = [one for one in self.do(desk.waiting()) if one.queue_name == queue]
                assert [one.position for one in waiting] == list(range(1, len(waiting) + 1))
                assert len(waiting) <= most

    async def twice(self, desk: Desk) -> int | None:
        async with self.world.office.open(desk.house) as work:
            return await work.value(int, TWICE)


@pytest.fixture(scope="module")
def machine_of_callers(settings: Settings, database: Urls) -> Iterator[type[InboundMachine]]:
    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        world = runner.run(stack.enter_async_context(open_world(settings, database.owner)))
        InboundMachine.runner, InboundMachine.world = runner, world
        yield InboundMachine
        runner.run(stack.aclose())


class TestCallsThatComeIn:
    def test_hold_whatever_callers_and_agents_do(
        self, machine_of_callers: type[InboundMachine]
    ) -> None:
        run_state_machine_as_test(
            machine_of_callers,
            settings=settings(
                max_examples=15, stateful_step_count=25, deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
