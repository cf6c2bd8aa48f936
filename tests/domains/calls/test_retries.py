"""When a lead is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from ringdesk.domains.calls.retries import ready_at

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class TestRetries:
    @pytest.mark.parametrize(
        ("outcome", "minutes"),
        [("busy", 10), ("no-answer", 120), ("machine", 1440), ("failed", 1), ("abandoned", 4320)],
    )
    def test_go_by_the_outcome(self, outcome: str, minutes: int) -> None:
        assert ready_at(outcome, NOON, {}) == NOON + timedelta(minutes=minutes)

    def test_never_happen_for_numbers_that_will_never_work(self) -> None:
        assert ready_at("invalid", NOON, {"invalid": 1}) is None

    def test_are_as_the_tenant_says(self) -> None:
        assert ready_at("busy", NOON, {"busy": 0.5}) == NOON + timedelta(seconds=30)

    @pytest.mark.parametrize(("given", "kept"), [(-5, 0), (10**12, 365 * 24 * 60)])
    def test_are_neither_in_the_past_nor_in_another_life(self, given: float, kept: int) -> None:
        assert ready_at("busy", NOON, {"busy": given}) == NOON + timedelta(minutes=kept)

    def test_look_for_an_hour_at_which_nobody_tried(self) -> None:
        assert ready_at("no-answer", NOON, {}, {12, 14, 15}) == NOON + timedelta(hours=4)
        assert ready_at("busy", NOON, {}, {12}) == NOON + timedelta(minutes=10)

    def test_take_any_hour_once_all_were_tried(self) -> None:
        assert ready_at("no-answer", NOON, {}, set(range(24))) == NOON + timedelta(hours=2)
