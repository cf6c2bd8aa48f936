"""How far messages got, to the staff who may see their log: ids and states alone, because what was
written to whom is asked for by those who look."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ringdesk.domains import messaging
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import message_readers_of
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.realtime.seldom import Seldom

KIND = "message.moved"
AT_MOST_EVERY_S = 1.0  # of a tenant's messages that have to wait


async def moved(_: Reading, fact: Fact[Any]) -> Posts:
    event = fact.event
    state = STATES.get(type(event)) or event.state
    data = {"id": messaging.number_of(event.message_id), "state": state}
    letter = Letter(KIND, data, seq=fact.seq, at=fact.at, soon_stale=True)
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


def delays_shown(hub: Hub) -> Callable[[UUID], None]:
    """For `Delivery.put_off`: some have to wait, because their provider is away. `id` null: look
    at all of them."""
    seldom = Seldom(hub, rest_s=AT_MOST_EVERY_S)

    def show(tenant_id: UUID) -> None:
        letter = Letter(KIND, {"id": None, "state": "pending"}, soon_stale=True)
        seldom.say(tenant_id, KIND, (message_readers_of(tenant_id),), letter)

    return show
