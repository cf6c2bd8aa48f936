from datetime import date, datetime
from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType, field

Status = Literal["draft", "scheduled", "running", "paused", "completed"]
Mode = Literal["preview", "progressive", "predictive"]
Means = Literal["won", "lost", "callback", "do_not_call", "retry", "neutral"]
Outcome = Literal["busy", "no-answer", "failed", "machine"]  # what a campaign may retry by itself
STATUSES: tuple[str, ...] = get_args(Status)
OUTCOMES: tuple[str, ...] = get_args(Outcome)

MOVES: dict[str, tuple[Status, ...]] = {
    "draft": ("scheduled", "running"),
    "scheduled": ("draft", "scheduled", "running"),
    "running": ("paused", "completed"),
    "paused": ("running", "completed"),
    "completed": (),
}


class Campaign(Struct, frozen=True):
    """`hours`: narrower than the house's, null for those. `retry`: JSON, minutes by outcome.
    `custom`: JSON. `max_abandonment`: 0 to 0.03."""

    id: int
    name: str
    description: str
    status: Status
    mode: Mode
    caller_id: str
    script_id: int | None
    hours: str | None
    start_date: date | None
    end_date: date | None
    scheduled_at: datetime | None
    max_attempts: int
    max_abandonment: float
    ring_timeout_s: int
    wrap_up_s: int
    preview_s: int
    detect_machines: bool
    record_calls: bool
    uk_rules: bool
    retry: str
    skills: list[str]
    team_id: int | None
    budget: float | None
    custom: str
    created_by: int
    created_at: datetime
    updated_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    version: int


class NewCampaign(Struct, frozen=True, kw_only=True):
    name: str
    description: str = ""
    mode: Mode = "progressive"
    caller_id: str = ""
    script_id: int | None = None
    hours: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    max_attempts: int = 5
    max_abandonment: float = 0.03
    ring_timeout_s: int = 25
    wrap_up_s: int = 30
    preview_s: int = 90
    detect_machines: bool = False
    record_calls: bool = False
    uk_rules: bool = False
    retry: dict[str, int] = field(default_factory=dict)
    skills: list[str] = field(default_factory=list)
    team_id: int | None = None
    budget: float | None = None
    custom: dict[str, str] = field(default_factory=dict)


class CampaignChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed. `status`: a move, as the acts of that name."""

    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    mode: Mode | UnsetType = UNSET
    caller_id: str | UnsetType = UNSET
    script_id: int | UnsetType | None = UNSET
    hours: str | UnsetType | None = UNSET
    start_date: date | UnsetType | None = UNSET
    end_date: date | UnsetType | None = UNSET
    max_attempts: int | UnsetType = UNSET
    max_abandonment: float | UnsetType = UNSET
    ring_timeout_s: int | UnsetType = UNSET
    wrap_up_s: int | UnsetType = UNSET
    preview_s: int | UnsetType = UNSET
    detect_machines: bool | UnsetType = UNSET
    record_calls: bool | UnsetType = UNSET
    uk_rules: bool | UnsetType = UNSET
    retry: dict[str, int] | UnsetType = UNSET
    skills: list[str] | UnsetType = UNSET
    team_id: int | UnsetType | None = UNSET
    budget: float | UnsetType | None = UNSET
    custom: dict[str, str] | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


class Stats(Struct, frozen=True):
    """`leads`: how many leads all campaigns have, by dial status."""

    total: int
    by_status: dict[str, int]
    leads: dict[str, int]


class CallingList(Struct, frozen=True):
    id: int
    name: str
    campaign_id: int | None
    created_by: int
    created_at: datetime


class Script(Struct, frozen=True):
    """`body`: plain text with the lead's fields as `{{name}}`."""

    id: int
    name: str
    body: str
    changed_at: datetime


class Disposition(Struct, frozen=True):
    """What became of a talk. `key`: the key of the keyboard that chooses it. Without a campaign it
    is offered in all."""

    id: int
    campaign_id: int | None
    code: str
    label: str
    means: Means
    key: str | None
    position: int


class NewDisposition(Struct, frozen=True, kw_only=True):
    label: str
    code: str | None = None
    means: Means = "neutral"
    key: str | None = None
    position: int | None = None
    campaign_id: int | None = None


class DispositionChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed; a code stays, for what was said with it."""

    label: str | UnsetType = UNSET
    means: Means | UnsetType = UNSET
    key: str | UnsetType | None = UNSET
    position: int | UnsetType = UNSET


class CountOf(Struct, frozen=True):
    status: str
    n: int


class Found(Struct, frozen=True):
    id: int
