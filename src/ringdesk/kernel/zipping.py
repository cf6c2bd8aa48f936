"""A ZIP file as it grows: written and sent on piece by piece, however large it becomes."""

import io
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import NamedTuple

from typing_extensions import override

AT_LEAST = 256 * 1024  # of a piece that is sent on


class Entry(NamedTuple):
    """One file in the archive. `packed`: whether it can be made smaller."""

    name: str
    pieces: AsyncIterator[bytes]
    packed: bool = True


class Outlet(io.RawIOBase):
    """Where zipfile writes: what was written waits to be taken, and is then forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, piece: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]
        self._waiting += piece
        return len(piece)

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self) -> bytes:
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


async def zipped(entries: AsyncIterator[Entry]) -> AsyncIterator[bytes]:
    """The archive's bytes. Entries may be larger than 4 GB (ZIP64)."""
    outlet, now = Outlet(), datetime.now(UTC).timetuple()[:6]
    with zipfile.ZipFile(outlet, "w") as archive:
        async for entry in entries:
            told = zipfile.ZipInfo(entry.name, date_time=now)
            told.compress_type = zipfile.ZIP_DEFLATED if entry.packed else zipfile.ZIP_STORED
            told.external_attr = 0o600 << 16
            with archive.open(told, "w", force_zip64=True) as inside:
                async for piece in entry.pieces:
                    inside.write(piece)
                    if len(outlet) >= AT_LEAST:
                        yield outlet.take()
    yield outlet.take()


async def at_once(content: bytes) -> AsyncIterator[bytes]:
    yield content
