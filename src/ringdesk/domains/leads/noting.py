"""The history of leads: a line for every field that changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from ringdesk.domains.leads import queries
from ringdesk.domains.leads.models import Lead
from ringdesk.kernel.work import Work

Line: TypeAlias = tuple[int, str, str | None, str | None]  # the lead, the field, before, after
UNSAID = ("phone_valid", "zones")  # they follow from the number by itself


async def note(work: Work, lines: list[Line]) -> None:
    """Of any number of leads, in one statement; by the caller, now."""
    columns = [list(column) for column in zip(*lines, strict=True)]
    if columns:
        await work.run(queries.RECORD_CHANGES, work.actor.id, *columns)


async def note_changes(work: Work, before: Lead, after: Lead, fields: Iterable[str]) -> None:
    await note(work, lines_of(before, after, fields))


def lines_of(before: Lead, after: Lead, fields: Iterable[str]) -> list[Line]:
    """In the order of the fields' names."""
    return [
        (after.id, name, as_text(getattr(before, name)), as_text(getattr(after, name)))
        for name in sorted(fields)
        if name not in UNSAID
    ]


def as_text(value: object) -> str | None:
    """How a field's value stands in the history."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, datetime) else str(value)
