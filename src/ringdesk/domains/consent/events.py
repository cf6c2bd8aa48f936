from ringdesk.kernel.events import Event


class ConsentRecorded(Event, frozen=True, kw_only=True):
    """Somebody agreed to something, or took it back. `wording_version` names the text."""

    consent_id: int
    person_id: int
    type: str
    value: bool
    wording_version: str
