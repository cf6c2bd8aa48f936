"""What becomes of an agent's chats when they go: nobody waits for somebody who is away."""

from ringdesk.domains import identity
from ringdesk.domains.conversations.models import Id
from ringdesk.domains.conversations.queue import queries
from ringdesk.domains.conversations.queue.sessions import assign, end_session, require_answers_chats
from ringdesk.domains.conversations.service import lock
from ringdesk.domains.conversations.speaking import note_event
from ringdesk.kernel.work import Work


async def give_back(work: Work, *, agent_id: int) -> int:
    """By the house: the chats of an agent who is away wait again where they stood, or are
    nobody's, and their customers are told. Whoever is in a call stays in it. How many it were."""
    given = 0
    for one in await work.many(Id, queries.IN_HAND_OF, agent_id):
        conversation = await lock(work, one.id)
        if conversation.assigned_to != agent_id or conversation.state != "active":
            continue  # taken over, or ended, in this moment
        await note_event(work, conversation, "agent_left", by=conversation.agent_name)
        await assign(work, conversation_id=one.id, agent_id=None)
        given += 1
    return given


async def give_up(work: Work, *, agent_id: int) -> int:
    """The same for who may answer chats no more: their calls end, too."""
    for one in await work.many(Id, queries.CALLS_OF, agent_id):
        await end_session(work, session_id=one.id, because="agent_left")
    return await give_back(work, agent_id=agent_id)


async def answers_no_more(work: Work, agent_id: int) -> bool:
    try:
        await require_answers_chats(work, agent_id)
    except identity.AgentNotAvailable:
        return True
    return False
