"""Tables that people send as text: any encoding, any delimiter, any damage.

What cannot be read at all is refused with a reason (`Unreadable`); what is wrong in one place is
told with its line, and reading goes on behind it.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from ringdesk.kernel.delimiters import DELIMITERS, delimiter_of, quote_of

SAMPLE_BYTES = 64 * 1024
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "windows-1252", "windows-1251", "koi8-r",
)  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What else comes where a table is expected, by its first bytes.
NO_TABLES = (
    (b"PK\x03\x04", "This is a spreadsheet or an archive: save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "This is an old spreadsheet: save it as CSV"),
    (b"%PDF", "This is a PDF document: send a CSV file"),
    (b"\x1f\x8b", "This file is compressed: unpack it first"),
    (b"\x89PNG", "This is a picture: send a CSV file"),
    (b"\xff\xd8\xff", "This is a picture: send a CSV file"),
    (b"SQLite format 3", "This is a database: export it as CSV"),
    (b"\x7fELF", "This is a program: send a CSV file"),
    (b"<!doctype", "This is a web page: send a CSV file"),
    (b"<html", "This is a web page: send a CSV file"),
    (b"<?xml", "This is XML: send a CSV file"),
)
MOST_COLUMNS = 200
LONGEST_RECORD = 64 * 1024  # characters, of one row
MOST_LINES = 100  # of one row: a note with breaks has some, a quote that is never closed all
ROWS_TOGETHER = 2000
MOST_TORN = 1000  # rows with a quote that is never closed; then the file is refused
LOST = "\ufffd"  # what stands for bytes that are no letter
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


UNCLOSED = "A quotation mark is opened here and never closed"


class Unreadable(Exception):
    """Nothing of it can be used; `reason` is for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Dialect(Struct, frozen=True):
    encoding: str
    delimiter: str
    quote: str = '"'


class Record(NamedTuple):
    """A row, or why there is none. `line`: where it begins, the first is 1."""

    line: int
    cells: list[str]
    fault: str | None = None


class Stretch(NamedTuple):
    """Rows and the lines on which they begin; a row may be empty. With a fault: that of one row."""

    lines: Sequence[int]
    rows: list[list[str]]
    fault: str | None = None


def dialect_of(head: bytes, *, whole: bool, is_utf8: bool) -> Dialect:
    """From the first bytes of a file; `whole`: there are no others; `is_utf8`: whether all of it
    is. Unreadable."""
    encoding = encoding_of(head, is_utf8=is_utf8)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    lines = split_any(text.removeprefix("\ufeff"))
    if not whole and len(lines) > 1:
        lines.pop()  # cut off in the middle
    if not any(line.strip() for line in lines):
        raise Unreadable("This file is empty")
    named = lines[0].strip().strip('"').lower()
    if named.startswith("sep=") and len(named) == 5 and named[4] in DELIMITERS:
        return Dialect(encoding, named[4], quote_of(lines, named[4]))
    delimiter = delimiter_of(lines)
    return Dialect(encoding, delimiter, quote_of(lines, delimiter))


def encoding_of(head: bytes, *, is_utf8: bool) -> str:
    lowered = head[:16].lstrip().lower()
    for beginning, reason in NO_TABLES:
        if head.startswith(beginning) or lowered.startswith(beginning):
            raise Unreadable(reason)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable("UTF-32 is not supported: save it as UTF-8")
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd > len(head) * 0.2:  # text of our alphabets in UTF-16 without a mark
        if odd > 4 * even:
            return "utf-16-le"
        if even > 4 * odd:
            return "utf-16-be"
    controls = sum(head.count(byte) for byte in range(9)) + sum(
        head.count(byte) for byte in range(14, 32)
    )
    if controls > max(4, len(head) * 0.01):
        raise Unreadable("This is no text: send a CSV file")
    return "utf-8" if is_utf8 else by_letters(head)


def by_letters(head: bytes) -> str:
    """Of the one-byte encodings, the one in which the bytes above 127 make words: Cyrillic ones
    stand beside each other, Western ones among plain letters."""
    high = sum(byte > 127 for byte in head)
    beside = sum(a > 127 and b > 127 for a, b in pairwise(head))
    if high == 0 or beside < high * 0.4:
        return "windows-1252"
    small = {name: sum("а" <= c <= "я" for c in head.decode(name, "replace"))
             for name in ("windows-1251", "koi8-r")}  # fmt: skip
    return max(small, key=lambda name: small[name])


