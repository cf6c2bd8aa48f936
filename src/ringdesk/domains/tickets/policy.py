"""Who may see a ticket, and do what with it."""

from ringdesk.domains.tickets.errors import MayNotAssign, MayNotChange, MayNotDelete, TicketNotFound
from ringdesk.domains.tickets.models import Ticket
from ringdesk.kernel.work import Actor

CUSTOMERS_MAY_CHANGE = frozenset({"title", "description", "status"})
CUSTOMERS_MAY_SET = frozenset({"open", "resolved", "closed", "cancelled"})


def sees_all(actor: Actor) -> bool:
    return actor.has("tickets:read")


def require_may_see(actor: Actor, ticket: Ticket) -> Ticket:
    """Not found, never forbidden: to say "not allowed" would tell that it exists."""
    if not sees_all(actor) and ticket.created_by != actor.id:
        raise TicketNotFound
    return ticket


def works_tickets(actor: Actor) -> bool:
    return actor.has("tickets:write")


def require_may_change(actor: Actor, given: dict[str, object]) -> None:
    """Staff change anything; customers the words, and whether they still need an answer."""
    if works_tickets(actor):
        return
    if sees_all(actor) or given.keys() - CUSTOMERS_MAY_CHANGE:
        raise MayNotChange(fields=sorted(given))
    if given.get("status", "open") not in CUSTOMERS_MAY_SET:
        raise MayNotChange(fields=["status"])


def require_may_assign(actor: Actor) -> None:
    if not works_tickets(actor):
        raise MayNotAssign


def runs_the_desk(actor: Actor) -> bool:
    """Works tickets and decides how the desk is set up: what is everybody's is theirs to remove."""
    return works_tickets(actor) and actor.has("settings:write")


def require_may_delete(actor: Actor) -> None:
    if not runs_the_desk(actor):
        raise MayNotDelete
