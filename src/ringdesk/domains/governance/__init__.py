"""What happened, whether the record of it holds, and what an administrator should look at. Others
import this face, nothing deeper."""

from ringdesk.domains.governance.errors import (
    AlreadyResolved,
    CheckNotFound,
    EntryNotFound,
    MayNotAudit,
    MayNotHandleSecurity,
    SecurityEventNotFound,
)
from ringdesk.domains.governance.events import (
    ComplianceReportRead,
    DoNotCallExported,
    LeadsExported,
    RecordingPlayed,
    SecurityEventHandled,
    SecurityEventRaised,
)
from ringdesk.domains.governance.integrity.models import Check, CheckState, Integrity
from ringdesk.domains.governance.integrity.service import check, checks, integrity, verify_now
from ringdesk.domains.governance.jobs import register
from ringdesk.domains.governance.kinds import ACTIONS, KINDS, RESOURCES, Status
from ringdesk.domains.governance.log.export import export, tell_of
from ringdesk.domains.governance.log.models import DayCount, Entry, FieldChange, Filters, Summary
from ringdesk.domains.governance.log.service import (
    actors,
    audit_summary,
    entries,
    entry,
    fold,
    histogram,
)
from ringdesk.domains.governance.policy import may_read, require_may_read
from ringdesk.domains.governance.reactions import listen
from ringdesk.domains.governance.refusals import Refusals, Refused
from ringdesk.domains.governance.report.models import Report
from ringdesk.domains.governance.report.service import compliance_pages, compliance_report
from ringdesk.domains.governance.security.models import Kind as SecurityKind
from ringdesk.domains.governance.security.models import SecurityEvent, Severity, Sighting
from ringdesk.domains.governance.security.models import State as SecurityState
from ringdesk.domains.governance.security.service import (
    handle,
    security_event,
    security_events,
    see,
    waiting,
)

__all__ = [
    "ACTIONS", "KINDS", "RESOURCES", "AlreadyResolved", "Check", "CheckNotFound", "CheckState",
    "ComplianceReportRead", "DayCount", "DoNotCallExported", "Entry", "EntryNotFound",
    "FieldChange", "Filters", "Integrity", "LeadsExported", "MayNotAudit", "MayNotHandleSecurity",
    "RecordingPlayed", "Refusals", "Refused", "Report", "SecurityEvent", "SecurityEventHandled",
    "SecurityEventNotFound", "SecurityEventRaised", "SecurityKind", "SecurityState", "Severity",
    "Sighting", "Status", "Summary", "actors", "audit_summary", "check", "checks",
    "compliance_pages", "compliance_report", "entries", "entry", "export", "fold", "handle",
    "histogram", "integrity", "listen", "may_read", "register", "require_may_read",
    "security_event", "security_events", "see", "tell_of", "verify_now", "waiting",
]  # fmt: skip
