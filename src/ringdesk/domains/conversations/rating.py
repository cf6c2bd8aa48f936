"""How satisfied a customer was with a conversation, told when it is over."""

from ringdesk.domains.conversations import queries
from ringdesk.domains.conversations.errors import ConversationNotFound, NotOver
from ringdesk.domains.conversations.events import ConversationRated
from ringdesk.domains.conversations.models import Rating
from ringdesk.domains.conversations.service import lock_chat
from ringdesk.domains.conversations.speaking import note_event
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

BEST = 5
LONGEST_COMMENT = 1_000


async def rate(work: Work, *, conversation_id: int, score: int, comment: str = "") -> Rating:
    """1 to 5, by its customer alone; said again, the later one counts. NotOver while it goes on.
    It is the rating of whoever of the staff had it last, if anybody had."""
    conversation = await lock_chat(work, conversation_id)
    if conversation.customer_id != work.actor.id:
        raise ConversationNotFound
    if conversation.state != "ended":
        raise NotOver
    if not 1 <= score <= BEST or len(comment) > LONGEST_COMMENT:
        raise Invalid.field("score", f"1 to {BEST}, and at most {LONGEST_COMMENT} letters")
    rating = await work.one(Rating, queries.RATE, conversation_id, score, comment.strip())
    if rating is None:
        raise ConversationNotFound
    await note_event(work, conversation, "rated", score=score)
    work.record(
        ConversationRated(
            conversation_id=conversation_id, customer_id=conversation.customer_id,
            agent_id=rating.agent_id, score=score,
        )
    )  # fmt: skip
    return rating
