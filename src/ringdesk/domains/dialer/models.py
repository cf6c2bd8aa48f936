from datetime import date, datetime
from typing import Literal, get_args
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.dialer.pacing import Tally

Rule = Literal[
    "do_not_call", "calling_hours", "attempts_per_day", "attempts_total", "number_in_call",
    "held_after_abandon", "number_invalid", "no_number", "concurrency", "carrier_rate", "paused",
    "nobody_available",
]  # fmt: skip
RULES: tuple[Rule, ...] = get_args(Rule)
Action = Literal["pause_queue", "resume_queue", "reset_stuck_leads", "get_queue_status"]
ACTIONS: tuple[str, ...] = get_args(Action)
MEDIUM, LOW = 2, 3  # of the ranks 0 to 3


class Settings(Struct, frozen=True):
    """The tenant's. `hours` null: the installation's. `retry`: {outcome: minutes} as JSON, over the
    house's table."""

    paused: bool
    most_calls: int
    calls_per_second: float
    hours: str | None
    region: str
    low_becomes_medium_after_h: int | None
    most_attempts_a_day: int
    most_attempts: int
    hold_after_abandon_h: int
    claim_s: int
    wrap_up_s: int
    retry: str


class SettingsChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    most_calls: int | UnsetType = UNSET
    calls_per_second: float | UnsetType = UNSET
    hours: str | UnsetType | None = UNSET
    region: str | UnsetType = UNSET
    low_becomes_medium_after_h: int | UnsetType | None = UNSET
    most_attempts_a_day: int | UnsetType = UNSET
    most_attempts: int | UnsetType = UNSET
    hold_after_abandon_h: int | UnsetType = UNSET
    claim_s: int | UnsetType = UNSET
    wrap_up_s: int | UnsetType = UNSET
    retry: dict[str, int] | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        named = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in named.items() if value is not UNSET}


class QueueState(Struct, frozen=True):
    """`active_calls`: those that went out and are not over. `reset_count`: by this very act."""

    is_running: bool
    active_calls: int
    max_concurrent_calls: int
    reset_count: int | None = None


class Hold(Struct, frozen=True):
    """The right to dial for a tenant, until another process has a higher fence. `wakes`: what had
    happened when it was taken."""

    tenant_id: UUID
    fence: int
    wakes: int


class Lane(Struct, frozen=True):
    """Where leads wait: a running campaign, or (no campaign) the tenant's own queue."""

    campaign_id: int | None
    name: str
    mode: str
    hours: str | None
    max_attempts: int
    max_abandonment: float
    ring_timeout_s: int
    detect_machines: bool
    uk_rules: bool
    skills: list[str]
    team_id: int | None


class Head(Struct, frozen=True):
    """The first of a lane and rank, due or not."""

    campaign_id: int | None
    rank: int
    lead_id: int
    number: str
    ready_at: datetime


class Candidate(Struct, frozen=True):
    """A lead whose row this transaction has locked, and what the gate asks about its number.
    `tried`: when it was called in the last two days, whoever called; `abandoned_at`: when it was
    last abandoned, if that counts still. `owner_id`: whose it is."""

    id: int
    rank: int
    number: str
    phone_valid: bool
    time_zone: str | None
    zones: list[str]
    attempts: int
    ready_at: datetime
    owner_id: int | None
    in_call: bool
    tried: list[datetime]
    abandoned_at: datetime | None

    @property
    def places(self) -> tuple[str, ...]:
        """What a person or the file says goes before what the number says."""
        return (self.time_zone,) if self.time_zone else tuple(self.zones)


class Agent(Struct, frozen=True):
    """Somebody who is available or has a call. `free_since`: for whom it is longest is first."""

    id: int
    full_name: str
    role: str
    scopes: list[str] | None
    skills: list[str]
    available: bool
    free_since: datetime
    call_id: int | None
    call_campaign_id: int | None
    talking_since: datetime | None
    wrapping_since: datetime | None
    wrap_up_ends_at: datetime | None
    wrap_campaign_id: int | None

    @property
    def idle(self) -> bool:
        return self.available and self.call_id is None and self.wrapping_since is None


class Line(Struct, frozen=True):
    """A call that is not over. `heard_at`: the last the carrier said of it, or we asked.
    `owner_id`: whose lead it is, or who promised to call back."""

    id: int
    lead_id: int | None
    campaign_id: int | None
    agent_id: int | None
    mode: str
    direction: str
    status: str
    answered_by: str | None
    carrier: str
    carrier_id: int | None
    carrier_call_id: str | None
    created_at: datetime
    asked_at: datetime | None
    placed_at: datetime | None
    answered_at: datetime | None
    connected_at: datetime | None
    human_at: datetime | None
    heard_at: datetime
    ring_timeout_s: int
    owner_id: int | None

    @property
    def ours(self) -> bool:
        """Whether the queue placed it."""
        return self.mode in ("progressive", "predictive")

    @property
    def open(self) -> bool:
        """It may yet need an agent."""
        return self.ours and self.connected_at is None and self.answered_by != "machine"


class Tallies(Struct, frozen=True):
    campaign_id: int | None
    answered: int
    abandoned: int
    machines: int

    @property
    def tally(self) -> Tally:
        return Tally(answered=self.answered, abandoned=self.abandoned, machines=self.machines)


class Ended(Struct, frozen=True):
    """A call of a campaign that is over, for its controller to learn from. Times in seconds."""

    id: int
    campaign_id: int
    status: str
    answered_by: str | None
    ended_because: str | None
    rang_s: float
    verdict_s: float
    talked_s: float | None
    wrapped_s: float | None
    at: datetime


class TraceRow(Struct, frozen=True):
    """A decision as it was kept. `dial` was wanted, `dialled` came of it after the gate."""

    id: int
    campaign_id: int
    at: datetime
    dial: int
    dialled: int
    reason: str
    idle: int
    talking: int
    wrapping: int
    ringing: int
    waiting: int
    m_a: float
    v_a: float
    m_f: float
    v_f: float
    c0: float
    z: float | None


class AbandonmentDay(Struct, frozen=True):
    """A campaign's day (0: the tenant's own queue). `humans` answered; of those `connected` got
    somebody, `abandoned` nobody in time; `machines` were told to be machines. `slowest_s`: the
    longest that a connected person waited. `evidence`: ids of the abandoned calls."""

    day: date
    campaign_id: int
    campaign_name: str
    dialled: int
    humans: int
    connected: int
    abandoned: int
    machines: int
    slowest_s: float | None
    evidence: list[int]


class Skipped(Struct, frozen=True):
    rule: Rule
    count: int


class Preview(Struct, frozen=True):
    """Of the leads that wait in a campaign. `later`: could be called, but not before their time (a
    retry, a callback); `done`: wait for nothing any more."""

    callable: int
    skipped: list[Skipped]
    later: int
    done: int
    total: int


class Waiting(Struct, frozen=True):
    """Leads due now by rank, and those later than promised; at most 10,001 are counted of each."""

    rank: int
    waiting: int
    overdue: int
