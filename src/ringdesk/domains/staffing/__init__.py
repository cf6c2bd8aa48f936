"""Who of the staff can take something on: availability, capacity, skills. For chats and calls."""

from ringdesk.domains.staffing.events import AvailabilityChanged
from ringdesk.domains.staffing.models import AVAILABILITIES, Availability, Colleague
from ringdesk.domains.staffing.service import (
    available,
    colleague,
    default_capacity,
    own_availability,
    set_availability,
    set_default_capacity,
    team,
    tidy_skills,
    touch_given,
)

__all__ = [
    "AVAILABILITIES", "Availability", "AvailabilityChanged", "Colleague", "available",
    "colleague", "default_capacity", "own_availability", "set_availability",
    "set_default_capacity", "team", "tidy_skills",
    "touch_given",
]  # fmt: skip
