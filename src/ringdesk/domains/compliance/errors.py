from ringdesk.kernel.errors import NotAllowed, NotFound, TooLarge


class EntryNotFound(NotFound):
    code = "DO_NOT_CALL_ENTRY_NOT_FOUND"


class NoSuchCampaign(NotFound):
    code = "CAMPAIGN_NOT_FOUND"


class MayNotReadCompliance(NotAllowed):
    code, text = "MAY_NOT_READ_COMPLIANCE", "This needs the right to read leads."


class MayNotForbid(NotAllowed):
    code, text = "MAY_NOT_FORBID", "This needs the right to change leads or calls."


class MayNotPermit(NotAllowed):
    code = "MAY_NOT_PERMIT"
    text = (
        "Only whoever manages leads takes a number off a do-not-call list, or changes whole lists."
    )


class ListTooLarge(TooLarge):
    code, text = "LIST_TOO_LARGE", "This file is too large: split it."
