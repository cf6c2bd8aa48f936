from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
Severity = Literal["info", "warning", "critical"]

# Of the host, and so the first tenant's alone to be alarmed about; and of each tenant's own work.
HostMetric = Literal["cpu_usage", "memory_usage", "disk_usage"]
OwnMetric = Literal["job_lag_s", "dead_letters", "errors_per_minute", "security_events"]
Metric = Literal[
    "cpu_usage",
    "memory_usage",
    "disk_usage",
    "job_lag_s",
    "dead_letters",
    "errors_per_minute",
    "security_events",
]
HOST_METRICS: tuple[str, ...] = get_args(HostMetric)
METRICS: tuple[str, ...] = get_args(Metric)


class ProcessState(Struct, frozen=True):
    """Of the process that answers: its age in seconds; resident memory, what the interpreter
    holds, and what of that is its own alone, in bytes."""

    uptime_s: int
    rss: int
    heap_total: int
    heap_used: int


class Sample(Struct, frozen=True):
    """The host at one moment. Usages are per cent (0 to 100), memory is bytes; `uptime_s` is the
    host's since it booted, `process_…` is the process's that looked."""

    at: datetime
    cpu_usage: float
    memory_usage: float
    disk_usage: float
    uptime_s: float
    process_memory: float
    process_uptime_s: float


class Moment(Struct, frozen=True):
    """The averages of one stretch of a history."""

    at: datetime
    cpu_usage: float
    memory_usage: float
    disk_usage: float


class LogRecord(Struct, frozen=True):
    """`hostname` is "" except for the first tenant's staff; `metadata` is JSON text."""

    id: int
    at: datetime
    level: str
    source: str
    message: str
    hostname: str
    metadata: str


class Alert(Struct, frozen=True):
    """Active until `resolved_at`. `value` is what was measured when it was raised."""

    id: int
    metric: str
    severity: str
    message: str
    value: float
    threshold: float
    created_at: datetime
    resolved_at: datetime | None


class AlertRule(Struct, frozen=True):
    """Raise after `samples` measurements in a row above `raise_above`, clear after as many below
    `clear_below`. Between the two nothing changes: that is what keeps an alert from flapping."""

    metric: str
    raise_above: float
    clear_below: float
    samples: int
    severity: str
    enabled: bool


class RuleChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    raise_above: float | UnsetType = UNSET
    clear_below: float | UnsetType = UNSET
    samples: int | UnsetType = UNSET
    severity: Severity | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in values.items() if value is not UNSET}


class AlertState(Struct, frozen=True):
    metric: str
    raised: bool
    streak: int


class Burden(Struct, frozen=True):
    """What waits and what failed in a tenant; `errors` in the last `ERROR_SPAN`."""

    tenant_id: UUID
    jobs_waiting: int
    job_lag_s: float
    dead_letters: int
    facts_waiting: int
    fact_lag_s: float
    errors: int


class DeadLetter(Struct, frozen=True):
    """A job that failed too often. Its arguments stay inside: they may hold what is personal."""

    id: int
    kind: str
    seq: int | None
    attempts: int
    error: str | None
    dead_at: datetime


class Id(Struct, frozen=True):
    id: int


DEFAULT_RULES: tuple[AlertRule, ...] = (
    AlertRule("cpu_usage", 90, 75, 8, "warning", True),
    AlertRule("memory_usage", 92, 85, 8, "warning", True),
    AlertRule("disk_usage", 90, 85, 2, "critical", True),
    AlertRule("job_lag_s", 60, 10, 2, "warning", True),
    AlertRule("dead_letters", 0.5, 0.5, 1, "warning", True),
    AlertRule("errors_per_minute", 5, 1, 2, "critical", True),
    AlertRule("security_events", 0.5, 0.5, 1, "critical", True),
)
