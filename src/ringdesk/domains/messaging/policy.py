"""Who may do what with messages."""

from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor

READ, WRITE = "messages:read", "messages:write"
LOOK_AT_SETTINGS, SETTINGS = "settings:read", "settings:write"


def require(actor: Actor, scope: str) -> None:
    if not actor.has(scope):
        raise NotAllowed(needs=scope)


def may_read(actor: Actor) -> bool:
    return actor.has(READ)


def may_write_freely(actor: Actor) -> bool:
    """Without a template, or to anybody: administrators, and the house for other domains."""
    return actor.has(SETTINGS)
