from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor

LOOK, CHANGE = "settings:read", "settings:write"


def require_may_look(actor: Actor) -> None:
    if not actor.has(LOOK):
        raise NotAllowed(needs=LOOK)


def require_may_change(actor: Actor) -> None:
    if not actor.has(CHANGE):
        raise NotAllowed(needs=CHANGE)
