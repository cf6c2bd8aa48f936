from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor

LOOK, CHANGE = "operations:read", "settings:write"


def require_may_look(actor: Actor) -> None:
    """Staff see how the system is; customers don't."""
    if not actor.has(LOOK):
        raise NotAllowed(needs=LOOK)


def require_may_change(actor: Actor) -> None:
    if not actor.has(CHANGE):
        raise NotAllowed(needs=CHANGE)
