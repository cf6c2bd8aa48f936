"""Documents 003 and 000: /api/tickets."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field, structs

from ringdesk.api.door import (
    AnyRequest,
    Id,
    IfVersion,
    In,
    InWork,
    Limit,
    LongText,
    Said,
    ShortText,
    Skip,
    etag,
    page,
    raises,
)
from ringdesk.domains import identity, tickets
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work
from ringdesk.wire.tickets import AgentOut, MessageOut, TicketOut
from ringdesk.wire.times import Time, utc

Tag = Annotated[str, Meta(min_length=1, max_length=40)]
Tags = Annotated[list[Tag], Meta(max_length=20)]
One = TypeVar("One", bound=str)


class CreateTicket(In, frozen=True, kw_only=True):
    title: ShortText
    description: LongText
    priority: tickets.Priority = "medium"
    category: tickets.Category | None = None
    tags: Tags = field(default_factory=list)


class UpdateTicket(In, frozen=True, kw_only=True):
    title: ShortText | UnsetType = UNSET
    description: LongText | UnsetType = UNSET
    priority: tickets.Priority | UnsetType = UNSET
    status: tickets.Status | UnsetType = UNSET
    category: tickets.Category | UnsetType = UNSET
    assigned_to: Id | UnsetType | None = UNSET
    tags: Tags | UnsetType = UNSET


class AssignTicket(In, frozen=True):
    agent_id: Id | None = None


class TicketWithThread(TicketOut, frozen=True, kw_only=True):
    """A ticket with what was said, oldest first."""

    messages: list[MessageOut]


class ChangeOut(Struct, frozen=True):
    id: int
    at: Time
    actor: AgentOut
    kind: str
    changes: Raw


def several(given: str | None, allowed: Iterable[One], name: str) -> list[One] | None:
    """`open` or `open,in_progress`; anything unknown is refused."""
    if given is None or given == "":
        return None
    known = {str(one): one for one in allowed}
    wanted = given.split(",")
    if not set(wanted) <= known.keys():
        raise Invalid.field(name, f"One or more of: {', '.join(known)}")
    return [known[one] for one in wanted]


def holder(given: str | None, work: Work) -> int | None:
    """`me`, `none`, or somebody's id."""
    if given is None or given == "":
        return None
    if given == "me":
        return work.actor.id
    if given == "none":
        return 0
    if given.isascii() and given.isdecimal() and 0 < int(given) < 2**63:
        return int(given)
    raise Invalid.field("assigned_to", "A person's id, me, or none")


def cursor_of(after: str | None) -> tuple[datetime, int] | None:
    """`2026-01-31T10:00:00.000000+00:00_123`, as `Link` gave it."""
    if after is None or after == "":
        return None
    at, _, last = after.rpartition("_")
    try:
        return datetime.fromisoformat(at.replace(" ", "+")), int(last)
    except ValueError as error:
        raise Invalid.field("after", "A cursor as the Link header gave it") from error


