from ringdesk.kernel.errors import Conflict, NotFound, Unavailable


class MailboxNotFound(NotFound):
    code = "MAILBOX_NOT_FOUND"


class MailNotFound(NotFound):
    code = "MAIL_NOT_FOUND"


class MailboxTaken(Conflict):
    code, text = "MAILBOX_TAKEN", "Another mailbox has this name or address."


class TooManyMailboxes(Conflict):
    code, text = "TOO_MANY_MAILBOXES", "Twenty mailboxes at most: remove one first."


class MailIsSettled(Conflict):
    code, text = "MAIL_IS_SETTLED", "This mail was taken or discarded meanwhile."


class MailboxBroken(Unavailable):
    """`says` in the details: what the server would not do."""

    code, text = "MAILBOX_BROKEN", "The mailbox can't be looked at now."
