from ringdesk.kernel.events import Event


class AvailabilityChanged(Event, frozen=True, kw_only=True):
    person_id: int
    state: str


class TeamChanged(Event, frozen=True, kw_only=True):
    team_id: int