def next_link(request: AnyRequest, last: tickets.Ticket) -> str:
    """The same question, from where this page ends."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("skip", "after")]
    query = urlencode([*kept, ("after", f"{last.created_at.isoformat()}_{last.id}")])
    return f'<{request.url.path}?{query}>; rel="next"'


def change_out(change: tickets.Change) -> ChangeOut:
    actor = AgentOut(change.actor_id, change.actor_name)
    return ChangeOut(change.id, utc(change.at), actor, change.kind, Raw(change.changes.encode()))


@get(responses=raises())
async def list_tickets(
    request: AnyRequest,
    work: InWork,
    skip: Skip = None,
    limit: Limit = None,
    status: FromQuery[str | None] = None,
    priority: FromQuery[str | None] = None,
    category: FromQuery[str | None] = None,
    assigned_to: FromQuery[str | None] = None,
    created_by: Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)] = None,
    tag: Annotated[str | None, QueryParameter(max_length=40)] = None,
    q: Annotated[str | None, QueryParameter(max_length=200)] = None,
    after: Annotated[str | None, QueryParameter(max_length=80)] = None,
) -> Response[list[TicketOut]]:
    """List tickets, newest first. A customer sees their own. `Link` leads to the next page."""
    most, offset = page(limit, skip)
    wanted = tickets.TicketFilter(
        status=several(status, tickets.STATUSES, "status"),  # type: ignore[arg-type]
        priority=several(priority, tickets.PRIORITIES, "priority"),  # type: ignore[arg-type]
        category=several(category, tickets.CATEGORIES, "category"),  # type: ignore[arg-type]
        assigned_to=holder(assigned_to, work), created_by=created_by,
        tag=tag.strip().lower() if tag else None, words=q or None, after=cursor_of(after),
    )  # fmt: skip
    found = await tickets.list_tickets(work, wanted, limit=most, skip=offset)
    headers = {}
    if found and len(found) == most:
        headers["Link"] = next_link(request, found[-1])
    return Response([TicketOut.of(one) for one in found], headers=headers)


@post(responses=raises())
async def create_ticket(data: JSONBody[CreateTicket], work: InWork) -> Response[TicketOut]:
    """Open a ticket. Without a category it gets one, with how sure that is."""
    ticket = await tickets.create(
        work, title=data.title, description=data.description, priority=data.priority,
        category=data.category, tags=data.tags,
    )  # fmt: skip
    return Response(
        TicketOut.of(ticket),
        headers={"Location": f"/api/tickets/{ticket.id}", "ETag": etag(ticket.version)},
    )


@get("/{ticket_id:int}", responses=raises(tickets.TicketNotFound))
async def get_ticket(ticket_id: FromPath[int], work: InWork) -> Response[TicketWithThread]:
    """A ticket with its messages, oldest first."""
    ticket = await tickets.get(work, ticket_id=ticket_id)
    said = await tickets.messages_of(work, ticket_id) if ticket.message_count else []
    shown = structs.asdict(TicketOut.of(ticket))
    out = TicketWithThread(**shown, messages=[MessageOut.of(one) for one in said])
    return Response(out, headers={"ETag": etag(ticket.version)})


@put(
    "/{ticket_id:int}",
    responses=raises(
        tickets.TicketNotFound, tickets.MayNotChange, tickets.TicketChangedMeanwhile,
        identity.AgentNotAvailable,
    ),
)  # fmt: skip
async def update_ticket(
    ticket_id: FromPath[int], data: JSONBody[UpdateTicket], work: InWork, if_version: IfVersion
) -> Response[TicketOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    ticket = await tickets.update(
        work, ticket_id=ticket_id, changes=tickets.TicketChanges(**structs.asdict(data)),
        if_version=if_version,
    )  # fmt: skip
    return Response(TicketOut.of(ticket), headers={"ETag": etag(ticket.version)})


@delete(
    "/{ticket_id:int}", status_code=200,
    responses=raises(tickets.TicketNotFound, tickets.MayNotDelete),
)  # fmt: skip
async def delete_ticket(ticket_id: FromPath[int], work: InWork) -> Said:
    """Delete a ticket (administrators)."""
    await tickets.delete(work, ticket_id=ticket_id)
    return Said("Ticket deleted successfully")


@post(
    "/{ticket_id:int}/assign", status_code=200,
    responses=raises(
        tickets.TicketNotFound, tickets.MayNotAssign, identity.AgentNotAvailable
    ),
)  # fmt: skip
async def assign_ticket(
    ticket_id: FromPath[int], work: InWork, data: JSONBody[AssignTicket | None] = None
) -> Response[TicketOut]:
    """Assign to a member of staff; without `agent_id` to the caller."""
    agent_id = data.agent_id if data else None
    ticket = await tickets.assign(work, ticket_id=ticket_id, agent_id=agent_id)
    return Response(TicketOut.of(ticket), headers={"ETag": etag(ticket.version)})


@get("/{ticket_id:int}/history", responses=raises(tickets.TicketNotFound))
async def ticket_history(ticket_id: FromPath[int], work: InWork) -> list[ChangeOut]:
    """Every change, oldest first (staff)."""
    return [change_out(one) for one in await tickets.history(work, ticket_id=ticket_id)]


router = Router(
    "/api/tickets",
    route_handlers=[
        list_tickets, create_ticket, get_ticket, update_ticket, delete_ticket, assign_ticket,
        ticket_history,
    ],
    tags=["tickets"],
)  # fmt: skip
