"""Document 004: /api/chat/rooms."""

from typing import Annotated, Literal

from litestar import Response, Router, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from ringdesk.api.app.conversations import ClientKey
from ringdesk.api.door import In, InWork, Limit, LongText, Skip, page, raises
from ringdesk.domains import conversations
from ringdesk.wire.rooms import RoomMessageOut, RoomOut, SaidInRoomOut

AT_ONCE = 50
NOT_ENDED: list[conversations.State] = ["open", "waiting", "active"]


class OpenRoom(In, frozen=True):
    """`customer_name` is a label: who speaks is shown under the account's own name."""

    customer_name: Annotated[str, Meta(max_length=200)] = ""


class SayInRoom(In, frozen=True, kw_only=True):
    """`user_type` is taken and not used: which side somebody speaks for comes from who they are."""

    content: LongText
    user_type: Literal["admin", "customer"] | None = None
    client_key: ClientKey | None = None


class OpenedRoomOut(Struct, frozen=True):
    room_id: str
    customer_id: str
    customer_name: str
    status: str


@post(responses=raises())
async def open_room(data: JSONBody[OpenRoom], work: InWork) -> Response[OpenedRoomOut]:
    """Open a room of one's own."""
    room = RoomOut.of(await conversations.open_room(work, customer_name=data.customer_name.strip()))
    return Response(
        OpenedRoomOut(room.id, room.customer_id, room.customer_name, room.status),
        headers={"Location": f"/api/chat/rooms/{room.id}"},
    )


@get(responses=raises())
async def list_rooms(work: InWork, skip: Skip = None, limit: Limit = None) -> list[RoomOut]:
    """Rooms that have not ended, the latest activity first; a customer's own."""
    most, offset = page(limit, skip, default=AT_ONCE)
    wanted = conversations.ConversationFilter(states=NOT_ENDED)
    found = await conversations.list_conversations(work, wanted, limit=most, skip=offset)
    return [RoomOut.of(one) for one in found]


@get("/{room_id:int}", responses=raises(conversations.ConversationNotFound))
async def get_room(room_id: FromPath[int], work: InWork) -> RoomOut:
    """One room."""
    return RoomOut.of(await conversations.get_chat(work, conversation_id=room_id))


@get("/{room_id:int}/messages", responses=raises(conversations.ConversationNotFound))
async def list_room_messages(
    room_id: FromPath[int], work: InWork, skip: Skip = None, limit: Limit = None
) -> list[RoomMessageOut]:
    """What was said, oldest first."""
    most, offset = page(limit, skip, default=AT_ONCE)
    said = await conversations.list_messages(work, conversation_id=room_id, limit=most, skip=offset)
    return [RoomMessageOut.of(one) for one in said]


@post(
    "/{room_id:int}/messages", status_code=200,
    responses=raises(conversations.ConversationNotFound, conversations.MayNotSpeak),
)  # fmt: skip
async def say_in_room(
    room_id: FromPath[int], data: JSONBody[SayInRoom], work: InWork
) -> SaidInRoomOut:
    """Say something, and hear what the assistant makes of it."""
    said = await conversations.say(
        work, conversation_id=room_id, content=data.content, client_key=data.client_key
    )
    return SaidInRoomOut.of(await conversations.understand(work, said))


router = Router(
    "/api/chat/rooms",
    route_handlers=[open_room, list_rooms, get_room, list_room_messages, say_in_room],
    tags=["rooms"],
)
