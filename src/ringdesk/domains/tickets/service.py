"""The acts on a ticket. In each: permitted? load and lock, refuse, change, record, return."""

import re

import msgspec
from msgspec import structs

from ringdesk.domains import assistant, conversations, identity
from ringdesk.domains.tickets import guesses, policy, queries
from ringdesk.domains.tickets.errors import TicketChangedMeanwhile, TicketNotFound
from ringdesk.domains.tickets.events import (
    TicketAssigned,
    TicketCreated,
    TicketDeleted,
    TicketResolved,
    TicketUpdated,
)
from ringdesk.domains.tickets.heeding import Way, heed
from ringdesk.domains.tickets.models import (
    Category,
    Change,
    Counts,
    Found,
    Priority,
    Ticket,
    TicketChanges,
    TicketFilter,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_FOUND = 1000
WORD = re.compile(r"\w+", re.UNICODE)
MOST_WORDS = 12
FINISHED = frozenset({"resolved", "closed"})


async def create(
    work: Work, *, title: str, description: str, priority: Priority = "medium",
    category: Category | None = None, tags: list[str] | None = None, by: Way = "ticket",
    own_words: str | None = None,
) -> Ticket:  # fmt: skip
    """Open a ticket for the caller. Without a category the assistant gives one, with how sure it
    is; the priority it would give stands beside the one that people gave. `own_words`: what of it
    the caller wrote, where the rest is quotation."""
    look = await assistant.first_look(work, title=title, description=description, category=category)
    ticket = await require_one(
        work, queries.CREATE, _staff(work), title, description, priority,
        *guesses.stored(look, category), tidy_tags(tags or []), work.actor.id,
    )  # fmt: skip
    work.record(TicketCreated(ticket_id=ticket.id, requester_id=ticket.created_by))
    heed(work, f"{title}\n{description}" if own_words is None else own_words, by=by)
    return ticket


async def get(work: Work, *, ticket_id: int) -> Ticket:
    """TicketNotFound also for what is another's."""
    ticket = await require_one(work, queries.GET, _staff(work), ticket_id)
    return policy.require_may_see(work.actor, ticket)


async def list_tickets(
    work: Work, wanted: TicketFilter, *, limit: int = 100, skip: int = 0
) -> list[Ticket]:
    """Newest first. A customer's list holds only their own."""
    if not policy.sees_all(work.actor):
        if wanted.created_by not in (None, work.actor.id):
            return []
        wanted = structs.replace(wanted, created_by=work.actor.id)
    given = filters_of(wanted)
    if wanted.words is not None:
        given["found"] = (await _search(work, wanted.words, wanted.created_by),)
    values = [value for several in given.values() for value in several]
    return await work.many(Ticket, queries.listing(given), _staff(work), *values, limit, skip)


def filters_of(wanted: TicketFilter) -> dict[str, tuple[object, ...]]:
    """The conditions that are given, by their names in `queries.FILTERS`, with their values."""
    given: dict[str, tuple[object, ...]] = {}
    if wanted.status is not None:
        one = len(wanted.status) == 1
        given["one_status" if one else "status"] = (wanted.status[0] if one else wanted.status,)
    if wanted.priority is not None:
        given["priority"] = (wanted.priority,)
    if wanted.category is not None:
        given["category"] = (wanted.category,)
    if wanted.assigned_to == 0:
        given["unassigned"] = ()
    elif wanted.assigned_to is not None:
        given["assignee"] = (wanted.assigned_to,)
    if wanted.created_by is not None:
        given["requester"] = (wanted.created_by,)
    if wanted.tag is not None:
        given["tag"] = (wanted.tag,)
    if wanted.after is not None:
        given["after"] = wanted.after
    return given


async def _search(work: Work, words: str, requester: int | None) -> list[int]:
    """Ids of tickets whose title, text or messages hold all the words (or their beginnings)."""
    terms = WORD.findall(words)[:MOST_WORDS]
    if not terms:
        return []
    query = " & ".join(f"{term}:*" for term in terms)
    found = await work.many(
        Found, queries.SEARCH, query, policy.sees_all(work.actor), requester, MOST_FOUND
    )
    return [one.id for one in found]


async def count(work: Work) -> Counts:
    """What waits: for staff in the tenant, for a customer of their own."""
    own = None if policy.sees_all(work.actor) else work.actor.id
    counts = await work.one(Counts, queries.COUNTS, own, work.actor.id)
    return counts or Counts(0, 0, 0, 0, 0)


async def update(
    work: Work, *, ticket_id: int, changes: TicketChanges, if_version: int | None = None
) -> Ticket:
    """Change only the fields given. With `if_version`, TicketChangedMeanwhile if it moved on."""
    before = await lock(work, ticket_id, if_version=if_version)
    given = {
        name: value for name, value in changes.given().items() if getattr(before, name) != value
    }
    policy.require_may_change(work.actor, given)
    if "tags" in given:
        given["tags"] = tidy_tags(changes.tags if isinstance(changes.tags, list) else [])
    agent_id = given.get("assigned_to")
    if agent_id is not None:
        await identity.require_active_staff(work, int(str(agent_id)))
    if not given:
        return before
    await work.run(
        queries.UPDATE, ticket_id, given.get("title"), given.get("description"),
        given.get("priority"), given.get("status"), given.get("category"),
        "assigned_to" in given, agent_id, given.get("tags"),
    )  # fmt: skip
    after = await require_one(work, queries.GET, _staff(work), ticket_id)
    await guesses.keep_up(work, before, after, set(given))
    await _record_changes(work, before, after, given)
    return after


async def assign(work: Work, *, ticket_id: int, agent_id: int | None = None) -> Ticket:
    """Hand a ticket to a member of staff, without an id to the caller."""
    policy.require_may_assign(work.actor)
    to = work.actor.id if agent_id is None else agent_id
    return await update(work, ticket_id=ticket_id, changes=TicketChanges(assigned_to=to))


async def delete(work: Work, *, ticket_id: int) -> None:
    """Out of every list; the row and its history stay. Administrators only."""
    ticket = await lock(work, ticket_id)
    policy.require_may_delete(work.actor)
    await work.run(queries.DELETE, ticket_id)
    await conversations.hide(work, conversation_id=ticket.conversation_id)
    await record_change(work, ticket_id, "deleted", {})
    work.record(TicketDeleted(ticket_id=ticket_id, requester_id=ticket.created_by))


async def history(work: Work, *, ticket_id: int) -> list[Change]:
    """Every change, oldest first. Staff only: a customer sees the thread instead."""
    await get(work, ticket_id=ticket_id)
    if not policy.sees_all(work.actor):
        raise TicketNotFound
    return await work.many(Change, queries.CHANGES, ticket_id)


async def lock(work: Work, ticket_id: int, *, if_version: int | None = None) -> Ticket:
    """The ticket, seen and held for this act."""
    ticket = await require_one(work, queries.GET_FOR_UPDATE, _staff(work), ticket_id)
    return require_fresh(policy.require_may_see(work.actor, ticket), if_version)


def require_fresh(ticket: Ticket, if_version: int | None) -> Ticket:
    """TicketChangedMeanwhile if somebody was faster than who names a version."""
    if if_version is not None and if_version != ticket.version:
        raise TicketChangedMeanwhile(version=ticket.version, updated_at=ticket.updated_at)
    return ticket


async def record_change(
    work: Work, ticket_id: int, kind: str, changes: dict[str, dict[str, object]]
) -> None:
    body = msgspec.json.encode(changes).decode()
    await work.run(queries.RECORD_CHANGE, ticket_id, work.actor.id, kind, body)


async def _record_changes(
    work: Work, before: Ticket, after: Ticket, given: dict[str, object]
) -> None:
    changes = {
        name: {"from": getattr(before, name), "to": getattr(after, name)} for name in sorted(given)
    }
    await record_change(work, after.id, "changed", changes)
    requester_id = after.created_by
    if "assigned_to" in given:
        assigned = TicketAssigned(
            ticket_id=after.id, requester_id=requester_id, agent_id=after.assigned_to,
            previous_agent_id=before.assigned_to,
        )  # fmt: skip
        work.record(assigned)
    if after.status in FINISHED and before.status not in FINISHED:
        work.record(
            TicketResolved(
                ticket_id=after.id, requester_id=requester_id, agent_id=after.assigned_to
            )
        )
    work.record(
        TicketUpdated(ticket_id=after.id, requester_id=requester_id, fields=tuple(sorted(given)))
    )


def tidy_tags(tags: list[str]) -> list[str]:
    """Trimmed, lower case, each once, in order; at most 20 of 40 letters."""
    tidy = list(dict.fromkeys(tag.strip().lower() for tag in tags if tag.strip()))
    if len(tidy) > 20 or any(len(tag) > 40 for tag in tidy):
        raise Invalid.field("tags", "At most 20 tags of 40 letters")
    return tidy


def _staff(work: Work) -> bool:
    """On which side the reader is: decides what counts as unread."""
    return policy.sees_all(work.actor)


async def require_one(work: Work, statement: str, *values: object) -> Ticket:
    ticket = await work.one(Ticket, statement, *values)
    if ticket is None:
        raise TicketNotFound
    return ticket
