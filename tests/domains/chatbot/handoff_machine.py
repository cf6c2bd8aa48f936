"""A handoff under whatever happens, in whatever order, cut off anywhere; see test_handoffs.py."""

import asyncio
import secrets
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta
from typing import Any, TypeVar

import hypothesis
from hypothesis import Phase
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
from typing_extensions import override

from ringdesk.domains import chatbot, conversations, identity, staffing, tickets
from ringdesk.domains.chatbot.handoffs import acts
from ringdesk.domains.chatbot.handoffs.models import MOVES
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work
from tests.conftest import PASSWORD

T = TypeVar("T")
STAFF = frozenset({"chats:read", "chats:write", "tickets:read", "tickets:write"})
HANDOFFS = """
select h.id, h.state, h.because, h.outcome, h.session_id, h.ticket_id,
  h.deadline_at is not null as has_deadline,
  (select array_agg(s.state order by s.id) from chatbot_handoff_steps s
    where s.tenant_id = $1 and s.handoff_id = h.id) as steps,
  (select s.status from chat_sessions s where s.tenant_id = $1 and s.id = h.session_id) as session
from chatbot_handoffs h where h.tenant_id = $1 and h.conversation_id = $2 order by h.id
"""
TOLD = """
select count(*)::int from messages where tenant_id = $1 and conversation_id = $2 and is_ai
  and kind = 'said' and content like '%#%'
"""
TICKETS = "select count(*)::int from tickets where tenant_id = $1 and conversation_id = $2"
DUE = """
select id, args::text as args from jobs
where tenant_id = $1 and kind = 'chatbot.advance_handoff' and due_at <= now() order by due_at, id
"""
TIME_PASSES = """
with h as (update chatbot_handoffs set deadline_at = now() - interval '1 second'
  where tenant_id = $1 and deadline_at is not null and state = 'queued')
update jobs set due_at = now() where tenant_id = $1 and kind = 'chatbot.advance_handoff'
"""
LONG_AGO = "update chatbot_handoffs set moved_at = now() - interval '1 hour' where tenant_id = $1"


class Row(Struct, frozen=True):
    id: int
    state: str
    because: str
    outcome: str | None
    session_id: int | None
    ticket_id: int | None
    has_deadline: bool
    steps: list[str]
    session: str | None


class DueJob(Struct, frozen=True):
    id: int
    args: str


class Killed(Exception):
    pass


class World:
    """A tenant with an agent and a customer, and a house in which no job runs by itself."""

    def __init__(self, url: str) -> None:
        self.loop = asyncio.Runner()
        self._stack = AsyncExitStack()
        self.do(self._open(url))

    async def _open(self, url: str) -> None:
        database, registry = Database(url, size=4), Registry()
        await self._stack.enter_async_context(database.connected())
        self.office = Office(database, registry)
        tickets.listen(registry, self.office)
        self.bot = chatbot.Chatbot(self.office)
        async with self.office.open(Actor.the_house(INSTALLATION)) as work:
            tenant = await identity.add_tenant(work, f"Tenant {secrets.token_hex(4)}")
            ids = []
            for role in ("support_agent", "customer"):
                name = f"{role}-{secrets.token_hex(6)}"
                new = identity.NewAccount(
                    username=name, email=f"{name}@example.org", password=PASSWORD, full_name=name,
                    role=role,
                )  # fmt: skip
                ids.append((await identity.add_person(work, tenant, new, None)).id)
        self.tenant_id = tenant.id
        self.agent = Actor(
            id=ids[0], tenant_id=tenant.id, role="support_agent", scopes=STAFF, name="Axel"
        )
        self.customer = Actor(id=ids[1], tenant_id=tenant.id, role="customer", name="Carla")
        self.house = Actor.the_house(tenant.id)

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(act)

    def at_work(self, actor: Actor, act: Callable[[Work], Awaitable[T]]) -> T:
        async def acting() -> T:
            async with self.office.open(actor) as work:
                return await act(work)

        return self.do(acting())

    def close(self) -> None:
        self.do(self._stack.aclose())
        self.loop.close()


