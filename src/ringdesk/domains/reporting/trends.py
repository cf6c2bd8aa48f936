"""Numbers over time and by what they are, asked for by name."""

from collections.abc import Iterable
from datetime import date, timedelta

from ringdesk.domains import analytics
from ringdesk.domains.analytics import Period, Point, Step, Sum
from ringdesk.domains.reporting import policy
from ringdesk.domains.reporting.metrics import (
    CUSTOM,
    METRICS,
    PAIRED,
    Custom,
    Metric,
)
from ringdesk.domains.reporting.models import Distribution, Dot, Share, Trend
from ringdesk.domains.reporting.names import names_of
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

DAYS_BY_DAY, DAYS_BY_WEEK = 92, 800
MOST_SHARES = 1000
Tallies = dict[str, dict[str, tuple[int, int]]]  # by value, then by measure


async def trend(
    work: Work, *, metric: str, start: date | None = None, end: date | None = None,
    step: Step = "day",
) -> Trend:  # fmt: skip
    """A point per day (week, month) of the tenant's calendar, zeros included; the last thirty days
    unless said otherwise. Needs `analytics:read`; Invalid for a metric that is none."""
    policy.require_numbers(work.actor)
    wanted = metric_of(metric)
    between = await analytics.period(work, start, end)
    points = await analytics.points(work, sorted(wanted.measures), between, step=step)
    return Trend(
        metric, wanted.unit, between.start, between.end, between.zone, step,
        dots(wanted, points, between, step),
    )  # fmt: skip


def metric_of(name: str) -> Metric:
    found = METRICS.get(name)
    if found is None:
        raise Invalid.field("metric", f"One of: {', '.join(METRICS)}")
    return found


def dots(metric: Metric, points: Iterable[Point], between: Period, step: Step) -> list[Dot]:
    by_day: dict[date, dict[str, tuple[int, int]]] = {}
    for one in points:
        by_day.setdefault(one.date, {})[one.measure] = (one.n, one.total)
    return [
        Dot(day, metric.of(by_day.get(day, {})))
        for day in beginnings(between.start, between.end, step)
    ]


def beginnings(start: date, end: date, step: Step) -> list[date]:
    """Of the days, weeks (Mondays) or months in which the days lie."""
    if step == "day":
        return [start + timedelta(days=n) for n in range((end - start).days + 1)]
    found, at = [], start_of(start, step)
    while at <= end:
        found.append(at)
        at = start_of(at + timedelta(days=7 if step == "week" else 32), step)
    return found


def start_of(day: date, step: Step) -> date:
    return day.replace(day=1) if step == "month" else day - timedelta(days=day.weekday())


def fitting_step(days: int) -> Step:
    """As many points as can be told apart."""
    return "day" if days <= DAYS_BY_DAY else "week" if days <= DAYS_BY_WEEK else "month"


async def distribution(
    work: Work, *, metric: str, filters: dict[str, str], start: date | None = None,
    end: date | None = None,
) -> Distribution:  # fmt: skip
    """A number by each value of its dimension, the largest first; of all time without days. Needs
    `analytics:read`; Invalid for a metric or a filter that is none, or two that go not together."""
    policy.require_numbers(work.actor)
    wanted = CUSTOM.get(metric)
    if wanted is None:
        raise Invalid.field("metric", f"One of: {', '.join(CUSTOM)}")
    require_filters(wanted, filters)
    between = None if start is None and end is None else await analytics.period(work, start, end)
    number = METRICS[wanted.metric]
    tallies = tallied(await counted(work, wanted, filters, between))
    values = {key: number.of(tally) for key, tally in tallies.items()}
    total = number.of(together(tallies.values()))
    names = await names_of(work, wanted.by, list(values))
    whole = sum(values.values())
    shares = [
        Share(key, names.get(key, key), value, round(100 * value / whole, 2) if whole else 0.0)
        for key, value in sorted(values.items(), key=lambda one: (-one[1], one[0]))
        if value
    ]
    return Distribution(
        metric, wanted.by, number.unit, filters, between.start if between else None,
        between.end if between else None, total, shares[:MOST_SHARES],
    )  # fmt: skip


def require_filters(wanted: Custom, filters: dict[str, str]) -> None:
    for name in filters:
        if name not in wanted.filters:
            known = ", ".join(f"filter_{one}" for one in wanted.filters)
            raise Invalid.field(f"filter_{name}", f"Filters of this metric: {known}")
    others = [name for name in filters if wanted.filters[name] != wanted.by]
    if len(others) > 1:
        raise Invalid.field(f"filter_{others[1]}", f"Not together with filter_{others[0]}")


async def counted(
    work: Work, wanted: Custom, filters: dict[str, str], between: Period | None
) -> list[Sum]:
    """By the metric's dimension; a filter of another one is of a part that counts both."""
    measures = sorted(METRICS[wanted.metric].measures)
    own = next((v for name, v in filters.items() if wanted.filters[name] == wanted.by), None)
    for name, value in filters.items():
        part = wanted.filters[name]
        if part != wanted.by:
            first = PAIRED[part][0] == wanted.by
            return await analytics.sums_within(
                work, measures, part, by="head" if first else "rest", other=value,
                between=between, value=own,
            )  # fmt: skip
    return await analytics.sums(work, measures, wanted.by, between=between, value=own)


def tallied(sums: Iterable[Sum]) -> Tallies:
    found: Tallies = {}
    for one in sums:
        found.setdefault(one.value, {})[one.measure] = (one.n, one.total)
    return found


def together(tallies: Iterable[dict[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for tally in tallies:
        for measure, (n, total) in tally.items():
            before = found.get(measure, (0, 0))
            found[measure] = (before[0] + n, before[1] + total)
    return found
