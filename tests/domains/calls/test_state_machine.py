"""Calls as a state machine: two tenants interleaved, carriers' words twice, late and out of order,
operators' between them, on a real PostgreSQL; beside a model of a few lines."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from ringdesk.domains import calls, telephony
from ringdesk.domains.calls import machine
from ringdesk.kernel.database import Urls
from ringdesk.kernel.errors import Conflict, NotFound
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor
from tests.domains.calls.scripted import said
from tests.domains.calls.world import Company, World, open_world

T = TypeVar("T")
ORDER = {"initiated": 0, "ringing": 1, "answered": 2}
KINDS = st.sampled_from(
    ["initiated", "ringing", "answered", "human", "machine", "completed", "busy", "no-answer",
     "failed", "canceled"]
)  # fmt: skip
SIMPLE = {"human": "answered", "machine": "answered", "canceled": "no-answer"}
FACTS_OF_A_PERSON = """
select count(*) from (select agent_id from calls where tenant_id = $1 and agent_id is not null
  and status in ('initiated', 'ringing', 'answered') group by agent_id having count(*) > 1
  union all select 1 from calls where tenant_id = $1
  and status in ('initiated', 'ringing', 'answered') group by number having count(*) > 1) as twice
"""


def may(before: str, after: str) -> bool:
    """The rule of the contract, said in another way than in the machine under test."""
    if before in calls.FINAL or before == after:
        return False
    if after in ORDER:
        return ORDER[after] > ORDER[before]
    return after == "completed" or before != "answered"


@dataclass
class Known:
    """What the model believes of a call."""

    company: Company
    operator: Actor | None
    id: int
    lead_id: int
    status: str = "initiated"
    notes: str = ""
    heard: set[int] = field(default_factory=set)
    finals: list[str] = field(default_factory=list)


class CallsMachine(RuleBasedStateMachine):
    runner: ClassVar[asyncio.Runner]
    world: ClassVar[World]
    companies = Bundle("companies")
    known = Bundle("known")
    all_known: list[Known]

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(act)

    @initialize(target=companies)
    def two_tenants(self) -> Any:
        self.all_known = []
        self.both = [self.do(self.world.company()) for _ in range(2)]
        return multiple(*self.both)

    def of_person(self, operator: Actor) -> Known | None:
        return next(
            (one for one in self.all_known
             if one.operator == operator and one.status not in calls.FINAL),
            None,
        )  # fmt: skip

    @rule(target=known, company=companies, which=st.integers(0, 1))
    def an_operator_starts(self, company: Company, which: int) -> Any:
        operator = company.operators[which]
        lead_id = self.do(company.lead())
        if self.of_person(operator) is not None:
            with pytest.raises(calls.PersonBusy):
                self.do(company.start(operator, lead_id))
            return multiple()
        return self.keep(company, operator, self.do(company.start(operator, lead_id)))

    @rule(target=known, company=companies)
    def the_queue_dials(self, company: Company) -> Any:
        return self.keep(company, None, self.do(company.attempt()))

    def keep(self, company: Company, operator: Actor | None, call: calls.Call) -> Known:
        assert call.lead_id is not None
        made = Known(company, operator, call.id, call.lead_id)
        self.all_known.append(made)
        return made

    @rule(one=known, kind=KINDS, seq=st.integers(0, 7))
    def the_carrier_says(self, one: Known, kind: telephony.Kind, seq: int) -> None:
        call = self.do(one.company.call(one.id))
        self.do(one.company.hear(call, seq, kind))
        self.heard(one, kind, seq)

    @rule(words=st.lists(st.tuples(known, KINDS, st.integers(0, 7)), min_size=2, max_size=12))
    def the_carrier_says_much_in_one_moment(
        self, words: list[tuple[Known, telephony.Kind, int]]
    ) -> None:
        async def all_at_once() -> None:
            placing = self.world.placing
            events = [
                (
                    one.company,
                    said(calls.attempt_of(one.company.house.tenant_id, one.id), seq, kind),
                )
                for one, kind, seq in words
            ]
            await asyncio.gather(
                *(placing.hear(company.house.tenant_id, event) for company, event in events)
            )

        self.do(all_at_once())
        for one, kind, seq in words:
            self.heard(one, kind, seq)

    @staticmethod
    def heard(one: Known, kind: telephony.Kind, seq: int) -> None:
        if seq in one.heard:
            return
        one.heard.add(seq)
        after = SIMPLE.get(kind, kind)
        if one.status == "answered" and after in calls.FINAL:
            after = "completed"
        if may(one.status, after):
            one.status = after

    @rule(one=known, status=st.sampled_from(calls.STATUSES), notes=st.text("ab", max_size=3))
    def its_operator_says(self, one: Known, status: calls.Status, notes: str) -> None:
        if one.operator is None:
            return
        act = self.says(one, one.operator, status, notes)
        if status == one.status or may(one.status, status):
            self.do(act)
            one.status, one.notes = status, notes
        else:
            with pytest.raises(calls.CallMoveRefused):
                self.do(act)

    async def says(self, one: Known, who: Actor, status: calls.Status, notes: str) -> None:
        async with self.world.office.open(who) as work:
            await calls.update(work, call_id=one.id, status=status, notes=notes)

    @rule(one=known)
    def it_is_ended(self, one: Known) -> None:
        async def end() -> calls.Call:
            async with self.world.office.open(one.company.admin) as work:
                return await calls.end(work, call_id=one.id)

        if one.status not in calls.FINAL:
            one.status = "completed"
        assert self.do(end()).status == one.status

    @rule(one=known, which=st.integers(0, 1))
    def the_queue_connects(self, one: Known, which: int) -> None:
        operator = one.company.operators[which]

        async def connect() -> None:
            async with self.world.office.open(one.company.house) as work:
                await calls.connect(work, call_id=one.id, agent_id=operator.id)

        busy = self.of_person(operator)
        theirs = one.operator in (None, operator)
        if one.status != "answered" or not theirs or busy not in (None, one):
            with pytest.raises(Conflict):
                self.do(connect())
        else:
            self.do(connect())
            one.operator = operator

    @rule(one=known, status=st.sampled_from(calls.STATUSES))
    def a_stranger_says(self, one: Known, status: calls.Status) -> None:
        """Of the other tenant, with every right there; and a colleague."""
        other = next(company for company in self.both if company is not one.company)
        strangers = [other.admin, *(o for o in one.company.operators if o != one.operator)]
        for stranger in strangers:
            with pytest.raises(NotFound):
                self.do(self.says(one, stranger, status, "stolen"))

    @rule(one=consumes(known))
    def it_is_forgotten_by_the_test(self, one: Known) -> None:
        """So that the bundle does not only grow."""

    @invariant()
    def everything_is_as_the_model_has_it(self) -> None:
        for one in getattr(self, "all_known", []):
            call = self.do(one.company.call(one.id))
            assert (call.status, call.notes) == (one.status, one.notes)
            assert (call.ended_at is not None) == (one.status in calls.FINAL)
            if call.status in calls.FINAL:
                one.finals.append(call.status)
                assert len(set(one.finals)) == 1
            lead = self.do(one.company.lead_of(one.lead_id))
            self.lead_is_where_its_call_is(call, lead.dial_status)

    @staticmethod
    def lead_is_where_its_call_is(call: calls.Call, dial_status: str) -> None:
        if call.status in ("initiated", "ringing"):
            assert dial_status == "calling"
        elif call.status == "answered":
            assert dial_status in ("calling", "answered")
            assert (dial_status == "answered") <= (call.agent_id is not None)
        elif call.status == "completed" and call.answered_by != "machine":
            assert dial_status == "answered"
        else:
            assert dial_status in ("pending", "failed", "answered")

    @invariant()
    def nobody_and_no_number_is_in_two_calls(self) -> None:
        for company in getattr(self, "both", []):
            assert self.do(self.twice(company)) == 0

    async def twice(self, company: Company) -> int | None:
        async with self.world.office.open(company.house) as work:
            return await work.value(int, FACTS_OF_A_PERSON)


@pytest.fixture(scope="module")
def machine_of_calls(settings: Settings, database: Urls) -> Iterator[type[CallsMachine]]:
    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        world = runner.run(stack.enter_async_context(open_world(settings, database.owner)))
        CallsMachine.runner, CallsMachine.world = runner, world
        yield CallsMachine
        runner.run(stack.aclose())


class TestCalls:
    def test_hold_whatever_is_said_in_whatever_order(
        self, machine_of_calls: type[CallsMachine]
    ) -> None:
        run_state_machine_as_test(
            machine_of_calls,
            settings=settings(
                max_examples=25, stateful_step_count=20, deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip


class TestTheMachine:
    @pytest.mark.parametrize("before", calls.STATUSES)
    @pytest.mark.parametrize("after", calls.STATUSES)
    def test_moves_as_the_contract_has_it(self, before: calls.Status, after: calls.Status) -> None:
        assert machine.may_become(before, after) is may(before, after)
