"""Documents as PDF: headings, text, figures, tables that run over pages, and drawn charts.

Values go in as data and come out as letters: no markup, no file and no address in them is ever
looked at. The typesetting runs in a process of its own with a time limit (`printing/press.py`).
"""

import asyncio
import math
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from ringdesk.kernel.errors import TooLarge, Unavailable

PRESS = Path(__file__).parent / "printing" / "press.py"
TIME_LIMIT_S = 30.0
AT_ONCE = 2  # of one process: each takes a core and about 100 MB while it lasts
MOST_CELLS = 60_000
MOST_POINTS = 10_000
LONGEST_TEXT = 20_000
LONGEST_CELL = 2_000
# Letters that move others about (bidirectional overrides), and those that no page can show.
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Unprintable(Unavailable):
    code, text = "PDF_FAILED", "The PDF could not be made. Try a shorter range, or another format."


class TooLong(TooLarge):
    code, text = "PDF_TOO_LONG", "This is too much for a PDF: choose a shorter range, or CSV."


class Column(Struct, frozen=True):
    title: str
    align: Literal["left", "right"] = "left"
    weight: float = 1.0  # its share of the width


class Table(Struct, frozen=True):
    """Each row has as many cells as there are columns. The head is repeated on every page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


class Series(Struct, frozen=True):
    name: str
    values: Sequence[float]


ChartKind = Literal["bars", "lines", "rows"]


class Chart(Struct, frozen=True):
    """`bars` and `lines` take any number of series over the same labels; `rows` draws the first
    series as one bar to a row, for named things. Of no labels nothing is drawn."""

    kind: ChartKind
    labels: Sequence[str]
    series: Sequence[Series]
    title: str = ""


class Figure(Struct, frozen=True):
    """One number in a frame; `note` is small below it, such as the change."""

    label: str
    value: str
    note: str = ""


class Section(Struct, frozen=True):
    """In this order: text (a paragraph to a line), figures, chart, table."""

    heading: str = ""
    text: str = ""
    table: Table | None = None
    chart: Chart | None = None
    figures: Sequence[Figure] = ()


class Document(Struct, frozen=True):
    """`workspace` stands in the head of every page, `footer` in its foot beside the page's number;
    `language` is two letters."""

    title: str
    subtitle: str
    sections: Sequence[Section]
    workspace: str = ""
    footer: str = ""
    language: str = "en"


_presses = asyncio.Semaphore(AT_ONCE)


async def render(document: Document, *, time_limit_s: float = TIME_LIMIT_S) -> bytes:
    """The PDF file. Raises TooLong for more than 60,000 cells or 10,000 points, and Unprintable
    when it takes longer than the limit (in seconds)."""
    require_short(document)
    data = msgspec.json.encode(clean(msgspec.to_builtins(document)))
    async with _presses:
        return await press(data, time_limit_s)


async def press(data: bytes, time_limit_s: float) -> bytes:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-P", str(PRESS), str(math.ceil(time_limit_s)),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env=little_environment(),
    )  # fmt: skip
    try:
        async with asyncio.timeout(time_limit_s):
            made, complaint = await child.communicate(data)
    except TimeoutError as error:
        raise Unprintable(reason="time limit") from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0 or not made.startswith(b"%PDF"):
        raise Unprintable from RuntimeError(complaint.decode(errors="replace")[-2000:])
    return made


def little_environment() -> dict[str, str]:
    """None of our settings: no address of a database, no key."""
    kept = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ}


def require_short(document: Document) -> None:
    cells = points = 0
    for section in document.sections:
        if section.table is not None:
            cells += len(section.table.rows) * max(1, len(section.table.columns))
        if section.chart is not None:
            points += len(section.chart.labels) * max(1, len(section.chart.series))
    if cells > MOST_CELLS or points > MOST_POINTS:
        raise TooLong(cells=cells, points=points)


def clean(value: object, most: int = LONGEST_TEXT) -> object:
    """Strings without what can't be shown, and no longer than a page bears; numbers that are none
    (NaN, infinity) as 0."""
    if isinstance(value, str):
        text = UNSEEN.sub("", value)
        return text if len(text) <= most else text[: most - 1] + "…"
    if isinstance(value, float):
        return value if math.isfinite(value) else 0.0
    if isinstance(value, dict):
        return {name: clean(one, most) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [clean(one, LONGEST_CELL if isinstance(one, str) else most) for one in value]
    return value
