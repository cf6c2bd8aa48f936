"""What commands print: results on standard output; progress on standard error, to people only."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import msgspec

Step: TypeAlias = Callable[[str, int, int], None]


def say(text: str = "") -> None:
    print(text, flush=True)


def say_json(value: object) -> None:
    encoded = msgspec.json.encode(value, order="sorted")
    print(msgspec.json.format(encoded, indent=2).decode(), flush=True)


def table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Aligned for people; without colours or frames where nobody looks."""
    from rich.console import Console  # noqa: PLC0415 - a server needs no tables
    from rich.table import Table  # noqa: PLC0415

    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 200).print(made)


@contextmanager
def progress() -> Iterator[Step]:
    """`step(what, done, of)`: a bar for each `what`, if a person is looking. `of` 0: unknown."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _of: None
        return
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def step(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=of or None)
            bars.update(bars.task_ids[tasks[what]], completed=done, total=of or None)

        yield step
