from ringdesk.kernel.events import Event


class ConversationOpened(Event, frozen=True, kw_only=True):
    conversation_id: int
    customer_id: int


class ConversationChanged(Event, frozen=True, kw_only=True):
    conversation_id: int
    customer_id: int
    fields: tuple[str, ...]


class MessageSaid(Event, frozen=True, kw_only=True):
    """`ticket_id`: of the ticket that this chat has become, if it has."""

    conversation_id: int
    message_id: int
    customer_id: int
    internal: bool
    from_staff: bool
    is_ai: bool
    ticket_id: int | None = None


class MessageUnderstood(Event, frozen=True, kw_only=True):
    """Of a customer: the assistant says what it is about. Never before it was said."""

    conversation_id: int
    message_id: int
    customer_id: int


class MessagesSeen(Event, frozen=True, kw_only=True):
    conversation_id: int
    customer_id: int
    reader_id: int


class IntentCorrected(Event, frozen=True, kw_only=True):
    conversation_id: int
    customer_id: int
    message_id: int
    intent: str


class ConversationRated(Event, frozen=True, kw_only=True):
    conversation_id: int
    customer_id: int
    agent_id: int | None
    score: int


class SessionRequested(Event, frozen=True, kw_only=True):
    session_id: int
    conversation_id: int
    customer_id: int
    type: str


class SessionJoined(Event, frozen=True, kw_only=True):
    session_id: int
    conversation_id: int
    customer_id: int
    agent_id: int
    type: str


class ChatSessionEnded(Event, frozen=True, kw_only=True):
    """The face calls it SessionEnded. The log keeps a class's own name, and there identity's
    SessionEnded (of a sign-in) was first."""

    session_id: int
    conversation_id: int
    customer_id: int
    agent_id: int | None
    type: str


class CustomerNoted(Event, frozen=True, kw_only=True):
    customer_id: int
    note_id: int


class RoutingChanged(Event, frozen=True, kw_only=True):
    """Also with something waiting: then the queue moves at once."""

    strategy: str


class AttachmentAdded(Event, frozen=True, kw_only=True):
    conversation_id: int
    attachment_id: int
