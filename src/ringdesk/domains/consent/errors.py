from ringdesk.kernel.errors import NotAllowed, NotFound


class ConsentNotFound(NotFound):
    code = "CONSENT_NOT_FOUND"


class MayNotReadConsents(NotAllowed):
    code, text = "MAY_NOT_READ_CONSENTS", "Only administrators see what others agreed to."


class MayNotRecordConsent(NotAllowed):
    code = "MAY_NOT_RECORD_CONSENT"
    text = "Only administrators record what somebody else agreed to."
