from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor

NUMBERS = "analytics:read"


def require_numbers(actor: Actor) -> None:
    if not actor.has(NUMBERS):
        raise NotAllowed(needs=NUMBERS)


def require_may_take_out(actor: Actor, scope: str) -> None:
    """Rows as they are need the right to the numbers and the right to the things themselves."""
    require_numbers(actor)
    if not actor.has(scope):
        raise NotAllowed(needs=scope)
