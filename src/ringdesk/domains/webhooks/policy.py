from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor

LOOK, CHANGE = "settings:read", "settings:write"


def may_look(actor: Actor) -> bool:
    return actor.has(LOOK)


def require_may_look(actor: Actor) -> None:
    if not may_look(actor):
        raise NotAllowed(needs=LOOK)


def require_may_change(actor: Actor) -> None:
    if not actor.has(CHANGE):
        raise NotAllowed(needs=CHANGE)
