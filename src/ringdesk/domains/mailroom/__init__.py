"""Mail that comes in, and becomes tickets. Others import this face, nothing deeper."""

from ringdesk.domains.mailroom.errors import (
    MailboxBroken,
    MailboxNotFound,
    MailboxTaken,
    MailIsSettled,
    MailNotFound,
    TooManyMailboxes,
)
from ringdesk.domains.mailroom.events import (
    MailboxAdded,
    MailboxChanged,
    MailboxRemoved,
    MailDiscarded,
    MailQuarantined,
    MailRetried,
    MailTaken,
    TextTaken,
)
from ringdesk.domains.mailroom.fetching import Mailroom
from ringdesk.domains.mailroom.jobs import register
from ringdesk.domains.mailroom.mailboxes import (
    add_mailbox,
    change_mailbox,
    get_mailbox,
    list_mailboxes,
    remove_mailbox,
    test_mailbox,
)
from ringdesk.domains.mailroom.models import MAIL_STATES, Mail, Mailbox, MailboxChanges, MailState
from ringdesk.domains.mailroom.personal import PERSONAL
from ringdesk.domains.mailroom.quarantine import (
    discard_mail,
    get_mail,
    list_mails,
    open_mail,
    retry_mail,
)
from ringdesk.domains.mailroom.reactions import listen

__all__ = [
    "MAIL_STATES", "PERSONAL", "Mail", "MailDiscarded", "MailIsSettled", "MailNotFound",
    "MailQuarantined", "MailRetried", "MailState", "MailTaken", "Mailbox", "MailboxAdded",
    "MailboxBroken", "MailboxChanged", "MailboxChanges", "MailboxNotFound", "MailboxRemoved",
    "MailboxTaken", "Mailroom", "TextTaken", "TooManyMailboxes", "add_mailbox", "change_mailbox",
    "discard_mail", "get_mail", "get_mailbox", "list_mailboxes", "list_mails", "listen",
    "open_mail", "register", "remove_mailbox", "retry_mail", "test_mailbox",
]  # fmt: skip
