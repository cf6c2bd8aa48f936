from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Stale, TooLarge


class TicketNotFound(NotFound):
    code = "TICKET_NOT_FOUND"


class AttachmentNotFound(NotFound):
    code = "ATTACHMENT_NOT_FOUND"


class ViewNotFound(NotFound):
    code = "VIEW_NOT_FOUND"


class TicketIsFinal(Conflict):
    code, text = "TICKET_IS_FINAL", "This ticket is closed or cancelled: reopen it first."


class TicketChangedMeanwhile(Stale):
    """`details.version` is the present one."""

    code = "STALE"
    text = "Somebody changed or answered this ticket meanwhile: look at it, then try again."


class MayNotAssign(NotAllowed):
    code, text = "MAY_NOT_ASSIGN", "Only staff assign tickets."


class MayNotDelete(NotAllowed):
    code, text = "MAY_NOT_DELETE", "Only an administrator deletes tickets."


class MayNotChange(NotAllowed):
    code, text = "MAY_NOT_CHANGE", "You may not change this of a ticket."


class FileNotAllowed(Invalid):
    code = "FILE_NOT_ALLOWED"
    text = "Files of this kind are not accepted."


class FileTooLarge(TooLarge):
    code, text = "FILE_TOO_LARGE", "This file is too large."
