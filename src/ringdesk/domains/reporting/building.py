"""What a report says: rows, a summary, numbers over time, and the same of the period before."""

from collections.abc import Sequence
from typing import NamedTuple

from ringdesk.domains import analytics
from ringdesk.domains.analytics import Measure, Part, Period, Step
from ringdesk.domains.reporting import games
from ringdesk.domains.reporting.comparing import compared
from ringdesk.domains.reporting.metrics import METRICS, Metric
from ringdesk.domains.reporting.models import (
    Content,
    Dot,
    Line,
    Named,
    ReportType,
    Row,
)
from ringdesk.domains.reporting.names import names_of
from ringdesk.domains.reporting.trends import Tallies, dots, tallied
from ringdesk.kernel.work import Work

MOST_ROWS = 1000


class Plan(NamedTuple):
    """`rows`: metrics of each row; `cohort`: shares of the leads made in the period, by the stage
    they are in now; `figures`: metrics of the summary; `lines`: those drawn over time."""

    by: Part
    rows: tuple[str, ...]
    figures: tuple[str, ...]
    lines: tuple[str, ...]
    cohort: Part | None = None


PLANS: dict[ReportType, Plan] = {
    "agent_performance": Plan(
        "agent",
        ("assigned", "resolved", "first_response_minutes", "resolution_minutes", "csat", "calls",
         "answered", "talk_minutes", "conversions"),
        ("tickets", "resolved", "first_response_minutes", "resolution_minutes", "csat", "calls",
         "answered", "talk_minutes", "conversions"),
        ("resolved", "answered"),
    ),
    "campaign": Plan(
        "campaign",
        ("leads", "calls", "answered", "answer_rate", "abandoned", "talk_minutes", "conversions"),
        ("leads", "calls", "answered", "answer_rate", "abandoned", "talk_minutes", "conversions"),
        ("calls", "conversions"), "stage_campaign",
    ),
    "lead_source": Plan(
        "source", ("leads", "conversions"), ("leads", "conversions"), ("leads", "conversions"),
        "stage_source",
    ),
}  # fmt: skip
COHORT = ("contacted", "qualified", "converted", "lost")


async def draw(
    work: Work, kind: ReportType, now: Period, before: Period | None, step: Step
) -> Content:
    if kind == "gamification":
        return await games.draw(work, now, before, step)
    plan = PLANS[kind]
    tallies = await by_value(work, plan, now)
    rows = await rows_of(work, plan, tallies)
    columns = [Named(name, METRICS[name].unit) for name in plan.rows]
    if plan.cohort is not None:
        columns += [Named(name, "count") for name in COHORT] + [Named("conversion_rate", "percent")]
    summary = await figures_of(work, plan, now)
    figures = [Named(name, METRICS[name].unit) for name in plan.figures]
    if plan.cohort is not None:
        figures.append(Named("conversion_rate", "percent"))
    then = None if before is None else await figures_of(work, plan, before)
    return Content(
        columns, rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS), figures, summary,
        None if before is None or then is None else compared(before, summary, then),
        [await line_of(work, plan, name, now, before, step) for name in plan.lines],
    )  # fmt: skip


def measures_of(names: Sequence[str]) -> list[Measure]:
    return sorted({one for name in names for one in METRICS[name].measures})


async def by_value(work: Work, plan: Plan, period: Period) -> Tallies:
    """What is counted of each value; the leads' stages beside it as measures of their own."""
    measures = measures_of(plan.rows)
    found = tallied(await analytics.sums(work, measures, plan.by, between=period))
    if plan.cohort is not None:
        for one in await analytics.sums(work, ["leads"], plan.cohort, between=period):
            stage, _, value = one.value.partition(":")
            found.setdefault(value, {})[stage] = (one.n, 0)
    return found


async def rows_of(work: Work, plan: Plan, tallies: Tallies) -> list[Row]:
    names = await names_of(work, plan.by, list(tallies))
    if plan.by == "agent":
        for key in names:
            tallies.setdefault(key, {})
    rows = []
    for key, tally in tallies.items():
        values = [METRICS[name].of(tally) for name in plan.rows]
        if plan.cohort is not None:
            stages = [float(tally.get(stage, (0, 0))[0]) for stage in COHORT]
            values += [*stages, rate_of(tally)]
        number = int(key) if plan.by != "source" and key.isdecimal() else None
        rows.append(Row(number, names.get(key, key), values))
    busiest = {"agent": (1, 6, 0), "campaign": (1, 0, 2), "source": (0, 1, 1)}[plan.by]
    return sorted(rows, key=lambda row: (*(-row.values[n] for n in busiest), row.name))


def rate_of(tally: dict[str, tuple[int, int]]) -> float:
    """Of the leads made in the period, how many are converted by now, in per cent."""
    leads = sum(n for stage, (n, _) in tally.items() if stage in (*COHORT, "new"))
    return round(100 * tally.get("converted", (0, 0))[0] / leads, 2) if leads else 0.0


async def figures_of(work: Work, plan: Plan, period: Period) -> dict[str, float]:
    """Of everybody; a campaign report's of what had a campaign."""
    part: Part = "campaign" if plan.by == "campaign" else "all"
    measures = measures_of(plan.figures)
    tally = {
        one.measure: (one.n, one.total)
        for one in await analytics.totals(work, measures, part, between=period)
    }
    summary = {name: METRICS[name].of(tally) for name in plan.figures}
    if plan.cohort is not None:
        stages = await analytics.heads(work, ["leads"], plan.cohort, between=period)
        summary["conversion_rate"] = rate_of({one.value: (one.n, 0) for one in stages})
    return summary


async def line_of(
    work: Work, plan: Plan, name: str, now: Period, before: Period | None, step: Step
) -> Line:
    metric = METRICS[name]
    part: Part = "campaign" if plan.by == "campaign" else "all"
    return Line(
        name, metric.unit, await drawn(work, metric, part, now, step),
        [] if before is None else await drawn(work, metric, part, before, step),
    )  # fmt: skip


async def drawn(work: Work, metric: Metric, part: Part, period: Period, step: Step) -> list[Dot]:
    found = await analytics.points(work, sorted(metric.measures), period, part=part, step=step)
    return dots(metric, found, period, step)
