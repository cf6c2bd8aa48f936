from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound


class RequestNotFound(NotFound):
    code = "PRIVACY_REQUEST_NOT_FOUND"


class ArchiveNotFound(NotFound):
    code = "ARCHIVE_NOT_FOUND"


class MayNotDecide(NotAllowed):
    code, text = "MAY_NOT_DECIDE", "Only administrators see and decide what others ask."


class RequestIsClosed(Conflict):
    code, text = "REQUEST_IS_CLOSED", "This request was decided already."


class IdentityNotChecked(Conflict):
    code = "IDENTITY_NOT_CHECKED"
    text = "Note first how you made sure that it is really them."


class LastAdministratorAsks(Conflict):
    code = "LAST_ADMINISTRATOR_ASKS"
    text = "This is the only administrator: make another one first."


class NameNotTyped(Conflict):
    code = "NAME_NOT_TYPED"
    text = "Type the name of the workspace exactly as it is written."


class NoErasurePlanned(NotFound):
    code = "NO_ERASURE_PLANNED"
