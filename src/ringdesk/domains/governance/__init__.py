"""What happened, whether the record of it holds, and what an administrator should look at. Others
import this face, nothing deeper."""

from ringdesk.domains.governance.errors import EntryNotFound, MayNotAudit
from ringdesk.domains.governance.jobs import register
from ringdesk.domains.governance.kinds import ACTIONS, KINDS, RESOURCES, Status
from ringdesk.domains.governance.log.models import (
    Actor,
    DayCount,
    Entry,
    FieldChange,
    Filters,
    Page,
    Summary,
)
from ringdesk.domains.governance.log.service import (
    actors,
    audit_summary,
    entries,
    entry,
    fold,
    forget_differences,
    histogram,
)
from ringdesk.domains.governance.reactions import listen
from ringdesk.domains.governance.refusals import Refusals, Refused

__all__ = [
    "ACTIONS", "KINDS", "RESOURCES", "Actor", "DayCount", "Entry", "EntryNotFound", "FieldChange",
    "Filters", "MayNotAudit", "Page", "Refusals", "Refused", "Status", "Summary", "actors",
    "audit_summary", "entries",
    "entry", "fold", "forget_differences", "histogram", "listen", "register",
]  # fmt: skip
