"""The system's state as REST and the sockets show it."""

from typing import Literal, Self

from msgspec import Struct

from ringdesk.domains import operations
from ringdesk.wire.times import Time, utc, utc_or_none

MB = 1024 * 1024


class HealthOut(Struct, frozen=True):
    """Document 003's fields: per cent (0 to 100) with one decimal, hours since the host booted.

    `active_alerts` are the tenant's own (the host's are the first tenant's); `open_tickets` those
    of the tenant that are not finished: open or in progress."""

    cpu_usage: float
    memory_usage: float
    disk_usage: float
    uptime_hours: float
    active_alerts: int
    open_tickets: int
    process_memory_mb: float
    process_uptime_hours: float
    measured_at: Time

    @classmethod
    def of(cls, sample: operations.Sample, *, active_alerts: int, open_tickets: int) -> Self:
        return cls(
            round(sample.cpu_usage, 1), round(sample.memory_usage, 1),
            round(sample.disk_usage, 1), round(sample.uptime_s / 3600, 1), active_alerts,
            open_tickets, round(sample.process_memory / MB, 1),
            round(sample.process_uptime_s / 3600, 1), utc(sample.at),
        )  # fmt: skip


class LoadOut(Struct, frozen=True):
    """The data of `system.metrics` on the sockets: the host's load, the same for all tenants."""

    cpu_usage: float
    memory_usage: float
    disk_usage: float
    uptime_hours: float
    timestamp: Time

    @classmethod
    def of(cls, sample: operations.Sample) -> Self:
        return cls(
            round(sample.cpu_usage, 1), round(sample.memory_usage, 1),
            round(sample.disk_usage, 1), round(sample.uptime_s / 3600, 1), utc(sample.at),
        )  # fmt: skip


class PointOut(Struct, frozen=True):
    timestamp: Time
    value: float


class AlertOut(Struct, frozen=True):
    id: int
    metric: str
    severity: str
    message: str
    value: float
    threshold: float
    status: Literal["active", "resolved"]
    created_at: Time
    resolved_at: Time | None

    @classmethod
    def of(cls, alert: operations.Alert) -> Self:
        return cls(
            alert.id, alert.metric, alert.severity, alert.message, round(alert.value, 1),
            alert.threshold, "resolved" if alert.resolved_at else "active",
            utc(alert.created_at), utc_or_none(alert.resolved_at),
        )  # fmt: skip


class LogOut(Struct, frozen=True):
    """`metadata` is JSON in a string; `hostname` is "" but for the first tenant's staff."""

    id: int
    level: str
    message: str
    source: str
    hostname: str
    timestamp: Time
    metadata: str

    @classmethod
    def of(cls, record: operations.LogRecord) -> Self:
        return cls(
            record.id, record.level, record.message, record.source, record.hostname,
            utc(record.at), record.metadata,
        )  # fmt: skip


class RuleOut(Struct, frozen=True):
    metric: str
    raise_above: float
    clear_below: float
    samples: int
    severity: str
    enabled: bool

    @classmethod
    def of(cls, rule: operations.AlertRule) -> Self:
        return cls(
            rule.metric, rule.raise_above, rule.clear_below, rule.samples, rule.severity,
            rule.enabled,
        )  # fmt: skip


class DeadLetterOut(Struct, frozen=True):
    """A job that failed too often; `seq` is the fact it reacts to, if it does."""

    id: int
    kind: str
    seq: int | None
    attempts: int
    error: str | None
    dead_at: Time

    @classmethod
    def of(cls, letter: operations.DeadLetter) -> Self:
        return cls(
            letter.id, letter.kind, letter.seq, letter.attempts, letter.error,
            utc(letter.dead_at),
        )  # fmt: skip
