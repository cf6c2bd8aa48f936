"""The queue, handed out: in order, to whoever can, and nothing twice."""

import asyncio
from typing import Any

import pytest

from ringdesk.domains import conversations, identity, staffing
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.work import Actor
from tests.domains.conversations.world import Company, World


def available(world: World, agent: Actor, capacity: int = 4, skills: Any = ()) -> None:
    world.as_(
        agent,
        lambda work: staffing.set_availability(
            work, state="available", capacity=capacity, skills=list(skills)
        ),
    )


def routed(world: World, company: Company, strategy: Any, *, sticky: bool = False) -> None:
    world.as_(
        company.house,
        lambda work: conversations.set_routing(work, strategy=strategy, sticky=sticky),
    )


def asked(world: World, customer: Actor, type: Any = "chat", **more: Any) -> conversations.Session:
    return world.as_(customer, lambda work: conversations.request_session(work, type=type, **more))


def drained(world: World, company: Company) -> list[tuple[int, int | None]]:
    given = world.as_(company.house, conversations.drain)
    return [(one.id, one.agent_id) for one in given]


def ended(world: World, company: Company, session: int) -> None:
    world.as_(company.house, lambda work: conversations.end_session(work, session_id=session))


class TestTheOrder:
    def test_is_that_of_asking(self, world: World, company: Company) -> None:
        routed(world, company, "least_busy")
        waiting = [asked(world, company.customers[n % 3]).id for n in range(5)]
        available(world, company.agents[0], capacity=2)
        agent = company.agents[0].id
        assert drained(world, company) == [(waiting[0], agent), (waiting[1], agent)]
        assert drained(world, company) == []
        ended(world, company, waiting[0])
        assert drained(world, company) == [(waiting[2], agent)]

    def test_is_not_held_up_by_a_skill_that_nobody_has(
        self, world: World, company: Company
    ) -> None:
        routed(world, company, "round_robin")
        welsh = asked(world, company.customers[0], skills=["Welsh"])
        plain = asked(world, company.customers[1])
        available(world, company.agents[0])
        assert [one for one, _ in drained(world, company)] == [plain.id]
        available(world, company.agents[1], skills=["welsh", "latin"])
        assert drained(world, company) == [(welsh.id, company.agents[1].id)]

    def test_is_nobodys_while_it_is_off(self, world: World, company: Company) -> None:
        asked(world, company.customers[0])
        available(world, company.agents[0])
        assert drained(world, company) == []


class TestWhoGetsIt:
    def test_is_nobody_who_is_away_or_full_or_may_not(self, world: World, company: Company) -> None:
        routed(world, company, "least_busy")
        available(world, company.operator)
        for agent, state in zip(company.agents, ("busy", "away", "offline"), strict=True):
            world.as_(agent, lambda work, s=state: staffing.set_availability(work, state=s))  # type: ignore[misc]
        asked(world, company.customers[0])
        assert drained(world, company) == []

    def test_is_each_in_turn(self, world: World, company: Company) -> None:
        routed(world, company, "round_robin")
        for agent in company.agents:
            available(world, agent)
        for n in range(6):
            asked(world, company.customers[n % 3])
        agents = [agent for _, agent in drained(world, company)]
        assert agents[:3] == agents[3:] and len(set(agents)) == 3

    def test_is_who_has_most_room(self, world: World, company: Company) -> None:
        routed(world, company, "least_busy")
        small, large = company.agents[:2]
        available(world, small, capacity=1)
        available(world, large, capacity=4)
        for n in range(5):
            asked(world, company.customers[n % 3])
        agents = [agent for _, agent in drained(world, company)]
        assert agents.count(small.id) == 1 and agents.count(large.id) == 4

    def test_is_who_helped_the_customer_before_if_sticky(
        self, world: World, company: Company
    ) -> None:
        customer, (first, second, _) = company.customers[0], company.agents
        routed(world, company, "least_busy", sticky=True)
        available(world, second)
        before = asked(world, customer)
        assert drained(world, company) == [(before.id, second.id)]
        ended(world, company, before.id)
        available(world, first)
        again = asked(world, customer)
        assert drained(world, company) == [(again.id, second.id)]
        ended(world, company, again.id)
        routed(world, company, "round_robin")
        third = asked(world, customer)
        assert drained(world, company) == [(third.id, first.id)]

    def test_is_who_is_talking_to_the_customer_already(
        self, world: World, company: Company
    ) -> None:
        routed(world, company, "least_busy")
        first, second, _ = company.agents
        chat = asked(world, company.customers[0])
        world.as_(second, lambda work: conversations.join_session(work, session_id=chat.id))
        for agent in (first, second):
            available(world, agent)
        call = asked(world, company.customers[0], "video", conversation_id=chat.conversation_id)
        assert drained(world, company) == [(call.id, second.id)]


