"""Who may see and steer the queue."""

from ringdesk.domains.dialer.errors import AdministratorsSteer, MayNotWatch
from ringdesk.kernel.work import Actor


def require_steers(actor: Actor) -> None:
    if not (actor.role in ("admin", "house") and actor.has("settings:write")):
        raise AdministratorsSteer


def require_watches(actor: Actor) -> None:
    if not (actor.role in ("admin", "house") and actor.has("calls:read")):
        raise MayNotWatch
