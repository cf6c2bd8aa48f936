"""Who of the staff can take something on: availability, capacity, skills. For chats and calls."""

from ringdesk.domains.staffing.errors import TeamNameTaken
from ringdesk.domains.staffing.events import AvailabilityChanged, TeamChanged
from ringdesk.domains.staffing.models import AVAILABILITIES, Availability, Colleague
from ringdesk.domains.staffing.personal import PERSONAL
from ringdesk.domains.staffing.service import (
    available,
    colleague,
    default_capacity,
    holds,
    mark_away,
    own_availability,
    set_availability,
    set_default_capacity,
    team,
    tidy_skills,
    touch_given,
)
from ringdesk.domains.staffing.teams import (
    Team,
    change_team,
    create_team,
    members_of,
    remove_team,
    team_of_id,
    teams,
)

__all__ = [
    "AVAILABILITIES", "PERSONAL", "Availability", "AvailabilityChanged", "Colleague", "Team",
    "TeamChanged", "TeamNameTaken", "available", "change_team", "colleague", "create_team",
    "default_capacity", "holds", "mark_away", "members_of", "own_availability", "remove_team",
    "set_availability", "set_default_capacity", "team", "team_of_id", "teams", "tidy_skills",
    "touch_given",
]  # fmt: skip
