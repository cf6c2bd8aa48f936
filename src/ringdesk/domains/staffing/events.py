from ringdesk.kernel.events import Event


class AvailabilityChanged(Event, frozen=True, kw_only=True):
    person_id: int
    state: str