class Handoffs(RuleBasedStateMachine):
    world: World

    @initialize(channel=st.sampled_from(["chatbot", "widget", "room"]))
    def open(self, channel: Any) -> None:
        world = self.world
        opened = world.at_work(
            world.customer,
            lambda work: conversations.open_room(
                work, channel=channel, assistant_answers=channel != "room"
            ),
        )
        self.id, self.channel = opened.id, channel
        self.set_state("available")

    def rows(self) -> list[Row]:
        return self.world.at_work(self.world.house, lambda work: work.many(Row, HANDOFFS, self.id))

    def sessions(self, status: Any) -> list[conversations.Session]:
        return self.world.at_work(
            self.world.house,
            lambda work: conversations.list_sessions(work, status=status, conversation_id=self.id),
        )

    # What people do.

    @rule(reason=st.sampled_from(["", "My invoice", "x" * 2_000]))
    def ask_for_person(self, reason: str) -> None:
        self.world.at_work(
            self.world.customer,
            lambda work: acts.request_person(work, conversation_id=self.id, reason=reason),
        )
        assert any(row.state != "done" for row in self.rows())

    @rule(state=st.sampled_from(["available", "busy", "away", "offline"]))
    def set_state(self, state: Any) -> None:
        self.world.at_work(
            self.world.agent, lambda work: staffing.set_availability(work, state=state)
        )

    @rule()
    def agent_joins(self) -> None:
        for session in self.sessions("waiting"):
            self.world.at_work(
                self.world.agent,
                lambda work, id=session.id: conversations.join_session(work, session_id=id),  # type: ignore[misc]
            )

    @rule()
    def agent_ends_the_session(self) -> None:
        for session in self.sessions("active"):
            self.world.at_work(
                self.world.agent,
                lambda work, id=session.id: conversations.end_session(work, session_id=id),  # type: ignore[misc]
            )

    @rule()
    def agent_writes(self) -> None:
        self.world.at_work(
            self.world.agent,
            lambda work: conversations.say(work, conversation_id=self.id, content="I am here"),
        )

    @rule()
    def customer_leaves(self) -> None:
        self.world.at_work(
            self.world.customer, lambda work: conversations.end(work, conversation_id=self.id)
        )

    @rule()
    def customer_writes(self) -> None:
        self.world.at_work(
            self.world.customer,
            lambda work: conversations.say(work, conversation_id=self.id, content="Hello?"),
        )

    @rule()
    def time_passes(self) -> None:
        self.world.at_work(self.world.house, lambda work: work.run(TIME_PASSES))

    # What the house does, and how it is cut off.

    @rule()
    def jobs_run(self) -> None:
        world = self.world
        for job in world.at_work(world.house, lambda work: work.many(DueJob, DUE)):
            handoff_id = int(job.args.rpartition(":")[2].strip(" }"))
            world.do(world.bot.advance(world.tenant_id, handoff_id))
            world.at_work(
                world.house,
                lambda work, id=job.id: work.run(  # type: ignore[misc]
                    "delete from jobs where tenant_id = $1 and id = $2", id
                ),
            )

    @rule()
    @precondition(lambda self: self.rows())
    def killed_after_one_step(self) -> None:
        last = self.rows()[-1]
        self.world.at_work(self.world.house, lambda work: acts.step(work, handoff_id=last.id))

    @rule(
        where=st.sampled_from(
            ["request_session", "end_session", "say_as_assistant", "create_from_chat",
             "change_state", "_move", "_summary"]
        ),
        before=st.booleans(),
    )  # fmt: skip
    @precondition(lambda self: self.rows())
    def killed_within_a_step(self, where: str, before: bool) -> None:
        world, last = self.world, self.rows()[-1]
        with cut_off(where, before=before):
            world.do(world.bot.advance_quietly(world.tenant_id, last.id))

    @rule()
    def jobs_are_lost(self) -> None:
        """And the sweep finds what they were to do."""
        world = self.world
        world.at_work(world.house, lambda work: work.run("delete from jobs where tenant_id = $1"))
        world.at_work(world.house, lambda work: work.run(LONG_AGO))
        world.do(world.bot.sweep(world.tenant_id))
        assert not [row for row in self.rows() if row.state in ("requested", "ticketed")]

    # What must be so at any time.

    @invariant()
    def every_transition_is_recorded_and_allowed(self) -> None:
        if not hasattr(self, "id"):
            return
        rows = self.rows()
        for row in rows:
            assert row.steps[0] == "requested" and row.steps[-1] == row.state
            for one, following in zip(row.steps, row.steps[1:], strict=False):
                assert following in MOVES[one]  # type: ignore[index]
            if row.state == "queued":
                assert row.has_deadline and row.session_id is not None
            if row.state == "ticketed" or row.outcome == "ticket":
                assert row.ticket_id is not None
        assert len([row for row in rows if row.state != "done"]) <= 1

    @invariant()
    def whoever_got_a_ticket_was_told_once(self) -> None:
        if not hasattr(self, "id"):
            return
        world = self.world
        ended = [row for row in self.rows() if row.outcome == "ticket"]
        told = world.at_work(world.house, lambda work: work.value(int, TOLD, self.id))
        assert told is not None and told <= len(ended)
        made = world.at_work(world.house, lambda work: work.value(int, TICKETS, self.id))
        assert made == (1 if any(row.ticket_id for row in self.rows()) else 0)

    @override
    def teardown(self) -> None:
        """Once the jobs have run and time has passed, nobody is left hanging."""
        if not hasattr(self, "id"):
            return
        for _ in range(3):
            self.time_passes()
            self.jobs_are_lost()
        for row in self.rows():
            is_with_somebody = row.state == "joined"
            assert row.state == "done" or is_with_somebody, row
        assert not self.sessions("waiting")


@contextmanager
def cut_off(where: str, *, before: bool) -> Iterator[None]:
    """The process dies just before, or just after, it did that."""
    places: dict[str, Any] = {
        "request_session": conversations, "end_session": conversations,
        "say_as_assistant": conversations, "change_state": conversations,
        "create_from_chat": tickets, "_move": acts, "_summary": acts,
    }  # fmt: skip
    module = places[where]
    original = getattr(module, where)

    async def dying(*args: Any, **more: Any) -> Any:
        if not before:
            await original(*args, **more)
        raise Killed(where)

    setattr(module, where, dying)
    try:
        yield
    finally:
        setattr(module, where, original)


def run_machine(url: str) -> None:
    world = World(url)
    Handoffs.world = world
    try:
        run_state_machine_as_test(
            Handoffs,
            settings=hypothesis.settings(
                max_examples=30, stateful_step_count=14, deadline=timedelta(seconds=20),
                suppress_health_check=list(hypothesis.HealthCheck), print_blob=True,
                phases=[Phase.generate],  # each step is a few transactions: shrinking takes minutes
            ),
        )  # fmt: skip
    finally:
        world.close()


if __name__ == "__main__":
    run_machine(sys.argv[1])
