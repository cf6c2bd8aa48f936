from datetime import datetime
from typing import Literal, TypeAlias, get_args

from msgspec import UNSET, Struct, UnsetType, field

Stage = Literal["new", "contacted", "qualified", "converted", "lost"]
DialStatus = Literal["pending", "claimed", "calling", "answered", "transferred", "failed"]
Priority = Literal["urgent", "high", "medium", "low"]
How = Literal["claimed", "assigned", "routed", "imported", "transferred"]
STAGES: tuple[str, ...] = get_args(Stage)
DIAL_STATUSES: tuple[str, ...] = get_args(DialStatus)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)  # a rank is the place in it: urgent is 0
RANKS: dict[str, int] = {name: rank for rank, name in enumerate(PRIORITIES)}

Plain: TypeAlias = str | int | float | bool | None  # a custom field's value


class Lead(Struct, frozen=True):
    """A lead as everyone sees it who may see it at all. Flat, in the order of the columns.

    `custom` is JSON. `due_at`: by when its priority promises a call, null for low. `ready_at`: not
    to be called before. `lent`: who owns it owns it by a claim alone, and only as long."""

    id: int
    name: str
    email: str | None
    phone: str | None
    phone_valid: bool
    external_id: str | None
    source: str
    stage: Stage
    dial_status: DialStatus
    rank: int
    tags: list[str]
    custom: str
    notes: str
    owner_id: int | None
    owner_name: str | None
    lent: bool
    list_id: int | None
    campaign_id: int | None
    import_id: int | None
    time_zone: str | None
    zones: list[str]
    consent_basis: str
    consent_at: datetime | None
    attempts: int
    last_attempt_at: datetime | None
    last_outcome: str | None
    ready_at: datetime
    due_at: datetime | None
    callback_at: datetime | None
    callback_owner_id: int | None
    claimed_by: int | None
    claimed_at: datetime | None
    claim_ends_at: datetime | None
    score: float | None
    converted_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int

    @property
    def priority(self) -> Priority:
        return PRIORITIES[self.rank]


class NewLead(Struct, frozen=True, kw_only=True):
    """`phone` as somebody typed it. It or `email` is needed. `time_zone`: an IANA name."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    external_id: str | None = None
    source: str = ""
    stage: Stage = "new"
    priority: Priority = "medium"
    tags: list[str] = field(default_factory=list)
    custom: dict[str, Plain] = field(default_factory=dict)
    notes: str = ""
    owner_id: int | None = None
    list_id: int | None = None
    campaign_id: int | None = None
    time_zone: str | None = None
    consent_basis: str = ""
    consent_at: datetime | None = None


class LeadChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed. `custom`: the fields named in it; null takes one away."""

    name: str | UnsetType = UNSET
    email: str | UnsetType | None = UNSET
    phone: str | UnsetType | None = UNSET
    external_id: str | UnsetType | None = UNSET
    source: str | UnsetType = UNSET
    stage: Stage | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    custom: dict[str, Plain] | UnsetType = UNSET
    notes: str | UnsetType = UNSET
    owner_id: int | UnsetType | None = UNSET
    list_id: int | UnsetType | None = UNSET
    campaign_id: int | UnsetType | None = UNSET
    time_zone: str | UnsetType | None = UNSET
    consent_basis: str | UnsetType = UNSET
    consent_at: datetime | UnsetType | None = UNSET
    callback_at: datetime | UnsetType | None = UNSET
    callback_owner_id: int | UnsetType | None = UNSET

    def given(self) -> dict[str, object]:
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


class LeadFilter(Struct, frozen=True, kw_only=True):
    """All of it must hold. `owner_id` is a person's id, or 0 for nobody's. `words`: beginnings of
    words of the name or the address, or (part of) a number. `after`: the id that a page ended
    with; newest first."""

    stage: list[Stage] | None = None
    dial_status: list[DialStatus] | None = None
    priority: list[Priority] | None = None
    owner_id: int | None = None
    campaign_id: int | None = None
    list_id: int | None = None
    import_id: int | None = None
    source: str | None = None
    tag: str | None = None
    words: str | None = None
    after: int | None = None


class Change(Struct, frozen=True):
    id: int
    at: datetime
    actor_id: int
    actor_name: str
    field: str
    before: str | None
    after: str | None


class Count(Struct, frozen=True):
    dimension: str
    value: str
    n: int


class Stats(Struct, frozen=True):
    """How many living leads there are, in all and by value. `by_source`: the most frequent ones."""

    total: int
    by_stage: dict[str, int]
    by_dial_status: dict[str, int]
    by_priority: dict[str, int]
    by_source: dict[str, int]


class Fault(Struct, frozen=True):
    """Why a lead was passed over in a bulk action. `lead`: as it was asked for."""

    lead: str
    code: str
    reason: str


class Bulk(Struct, frozen=True):
    """`skipped` are those with a fault, and those that were as asked for already."""

    requested: int
    changed: int
    skipped: int
    errors: list[Fault]


class References(Struct, frozen=True):
    list_is_there: bool
    campaign_is_there: bool


class Found(Struct, frozen=True):
    id: int


class Place(Struct, frozen=True):
    """What the tenant says of calling: where a number without + is from, and a claim's length."""

    region: str
    claim_s: int
