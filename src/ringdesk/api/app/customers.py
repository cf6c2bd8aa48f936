"""The panel beside a conversation: who a customer is, and what went before (staff)."""

from typing import Annotated

from litestar import Router, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from ringdesk.api.app.conversations import shown
from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import conversations, tickets
from ringdesk.kernel.work import Work
from ringdesk.wire.conversations import ConversationOut, SessionOut
from ringdesk.wire.tickets import AgentOut, TicketOut
from ringdesk.wire.times import Time, utc, utc_or_none

LATEST = 20  # of each kind


class NoteDown(In, frozen=True):
    content: Annotated[str, Meta(min_length=1, max_length=5_000, pattern=r"\S")]


class CustomerNoteOut(Struct, frozen=True):
    id: int
    content: str
    created_at: Time
    author: AgentOut

    @classmethod
    def of(cls, n: conversations.CustomerNote) -> "CustomerNoteOut":
        return cls(n.id, n.content, utc(n.created_at), AgentOut(n.author_id, n.author_name))


class CustomerPersonOut(Struct, frozen=True):
    id: int
    full_name: str
    email: str
    role: str
    is_active: bool
    created_at: Time
    last_seen_at: Time | None


class CustomerPanelOut(Struct, frozen=True):
    """The latest twenty of each; without the right to read chats or tickets the list is empty."""

    person: CustomerPersonOut
    tickets: list[TicketOut]
    conversations: list[ConversationOut]
    sessions: list[SessionOut]
    notes: list[CustomerNoteOut]


async def chats_of(work: Work, customer_id: int) -> tuple[list[ConversationOut], list[SessionOut]]:
    if not work.actor.has("chats:read"):
        return [], []
    wanted = conversations.ConversationFilter(customer_id=customer_id)
    chats = await conversations.list_conversations(work, wanted, limit=LATEST)
    sessions = await conversations.list_sessions(work, customer_id=customer_id, limit=LATEST)
    return await shown(work, chats), [SessionOut.of(one) for one in sessions]


async def tickets_of(work: Work, customer_id: int) -> list[TicketOut]:
    if not work.actor.has("tickets:read"):
        return []
    wanted = tickets.TicketFilter(created_by=customer_id)
    found = await tickets.list_tickets(work, wanted, limit=LATEST, skip=0)
    return [TicketOut.of(one) for one in found]


@get("/{customer_id:int}", responses=raises(conversations.CustomerNotFound))
async def get_customer(customer_id: FromPath[int], work: InWork) -> CustomerPanelOut:
    """A customer with their tickets, conversations, sessions, and what staff noted down."""
    who = await conversations.get_customer(work, customer_id=customer_id)
    person = CustomerPersonOut(
        who.id, who.full_name, who.email, who.role, who.is_active, utc(who.created_at),
        utc_or_none(who.last_seen_at),
    )  # fmt: skip
    chats, sessions = await chats_of(work, customer_id)
    notes = await conversations.notes_of(work, customer_id=customer_id)
    return CustomerPanelOut(
        person, await tickets_of(work, customer_id), chats, sessions,
        [CustomerNoteOut.of(one) for one in notes],
    )  # fmt: skip


@post(
    "/{customer_id:int}/notes", status_code=200,
    responses=raises(conversations.CustomerNotFound, conversations.MayNotHandle),
)  # fmt: skip
async def note_down(
    customer_id: FromPath[int], data: JSONBody[NoteDown], work: InWork
) -> CustomerNoteOut:
    """Note something down about a customer, for colleagues alone."""
    note = await conversations.note_down(work, customer_id=customer_id, content=data.content)
    return CustomerNoteOut.of(note)


router = Router(
    "/api/app/customers", route_handlers=[get_customer, note_down], tags=["conversations"]
)
