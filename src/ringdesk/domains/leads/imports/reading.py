"""A file in batches of staging rows. Pure: no database, no event loop."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from ringdesk.domains.leads.imports.columnwise import ColumnTaker, Taken
from ringdesk.domains.leads.imports.plan import Fault, Plan
from ringdesk.kernel import sheets

ROWS_AT_ONCE = 10_000
BYTES_AT_ONCE = 4 * 1024 * 1024  # of the staging rows: rows may have long cells
FAULTS_TOLD = 1000  # of a batch; the error file has them all


class Batch(Struct, frozen=True):
    """`rows`: how many of the file this is, good and bad. `copy`: the good ones in COPY's text
    form, `good` of them. `by_mail`: those among them that have an address and no number.
    `placeless`: numbers of which not even the country is known."""

    rows: int
    good: int
    by_mail: int
    placeless: int
    faulty: int
    faults: list[Fault]
    copy: bytes = b""


class Pile:
    """A batch while it grows."""

    def __init__(self) -> None:
        self.rows = self.size = self.by_mail = self.placeless = 0
        self._texts: list[str] = []
        self._faults: list[Fault] = []

    @property
    def is_full(self) -> bool:
        return self.rows >= ROWS_AT_ONCE or self.size >= BYTES_AT_ONCE

    def add(self, rows: int, taken: Taken) -> None:
        self.rows += rows
        self.size += sum(sizes_of(taken))
        self.by_mail += taken.by_mail
        self.placeless += taken.placeless
        self._texts += filter(None, taken.texts)
        self._faults += taken.faults

    def batch(self) -> Batch:
        copy = ("\n".join(self._texts) + "\n").encode() if self._texts else b""
        return Batch(
            self.rows, len(self._texts), self.by_mail, self.placeless, len(self._faults),
            self._faults[:FAULTS_TOLD], copy,
        )  # fmt: skip


def batches(pieces: Iterable[bytes], plan: Plan) -> Iterator[Batch]:
    """The file, in parts that fit into memory. The bounds depend on the file and the plan alone,
    and not on how it comes in, so that a retry makes the same ones. Unreadable."""
    taker, pile, seen = ColumnTaker(plan), Pile(), 0
    for stretch in stretches(pieces, plan):
        lines, rows = stretch.lines, stretch.rows
        begin = min(max(0, plan.skip - seen), len(rows))
        seen += len(rows)
        while begin < len(rows):
            end = begin + ROWS_AT_ONCE - pile.rows
            begin += put(pile, taker, lines[begin:end], rows[begin:end], stretch.fault)
            if pile.is_full:
                yield pile.batch()
                pile = Pile()
    if pile.rows:
        yield pile.batch()


def put(
    pile: Pile, taker: ColumnTaker, lines: Sequence[int], rows: list[list[str]], fault: str | None
) -> int:
    """How many of them it took: up to the one with which it is full."""
    if fault is not None:
        pile.add(1, Taken([None], [Fault(lines[0], fault)], 0, 0))
        return 1
    taken, count = taker.take_all(lines, rows), len(rows)
    lain = list(accumulate(sizes_of(taken), initial=pile.size))
    if lain[-2] >= BYTES_AT_ONCE:
        count = bisect_left(lain, BYTES_AT_ONCE)
        taken = taker.take_all(lines[:count], rows[:count])
    pile.add(count, taken)
    return count


def sizes_of(taken: Taken) -> Iterator[int]:
    return (len(text) if text else 0 for text in taken.texts)


def stretches(pieces: Iterable[bytes], plan: Plan) -> Iterator[sheets.Stretch]:
    """Without the header, and without rows in which nothing stands."""
    waiting = plan.has_header
    for stretch in sheets.Rows(pieces, plan.dialect).stretches():
        if stretch.fault is not None:
            if not waiting:
                yield stretch
            waiting = False
            continue
        kept = [at for at, row in enumerate(stretch.rows) if says_something(row)]
        while waiting and kept:
            first = kept.pop(0)
            waiting = stretch.lines[first] == 1 and is_mark(stretch.rows[first])
        if len(kept) == len(stretch.rows):
            yield stretch
        elif kept:
            lines = [stretch.lines[at] for at in kept]
            yield sheets.Stretch(lines, [stretch.rows[at] for at in kept])


def records(pieces: Iterable[bytes], plan: Plan) -> Iterator[sheets.Record]:
    """One by one."""
    for stretch in stretches(pieces, plan):
        for line, cells in zip(stretch.lines, stretch.rows, strict=True):
            yield sheets.Record(line, cells, stretch.fault)


def says_something(row: list[str]) -> bool:
    return bool(row) and (bool(row[0].strip()) or any(map(str.strip, row)))


def is_mark(row: list[str]) -> bool:
    return len(row) == 1 and is_separator(row[0])


def is_separator(cell: str) -> bool:
    """`sep=;`, which a spreadsheet takes for itself."""
    return cell.lower().startswith("sep=") or cell.lower() == "sep"
