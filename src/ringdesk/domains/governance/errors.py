from ringdesk.kernel.errors import AdministratorsOnly, Conflict, NotFound


class MayNotAudit(AdministratorsOnly):
    """Needs `audit:read`."""


class MayNotHandleSecurity(AdministratorsOnly):
    """Needs `settings:write`."""


class SecurityEventNotFound(NotFound):
    code = "SECURITY_EVENT_NOT_FOUND"


class EntryNotFound(NotFound):
    code = "AUDIT_ENTRY_NOT_FOUND"


class CheckNotFound(NotFound):
    code = "AUDIT_CHECK_NOT_FOUND"


class AlreadyResolved(Conflict):
    code = "ALREADY_RESOLVED"
    text = "This security event is resolved: what happens again makes a new one."
