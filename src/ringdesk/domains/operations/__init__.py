"""How the system is: the host's load, what was logged, alerts, dead letters. Others import this
face, nothing deeper."""

from ringdesk.domains.operations.errors import AlertNotFound, DeadLetterNotFound, RuleNotFound
from ringdesk.domains.operations.events import (
    AlertCreated,
    AlertResolved,
    AlertRuleChanged,
    DeadLetterRevived,
)
from ringdesk.domains.operations.host import process_state
from ringdesk.domains.operations.jobs import LogKeeper, Watch, numbers, register
from ringdesk.domains.operations.models import (
    Alert,
    AlertRule,
    DeadLetter,
    LogRecord,
    Metric,
    Moment,
    ProcessState,
    RuleChanges,
    Sample,
    Severity,
)
from ringdesk.domains.operations.personal import PERSONAL
from ringdesk.domains.operations.service import (
    change_rule,
    check,
    count_active_alerts,
    get_alert,
    health,
    history,
    list_alerts,
    list_dead_letters,
    list_logs,
    list_rules,
    revive_dead_letter,
)

__all__ = [
    "PERSONAL", "Alert", "AlertCreated", "AlertNotFound", "AlertResolved", "AlertRule",
    "AlertRuleChanged", "DeadLetter", "DeadLetterNotFound", "DeadLetterRevived", "LogKeeper",
    "LogRecord", "Metric", "Moment", "ProcessState", "RuleChanges", "RuleNotFound", "Sample",
    "Severity", "Watch", "change_rule", "check", "count_active_alerts", "get_alert", "health",
    "history", "list_alerts", "list_dead_letters", "list_logs", "list_rules", "numbers",
    "process_state", "register", "revive_dead_letter",
]  # fmt: skip
