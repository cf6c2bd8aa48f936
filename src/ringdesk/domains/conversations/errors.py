from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge


class ConversationNotFound(NotFound):
    code = "CONVERSATION_NOT_FOUND"


class SessionNotFound(NotFound):
    code = "SESSION_NOT_FOUND"


class AttachmentNotFound(NotFound):
    code = "ATTACHMENT_NOT_FOUND"


class CustomerNotFound(NotFound):
    code = "CUSTOMER_NOT_FOUND"


class MayNotSpeak(NotAllowed):
    code, text = "MAY_NOT_SPEAK", "You may read this conversation, but not write in it."


class MayNotHandle(NotAllowed):
    code, text = "MAY_NOT_HANDLE", "Only staff who answer chats may do this."


class NotOver(Conflict):
    code, text = "NOT_OVER", "A conversation is rated when it has ended."


class SessionTaken(Conflict):
    code, text = "SESSION_TAKEN", "Somebody else has taken this session already."


class SessionOver(Conflict):
    code, text = "SESSION_OVER", "This session has ended."


class SessionWaits(Conflict):
    code, text = "SESSION_WAITS", "Nobody has joined this session yet."


class NotACall(Conflict):
    code, text = "NOT_A_CALL", "This session is a chat: nobody is heard or seen in it."


class AlreadyWaiting(Conflict):
    code, text = "ALREADY_WAITING", "This conversation has such a session already."


class FileNotAllowed(Invalid):
    code = "FILE_NOT_ALLOWED"
    text = "Files of this kind are not accepted."


class FileTooLarge(TooLarge):
    code, text = "FILE_TOO_LARGE", "This file is too large."
