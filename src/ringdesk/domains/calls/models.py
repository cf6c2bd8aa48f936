from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct, json

Status = Literal["initiated", "ringing", "answered", "completed", "busy", "no-answer", "failed"]
Mode = Literal["manual", "preview", "progressive", "predictive", "inbound", "callback"]
Direction = Literal["out", "in"]
AnsweredBy = Literal["human", "machine", "unknown"]
STATUSES: tuple[str, ...] = get_args(Status)
MODES: tuple[str, ...] = get_args(Mode)
FINAL: frozenset[str] = frozenset({"completed", "busy", "no-answer", "failed"})
LIVE: frozenset[str] = frozenset(STATUSES) - FINAL


class Call(Struct, frozen=True):
    """An attempt to talk to somebody, and what became of it. Flat, in the order of the columns.

    `duration_s`: talk time in seconds, as the operator or the carrier says. `created_at`: of the
    attempt; `connected_at`: when a person of ours was on the line. `lead_rank`: 0 urgent … 3 low.
    """

    id: int
    lead_id: int | None
    campaign_id: int | None
    agent_id: int | None
    direction: Direction
    mode: Mode
    number: str
    caller_id: str
    status: Status
    answered_by: AnsweredBy | None
    carrier: str
    carrier_id: int | None
    carrier_call_id: str | None
    carrier_seq: int
    asked_at: datetime | None
    placed_at: datetime | None
    checked_at: datetime | None
    created_at: datetime
    ringing_at: datetime | None
    answered_at: datetime | None
    connected_at: datetime | None
    ended_at: datetime | None
    duration_s: int
    ended_because: str | None
    code: int | None
    abandoned: bool
    wrap_up_ends_at: datetime | None
    wrapped_up_at: datetime | None
    disposition_id: int | None
    notes: str
    transferred_to: str | None
    parent_id: int | None
    recording_key: str | None
    recording_consent: str | None
    lead_name: str | None
    lead_phone: str | None
    lead_rank: int | None
    agent_name: str | None
    disposition: str | None
    disposition_label: str | None

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def has_recording(self) -> bool:
        """It is in our storage; not still on the way there, nor a carrier's own."""
        key = self.recording_key
        return key is not None and not key.startswith(("/", "http:", "https:"))

    @property
    def wraps_up(self) -> bool:
        """Its person is writing down what happened."""
        return self.wrap_up_ends_at is not None and self.wrapped_up_at is None


class CallFilter(Struct, frozen=True, kw_only=True):
    """All of it must hold. `live`: not final yet; `since`, `until`: by `created_at`, half open;
    `after`: a call's id, for the page behind it (newest first)."""

    status: Status | None = None
    live: bool | None = None
    mode: Mode | None = None
    direction: Direction | None = None
    agent_id: int | None = None
    lead_id: int | None = None
    campaign_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: int | None = None


class CallEvent(Struct, frozen=True):
    """One line of a call's story. `source`: carrier | person | dialer | house."""

    id: int
    kind: str
    source: str
    actor_id: int | None
    actor_name: str | None
    detail: str
    at: datetime


class CallStats(Struct, frozen=True):
    """`answered`: ever; times in whole seconds; `average_duration_s`: by completed call."""

    total: int
    today: int
    live: int
    initiated: int
    ringing: int
    in_talk: int
    completed: int
    busy: int
    no_answer: int
    failed: int
    answered: int
    abandoned: int
    total_duration_s: int
    average_duration_s: int


class Today(Struct, frozen=True):
    """A person's day so far; `rank` 1 is the best of the tenant."""

    calls: int
    answered: int
    completed: int
    talk_s: int
    rank: int


class Settings(Struct, frozen=True):
    """The tenant's settings for calls, and what the campaign narrows. `retry`: {outcome: minutes}
    as JSON. `carrier`: the kind of that which would be asked now."""

    hours: str | None
    campaign_hours: str | None
    region: str
    most_attempts: int
    wrap_up_s: int
    hold_after_abandon_h: int
    retry: str
    caller_id: str
    ring_timeout_s: int
    detect_machines: bool
    record_calls: bool
    carrier: str

    def minutes(self) -> dict[str, float]:
        """The tenant's and the campaign's own, by outcome."""
        given = json.decode(self.retry, type=dict[str, float])
        return {"abandoned": self.hold_after_abandon_h * 60, **given}


class Tried(Struct, frozen=True):
    lead_id: int
    hour: int


class Found(Struct, frozen=True):
    id: int
