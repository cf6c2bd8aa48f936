"""What people say in chats over their socket: document 004's `join_room` and `send_message`.

Nobody has to join anything to hear: the server knows whose chats are whose. Joining asks whether
one may, and tells how the room is; so a client of the document works unchanged.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct, structs

from ringdesk.domains import conversations
from ringdesk.kernel.work import Work
from ringdesk.realtime.acting import Acting
from ringdesk.realtime.client import Client
from ringdesk.realtime.commands import Answer
from ringdesk.wire.rooms import HeardInRoomOut, RoomOut

Room = Annotated[str, Meta(min_length=1, max_length=20)] | Annotated[int, Meta(ge=1, le=2**63 - 1)]
Side = Annotated[str, Meta(pattern="^(admin|customer)$")] | None


class JoinRoom(Struct, frozen=True, forbid_unknown_fields=True):
    """`user` and `user_type` are what the client says of itself; nobody is shown them."""

    room: Room
    user: Annotated[str, Meta(max_length=200)] | None = None
    user_type: Side = None


class SendMessage(Struct, frozen=True, forbid_unknown_fields=True):
    """`user_type` and `timestamp` are taken and not used: both come from the server. `client_key`:
    sent again under the same, it is said once."""

    room: Room
    message: Annotated[str, Meta(min_length=1, max_length=50_000)]
    user_type: Side = None
    timestamp: Any = None
    client_key: Annotated[str, Meta(min_length=1, max_length=64)] | None = None


class Rooms:
    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    async def join(self, client: Client, said: JoinRoom) -> Answer:
        """ConversationNotFound also for what is another's: it tells nothing."""
        room_id = id_of(said.room)

        async def look(work: Work) -> conversations.Conversation:
            return await conversations.get_chat(work, conversation_id=room_id)

        room = RoomOut.of(await self._acting.do(client, look))
        return {"room": room.id, **structs.asdict(room)}

    async def send(self, client: Client, said: SendMessage) -> Answer:
        room_id = id_of(said.room)

        async def say(work: Work) -> conversations.Message:
            return await conversations.say(
                work, conversation_id=room_id, content=said.message, client_key=said.client_key
            )

        message = await self._acting.do(client, say)
        return structs.asdict(HeardInRoomOut.of(message))


def id_of(room: str | int) -> int:
    """Rooms have text for ids; whatever is no number is no room of ours."""
    if isinstance(room, int):
        return room
    if room.isascii() and room.isdecimal() and 0 < int(room) < 2**63:
        return int(room)
    raise conversations.ConversationNotFound
