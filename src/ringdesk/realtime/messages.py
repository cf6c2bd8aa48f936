"""How far messages got, to the staff who may see their log: ids and states alone, because what was
written to whom is asked for by those who look."""

from typing import Any

from ringdesk.domains import messaging
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import message_readers_of
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render


async def moved(_: Reading, fact: Fact[Any]) -> Posts:
    event = fact.event
    state = STATES.get(type(event)) or event.state
    data = {"id": messaging.number_of(event.message_id), "state": state}
    letter = Letter("message.moved", data, seq=fact.seq, at=fact.at, soon_stale=True)
    return (((message_readers_of(fact.tenant_id),), letter),)


STATES: dict[type[Event], messaging.State] = {
    messaging.MessageQueued: "pending",
    messaging.MessageSent: "sent",
    messaging.MessageDelivered: "delivered",
    messaging.MessageOpened: "opened",
    messaging.MessageComplained: "complained",
    messaging.MessageCancelled: "cancelled",
}
LETTERS: dict[type[Event], Render] = {
    **dict.fromkeys(STATES, moved),
    messaging.MessageFailed: moved,
}
