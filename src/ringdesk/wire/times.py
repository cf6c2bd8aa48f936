"""Times on the wire: RFC 3339 in UTC, whole seconds, `Z`."""

from datetime import datetime
from typing import TypeAlias

Time: TypeAlias = datetime


def utc(at: datetime) -> datetime:
    """Whole seconds; the database speaks UTC, and msgspec writes that as `Z`."""
    return at.replace(microsecond=0)


def utc_or_none(at: datetime | None) -> datetime | None:
    return None if at is None else at.replace(microsecond=0)
