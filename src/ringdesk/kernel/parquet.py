"""Tables as Parquet, written row group by row group while the rows still come: what is in memory
does not grow with the table."""

import asyncio
import io
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import IO, Any, Literal, NamedTuple, cast

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import write_parquet
from typing_extensions import Buffer, override

ROWS_IN_GROUP = 50_000
PIECE_BYTES = 256 * 1024
PIECES_WAITING = 4
COMPRESSION = "zstd(3)"
EPOCH, FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC), date(1970, 1, 1)
MICROSECONDS = 1_000_000

Kind = Literal["whole", "number", "text", "truth", "moment", "day"]
Cell = int | float | str | bool | datetime | date | None


class Column(NamedTuple):
    """Every cell is of the kind, or None. A moment is kept in microseconds of UTC."""

    name: str
    kind: Kind


TYPES: dict[Kind, DataType] = {
    "whole": DataType.int64(), "number": DataType.float64(), "text": DataType.utf8(),
    "truth": DataType.bool(), "moment": DataType.timestamp("us", tz="UTC"),
    "day": DataType.date32(),
}  # fmt: skip
CARRIED: dict[Kind, DataType] = {**TYPES, "moment": DataType.int64(), "day": DataType.int32()}


class Stopped(Exception):
    """Nobody reads any more."""


async def written(
    columns: Sequence[Column], pieces: AsyncIterator[Sequence[Sequence[Cell]]]
) -> AsyncGenerator[bytes, None]:
    """The file, piece by piece. Rows are asked for as fast as the file is read, and no faster."""
    press = Press(columns, pieces)
    work = asyncio.create_task(asyncio.to_thread(press.run))
    try:
        while (piece := await press.out.get()) is not None:
            yield piece
        await work
    finally:
        press.stop()
        await asyncio.gather(work, return_exceptions=True)


class Press:
    """Writes in a thread of its own; what it wants of the loop it asks there."""

    def __init__(
        self, columns: Sequence[Column], pieces: AsyncIterator[Sequence[Sequence[Cell]]]
    ) -> None:
        self._columns, self._pieces = columns, pieces
        self._loop = asyncio.get_running_loop()
        self._stopped = threading.Event()
        self.out: asyncio.Queue[bytes | None] = asyncio.Queue(PIECES_WAITING)
        self._schema = Schema([Field(one.name, TYPES[one.kind]) for one in columns])

    def run(self) -> None:
        sink = Sink(self)
        try:
            write_parquet(
                RecordBatchReader.from_batches(self._schema, self._batches()),
                cast(IO[bytes], sink),
                compression=COMPRESSION, max_row_group_size=ROWS_IN_GROUP,
            )  # fmt: skip
            sink.pour()
        finally:
            self.send(None)

    def _batches(self) -> Iterator[RecordBatch]:
        while (rows := self._ask(anext(self._pieces, None))) is not None:
            if rows:
                yield batch_of(self._columns, self._schema, rows)

    def send(self, piece: bytes | None) -> None:
        if not self._stopped.is_set():
            self._ask(self.out.put(piece))

    def _ask(self, awaited: Any) -> Any:  # noqa: ANN401  # whatever it gives
        if self._stopped.is_set():
            awaited.close()
            raise Stopped
        return asyncio.run_coroutine_threadsafe(awaited_in_loop(awaited), self._loop).result()

    def stop(self) -> None:
        """Lets go of a thread that waits for room."""
        self._stopped.set()
        while not self.out.empty():
            self.out.get_nowait()


async def awaited_in_loop(awaited: Any) -> Any:  # noqa: ANN401
    return await awaited


class Sink(io.RawIOBase):
    """A file that is poured on in pieces of one size."""

    def __init__(self, press: Press) -> None:
        self._press, self._held = press, bytearray()

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, given: Buffer) -> int:
        taken = bytes(given)
        self._held += taken
        if len(self._held) >= PIECE_BYTES:
            self.pour()
        return len(taken)

    def pour(self) -> None:
        if self._held:
            self._press.send(bytes(self._held))
            self._held.clear()


def batch_of(
    columns: Sequence[Column], schema: Schema, rows: Sequence[Sequence[Cell]]
) -> RecordBatch:
    arrays = [
        Array([carried(cell) for cell in cells], type=CARRIED[column.kind])
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    cast = [
        array if CARRIED[column.kind] is TYPES[column.kind] else array.cast(TYPES[column.kind])
        for column, array in zip(columns, arrays, strict=True)
    ]
    return RecordBatch(cast, schema=schema)


def carried(cell: Cell) -> int | float | str | bool | None:
    """Moments and days as numbers; letters that are none, which no file in UTF-8 holds, as `?`."""
    if isinstance(cell, datetime):
        since = cell.astimezone(UTC) - EPOCH
        return (since.days * 86_400 + since.seconds) * MICROSECONDS + since.microseconds
    if isinstance(cell, date):
        return (cell - FIRST_DAY).days
    if isinstance(cell, str):
        return cell.encode(errors="replace").decode()
    return cell
