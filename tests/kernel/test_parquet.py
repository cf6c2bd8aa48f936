"""Tables as Parquet, read back by another reader's rules."""

import io
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime

import pytest
from arro3.io import read_parquet

from ringdesk.kernel import parquet
from ringdesk.kernel.parquet import PIECES_WAITING, ROWS_IN_GROUP, Cell, Column, Press, written
from tests.conftest import eventually

pytestmark = pytest.mark.anyio

COLUMNS = (
    Column("id", "whole"), Column("name", "text"), Column("share", "number"),
    Column("won", "truth"), Column("at", "moment"), Column("on", "day"),
)  # fmt: skip
AT = datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=UTC)


class Counting:
    """Pieces of rows, and how many were asked for."""

    def __init__(self, pieces: Sequence[Sequence[Sequence[Cell]]]) -> None:
        self.left, self.asked = list(pieces), 0

    async def give(self) -> AsyncIterator[Sequence[Sequence[Cell]]]:
        for piece in self.left:
            self.asked += 1
            yield piece


class Poured:
    """How many pieces of a file the writer wanted to hand out."""

    def __init__(self) -> None:
        self.pieces = 0

    def press(
        self, columns: Sequence[Column], pieces: AsyncIterator[Sequence[Sequence[Cell]]]
    ) -> Press:
        made = Press(columns, pieces)
        send = made.send

        def counted(piece: bytes | None) -> None:
            self.pieces += 1
            send(piece)

        made.send = counted  # type: ignore[method-assign]
        return made


async def whole(columns: Sequence[Column], *pieces: Sequence[Sequence[Cell]]) -> bytes:
    return b"".join([one async for one in written(columns, Counting(pieces).give())])


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    table = read_parquet(io.BytesIO(content)).read_all()
    columns = [table.column(name).to_pylist() for name in table.column_names]
    return list(zip(*columns, strict=True))


class TestAFile:
    async def test_holds_every_kind_of_cell_and_none(self) -> None:
        row = (1, "Ж =1+1 <b>", 1.5, True, AT, date(2026, 10, 25))
        content = await whole(COLUMNS, [row], [(2, None, None, None, None, None)])
        assert content[:4] == content[-4:] == b"PAR1"
        assert rows_of(content) == [row, (2, None, None, None, None, None)]

    async def test_of_no_rows_has_its_columns(self) -> None:
        content = await whole(COLUMNS)
        assert read_parquet(io.BytesIO(content)).schema.names == [one.name for one in COLUMNS]

    async def test_keeps_the_order_over_row_groups(self) -> None:
        pieces = [[(n, str(n)) for n in range(at, at + 2000)] for at in range(0, 120_000, 2000)]
        content = await whole(COLUMNS[:2], *pieces)
        assert [row[0] for row in rows_of(content)] == list(range(120_000))
        assert ROWS_IN_GROUP < 120_000

    async def test_bears_letters_that_are_none(self) -> None:
        content = await whole(COLUMNS[:2], [(1, "a\ud800b\x00c")])
        assert rows_of(content) == [(1, "a?b\x00c")]


class TestAReader:
    async def test_that_is_slow_is_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        poured = Poured()
        monkeypatch.setattr(parquet, "Press", poured.press)
        monkeypatch.setattr(parquet, "ROWS_IN_GROUP", 1000)
        monkeypatch.setattr(parquet, "PIECE_BYTES", 1024)
        piece = [(n, f"{n * 7919:040d}{n % 97}") for n in range(1000)]
        source = Counting([piece] * 60)
        reading = written(COLUMNS[:2], source.give())
        await anext(reading)

        async def has_no_room() -> bool:
            return poured.pieces == 1 + PIECES_WAITING + 1  # read, waiting, and in its hand

        await eventually(has_no_room, 20)
        assert source.asked < 60
        async for _ in reading:
            pass
        assert source.asked == 60

    async def test_that_goes_away_ends_the_writing(self) -> None:
        source = Counting([[(n, "x") for n in range(10_000)]] * 100)
        reading = written(COLUMNS[:2], source.give())
        await anext(reading)
        await reading.aclose()
        assert source.asked < 100

    async def test_hears_what_went_wrong_with_the_rows(self) -> None:
        async def failing() -> AsyncIterator[Sequence[Sequence[Cell]]]:
            yield [(1, "a")]
            raise RuntimeError("gone")

        with pytest.raises(Exception, match="gone"):
            async for _ in written(COLUMNS[:2], failing()):
                pass
