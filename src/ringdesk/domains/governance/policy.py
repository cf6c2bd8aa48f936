from ringdesk.domains.governance.errors import MayNotAudit, MayNotHandleSecurity
from ringdesk.kernel.work import Actor

READ, HANDLE = "audit:read", "settings:write"


def may_read(actor: Actor) -> bool:
    return actor.has(READ)


def require_may_read(actor: Actor) -> None:
    if not may_read(actor):
        raise MayNotAudit(needs=READ)


def require_may_handle(actor: Actor) -> None:
    require_may_read(actor)
    if not actor.has(HANDLE):
        raise MayNotHandleSecurity(needs=HANDLE)
