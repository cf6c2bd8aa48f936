"""Whatever people do with chats and sessions, in whatever order: what must always be so."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec import Struct

from ringdesk.domains import conversations, staffing
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.work import Actor
from tests.domains.conversations.world import Company, World

CHATS = """
select c.id, c.state, c.assigned_to, c.ended_at is not null as is_over, c.message_count,
  (select count(*)::int from messages m where m.tenant_id = $1 and m.conversation_id = c.id
    and m.kind = 'said' and not m.internal) as said,
  c.unanswered_since is not null as is_unanswered,
  (select array_agg(s.status order by s.id) from chat_sessions s
    where s.tenant_id = $1 and s.conversation_id = c.id and s.status <> 'ended') as open_sessions
from conversations c where c.tenant_id = $1
"""
SESSIONS = """
select s.id, s.conversation_id, s.type, s.status, s.agent_id, s.skills,
  s.joined_at is not null as was_joined, s.ended_at is not null as is_over
from chat_sessions s where s.tenant_id = $1 order by s.id
"""
PEOPLE = st.integers(0, 2)
SKILLS = st.lists(st.sampled_from(["latin", "welsh"]), max_size=1)


class Chat(Struct, frozen=True):
    id: int
    state: str
    assigned_to: int | None
    is_over: bool
    message_count: int
    said: int
    is_unanswered: bool
    open_sessions: list[str] | None


class Session(Struct, frozen=True):
    id: int
    conversation_id: int
    type: str
    status: str
    agent_id: int | None
    skills: list[str]
    was_joined: bool
    is_over: bool


class Chats(RuleBasedStateMachine):
    world: World
    company: Company

    @initialize()
    def open(self) -> None:
        self.company = self.world.tenant()

    def attempt(self, actor: Actor, act: Any) -> Any:
        """What people do may be refused; it must not fail otherwise."""
        try:
            return self.world.as_(actor, act)
        except AppError as error:
            assert error.status in (403, 404, 409), error
            return None

    def chats(self) -> list[Chat]:
        return self.world.as_(self.company.house, lambda work: work.many(Chat, CHATS))

    def sessions(self) -> list[Session]:
        return self.world.as_(self.company.house, lambda work: work.many(Session, SESSIONS))

    # What people do. `which` is one of the chats or sessions there are.

    @rule(who=PEOPLE, type=st.sampled_from(["chat", "voice", "video"]), skills=SKILLS)
    def ask(self, who: int, type: Any, skills: list[str]) -> None:
        customer = self.company.customers[who]
        self.attempt(
            customer, lambda work: conversations.request_session(work, type=type, skills=skills)
        )

    @rule(who=PEOPLE, which=st.integers(0, 9), type=st.sampled_from(["chat", "voice"]))
    def ask_within(self, who: int, which: int, type: Any) -> None:
        if chats := self.chats():
            chat = chats[which % len(chats)].id
            self.attempt(
                self.company.customers[who],
                lambda work: conversations.request_session(work, type=type, conversation_id=chat),
            )

    @rule(who=PEOPLE, which=st.integers(0, 9), by_staff=st.booleans(), internal=st.booleans())
    def write(self, who: int, which: int, by_staff: bool, internal: bool) -> None:
        if chats := self.chats():
            chat = chats[which % len(chats)].id
            people = self.company.agents if by_staff else self.company.customers
            self.attempt(
                people[who],
                lambda work: conversations.say(
                    work, conversation_id=chat, content="...", internal=internal
                ),
            )

    @rule(who=PEOPLE, which=st.integers(0, 9))
    def join(self, who: int, which: int) -> None:
        if sessions := self.sessions():
            id = sessions[which % len(sessions)].id
            self.attempt(
                self.company.agents[who],
                lambda work: conversations.join_session(work, session_id=id),
            )

    @rule(who=PEOPLE, which=st.integers(0, 9), by_staff=st.booleans())
    def hang_up(self, who: int, which: int, by_staff: bool) -> None:
        if sessions := self.sessions():
            id = sessions[which % len(sessions)].id
            people = self.company.agents if by_staff else self.company.customers
            self.attempt(people[who], lambda work: conversations.end_session(work, session_id=id))

    @rule(who=PEOPLE, which=st.integers(0, 9), to=st.integers(0, 3))
    def assign(self, who: int, which: int, to: int) -> None:
        if chats := self.chats():
            chat = chats[which % len(chats)].id
            agent = self.company.agents[to].id if to < 3 else None
            self.attempt(
                self.company.agents[who],
                lambda work: conversations.assign(work, conversation_id=chat, agent_id=agent),
            )

    @rule(who=PEOPLE, which=st.integers(0, 9), reopen=st.booleans())
    def close_or_reopen(self, who: int, which: int, reopen: bool) -> None:
        if chats := self.chats():
            chat = chats[which % len(chats)].id
            act = conversations.reopen if reopen else conversations.end
            self.attempt(self.company.agents[who], lambda work: act(work, conversation_id=chat))

    @rule(
        who=PEOPLE, capacity=st.integers(1, 3), skills=SKILLS,
        state=st.sampled_from(["available", "available", "busy", "offline"]),
    )  # fmt: skip
    def say_availability(self, who: int, state: Any, capacity: int, skills: list[str]) -> None:
        self.world.as_(
            self.company.agents[who],
            lambda work: staffing.set_availability(
                work, state=state, capacity=capacity, skills=skills
            ),
        )

    @rule(strategy=st.sampled_from(["off", "round_robin", "least_busy"]), sticky=st.booleans())
    def set_routing(self, strategy: Any, sticky: bool) -> None:
        self.world.as_(
            self.company.house,
            lambda work: conversations.set_routing(work, strategy=strategy, sticky=sticky),
        )

    @rule()
    def drain(self) -> None:
        """Only to whoever can, never beyond their capacity; and nobody waits for whom there is
        somebody."""
        world, house = self.world, self.company.house
        given = world.as_(house, conversations.drain)
        free = {
            one.id: one
            for one in world.as_(house, lambda work: staffing.available(work, needs="chats:write"))
        }
        in_hand: dict[int, int] = {}
        for session in self.sessions():
            if session.status == "active" and session.agent_id is not None:
                in_hand[session.agent_id] = in_hand.get(session.agent_id, 0) + 1
        for one in given:
            assert one.agent_id is not None and set(one.skills) <= set(free[one.agent_id].skills)
            assert in_hand[one.agent_id] <= free[one.agent_id].capacity
        if world.as_(house, conversations.routing).strategy == "off":
            assert not given
            return
        room = [one for one in free.values() if in_hand.get(one.id, 0) < one.capacity]
        for session in self.sessions():
            if session.status == "waiting":
                assert not [one for one in room if set(session.skills) <= set(one.skills)]

    # What must be so at any time.

    @invariant()
    def sessions_make_sense(self) -> None:
        if not hasattr(self, "company"):
            return
        seen = set()
        for one in self.sessions():
            assert (one.status == "ended") == one.is_over
            if one.status == "waiting":
                assert one.agent_id is None and not one.was_joined
            if one.status == "active":
                assert one.agent_id is not None and one.was_joined
            if one.status != "ended":
                assert (one.conversation_id, one.type) not in seen
                seen.add((one.conversation_id, one.type))

    @invariant()
    def chats_make_sense(self) -> None:
        if not hasattr(self, "company"):
            return
        for one in self.chats():
            waits = "waiting" in (one.open_sessions or [])
            assert (one.state == "ended") == one.is_over
            assert one.message_count == one.said
            if one.state == "ended":
                assert not one.open_sessions, one
            if one.state == "waiting":
                assert waits, one
            if one.state == "open":
                assert not waits, one
            if one.state == "active":
                assert one.assigned_to is not None, one

    @invariant()
    def places_are_counted_from_one(self) -> None:
        if not hasattr(self, "company"):
            return
        queue = self.world.as_(self.company.house, conversations.waiting)
        assert [one.queue_position for one in queue] == list(range(1, len(queue) + 1))
        assert [one.id for one in queue] == sorted(one.id for one in queue)


def test_chats_and_sessions_always_make_sense(world: World) -> None:
    Chats.world = world
    run_state_machine_as_test(
        Chats,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=timedelta(seconds=20),
            suppress_health_check=list(HealthCheck), print_blob=True,
            phases=[Phase.generate],  # each step is a few transactions: shrinking takes minutes
        ),
    )  # fmt: skip
