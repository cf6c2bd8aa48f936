from ringdesk.kernel.errors import Conflict, NotFound, Stale


class EntryNotFound(NotFound):
    code = "ENTRY_NOT_FOUND"


class ShortcutTaken(Conflict):
    code, text = "SHORTCUT_TAKEN", "Another canned reply has this shortcut."


class TooManyEntries(Conflict):
    code, text = "TOO_MANY_ENTRIES", "There is no room for more entries: delete some first."


class EntryChangedMeanwhile(Stale):
    """`details.version` is the present one."""

    code = "STALE"
    text = "Somebody changed this entry meanwhile: look at it, then try again."
