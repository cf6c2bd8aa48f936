from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

CheckState = Literal[
    "waiting", "running", "intact", "changed", "truncated", "anchor_mismatch"
]  # fmt: skip


class Check(Struct, frozen=True):
    """One walk along the log: `seq` facts of `goal` fit so far; `bad_seq` is the first that does
    not, or the first that is missing. `anchors`: how many heads kept elsewhere it was held against,
    the latest of `anchored_at`. `asked_by` 0 is the house."""

    id: int
    state: CheckState
    asked_by: int
    asked_by_name: str
    seq: int
    hash: str
    goal: int
    goal_hash: str
    bad_seq: int | None
    anchors: int
    anchored_at: datetime | None
    asked_at: datetime
    ended_at: datetime | None


class Stale(Struct, frozen=True):
    tenant_id: UUID


class Id(Struct, frozen=True):
    id: int


class Integrity(Struct, frozen=True):
    """The log's head now, the last walk along it, the last time its head was kept elsewhere."""

    facts: int
    head: str
    check: Check | None
    anchored_at: datetime | None
    anchored_facts: int
