"""Who of the staff can take something on: availability, capacity, skills. For chats and calls."""

from ringdesk.domains.staffing.events import AvailabilityChanged
from ringdesk.domains.staffing.models import AVAILABILITIES, Availability, Colleague
from ringdesk.domains.staffing.service import (
    available,
    own_availability,
    set_availability,
    team,
    touch_given,
)

__all__ = [
    "AVAILABILITIES", "Availability", "AvailabilityChanged", "Colleague", "available",
    "own_availability", "set_availability", "team", "touch_given",
]  # fmt: skip
