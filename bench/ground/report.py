"""Medians, tables and verdicts."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from msgspec import Struct

from bench.ground.load import Shot


class Figures(Struct):
    """The medians of one act on one row."""

    act: str
    row: str
    rps: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    database_us: float
    errors: int
    rounds: int


def figures(act: str, row: str, shots: Sequence[Shot]) -> Figures:
    middle = {
        field: median(getattr(shot, field) for shot in shots)
        for field in ("rps", "p50_ms", "p99_ms", "cpu_us", "database_us")
    }
    return Figures(act, row, errors=sum(shot.errors for shot in shots), rounds=len(shots), **middle)


class Verdict(Struct):
    act: str
    what: str
    ratio: float
    aim: float

    @property
    def held(self) -> bool:
        return self.ratio <= self.aim


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """As Markdown, padded so that it reads in a terminal, too."""
    cells = [list(map(str, heads)), *[list(map(str, row)) for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def table_of(found: Iterable[Figures]) -> str:
    return table(
        ("act", "server", "requests/s", "p50 ms", "p99 ms", "CPU µs/request",
         "PostgreSQL µs/request", "errors"),
        [
            (f.act, f.row, f"{f.rps:,.0f}", f"{f.p50_ms:.1f}", f"{f.p99_ms:.1f}",
             "-" if f.cpu_us == 0 else f"{f.cpu_us:,.0f}", f"{f.database_us:,.0f}", f.errors)
            for f in found
        ],
    )  # fmt: skip


def table_of_verdicts(verdicts: Iterable[Verdict]) -> str:
    return table(
        ("act", "what", "ratio", "aim", ""),
        [
            (
                v.act,
                v.what,
                f"{v.ratio:.2f}" if v.ratio >= 0.1 else f"{v.ratio:.4f}",
                f"<= {v.aim:.2f}",
                "held" if v.held else "MISSED",
            )
            for v in verdicts
        ],
    )


def conditions() -> str:
    """Date, machine and how busy it was before we began."""
    model = next(
        (line.partition(":")[2].strip() for line in cpu_info() if line.startswith("model name")),
        platform.machine(),
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores ({model}), "
        f"Linux {platform.release()}, Python {platform.python_version()}, "
        f"load average before the run {os.getloadavg()[0]:.2f}"
    )


def cpu_info() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return []
