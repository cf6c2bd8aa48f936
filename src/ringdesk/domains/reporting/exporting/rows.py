"""The shapes of rows that may be taken out, as they stand in a file."""

from datetime import datetime

from msgspec import Struct

from ringdesk.kernel.parquet import Column, Kind

KINDS: dict[object, Kind] = {
    int: "whole", int | None: "whole", str: "text", str | None: "text", float: "number",
    float | None: "number", bool: "truth", datetime: "moment", datetime | None: "moment",
}  # fmt: skip


class Rows(Struct, frozen=True):
    id: int


def columns_of(row: type[Rows]) -> tuple[Column, ...]:
    kinds = {
        name: kind for shape in reversed(row.__mro__)
        for name, kind in getattr(shape, "__annotations__", {}).items()
    }  # fmt: skip
    return tuple(Column(name, KINDS[kinds[name]]) for name in row.__struct_fields__)


class TicketRow(Rows, frozen=True):
    title: str
    status: str
    priority: str
    category: str
    tags: str
    requester_id: int
    requester: str | None
    assignee_id: int | None
    assignee: str | None
    messages: int
    created_at: datetime
    first_responded_at: datetime | None
    resolved_at: datetime | None


class CallRow(Rows, frozen=True):
    lead_id: int | None
    campaign_id: int | None
    agent_id: int | None
    agent: str | None
    direction: str
    mode: str
    number: str
    status: str
    abandoned: bool
    duration_s: int
    created_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    notes: str


class LeadRow(Rows, frozen=True):
    name: str
    email: str | None
    phone: str | None
    source: str
    status: str
    dial_status: str
    priority: str
    tags: str
    campaign_id: int | None
    owner_id: int | None
    owner: str | None
    attempts: int
    score: float | None
    created_at: datetime
    converted_at: datetime | None


class MessageRow(Rows, frozen=True):
    """What was said in chats; notes among staff stay where they are."""

    conversation_id: int
    sender_id: int | None
    sender: str | None
    from_staff: bool
    is_ai: bool
    content: str
    created_at: datetime
