from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ringdesk.domains.webhooks.pace import pace
from ringdesk.domains.webhooks.retries import MOST_ATTEMPTS, WAITS, asked_for, wait_after

START = datetime(2026, 1, 1, tzinfo=UTC)
gaps = st.lists(st.floats(0, 5), min_size=1, max_size=40)


class TestThePace:
    @settings(deadline=None)
    @given(gaps, st.sampled_from([0.5, 1.0, 2.0, 7.0, 20.0, 100.0]), st.integers(1, 50))
    def test_is_never_passed_but_by_a_burst_of_one_second(
        self, pauses: list[float], per_second: float, wanted: int
    ) -> None:
        now, next_at, sent = START, START, list[datetime]()
        for pause in pauses:
            now += timedelta(seconds=pause)
            allowed = pace(now=now, next_at=next_at, per_second=per_second)
            count = min(allowed.most, wanted)
            next_at = allowed.after(count)
            sent += [now] * count
        burst = max(1, int(per_second))
        for at, began in enumerate(sent):
            within = [one for one in sent[at:] if one - began <= timedelta(seconds=10)]
            assert len(within) <= burst + 10 * per_second + 1

    @settings(deadline=None)
    @given(gaps, st.sampled_from([0.5, 1.0, 20.0]))
    def test_lets_one_go_as_soon_as_it_says(self, pauses: list[float], per_second: float) -> None:
        now, next_at = START, START
        for pause in pauses:
            now += timedelta(seconds=pause)
            allowed = pace(now=now, next_at=next_at, per_second=per_second)
            next_at = allowed.after(allowed.most)
            assert pace(now=next_at, next_at=next_at, per_second=per_second).most >= 1


class TestTheWaits:
    def test_are_the_specifications_for_more_than_a_day(self) -> None:
        for attempt, ours in enumerate(WAITS, start=1):
            waited = wait_after(attempt)
            assert waited is not None and 0.8 * ours <= waited <= 1.2 * ours
        assert sum(WAITS, timedelta()) > timedelta(days=1)
        assert wait_after(MOST_ATTEMPTS) is None

    def test_heed_what_is_asked_for_up_to_a_day(self) -> None:
        assert asked_for(429, {"retry-after": "90"}) == timedelta(seconds=90)
        assert asked_for(500, {"retry-after": "90"}) is None
        for nonsense in ("", "soon", "-5", "9" * 30, "٣"):
            assert asked_for(429, {"retry-after": nonsense}) is None
        assert wait_after(1, timedelta(days=9)) == timedelta(days=1)
