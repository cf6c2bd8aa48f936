"""What the assistant offers to staff beside a ticket: replies, and how soon it wants somebody."""

from litestar import Router, get
from litestar.params import FromPath
from msgspec import Struct

from ringdesk.api.door import InWork, raises
from ringdesk.domains import assistant, tickets
from ringdesk.wire.knowledge import SuggestionOut


class UrgencyOut(Struct, frozen=True):
    """`reasons` are the rules that counted, by name."""

    priority: str
    confidence: float
    reasons: list[str]
    model_version: str

    @classmethod
    def of(cls, found: assistant.Urgency) -> "UrgencyOut":
        return cls(found.category, found.confidence, found.reasons, found.model_version)


@get(
    "/tickets/{ticket_id:int}/suggestions",
    responses=raises(tickets.TicketNotFound, tickets.MayNotChange),
)
async def suggestions(ticket_id: FromPath[int], work: InWork) -> list[SuggestionOut]:
    """Replies to what the requester said last, best first (staff)."""
    offered = await tickets.suggestions(work, ticket_id=ticket_id)
    return [SuggestionOut.of(one) for one in offered]


@get(
    "/tickets/{ticket_id:int}/urgency",
    responses=raises(tickets.TicketNotFound, tickets.MayNotChange),
)
async def urgency(ticket_id: FromPath[int], work: InWork) -> UrgencyOut:
    """Which priority the ticket's words ask for, and why (staff)."""
    return UrgencyOut.of(await tickets.urgency(work, ticket_id=ticket_id))


router = Router("/api/app", route_handlers=[suggestions, urgency], tags=["tickets"])
