from ringdesk.kernel.events import Event


class MailboxAdded(Event, frozen=True, kw_only=True):
    mailbox_id: int


class MailboxChanged(Event, frozen=True, kw_only=True):
    """`fields`: names only, "password" among them; never a value."""

    mailbox_id: int
    fields: tuple[str, ...]


class MailboxRemoved(Event, frozen=True, kw_only=True):
    mailbox_id: int


class MailTaken(Event, frozen=True, kw_only=True):
    """It became a ticket, or a message of one."""

    mail_id: int
    ticket_id: int
    is_new_ticket: bool


class TextTaken(Event, frozen=True, kw_only=True):
    """An SMS or a message of WhatsApp became a ticket, or a message of one."""

    text_id: int
    ticket_id: int
    is_new_ticket: bool


class MailQuarantined(Event, frozen=True, kw_only=True):
    mail_id: int
    reason: str


class MailRetried(Event, frozen=True, kw_only=True):
    mail_id: int


class MailDiscarded(Event, frozen=True, kw_only=True):
    mail_id: int
