from ringdesk.domains import identity
from ringdesk.kernel.errors import AdministratorsOnly, NotAllowed
from ringdesk.kernel.work import Actor

ALL_NUMBERS, TICKETS, PEOPLE = "analytics:read", "tickets:read", "users:read"
LEADS, CALLS = "leads:read", "calls:read"


def require_may_see_all(actor: Actor) -> None:
    if not actor.has(ALL_NUMBERS):
        raise NotAllowed(needs=ALL_NUMBERS)


def require_dashboard(actor: Actor, *more: str) -> None:
    """What the documents keep for administrators: for whoever holds these scopes, whatever their
    role is called, and for nobody else. AdministratorsOnly, with the first that is missing."""
    for scope in (ALL_NUMBERS, *more):
        if not actor.has(scope):
            raise AdministratorsOnly(needs=scope)


def require_staff(actor: Actor) -> None:
    """Whoever has numbers of their own as an agent."""
    identity.require_staff(actor)


def require_may_see_agent(actor: Actor, agent_id: int) -> None:
    """Whoever sees all numbers; staff their own."""
    if not actor.has(ALL_NUMBERS):
        require_staff(actor)
        if agent_id != actor.id:
            raise NotAllowed(needs=ALL_NUMBERS)


def sees_every_ticket(actor: Actor) -> bool:
    return actor.has(TICKETS)
