"""Conversations for the web app and the widget: chats in lists, what is said, who has them."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from litestar import Response, Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType, field

from ringdesk.api.door import AnyRequest, Id, In, InWork, Limit, page, raises
from ringdesk.api.tickets import cursor_of, holder, several
from ringdesk.domains import conversations, identity, tickets, widget
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work
from ringdesk.wire.conversations import (
    ChatMessageOut,
    ConversationOut,
)
from ringdesk.wire.tickets import TicketOut

Words = Annotated[str | None, QueryParameter(max_length=200)]
States = Annotated[str | None, QueryParameter(name="state", max_length=100)]
ClientKey = Annotated[str, Meta(min_length=1, max_length=64)]
Reason = Annotated[str, Meta(max_length=1000)]
Before = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]
MESSAGES_AT_ONCE = 50


class OpenConversation(In, frozen=True, kw_only=True):
    """`customer_name`: what the customer calls themselves; a label, never a sender."""

    customer_name: Annotated[str, Meta(max_length=200)] = ""
    channel: str = "room"


class RateIn(In, frozen=True):
    score: Annotated[int, Meta(ge=1, le=5)]
    comment: Annotated[str, Meta(max_length=1_000)] = ""


class RatingOut(Struct, frozen=True):
    score: int
    comment: str


class SayIn(In, frozen=True, kw_only=True):
    """`client_key`: the sender's own name for it; sent again under the same, it is said once."""

    content: Annotated[str, Meta(max_length=50_000)] = ""
    internal: bool = False
    attachment_ids: Annotated[list[Id], Meta(max_length=20)] = field(default_factory=list)
    client_key: ClientKey | None = None


class AssignIn(In, frozen=True):
    """Without `agent_id` to the caller; null gives it back to nobody."""

    agent_id: Id | UnsetType | None = UNSET


class ToTicket(In, frozen=True, kw_only=True):
    title: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    reason: Reason = ""
    priority: tickets.Priority = "medium"


class ConversationCountsOut(Struct, frozen=True):
    waiting: int
    mine: int
    unassigned: int
    active: int


class ReadManyOut(Struct, frozen=True):
    message: str
    read: int


async def shown(work: Work, found: list[conversations.Conversation]) -> list[ConversationOut]:
    """As the caller may see them. How fast the queue moves is asked only if somebody waits."""
    waits = any(one.session_position is not None for one in found)
    pace = await conversations.pace(work) if waits else None
    return [
        ConversationOut.of(one, for_staff=conversations.reads(work.actor, one), pace=pace)
        for one in found
    ]


async def shown_one(work: Work, found: conversations.Conversation) -> ConversationOut:
    return (await shown(work, [found]))[0]


def chat_message(
    work: Work, conversation: conversations.Conversation, message: conversations.Message
) -> ChatMessageOut:
    staff = conversations.reads(work.actor, conversation)
    return ChatMessageOut.of(message, for_staff=staff)


def next_link(request: AnyRequest, at: datetime, last: int) -> str:
    """The same question, from where this page ends."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("skip", "after")]
    query = urlencode([*kept, ("after", f"{at.isoformat()}_{last}")])
    return f'<{request.url.path}?{query}>; rel="next"'


@get("/conversations", responses=raises())
async def list_conversations(
    request: AnyRequest,
    work: InWork,
    limit: Limit = None,
    states: States = None,
    assigned_to: FromQuery[str | None] = None,
    q: Words = None,
    after: Annotated[str | None, QueryParameter(max_length=80)] = None,
) -> Response[list[ConversationOut]]:
    """Chats, the latest activity first; a customer's own. `Link` leads to the next page."""
    most, _ = page(limit, None, default=MESSAGES_AT_ONCE)
    wanted = conversations.ConversationFilter(
        states=several(states, conversations.STATES, "state"),  # type: ignore[arg-type]
        assigned_to=holder(assigned_to, work), words=q or None, after=cursor_of(after),
    )  # fmt: skip
    found = await conversations.list_conversations(work, wanted, limit=most)
    headers = {}
    if found and len(found) == most:
        headers["Link"] = next_link(request, found[-1].active_at, found[-1].id)
    return Response(await shown(work, found), headers=headers)


@get("/conversations/counts", responses=raises(conversations.MayNotHandle))
async def counts(work: InWork) -> ConversationCountsOut:
    """What waits, for the numbers beside the views (staff)."""
    found = await conversations.count(work)
    return ConversationCountsOut(found.waiting, found.mine, found.unassigned, found.active)


@post("/conversations", responses=raises())
async def open_conversation(
    data: JSONBody[OpenConversation], work: InWork
) -> Response[ConversationOut]:
    """Open a conversation of one's own, or get back the one of this channel that has not ended."""
    if data.channel not in ("room", "widget"):
        raise Invalid.field("channel", "room or widget")
    by_widget = data.channel == "widget"
    opened = await conversations.open_room(
        work, customer_name=data.customer_name, channel="widget" if by_widget else "room",
        assistant_answers=by_widget and await widget.bot_answers(work), resume=True,
    )  # fmt: skip
    headers = {"Location": f"/api/app/conversations/{opened.id}"}
    return Response(await shown_one(work, opened), headers=headers)


@get("/conversations/{conversation_id:int}", responses=raises(conversations.ConversationNotFound))
async def get_conversation(conversation_id: FromPath[int], work: InWork) -> ConversationOut:
    """One conversation."""
    found = await conversations.get_chat(work, conversation_id=conversation_id)
    return await shown_one(work, found)


