from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, TooLarge


class ImportNotFound(NotFound):
    code = "IMPORT_NOT_FOUND"


class MayNotImport(NotAllowed):
    code, text = "MAY_NOT_IMPORT", "This needs the right to import leads."


class ImportTooLarge(TooLarge):
    code, text = "IMPORT_TOO_LARGE", "This file is too large: split it."


class FileUnreadable(Invalid):
    """`details.errors` says why, as for every field."""

    code, text = "FILE_UNREADABLE", "This file cannot be read as a table."

    @classmethod
    def because(cls, reason: str) -> "FileUnreadable":
        return cls(errors=[{"field": "file", "message": reason}])


class ImportBusy(Conflict):
    code, text = "IMPORT_BUSY", "This import is being worked on: wait until it is through."


class ImportNotChecked(Conflict):
    code, text = "IMPORT_NOT_CHECKED", "Check this import first, as it is set up now."


class ImportOver(Conflict):
    code, text = "IMPORT_OVER", "This import is over: upload the file again to import it again."


class NothingToUndo(Conflict):
    code, text = "NOTHING_TO_UNDO", "This import brought nothing in that could be taken back."


class FileForgotten(NotFound):
    """Files are kept for 30 days."""

    code, text = "FILE_FORGOTTEN", "The file of this import is no longer kept."
