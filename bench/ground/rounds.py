"""Interleaved rounds: what stands side by side is measured there and back again."""

import sys
from collections.abc import Iterator, Sequence
from typing import Protocol

from bench.ground.load import Shot
from bench.ground.report import Figures, figures


class Row(Protocol):
    name: str

    async def measure(self, act: str, seconds: float) -> Shot: ...


async def side_by_side(
    rows: Sequence[Row], acts: Sequence[str], *, rounds: int, seconds: float
) -> list[Figures]:
    """The medians of each row at each act, act by act."""
    found: list[Figures] = []
    for act in acts:
        shots: dict[str, list[Shot]] = {row.name: [] for row in rows}
        for row in rows:  # warm: plans, caches, compiled code
            await row.measure(act, 1)
        for row in there_and_back(rows, rounds):
            shots[row.name].append(await row.measure(act, seconds))
        found += [figures(act, name, taken) for name, taken in shots.items()]
        print(f"- {act} done", file=sys.stderr, flush=True)
    return found


def there_and_back(rows: Sequence[Row], rounds: int) -> Iterator[Row]:
    for number in range(rounds):
        yield from rows if number % 2 == 0 else reversed(rows)
