from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor

NUMBERS = "analytics:read"


def sees_numbers(actor: Actor) -> bool:
    return actor.has(NUMBERS)


def require_numbers(actor: Actor) -> None:
    if not sees_numbers(actor):
        raise NotAllowed(needs=NUMBERS)


def require_may_take_out(actor: Actor, scope: str) -> None:
    """Rows as they are need the right to the numbers and the right to the things themselves."""
    require_numbers(actor)
    if not actor.has(scope):
        raise NotAllowed(needs=scope)
