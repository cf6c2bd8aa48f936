"""The queue as the web app sees it, by REST and by letters."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import dialer
from ringdesk.wire.times import Time, utc


class QueueOut(Struct, frozen=True):
    is_running: bool
    active_calls: int
    max_concurrent_calls: int

    @classmethod
    def of(cls, state: dialer.QueueState) -> Self:
        return cls(state.is_running, state.active_calls, state.max_concurrent_calls)


class TraceOut(Struct, frozen=True):
    """A decision, and why. `dial`: how many lines were wanted; `dialled`: how many leads there
    were that may be called. `expected_answers` (mA) and `expected_agents` (mF) within ten seconds,
    each with its variance; `per_line` (c0): what one more line adds; `z`: standard deviations kept
    in reserve, null where nothing is predicted."""

    id: int
    campaign_id: int
    at: Time
    dial: int
    dialled: int
    reason: str
    idle: int
    talking: int
    wrapping: int
    ringing: int
    waiting: int
    expected_answers: float
    expected_answers_variance: float
    expected_agents: float
    expected_agents_variance: float
    per_line: float
    z: float | None

    @classmethod
    def of(cls, row: dialer.TraceRow) -> Self:
        return cls(
            row.id, row.campaign_id, utc(row.at), row.dial, row.dialled, row.reason, row.idle,
            row.talking, row.wrapping, row.ringing, row.waiting, row.m_a, row.v_a, row.m_f,
            row.v_f, row.c0, row.z,
        )  # fmt: skip


class AbandonedOut(Struct, frozen=True):
    """Of the people who answered. Rates between 0 and 1: by the law of the United States (of all
    that a person answered), and of the United Kingdom (less the share of machines)."""

    dialled: int
    answered: int
    connected: int
    abandoned: int
    machines: int
    rate_us: float
    rate_uk: float
    slowest_s: float | None

    @classmethod
    def over(cls, days: list[dialer.AbandonmentDay]) -> Self:
        humans, connected = sum(one.humans for one in days), sum(one.connected for one in days)
        abandoned, machines = sum(one.abandoned for one in days), sum(one.machines for one in days)
        waits = [one.slowest_s for one in days if one.slowest_s is not None]
        return cls(
            sum(one.dialled for one in days), humans, connected, abandoned, machines,
            dialer.us_rate(humans, abandoned), dialer.uk_rate(connected, abandoned, machines),
            max(waits, default=None),
        )  # fmt: skip
