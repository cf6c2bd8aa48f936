from ringdesk.domains.compliance.errors import (
    MayNotForbid,
    MayNotPermit,
    MayNotReadCompliance,
)
from ringdesk.kernel.work import Actor


def require_may_read(actor: Actor) -> None:
    if not actor.has("leads:read"):
        raise MayNotReadCompliance


def require_may_forbid(actor: Actor) -> None:
    """Whoever talks with people must be able to heed them."""
    if not (actor.has("leads:write") or actor.has("calls:write")):
        raise MayNotForbid


def require_may_permit(actor: Actor) -> None:
    if not (actor.has("leads:write") and actor.has("leads:manage")):
        raise MayNotPermit
