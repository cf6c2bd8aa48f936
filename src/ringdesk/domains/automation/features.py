"""What of a lead the model looks at, in numbers; the words are `queries.KNOWN`'s."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ringdesk.domains.automation.logistic import Floats

MOST_SOURCES, SEEN_AT_LEAST = 20, 10
DAY_S, MINUTE_S = 86_400, 60


class Known(Struct, frozen=True):
    """Of a lead at one moment. `rank`: 0 urgent to 3 low; `hour`: of its own day."""

    source: str
    stage: str
    rank: int
    attempts: int
    answered: int
    talk_s: int
    age_s: int
    email: bool
    named: bool
    hour: int


PLAIN = (
    "priority", "attempts", "answered", "talk", "age", "email", "named", "morning", "evening",
    "contacted", "qualified",
)  # fmt: skip


def names(sources: Sequence[str]) -> list[str]:
    return [*PLAIN, *(f"source {one}" for one in sources)]


def frequent_sources(known: Sequence[Known]) -> list[str]:
    """Those with a column of their own; the others share none."""
    counted = Counter(one.source for one in known if one.source)
    return [name for name, n in counted.most_common(MOST_SOURCES) if n >= SEEN_AT_LEAST]


def row(one: Known, sources: Sequence[str]) -> list[float]:
    plain = [
        3 - one.rank, math.log1p(one.attempts), min(one.answered, 3),
        math.log1p(one.talk_s / MINUTE_S), math.log1p(max(one.age_s, 0) / DAY_S), one.email,
        one.named, one.hour < 12, one.hour >= 17, one.stage == "contacted",
        one.stage == "qualified",
    ]  # fmt: skip
    return [float(value) for value in plain] + [float(one.source == each) for each in sources]


def matrix(known: Sequence[Known], sources: Sequence[str]) -> Floats:
    """(leads, columns), in the order of `names`."""
    return np.array([row(one, sources) for one in known], dtype=np.float64)
