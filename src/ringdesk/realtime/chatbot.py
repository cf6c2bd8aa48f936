"""What the chatbot answered and where a handoff stands, as letters: to those who may see all chats,
and to the customer whose it is."""

from msgspec import Struct

from ringdesk.domains import chatbot
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import chat_readers_of, own_chats
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.wire.chatbot import ChatbotMessageOut, HandoffOut


class HandoffHeard(Struct, frozen=True):
    """Why and with what summary is asked for over REST, by staff."""

    conversation_id: int
    handoff: HandoffOut


async def answered(reading: Reading, fact: Fact[chatbot.ChatbotAnswered]) -> Posts:
    to = (chat_readers_of(fact.tenant_id), own_chats(fact.tenant_id, fact.event.customer_id))
    if not any(map(reading.wanted, to)):
        return ()
    turn = await chatbot.get_turn(await reading.work(), turn_id=fact.event.turn_id)
    data = ChatbotMessageOut.of(turn)
    return ((to, Letter("chatbot.message", data, seq=fact.seq, at=fact.at)),)


async def moved(reading: Reading, fact: Fact[chatbot.HandoffMoved]) -> Posts:
    event = fact.event
    to = (chat_readers_of(fact.tenant_id), own_chats(fact.tenant_id, event.customer_id))
    if not any(map(reading.wanted, to)):
        return ()
    work = await reading.work()
    seen = await chatbot.latest_handoff(work, conversation_id=event.conversation_id)
    data = HandoffHeard(event.conversation_id, HandoffOut.of(seen))
    return ((to, Letter("handoff.changed", data, seq=fact.seq, at=fact.at)),)


LETTERS: dict[type[Event], Render] = {
    chatbot.ChatbotAnswered: answered,
    chatbot.HandoffMoved: moved,
}
