from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains.gamification.contests.window import next_month, periods, require_window
from ringdesk.kernel.errors import Invalid

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


class TestASpanOfDays:
    @given(start=DAYS, length=st.integers(0, 500))
    def test_is_covered_exactly_once(self, start: date, length: int) -> None:
        end = start + timedelta(days=length)
        covered: list[date] = []
        for period, first in periods(start, end):
            after = next_month(first) if period == "month" else first + timedelta(days=1)
            covered += [first + timedelta(days=n) for n in range((after - first).days)]
        assert covered == [start + timedelta(days=n) for n in range(length + 1)]

    def test_of_a_quarter_is_three_months(self) -> None:
        found = list(periods(date(2025, 1, 1), date(2025, 3, 31)))
        assert [period for period, _ in found] == ["month"] * 3

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (date(2025, 2, 1), date(2025, 1, 31)), (date(1999, 1, 1), date(2025, 1, 1)),
            (date(2025, 1, 1), date(2030, 1, 1)), (date(9999, 1, 1), date(9999, 12, 31)),
        ],
    )  # fmt: skip
    def test_that_is_none_is_refused(self, start: date, end: date) -> None:
        with pytest.raises(Invalid):
            require_window(start, end)
