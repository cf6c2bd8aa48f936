"""Beside the period before."""

from ringdesk.domains.analytics import Period
from ringdesk.domains.reporting.models import Comparison


def compared(before: Period, now: dict[str, float], then: dict[str, float]) -> Comparison:
    change = {
        name: round(100 * (value - then[name]) / then[name], 2) if then[name] else None
        for name, value in now.items()
    }
    return Comparison(before.start, before.end, then, change)
