"""Who may see and steer the queue."""

from ringdesk.domains.dialer.errors import AdministratorsSteer, MayNotWatch
from ringdesk.kernel.work import Actor


def require_steers(actor: Actor) -> None:
    if not actor.has("calls:steer"):
        raise AdministratorsSteer


def require_watches(actor: Actor) -> None:
    if not (actor.has("calls:read") and actor.has("calls:supervise")):
        raise MayNotWatch
