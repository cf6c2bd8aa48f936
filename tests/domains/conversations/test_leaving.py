"""An agent goes: what they had in hand is the queue's again."""

import json

from ringdesk.domains import conversations
from ringdesk.domains.conversations.queue import leaving
from ringdesk.kernel.work import Actor
from tests.domains.conversations.test_routing import asked, available, routed
from tests.domains.conversations.world import Company, World


def joined(world: World, agent: Actor, session: conversations.Session) -> None:
    world.as_(agent, lambda work: conversations.join_session(work, session_id=session.id))


def seen(world: World, company: Company, conversation_id: int) -> conversations.Conversation:
    return world.as_(
        company.house, lambda work: conversations.get(work, conversation_id=conversation_id)
    )


def given_back(world: World, company: Company, agent: Actor) -> int:
    return world.as_(company.house, lambda work: conversations.give_back(work, agent_id=agent.id))


class TestAnAgentWhoWentOffline:
    def test_leaves_chats_to_the_queue_where_they_stood(
        self, world: World, company: Company
    ) -> None:
        agent, colleague = company.agents[0], company.agents[1]
        first, second = asked(world, company.customers[0]), asked(world, company.customers[1])
        joined(world, agent, first)
        assert given_back(world, company, agent) == 1
        waiting = world.as_(company.house, conversations.waiting)
        assert [one.id for one in waiting] == [first.id, second.id]
        chat = seen(world, company, first.conversation_id)
        assert (chat.state, chat.assigned_to) == ("waiting", None)
        available(world, colleague)
        routed(world, company, "least_busy")
        [given, _] = world.as_(company.house, conversations.drain)
        assert (given.id, given.agent_id) == (first.id, colleague.id)

    def test_is_told_of_to_the_customer(self, world: World, company: Company) -> None:
        session = asked(world, company.customers[0])
        joined(world, company.agents[0], session)
        given_back(world, company, company.agents[0])
        said = world.as_(
            company.customers[0],
            lambda work: conversations.latest_messages(
                work, conversation_id=session.conversation_id
            ),
        )
        told = [json.loads(one.content) for one in said if one.kind == "event"]
        assert {"what": "agent_left", "by": company.agents[0].name} in told

    def test_leaves_what_has_no_session_to_nobody(self, world: World, company: Company) -> None:
        room = world.as_(
            company.customers[0], lambda work: conversations.open_room(work, channel="room")
        )
        world.as_(
            company.agents[1],
            lambda work: conversations.assign(
                work, conversation_id=room.id, agent_id=company.agents[0].id
            ),
        )
        assert given_back(world, company, company.agents[0]) == 1
        chat = seen(world, company, room.id)
        assert (chat.state, chat.assigned_to) == ("open", None)

    def test_stays_in_their_call(self, world: World, company: Company) -> None:
        call = asked(world, company.customers[0], type="voice")
        joined(world, company.agents[0], call)
        assert given_back(world, company, company.agents[0]) == 0
        assert seen(world, company, call.conversation_id).assigned_to == company.agents[0].id

    def test_has_nothing_to_give_the_second_time(self, world: World, company: Company) -> None:
        joined(world, company.agents[0], asked(world, company.customers[0]))
        assert [given_back(world, company, company.agents[0]) for _ in range(2)] == [1, 0]


class TestAnAgentWhoMayAnswerNoMore:
    def test_is_out_of_their_call_as_well(self, world: World, company: Company) -> None:
        call = asked(world, company.customers[0], type="voice")
        joined(world, company.agents[0], call)
        agent_id = company.agents[0].id
        world.as_(company.house, lambda work: leaving.give_up(work, agent_id=agent_id))
        ended = world.as_(
            company.house, lambda work: conversations.get_session(work, session_id=call.id)
        )
        assert (ended.status, ended.ended_because) == ("ended", "agent_left")
