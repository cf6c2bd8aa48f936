"""How the system is: load, logs, alerts and their rules, dead letters."""

import logging
from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from ringdesk.domains.operations import policy, queries
from ringdesk.domains.operations.errors import AlertNotFound, DeadLetterNotFound, RuleNotFound
from ringdesk.domains.operations.events import (
    AlertCreated,
    AlertResolved,
    AlertRuleChanged,
    DeadLetterRevived,
)
from ringdesk.domains.operations.host import HOST
from ringdesk.domains.operations.hysteresis import step
from ringdesk.domains.operations.models import (
    DEFAULT_RULES,
    HOST_METRICS,
    Alert,
    AlertRule,
    AlertState,
    DeadLetter,
    Id,
    LogRecord,
    Moment,
    RuleChanges,
    Sample,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

log = logging.getLogger(__name__)

MOST_POINTS = 500
FRESH = timedelta(minutes=2)
LEVELS = {
    "DEBUG": "DEBUG", "INFO": "INFO", "WARNING": "WARNING", "WARN": "WARNING", "ERROR": "ERROR",
    "CRITICAL": "CRITICAL", "FATAL": "CRITICAL",
}  # fmt: skip
SAID = {
    "cpu_usage": "CPU use of the host is {value:.1f} % (limit {limit:g} %)",
    "memory_usage": "Memory use of the host is {value:.1f} % (limit {limit:g} %)",
    "disk_usage": "Disk use of the host is {value:.1f} % (limit {limit:g} %)",
    "job_lag_s": "Jobs are due for {value:.0f} s (limit {limit:g} s)",
    "dead_letters": "{value:.0f} jobs failed for good: see the dead letters",
    "security_events": "{value:.0f} grave security events wait for somebody to look at them",
    "errors_per_minute": "{value:.1f} errors per minute in the last five (limit {limit:g})",
}


async def health(work: Work) -> Sample:
    """The host now: the last sample, or a look of our own where none was taken lately."""
    policy.require_may_look(work.actor)
    return await work.one(Sample, queries.LATEST_SAMPLE, FRESH) or await HOST.measure()


async def history(work: Work, *, hours: int) -> list[Moment]:
    """At most 500 points of equal width, oldest first; stretches without samples have none."""
    policy.require_may_look(work.actor)
    width = timedelta(seconds=max(1, -(-hours * 3600 // (MOST_POINTS - 1))))
    return await work.many(Moment, queries.HISTORY, timedelta(hours=hours), width)


async def list_logs(
    work: Work, *, level: str | None = None, source: str | None = None, limit: int = 100
) -> list[LogRecord]:
    """Newest first: the tenant's own, and for the first tenant those of no tenant."""
    policy.require_may_look(work.actor)
    if level is not None and level.upper() not in LEVELS:
        raise Invalid.field("level", f"One of {', '.join(LEVELS)}")
    known = None if level is None else LEVELS[level.upper()]
    return await work.many(LogRecord, queries.LOGS, known, source, limit)


async def list_alerts(work: Work, *, active: bool | None = None, limit: int = 100) -> list[Alert]:
    """Newest first. The host's are the first tenant's: whoever runs the machine is alarmed."""
    policy.require_may_look(work.actor)
    return await work.many(Alert, queries.ALERTS, active, limit)


async def count_active_alerts(work: Work) -> int:
    policy.require_may_look(work.actor)
    return await work.value(int, queries.ACTIVE_ALERTS) or 0


async def get_alert(work: Work, *, alert_id: int) -> Alert:
    policy.require_may_look(work.actor)
    alert = await work.one(Alert, queries.ALERT, alert_id)
    if alert is None:
        raise AlertNotFound
    return alert


async def list_rules(work: Work) -> list[AlertRule]:
    """Those that can ever apply here: a tenant that doesn't run the host has none for it."""
    policy.require_may_change(work.actor)
    return await rules_of(work)


async def rules_of(work: Work) -> list[AlertRule]:
    changed = {rule.metric: rule for rule in await work.many(AlertRule, queries.RULES)}
    runs_the_host = await work.value(bool, queries.RUNS_THE_HOST)
    return [
        changed.get(rule.metric, rule)
        for rule in DEFAULT_RULES
        if runs_the_host or rule.metric not in HOST_METRICS
    ]


async def change_rule(work: Work, *, metric: str, changes: RuleChanges) -> AlertRule:
    policy.require_may_change(work.actor)
    await work.value(object, queries.LOCK_ALERTS)
    rule = next((rule for rule in await rules_of(work) if rule.metric == metric), None)
    if rule is None:
        raise RuleNotFound
    changed = replace(rule, **changes.given())
    if changed.clear_below > changed.raise_above:
        raise Invalid.field("clear_below", "It can't be above raise_above: the alert would flap")
    if changed == rule:
        return rule
    work.record(AlertRuleChanged(metric=metric))
    kept = await work.one(
        AlertRule, queries.KEEP_RULE, metric, changed.raise_above, changed.clear_below,
        changed.samples, changed.severity, changed.enabled,
    )  # fmt: skip
    return kept or changed


async def check(work: Work, values: Mapping[str, float]) -> None:
    """Hold what was measured against the rules: raise and resolve alerts. By the house."""
    await work.value(object, queries.LOCK_ALERTS)
    states = {state.metric: state for state in await work.many(AlertState, queries.STATES)}
    for rule in await rules_of(work):
        if rule.metric not in values:
            continue
        before = states.get(rule.metric, AlertState(rule.metric, raised=False, streak=0))
        after = step(before, rule, values[rule.metric])
        await keep_state(work, before, after)
        if after.raised and not before.raised:
            await raise_alert(work, rule, values[rule.metric])
        if before.raised and not after.raised:
            await resolve_alert(work, rule.metric)


async def keep_state(work: Work, before: AlertState, after: AlertState) -> None:
    if after == before:
        return
    if after.raised or after.streak:
        await work.run(queries.KEEP_STATE, after.metric, after.raised, after.streak)
    else:
        await work.run(queries.FORGET_STATE, after.metric)


async def raise_alert(work: Work, rule: AlertRule, value: float) -> None:
    message = SAID[rule.metric].format(value=value, limit=rule.raise_above)
    alert = await work.one(
        Alert, queries.RAISE, rule.metric, rule.severity, message, value, rule.raise_above
    )
    if alert is not None:
        work.record(AlertCreated(alert_id=alert.id))
        log.warning("Alert: %s.", message, extra={"alert_id": alert.id})


async def resolve_alert(work: Work, metric: str) -> None:
    alert = await work.one(Alert, queries.RESOLVE, metric)
    if alert is not None:
        work.record(AlertResolved(alert_id=alert.id))
        log.info("Over: %s.", alert.message, extra={"alert_id": alert.id})


async def list_dead_letters(work: Work, *, limit: int = 100) -> list[DeadLetter]:
    """Newest first; for the first tenant the installation's, too."""
    policy.require_may_change(work.actor)
    return await work.many(DeadLetter, queries.DEAD_LETTERS, limit)


async def revive_dead_letter(work: Work, *, job_id: int) -> None:
    """Try it again, from the first attempt."""
    policy.require_may_change(work.actor)
    if await work.one(Id, queries.REVIVE, job_id) is None:
        raise DeadLetterNotFound
    work.record(DeadLetterRevived(job_id=job_id))
