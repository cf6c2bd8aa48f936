"""What the assistant offers to staff in a conversation: replies, a summary, and being corrected."""

from typing import Literal

from litestar import Router, get, put
from litestar.params import FromPath, JSONBody

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import conversations
from ringdesk.wire.conversations import ChatMessageOut, SummaryOut
from ringdesk.wire.knowledge import SuggestionOut

Intent = Literal["greeting", "complaint", "inquiry", "support", "feedback", "uncategorized"]


class CorrectIntent(In, frozen=True):
    intent: Intent


@get(
    "/conversations/{conversation_id:int}/suggestions",
    responses=raises(conversations.ConversationNotFound, conversations.MayNotHandle),
)
async def suggestions(conversation_id: FromPath[int], work: InWork) -> list[SuggestionOut]:
    """Replies to what the customer said last, best first (staff)."""
    offered = await conversations.suggestions(work, conversation_id=conversation_id)
    return [SuggestionOut.of(one) for one in offered]


@get(
    "/conversations/{conversation_id:int}/summary",
    responses=raises(conversations.ConversationNotFound, conversations.MayNotHandle),
)
async def summary(conversation_id: FromPath[int], work: InWork) -> SummaryOut:
    """What it was about so far, in the speakers' own words (staff)."""
    s = await conversations.summary(work, conversation_id=conversation_id)
    return SummaryOut(s.text, s.who, s.problem, s.tried, s.outcome, s.lines)


@put(
    "/messages/{message_id:int}/intent",
    responses=raises(conversations.ConversationNotFound, conversations.MayNotHandle),
)
async def correct_intent(
    message_id: FromPath[int], data: JSONBody[CorrectIntent], work: InWork
) -> ChatMessageOut:
    """Say what a customer's message is about; the assistant learns from it (staff)."""
    corrected = await conversations.correct_intent(work, message_id=message_id, intent=data.intent)
    return ChatMessageOut.of(corrected, for_staff=True)


router = Router(
    "/api/app", route_handlers=[suggestions, summary, correct_intent], tags=["conversations"]
)
