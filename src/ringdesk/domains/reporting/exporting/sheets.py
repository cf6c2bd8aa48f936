"""Rows as CSV: in UTF-8 with the mark by which spreadsheets know it; no cell runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from ringdesk.domains.leads import neutral
from ringdesk.kernel.parquet import Cell

MARK = "\ufeff"


def head_of(names: Sequence[str]) -> str:
    return MARK + lines_of([names])


def lines_of(rows: Iterable[Sequence[Cell]]) -> str:
    """As RFC 4180 has it."""
    out = io.StringIO()
    csv.writer(out).writerows([shown(cell) for cell in row] for row in rows)
    return out.getvalue()


def shown(cell: Cell) -> str:
    """A number is a number, whatever its sign; a text never becomes a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.2f}".rstrip("0").rstrip(".")
    return neutral(cell) if isinstance(cell, str) else str(cell)
