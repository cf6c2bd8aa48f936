from ringdesk.kernel.events import Event


class NumberForbidden(Event, frozen=True, kw_only=True):
    entry_id: int
    campaign_id: int | None
    source: str


class NumberPermitted(Event, frozen=True, kw_only=True):
    """`source`: how it had come on the list; `reason`: why it may be called again."""

    entry_id: int
    campaign_id: int | None
    source: str
    reason: str = ""


class OptOutAsked(Event, frozen=True, kw_only=True):
    """Somebody who is known to us as a person said that they do not want to be called. Their
    numbers enter the list in the same transaction, by whoever knows them. `message_id` null: in
    what opened a ticket."""

    person_id: int
    message_id: int | None
    channel: str


class NumbersForbidden(Event, frozen=True, kw_only=True):
    """By a file: many at once."""

    count: int
    campaign_id: int | None


class NumberForgotten(Event, frozen=True, kw_only=True):
    """Of somebody who was erased: what stays is a hash."""

    entries: int
