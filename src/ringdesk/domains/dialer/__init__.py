"""Who is called next, when, and how many at once. Others import this face, nothing deeper."""

from ringdesk.domains.dialer.abandoned import abandonment, uk_rate, us_rate
from ringdesk.domains.dialer.errors import AdministratorsSteer, LostTheLease, MayNotWatch
from ringdesk.domains.dialer.events import (
    DialerSettingsChanged,
    QueuePaused,
    QueueResumed,
    StuckLeadsReset,
)
from ringdesk.domains.dialer.models import (
    ACTIONS,
    AbandonmentDay,
    Action,
    Preview,
    QueueState,
    Rule,
    Settings,
    SettingsChanges,
    Skipped,
    TraceRow,
    Waiting,
)
from ringdesk.domains.dialer.personal import PERSONAL
from ringdesk.domains.dialer.previewing import preview
from ringdesk.domains.dialer.queue import Decision, Dialer, Patience, Round
from ringdesk.domains.dialer.reactions import register
from ringdesk.domains.dialer.service import (
    change_settings,
    control,
    settings,
    state,
    waiting,
)
from ringdesk.domains.dialer.traces import latest, trace

__all__ = [
    "ACTIONS", "PERSONAL", "AbandonmentDay", "Action", "AdministratorsSteer", "Decision",
    "Dialer", "DialerSettingsChanged", "LostTheLease", "MayNotWatch", "Patience", "Preview",
    "QueuePaused", "QueueResumed", "QueueState", "Round", "Rule", "Settings", "SettingsChanges",
    "Skipped", "StuckLeadsReset", "TraceRow", "Waiting", "abandonment", "change_settings",
    "control", "latest", "preview", "register", "settings", "state", "trace", "uk_rate",
    "us_rate", "waiting",
]  # fmt: skip
