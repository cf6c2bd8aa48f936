"""What a file is, by its beginning: encoding, delimiter, header, columns, a few rows."""

import codecs
import hashlib
from collections.abc import AsyncIterator, Sequence

from ringdesk.domains.leads.imports.columns import looks_like_header, names_of
from ringdesk.domains.leads.imports.errors import FileUnreadable, ImportTooLarge
from ringdesk.domains.leads.imports.models import Looked, Uploaded
from ringdesk.domains.leads.imports.reading import is_separator
from ringdesk.kernel import sheets

SHOWN_ROWS, SHOWN_CELL = 20, 200
LONGEST_NAME = 200


class Watched:
    """A file on its way in: measured, hashed, and asked for its encoding, piece by piece."""

    def __init__(self, name: str, most_bytes: int) -> None:
        self._name, self._most = name, most_bytes
        self._hash = hashlib.sha256()
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._head = b""
        self.size = 0

    async def pieces(self, given: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """ImportTooLarge."""
        async for piece in given:
            self.see(piece)
            yield piece

    def see(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self._most:
            raise ImportTooLarge(most_bytes=self._most)
        self._hash.update(piece)
        if len(self._head) < sheets.SAMPLE_BYTES:
            self._head += piece[: sheets.SAMPLE_BYTES - len(self._head)]
        if self._is_utf8:
            try:
                self._utf8.decode(piece)
            except UnicodeDecodeError:
                self._is_utf8 = False

    @property
    def seen(self) -> Uploaded:
        return Uploaded(
            name=clean(self._name), size=self.size, hash=self._hash.digest(), head=self._head,
            is_utf8=self._is_utf8,
        )  # fmt: skip


def clean(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:LONGEST_NAME] or "leads.csv"


def look(
    head: bytes, size: int, *, is_utf8: bool, encoding: str | None = None,
    delimiter: str | None = None, has_header: bool | None = None,
) -> Looked:  # fmt: skip
    """What is given is taken at its word, the rest is found out. FileUnreadable."""
    whole = size <= len(head)
    try:
        dialect = sheets.dialect_of(head, whole=whole, is_utf8=is_utf8)
        dialect = sheets.Dialect(
            encoding or dialect.encoding, delimiter or dialect.delimiter, dialect.quote
        )
        rows = first_rows(head, dialect, whole=whole)
    except sheets.Unreadable as error:
        raise FileUnreadable.because(error.reason) from error
    if not rows:
        raise FileUnreadable.because("There is no row in this file")
    first = rows[0]
    if len(first) > sheets.MOST_COLUMNS:
        raise FileUnreadable.because(
            f"This file has {len(first)} columns; {sheets.MOST_COLUMNS} at most"
        )
    header = looks_like_header(first) if has_header is None else has_header
    columns = names_of(first if header else [""] * len(first))
    shown = rows[1:] if header else rows
    return Looked(
        dialect=dialect, has_header=header, columns=columns,
        sample=[cut(row) for row in shown[:SHOWN_ROWS]],
    )  # fmt: skip


def first_rows(head: bytes, dialect: sheets.Dialect, *, whole: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    for record in sheets.Rows(iter([head]), dialect):
        if record.line == 1 and len(record.cells) == 1 and is_separator(record.cells[0]):
            continue
        if any(map(str.strip, record.cells)):
            rows.append(record.cells)
        if len(rows) > SHOWN_ROWS + 1:
            return rows
    return rows if whole or len(rows) < 2 else rows[:-1]  # the last was cut off


def cut(row: Sequence[str]) -> list[str]:
    return [cell.replace("\x00", sheets.LOST)[:SHOWN_CELL] for cell in row[: sheets.MOST_COLUMNS]]
