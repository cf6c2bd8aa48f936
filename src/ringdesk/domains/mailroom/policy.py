"""Who may do what with mailboxes."""

from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor

LOOK, CHANGE = "settings:read", "settings:write"


def require(actor: Actor, scope: str) -> None:
    if not actor.has(scope):
        raise NotAllowed(needs=scope)
