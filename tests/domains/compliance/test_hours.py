"""When a number may be called."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ringdesk.domains.compliance import Hours, may_call_at, next_opening
from ringdesk.domains.telephony import zones_of_region
from ringdesk.kernel.errors import Invalid

DAY = Hours.parse("08:00-21:00")
ZONES = [
    "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo", "UTC",
    "Europe/London", "Europe/Berlin", "Asia/Tashkent", "Asia/Kathmandu", "Asia/Tehran",
    "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago",
    "Africa/Casablanca", "Antarctica/Troll",
]  # fmt: skip
moments = st.integers(1_704_067_200, 1_861_920_000).map(  # from 2024 to 2029
    lambda at: datetime.fromtimestamp(at, UTC)
)
AN_HOUR_THAT_IS_SKIPPED = Hours.parse("02:00-03:00")
AN_HOUR_THAT_COMES_TWICE = Hours.parse("01:15-01:45")
minutes = st.integers(0, 24 * 60)
spans = st.tuples(minutes, minutes).filter(lambda span: span[0] + 5 <= span[1])
weeks = st.lists(st.none() | spans, min_size=7, max_size=7).filter(any)
every_day = spans.map(lambda span: [span] * 7)
hours = (every_day | weeks).map(lambda days: Hours(tuple(days)))


def is_open(at: datetime, zone: str, hours: Hours) -> bool:
    """The rule in one line, by the clock on that wall."""
    local = at.astimezone(ZoneInfo(zone))
    span = hours.days[local.weekday()]
    minute = local.hour * 60 + local.minute + local.second / 60 + local.microsecond / 6e7
    return span is not None and span[0] <= minute < span[1]


class TestOneZone:
    @settings(deadline=None)
    @given(moments, st.sampled_from(ZONES), hours)
    @example(
        datetime(2026, 3, 8, 6, 30, tzinfo=UTC), "America/New_York", Hours.parse("02:00-03:00")
    )
    @example(
        datetime(2026, 11, 1, 5, 59, tzinfo=UTC), "America/New_York", Hours.parse("01:15-01:45")
    )
    def test_is_open_when_its_own_clock_says_so(
        self, now: datetime, zone: str, hours: Hours
    ) -> None:
        assert may_call_at(now, (zone,), hours) == is_open(now, zone, hours)

    @settings(deadline=None)
    @given(moments, st.sampled_from(ZONES), hours)
    def test_the_next_opening_is_allowed_and_nothing_before_is(
        self, now: datetime, zone: str, hours: Hours
    ) -> None:
        then = next_opening(now, (zone,), hours)
        assert then >= now
        if then == now:
            return
        assert may_call_at(then, (zone,), hours)
        at, step = now, timedelta(minutes=4)
        while at < then:
            assert not is_open(at, zone, hours)
            at += step
        assert not may_call_at(then - timedelta(seconds=1), (zone,), hours)


class TestSeveralZones:
    @settings(deadline=None)
    @given(moments, st.sets(st.sampled_from(ZONES), min_size=2, max_size=5), hours)
    def test_the_next_opening_is_allowed_and_nothing_before_is(
        self, now: datetime, zones: set[str], hours: Hours
    ) -> None:
        several = tuple(zones)
        then = next_opening(now, several, hours)
        assert then == now or may_call_at(then, several, hours)
        for hour in range(int((then - now) / timedelta(hours=1))):
            assert not may_call_at(now + timedelta(hours=hour), several, hours)
        if then > now:
            assert not may_call_at(then - timedelta(seconds=1), several, hours)

    @settings(deadline=None)
    @given(moments, st.sets(st.sampled_from(ZONES[:9]), min_size=2, max_size=4))
    def test_all_must_be_open_if_ever_they_are_together(
        self, now: datetime, zones: set[str]
    ) -> None:
        together = any(
            all(is_open(now + timedelta(minutes=15 * n), zone, DAY) for zone in zones)
            for n in range(-4 * 24, 4 * 24)
        )
        may = may_call_at(now, tuple(zones), DAY)
        everywhere = all(is_open(now, zone, DAY) for zone in zones)
        assert may == everywhere if together else not everywhere

    def test_that_are_never_open_together_are_called_when_most_are(self) -> None:
        working = Hours.parse("09:00-12:00")
        zones = ("America/New_York", "America/Toronto", "Asia/Tokyo")
        then = next_opening(datetime(2026, 1, 15, tzinfo=UTC), zones, working)
        assert then == datetime(2026, 1, 15, 14, tzinfo=UTC)  # 9:00 in New York and in Toronto
        assert not may_call_at(datetime(2026, 1, 15, 1, tzinfo=UTC), zones, working)

    def test_a_closed_sunday_stays_closed(self) -> None:
        week = Hours.parse("mon-sat 08:00-21:00")
        zones = ("Asia/Tokyo", "Asia/Seoul", "America/New_York")
        sunday = datetime(2026, 6, 7, 1, tzinfo=UTC)
        for hour in range(36):
            at = sunday + timedelta(hours=hour)
            if any(at.astimezone(ZoneInfo(zone)).weekday() == 6 for zone in zones):
                assert not may_call_at(at, zones, week)


class TestNoZone:
    def test_is_every_zone_of_the_regions_plan(self) -> None:
        for hour in range(24):
            now = datetime(2026, 1, 15, hour, tzinfo=UTC)
            everywhere = all(is_open(now, zone, DAY) for zone in zones_of_region("RU"))
            assert may_call_at(now, (), DAY, "RU") == everywhere
        assert may_call_at(datetime(2026, 1, 15, 7, tzinfo=UTC), (), DAY, "RU")

    def test_nor_region_still_opens_once_a_day(self) -> None:
        now = datetime(2026, 1, 15, tzinfo=UTC)
        opening = next_opening(now, (), DAY)
        assert now <= opening < now + timedelta(days=1)
        assert may_call_at(opening, (), DAY)

    def test_a_name_that_is_none_counts_as_not_said(self) -> None:
        now = datetime(2026, 1, 15, 3, tzinfo=UTC)
        for name in ("Mars/Olympus", "../../etc/passwd", "", "America", "\x00"):
            assert next_opening(now, (name,), DAY, "GB") == next_opening(now, (), DAY, "GB")


class TestHours:
    @pytest.mark.parametrize(
        "text", ["08:00-21:00", "00:00-24:00", "mon-fri 08:00-20:00, sat 10:00-16:00"]
    )
    def test_are_shown_as_they_were_written(self, text: str) -> None:
        assert str(Hours.parse(text)) == text

    @settings(deadline=None)
    @given(hours)
    def test_are_read_as_they_are_shown(self, hours: Hours) -> None:
        assert Hours.parse(str(hours)) == hours

    @pytest.mark.parametrize(
        "text",
        ["", "8-21", "21:00-08:00", "08:00-08:00", "08:00-24:30", "25:00-26:00", "08:60-09:00",
         "foo 08:00-21:00", "fri-mon 08:00-21:00", "08:00-21:00,", "٠٨:٠٠-٢١:٠٠", "8:00-21:00"],
    )  # fmt: skip
    def test_that_make_no_sense_are_refused(self, text: str) -> None:
        with pytest.raises(Invalid):
            Hours.parse(text)

    def test_of_00_to_24_are_always(self) -> None:
        always = Hours.parse("00:00-24:00")
        for hour in range(48):
            now = datetime(2026, 3, 29, 0, 30, 59, 999_999, tzinfo=UTC) + timedelta(hours=hour)
            assert may_call_at(now, (), always) and next_opening(now, (), always) == now

    @settings(deadline=None)
    @given(hours, hours)
    def test_narrow_and_never_widen(self, one: Hours, house: Hours) -> None:
        both = one.within(house)
        for span, outer in zip(both.days, house.days, strict=True):
            assert span is None or (outer and outer[0] <= span[0] < span[1] <= outer[1])

    def test_that_are_never_open_are_looked_at_again_in_a_week(self) -> None:
        never = DAY.within(Hours.parse("22:00-23:00"))
        now = datetime(2026, 1, 15, tzinfo=UTC)
        assert not never.ever and not may_call_at(now, ("UTC",), never)
        assert next_opening(now, ("UTC",), never) == now + timedelta(days=7)


class TestClocks:
    def test_are_open_at_eight_on_both_sides_of_a_change(self) -> None:
        now = datetime(2026, 3, 6, 12, tzinfo=UTC)
        openings = []
        for _ in range(5):
            openings.append(next_opening(now, ("America/New_York",), DAY))
            now = openings[-1] + timedelta(hours=13)
        gaps = [(after - before).total_seconds() / 3600 for before, after in pairwise(openings)]
        assert gaps == [24, 23, 24, 24]