class TestAtOnce:
    def test_two_drains_hand_out_nothing_twice(self, world: World, company: Company) -> None:
        routed(world, company, "round_robin")
        for agent in company.agents:
            available(world, agent, capacity=50)
        waiting = [asked(world, company.customers[n % 3]).id for n in range(12)]

        async def drains() -> list[list[conversations.Session]]:
            return await asyncio.gather(
                *(world.at_work(company.house, conversations.drain) for _ in range(3))
            )

        given = [one.id for some in world.do(drains()) for one in some]
        assert sorted(given) == waiting

    def test_a_drain_and_hands_that_are_faster(self, world: World, company: Company) -> None:
        routed(world, company, "least_busy")
        for agent in company.agents:
            available(world, agent, capacity=50)
        waiting = [asked(world, company.customers[n % 3]).id for n in range(8)]

        async def by_hand(session: int) -> int | None:
            try:
                joined = await world.at_work(
                    company.agents[0],
                    lambda work: conversations.join_session(work, session_id=session),
                )
            except AppError as error:
                assert error.code == "SESSION_TAKEN"
                return None
            return joined.id

        async def all_at_once() -> tuple[list[conversations.Session], list[int | None]]:
            drain = asyncio.create_task(world.at_work(company.house, conversations.drain))
            hands = await asyncio.gather(*(by_hand(one) for one in reversed(waiting)))
            return await drain, list(hands)

        drained_, hands = world.do(all_at_once())
        taken = [one.id for one in drained_] + [one for one in hands if one is not None]
        assert sorted(taken) == waiting


class TestAssigning:
    def test_takes_what_waits_along_and_back(self, world: World, company: Company) -> None:
        first, second, _ = company.agents
        chat = asked(world, company.customers[0])
        id = chat.conversation_id

        def to(agent_id: int | None) -> tuple[str, int | None, str, int | None]:
            seen = world.as_(
                first,
                lambda work: conversations.assign(work, conversation_id=id, agent_id=agent_id),
            )
            session = world.as_(
                first, lambda work: conversations.get_session(work, session_id=chat.id)
            )
            return seen.state, seen.assigned_to, session.status, session.agent_id

        assert to(first.id) == ("active", first.id, "active", first.id)
        assert to(second.id) == ("active", second.id, "active", second.id)
        assert to(None) == ("waiting", None, "waiting", None)
        assert to(first.id) == ("active", first.id, "active", first.id)

    def test_to_whoever_may_not_answer_chats_is_refused(
        self, world: World, company: Company
    ) -> None:
        chat = asked(world, company.customers[0])
        for person in (company.operator, company.customers[1]):
            with pytest.raises(identity.AgentNotAvailable):
                world.as_(
                    company.agents[0],
                    lambda work, id=person.id: conversations.assign(  # type: ignore[misc]
                        work, conversation_id=chat.conversation_id, agent_id=id
                    ),
                )

    def test_leaves_a_call_with_those_who_are_in_it(self, world: World, company: Company) -> None:
        first, second, _ = company.agents
        call = asked(world, company.customers[0], "voice")
        world.as_(first, lambda work: conversations.join_session(work, session_id=call.id))
        world.as_(
            first,
            lambda work: conversations.assign(
                work, conversation_id=call.conversation_id, agent_id=second.id
            ),
        )
        now = world.as_(first, lambda work: conversations.get_session(work, session_id=call.id))
        assert now.agent_id == first.id


class TestThePlace:
    def test_tells_an_expected_wait_once_the_queue_has_moved(
        self, world: World, company: Company
    ) -> None:
        waiting = [asked(world, company.customers[n % 3]) for n in range(5)]
        place = world.as_(
            company.house, lambda work: conversations.position(work, session_id=waiting[4].id)
        )
        assert place == conversations.Place(5, None)
        for one in waiting[:3]:
            world.as_(
                company.agents[0],
                lambda work, id=one.id: conversations.join_session(work, session_id=id),  # type: ignore[misc]
            )
        place = world.as_(
            company.house, lambda work: conversations.position(work, session_id=waiting[4].id)
        )
        assert place is not None and place.position == 2 and place.expected_wait_s is not None
