"""Files of leads: taken in, mapped, checked, brought in, undone. Part of `leads`, with a face of
its own."""

from ringdesk.domains.leads.imports.at_once import import_at_once
from ringdesk.domains.leads.imports.columns import FIELDS, Field
from ringdesk.domains.leads.imports.errors import (
    FileForgotten,
    FileUnreadable,
    ImportBusy,
    ImportNotChecked,
    ImportNotFound,
    ImportOver,
    ImportTooLarge,
    MayNotImport,
    NothingToUndo,
)
from ringdesk.domains.leads.imports.jobs import register
from ringdesk.domains.leads.imports.mending import faulty_file
from ringdesk.domains.leads.imports.models import (
    Counts,
    Doing,
    Import,
    ImportChanges,
    OnDuplicate,
    State,
)
from ringdesk.domains.leads.imports.plan import Defaults, Fault
from ringdesk.domains.leads.imports.service import (
    bring_in,
    check,
    configure,
    get,
    list_imports,
    may_import,
    undo,
    upload,
)
from ringdesk.domains.leads.imports.working import Importing

__all__ = [
    "FIELDS", "Counts", "Defaults", "Doing", "Fault", "Field", "FileForgotten", "FileUnreadable",
    "Import", "ImportBusy", "ImportChanges", "ImportNotChecked", "ImportNotFound", "ImportOver",
    "ImportTooLarge", "Importing", "MayNotImport", "NothingToUndo", "OnDuplicate", "State",
    "bring_in", "check", "configure", "faulty_file", "get", "import_at_once", "list_imports",
    "may_import", "register", "undo", "upload",
]  # fmt: skip
