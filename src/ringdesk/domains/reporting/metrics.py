"""The numbers that may be asked for, each by name, and how it comes of what is counted."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from ringdesk.domains.analytics import Measure, Part
from ringdesk.domains.reporting.models import Unit

Term = tuple[Measure, Literal["n", "total"]]
Tally = Mapping[str, tuple[int, int]]  # by measure: n and total
MS_PER_MINUTE, S_PER_MINUTE = 60_000, 60


class Metric(NamedTuple):
    """`top` alone is a count; over `below` it is an average or a share, 0 over nothing."""

    unit: Unit
    top: Term
    below: Term | None = None
    factor: float = 1

    @property
    def measures(self) -> set[Measure]:
        return {self.top[0]} | ({self.below[0]} if self.below else set())

    def of(self, tally: Tally) -> float:
        above = amount(tally, self.top) * self.factor
        if self.below is None:
            return round(above, 2)
        under = amount(tally, self.below)
        return round(above / under, 2) if under else 0.0


def amount(tally: Tally, term: Term) -> int:
    n, total = tally.get(term[0], (0, 0))
    return n if term[1] == "n" else total


def counted(measure: Measure) -> Metric:
    return Metric("count", (measure, "n"))


def share(part: Measure, whole: Measure) -> Metric:
    return Metric("percent", (part, "n"), (whole, "n"), 100)


METRICS: dict[str, Metric] = {
    "leads": counted("leads"),
    "calls": counted("calls"),
    "conversions": counted("conversions"),
    "tickets": counted("tickets"),
    "assigned": counted("assigned"),
    "resolved": counted("resolutions"),
    "messages": counted("messages"),
    "ai_messages": counted("ai_messages"),
    "ratings": counted("ratings"),
    "answered": counted("answered"),
    "completed": counted("completed"),
    "abandoned": counted("abandoned"),
    "csat": Metric("score", ("ratings", "total"), ("ratings", "n")),
    "first_response_minutes":
        Metric("minutes", ("responses", "total"), ("responses", "n"), 1 / MS_PER_MINUTE),
    "resolution_minutes":
        Metric("minutes", ("resolutions", "total"), ("resolutions", "n"), 1 / MS_PER_MINUTE),
    "talk_minutes": Metric("minutes", ("calls", "total"), None, 1 / S_PER_MINUTE),
    "average_talk_minutes":
        Metric("minutes", ("calls", "total"), ("completed", "n"), 1 / S_PER_MINUTE),
    "answer_rate": share("answered", "calls"),
    "abandonment_rate": share("abandoned", "answered"),
}  # fmt: skip


class Custom(NamedTuple):
    """A number by one dimension. `filters`: the dimension itself, and others that are counted
    together with it, by the name of the part in which they are."""

    metric: str
    by: Part
    filters: dict[str, Part]


# Where two dimensions are counted together, the first stands before the colon.
PAIRED: dict[Part, tuple[Part, Part]] = {
    "stage_source": ("stage", "source"),
    "stage_campaign": ("stage", "campaign"),
    "campaign_source": ("campaign", "source"),
}
FILTERS: dict[str, Part] = {
    "source": "source", "status": "stage", "priority": "priority", "campaign": "campaign",
    "agent": "agent", "category": "category", "outcome": "outcome",
}  # fmt: skip


def custom(metric: str, by: Part) -> Custom:
    paired: dict[Part, Part] = {by: by}
    if metric == "leads":
        for part, (first, second) in PAIRED.items():
            if by in (first, second):
                paired[second if by == first else first] = part
    return Custom(metric, by, {name: paired[p] for name, p in FILTERS.items() if p in paired})


def by_each(prefix: str, metric: str, parts: Iterable[Part]) -> dict[str, Custom]:
    return {f"{prefix}_by_{part}": custom(metric, part) for part in parts}


CUSTOM: dict[str, Custom] = {
    "lead_source_distribution": custom("leads", "source"),
    "lead_status_distribution": custom("leads", "stage"),
    "lead_priority_distribution": custom("leads", "priority"),
    "lead_campaign_distribution": custom("leads", "campaign"),
    "call_outcome_distribution": custom("calls", "outcome"),
    "ticket_category_distribution": custom("tickets", "category"),
    "ticket_priority_distribution": custom("tickets", "priority"),
    **by_each("conversions", "conversions", ("source", "campaign", "agent")),
    **by_each("calls", "calls", ("agent", "campaign")),
    **by_each("answered", "answered", ("agent", "campaign")),
    **by_each("answer_rate", "answer_rate", ("agent", "campaign")),
    **by_each("talk_minutes", "talk_minutes", ("agent", "campaign")),
    **by_each("assigned", "assigned", ("agent",)),
    **by_each("resolved", "resolved", ("agent",)),
    **by_each("csat", "csat", ("agent",)),
    **by_each("first_response_minutes", "first_response_minutes", ("agent",)),
    **by_each("resolution_minutes", "resolution_minutes", ("agent",)),
}