def blocks_of(pieces: Iterable[bytes], encoding: str) -> Iterator[list[str]]:
    """Lines, decoded and without their ends, as many at once as a piece has; what does not decode
    becomes U+FFFD. Of a line that is too long for any row, the beginning: still too long, and no
    more of it than has to be kept."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest, held, first = "", "", True
    for piece in pieces:
        text = held + decoder.decode(piece)
        if first and text:
            text, first = text.removeprefix("\ufeff"), False
        text, held = (text[:-1], "\r") if text.endswith("\r") else (text, "")
        lines = split_any(text)
        lines[0] = rest + lines[0]
        rest = lines.pop()[: LONGEST_RECORD + 1]
        if lines:
            yield lines
    rest += decoder.decode(b"", final=True)
    if rest:
        yield [rest]


def split_any(text: str) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


class Rows:
    """The rows of a table, one after another, each with the line it begins on."""

    def __init__(self, pieces: Iterable[bytes], dialect: Dialect) -> None:
        self._blocks = blocks_of(pieces, dialect.encoding)
        self._again: deque[str] = deque()  # lines to be read one by one, with care
        self._taken: list[str] = []
        self._length = 0
        self._line = 0
        self._torn = 0
        self._dialect = dialect

    def __iter__(self) -> Iterator[Record]:
        for stretch in self.stretches():
            for line, cells in zip(stretch.lines, stretch.rows, strict=True):
                if cells or stretch.fault:
                    yield Record(line, cells, stretch.fault)

    def stretches(self) -> Iterator[Stretch]:
        """Many rows at once, where each stands on a line of its own; a line of which nobody knows
        whether it does is read with care, and so are all others of its block."""
        for block in self._blocks:
            if (rows := self._at_once(block)) is not None:
                yield Stretch(range(self._line + 1, self._line + 1 + len(block)), rows)
                self._line += len(block)
                continue
            self._again.extend(block)
            yield from together(self._with_care())

    def _at_once(self, block: list[str]) -> list[list[str]] | None:
        """As many rows as lines: then none of them goes on behind its line."""
        if max(map(len, block)) >= LONGEST_RECORD:
            return None
        try:
            rows = list(self._reader(block))
        except csv.Error:
            return None
        alike = len(rows) == len(block) and max(map(len, rows)) <= MOST_COLUMNS
        return rows if alike else None

    def _reader(self, lines: Iterable[str]) -> "Iterator[list[str]]":
        quote, delimiter = self._dialect.quote, self._dialect.delimiter
        return csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)

    def _with_care(self) -> Iterator[Record]:
        while True:
            try:
                for cells in self._reader(self._feed()):
                    line = self._line - len(self._taken) + 1
                    self._taken.clear()
                    self._length = 0
                    if cells:
                        yield Record(line, cells, fault_of(cells))
                return
            except TornRow as torn:
                yield self._tear(str(torn))
            except csv.Error:
                yield self._tear("A quotation mark stands where none can be")

    def _feed(self) -> Iterator[str]:
        """Up to the end of a row with which a block ends, too."""
        taken, again = self._taken, self._again
        while True:
            if not again:
                if not taken:
                    return
                if (block := next(self._blocks, None)) is None:
                    raise TornRow(UNCLOSED)
                again.extend(block)
            line = again.popleft() + "\n"
            self._line += 1
            taken.append(line)
            self._length += len(line)
            if len(taken) > MOST_LINES:
                raise TornRow(UNCLOSED)
            if self._length > LONGEST_RECORD:
                raise TornRow(f"This row is longer than {LONGEST_RECORD} characters")
            yield line

    def _tear(self, reason: str) -> Record:
        """The first of its lines is the fault; the others are read again, as rows."""
        line = self._line - len(self._taken) + 1
        self._again.extendleft(line[:-1] for line in reversed(self._taken[1:]))
        self._line = line
        self._taken.clear()
        self._length = 0
        self._torn += 1
        if self._torn > MOST_TORN:
            raise Unreadable(
                f"More than {MOST_TORN} rows cannot be read, the last of them on line {line}: "
                "is the delimiter or the quotation mark another one?"
            )
        return Record(line, [], reason)


class TornRow(Exception):
    pass


def together(records: Iterable[Record]) -> Iterator[Stretch]:
    """Rows that can be read, up to the next that cannot."""
    lines: list[int] = []
    rows: list[list[str]] = []
    for record in records:
        if record.fault is None:
            lines.append(record.line)
            rows.append(record.cells)
        if rows and (record.fault is not None or len(rows) == ROWS_TOGETHER):
            yield Stretch(lines, rows)
            lines, rows = [], []
        if record.fault is not None:
            yield Stretch((record.line,), [record.cells], record.fault)
    if rows:
        yield Stretch(lines, rows)


def fault_of(cells: list[str]) -> str | None:
    if len(cells) > MOST_COLUMNS:
        return f"This row has {len(cells)} columns; {MOST_COLUMNS} at most"
    return None


def safe(cell: str) -> str:
    """For a spreadsheet that opens our CSV: what it would take for a formula becomes text (OWASP,
    CSV injection). A telephone number keeps its +."""
    if not cell.startswith(DANGEROUS):
        return cell
    if cell[0] in "+-" and cell[1:].replace(" ", "").isdecimal():
        return cell
    return "'" + cell
