"""Where a lead may stand with the dialler, and where it goes from there."""

from ringdesk.domains.leads.models import DIAL_STATUSES, DialStatus

MOVES: dict[str, tuple[DialStatus, ...]] = {
    "pending": ("claimed", "calling", "failed"),
    "claimed": ("calling", "pending"),
    "calling": ("answered", "pending", "failed"),
    "answered": ("transferred",),
    "transferred": (),
    "failed": ("pending",),
}


def may_move(before: str, after: str, *, manages: bool) -> bool:
    """To take a failed lead up again is for whoever manages leads."""
    return after in MOVES[before] and (before != "failed" or manages)


def possible(before: str, *, manages: bool) -> list[str]:
    return [after for after in MOVES[before] if may_move(before, after, manages=manages)]


def from_where(after: str, *, manages: bool) -> list[str]:
    return [before for before in DIAL_STATUSES if may_move(before, after, manages=manages)]
