from ringdesk.domains.privacy.errors import MayNotDecide
from ringdesk.kernel.work import Actor


def decides(actor: Actor) -> bool:
    """Whoever may read the audit log and change people: an administrator, or the house."""
    return actor.has("audit:read") and actor.has("users:write")


def require_decides(actor: Actor) -> None:
    if not decides(actor):
        raise MayNotDecide
