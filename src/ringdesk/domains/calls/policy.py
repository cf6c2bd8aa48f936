"""Who may see a call, and do what with it. Operators their own, whoever supervises all."""

from ringdesk.domains.calls.errors import CallNotFound, MayNotCall, MayNotSupervise
from ringdesk.domains.calls.models import Call
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor


def sees_all(actor: Actor) -> bool:
    return actor.has("calls:read") and actor.has("calls:supervise")


def require_reads(actor: Actor) -> None:
    if not actor.has("calls:read"):
        raise NotAllowed(needs="calls:read")


def require_may_see(actor: Actor, call: Call) -> Call:
    """Not found, never forbidden: to say "not allowed" would tell that it exists."""
    require_reads(actor)
    if not sees_all(actor) and call.agent_id != actor.id:
        raise CallNotFound
    return call


def require_calls(actor: Actor) -> None:
    if not actor.has("calls:write"):
        raise MayNotCall


def require_may_act(actor: Actor, call: Call) -> Call:
    require_may_see(actor, call)
    require_calls(actor)
    return call


def require_sees_all(actor: Actor) -> None:
    """Looking on, as at the wallboard; acting takes more."""
    if not sees_all(actor):
        raise MayNotSupervise


def supervises(actor: Actor) -> bool:
    return sees_all(actor) and actor.has("calls:write")


def require_supervises(actor: Actor) -> None:
    if not supervises(actor):
        raise MayNotSupervise
