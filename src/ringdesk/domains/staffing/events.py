from ringdesk.kernel.events import Event


class AvailabilityChanged(Event, frozen=True, kw_only=True):
    """Or their capacity, or skills. `was`: the state before; "" in what was logged before this was
    known."""

    person_id: int
    state: str
    was: str = ""


class TeamChanged(Event, frozen=True, kw_only=True):
    team_id: int
