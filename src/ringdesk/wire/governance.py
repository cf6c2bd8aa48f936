"""Entries of the audit log on the wire."""

from datetime import datetime
from typing import Self

from msgspec import Raw, Struct

from ringdesk.domains import governance
from ringdesk.wire.times import utc


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