@get(
    "/conversations/{conversation_id:int}/messages",
    responses=raises(conversations.ConversationNotFound),
)
async def list_messages(
    conversation_id: FromPath[int], work: InWork, limit: Limit = None, before: Before = None
) -> list[ChatMessageOut]:
    """The latest page of what was said and happened, or the one before a message; oldest first."""
    most, _ = page(limit, None, default=MESSAGES_AT_ONCE)
    conversation = await conversations.get_chat(work, conversation_id=conversation_id)
    said = await conversations.latest_messages(
        work, conversation_id=conversation_id, before=before, limit=most
    )
    return [chat_message(work, conversation, one) for one in said]


@post(
    "/conversations/{conversation_id:int}/messages", status_code=200,
    responses=raises(
        conversations.ConversationNotFound, conversations.MayNotSpeak,
        conversations.AttachmentNotFound,
    ),
)  # fmt: skip
async def say(
    conversation_id: FromPath[int], data: JSONBody[SayIn], work: InWork
) -> ChatMessageOut:
    """Say something; with `internal` to colleagues alone."""
    said = await conversations.say(
        work, conversation_id=conversation_id, content=data.content, internal=data.internal,
        attachment_ids=data.attachment_ids, client_key=data.client_key,
    )  # fmt: skip
    return ChatMessageOut.of(said, for_staff=False)  # one's own words, and so nothing is hidden


@post(
    "/conversations/{conversation_id:int}/read", status_code=200,
    responses=raises(conversations.ConversationNotFound),
)  # fmt: skip
async def mark_read(conversation_id: FromPath[int], work: InWork) -> ReadManyOut:
    """Mark the other side's messages as read."""
    read = await conversations.mark_read(work, conversation_id=conversation_id)
    return ReadManyOut("Messages marked as read", read)


@post(
    "/conversations/{conversation_id:int}/assign", status_code=200,
    responses=raises(
        conversations.ConversationNotFound, conversations.MayNotHandle,
        identity.AgentNotAvailable,
    ),
)  # fmt: skip
async def assign(
    conversation_id: FromPath[int], work: InWork, data: JSONBody[AssignIn | None] = None
) -> ConversationOut:
    """Hand it to a member of staff; without `agent_id` to the caller. What waits goes with it."""
    given = UNSET if data is None else data.agent_id
    to = work.actor.id if given is UNSET else given
    found = await conversations.assign(work, conversation_id=conversation_id, agent_id=to)
    return await shown_one(work, found)


@post(
    "/conversations/{conversation_id:int}/end", status_code=200,
    responses=raises(conversations.ConversationNotFound, conversations.MayNotSpeak),
)  # fmt: skip
async def end(conversation_id: FromPath[int], work: InWork) -> ConversationOut:
    """Close it, with every session in it. Both sides may."""
    found = await conversations.end(work, conversation_id=conversation_id)
    return await shown_one(work, found)


@post(
    "/conversations/{conversation_id:int}/rating", status_code=200,
    responses=raises(conversations.ConversationNotFound, conversations.NotOver),
)  # fmt: skip
async def rate(conversation_id: FromPath[int], data: JSONBody[RateIn], work: InWork) -> RatingOut:
    """Say how satisfied one was, when it is over; its customer alone. The latest one counts."""
    rating = await conversations.rate(
        work, conversation_id=conversation_id, score=data.score, comment=data.comment
    )
    return RatingOut(rating.score, rating.comment)


@post(
    "/conversations/{conversation_id:int}/reopen", status_code=200,
    responses=raises(conversations.ConversationNotFound, conversations.MayNotHandle),
)  # fmt: skip
async def reopen(conversation_id: FromPath[int], work: InWork) -> ConversationOut:
    """Talk on, with the caller as the agent (staff)."""
    found = await conversations.reopen(work, conversation_id=conversation_id)
    return await shown_one(work, found)


@post(
    "/conversations/{conversation_id:int}/ticket", status_code=200,
    responses=raises(conversations.ConversationNotFound, conversations.MayNotSpeak),
)  # fmt: skip
async def make_ticket(
    conversation_id: FromPath[int], work: InWork, data: JSONBody[ToTicket | None] = None
) -> TicketOut:
    """A ticket of this chat, with the chat as its thread; its unfinished one, if it has one."""
    given = data or ToTicket()
    ticket = await tickets.create_from_chat(
        work, conversation_id=conversation_id, title=given.title, reason=given.reason,
        priority=given.priority,
    )  # fmt: skip
    return TicketOut.of(ticket)


@post(
    "/tickets/{ticket_id:int}/chat", status_code=200,
    responses=raises(tickets.TicketNotFound, conversations.MayNotHandle),
)  # fmt: skip
async def chat_about_ticket(ticket_id: FromPath[int], work: InWork) -> ConversationOut:
    """Talk with a ticket's requester, live, in the ticket's own thread (staff)."""
    return await shown_one(work, await tickets.reopen_chat(work, ticket_id=ticket_id))


router = Router(
    "/api/app",
    route_handlers=[
        list_conversations, counts, open_conversation, get_conversation, list_messages, say,
        mark_read, assign, end, rate, reopen, make_ticket, chat_about_ticket,
    ],
    tags=["conversations"],
)  # fmt: skip
