"""The queue as the web app sees it, by REST and by letters."""

from datetime import datetime
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


class DecisionOut(Struct, frozen=True, kw_only=True):
    """A decision, and why. `dial`: how many lines were wanted; `dialled`: how many leads there
    were that may be called. `expected_answers` (mA) and `expected_agents` (mF) within ten seconds,
    each with its variance; `per_line` (c0): what one more line adds; `z`: standard deviations kept
    in reserve, null where nothing is predicted."""

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
    def now(cls, made: dialer.Decision, at: datetime) -> Self:
        view, trace = made.view, made.trace
        return cls(
            campaign_id=made.campaign_id or 0, at=utc(at), dial=trace.dial, dialled=made.dialled,
            reason=trace.reason, idle=view.idle, talking=len(view.talking),
            wrapping=len(view.wrapping), ringing=len(view.ringing) + len(view.detecting),
            waiting=view.waiting, expected_answers=trace.mA, expected_answers_variance=trace.vA,
            expected_agents=trace.mF, expected_agents_variance=trace.vF, per_line=trace.c0,
            z=trace.z,
        )  # fmt: skip


class TraceOut(DecisionOut, frozen=True, kw_only=True):
    """A decision that was kept."""

    id: int

    @classmethod
    def of(cls, row: dialer.TraceRow) -> Self:
        return cls(
            id=row.id, campaign_id=row.campaign_id, at=utc(row.at), dial=row.dial,
            dialled=row.dialled, reason=row.reason, idle=row.idle, talking=row.talking,
            wrapping=row.wrapping, ringing=row.ringing, waiting=row.waiting,
            expected_answers=row.m_a, expected_answers_variance=row.v_a,
            expected_agents=row.m_f, expected_agents_variance=row.v_f, per_line=row.c0, z=row.z,
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
