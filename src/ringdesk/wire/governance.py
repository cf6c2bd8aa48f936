"""Entries of the audit log on the wire."""

from datetime import datetime
from typing import Self

from msgspec import Raw, Struct

from ringdesk.domains import governance
from ringdesk.wire.times import utc, utc_or_none


class ChangeOut(Struct, frozen=True):
    """What a field was and is; a secret's is "hidden"."""

    field: str
    before: Raw
    after: Raw


class EntryOut(Struct, frozen=True):
    """`user_id` 0 is the house itself; `kind` the fact's own name; `details` what else it tells."""

    id: int
    user_id: int
    user_name: str
    action: str
    resource: str
    resource_id: str | None
    status: governance.Status
    timestamp: datetime
    address: str | None
    request_id: str | None
    kind: str
    details: dict[str, Raw]
    changes: list[ChangeOut]

    @classmethod
    def of(cls, one: governance.Entry) -> Self:
        return cls(
            one.id, one.user_id, one.user_name, one.action, one.resource, one.resource_id,
            one.status, utc(one.at), one.address, one.request_id, one.kind, one.details,
            [ChangeOut(change.field, change.before, change.after) for change in one.changes],
        )  # fmt: skip


class SummaryOut(Struct, frozen=True):
    total_events: int
    by_action: dict[str, int]
    by_status: dict[str, int]
    by_resource: dict[str, int]

    @classmethod
    def of(cls, one: governance.Summary) -> Self:
        return cls(one.total, one.by_action, one.by_status, one.by_resource)


class CheckOut(Struct, frozen=True):
    """`seq` of `goal` facts fit so far; `bad_seq` is the first that does not fit, or the first that
    is missing (`truncated`). `anchors`: heads kept elsewhere that it was held against."""

    id: int
    state: governance.CheckState
    asked_by: int
    asked_by_name: str
    seq: int
    goal: int
    bad_seq: int | None
    anchors: int
    anchored_at: datetime | None
    asked_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, one: governance.Check) -> Self:
        return cls(
            one.id, one.state, one.asked_by, one.asked_by_name, one.seq, one.goal, one.bad_seq,
            one.anchors, utc_or_none(one.anchored_at), utc(one.asked_at),
            utc_or_none(one.ended_at),
        )  # fmt: skip


class SecurityEventOut(Struct, frozen=True):
    """`timestamp` is when it was first seen, `last_at` when last, `count` how often. `details`:
    numbers and short words, as the kind has them."""

    id: int
    event_type: str
    severity: str
    status: str
    timestamp: datetime
    last_at: datetime
    count: int
    user_id: int | None
    user_name: str | None
    address: str | None
    details: Raw
    handled_by: int | None
    handled_by_name: str | None
    handled_at: datetime | None
    note: str

    @classmethod
    def of(cls, one: governance.SecurityEvent) -> Self:
        return cls(
            one.id, one.event_type, one.severity, one.status, utc(one.created_at),
            utc(one.last_at), one.count, one.person_id, one.person_name, one.address,
            Raw(one.details.encode()), one.handled_by, one.handled_by_name,
            utc_or_none(one.handled_at), one.note,
        )  # fmt: skip
