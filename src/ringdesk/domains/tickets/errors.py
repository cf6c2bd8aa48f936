from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound, Stale


class TicketNotFound(NotFound):
    code = "TICKET_NOT_FOUND"


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
    code, text = "MAY_NOT_DELETE", "Only those who run the desk delete tickets."


class MayNotChange(NotAllowed):
    code, text = "MAY_NOT_CHANGE", "You may not change this of a ticket."
