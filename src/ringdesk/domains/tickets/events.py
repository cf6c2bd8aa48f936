from ringdesk.kernel.events import Event


class TicketCreated(Event, frozen=True, kw_only=True):
    ticket_id: int
    requester_id: int


class TicketUpdated(Event, frozen=True, kw_only=True):
    ticket_id: int
    requester_id: int
    fields: tuple[str, ...]


class TicketAssigned(Event, frozen=True, kw_only=True):
    ticket_id: int
    requester_id: int
    agent_id: int | None
    previous_agent_id: int | None


class TicketResolved(Event, frozen=True, kw_only=True):
    ticket_id: int
    requester_id: int
    agent_id: int | None


class TicketDeleted(Event, frozen=True, kw_only=True):
    ticket_id: int
    requester_id: int


class MessagePosted(Event, frozen=True, kw_only=True):
    ticket_id: int
    message_id: int
    requester_id: int
    internal: bool
    from_staff: bool


class CorrespondentAnswered(Event, frozen=True, kw_only=True):
    """Staff said something to somebody who is reached outside of the app."""

    ticket_id: int
    message_id: int
    channel: str  # email, sms, whatsapp


class MessagesRead(Event, frozen=True, kw_only=True):
    ticket_id: int
    requester_id: int
    reader_id: int
