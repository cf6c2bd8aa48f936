"""What the program says about itself: one JSON object per line, on standard error, and the recent
part kept in memory until `operations` has stored it.

A line is {"ts", "level", "logger", "message", "request_id", "tenant_id", "person_id"} and whatever
was given as `extra`. Never a token, a password, a cookie or a body: what looks like one is taken
out, here, whoever logged it.
"""

import logging
import re
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO
from uuid import UUID

import msgspec
from typing_extensions import override

OURS = "ringdesk"
ACCESS = f"{OURS}.access"  # one line per request: for the stream; stored only if it went wrong
MOST_KEPT = 10_000
LONGEST_MESSAGE = 8_000
LONGEST_TEXT = 50_000  # of what is looked through: a traceback
HIDDEN = "[redacted]"


class Context(msgspec.Struct):
    """On whose behalf. Changed in place: who the person is, is known later than the request, and
    in another task, where setting the variable would be lost."""

    request_id: str | None = None
    tenant_id: UUID | None = None
    person_id: int | None = None


_context: ContextVar[Context | None] = ContextVar("log_context", default=None)


def present() -> Context:
    return _context.get() or Context()


@contextmanager
def about(
    *, request_id: str | None = None, tenant_id: UUID | None = None, person_id: int | None = None
) -> Iterator[Context]:
    """What is logged in this block is logged about this request, tenant and person."""
    context = Context(request_id, tenant_id, person_id)
    token = _context.set(context)
    try:
        yield context
    finally:
        _context.reset(token)


def begin(*, request_id: str) -> None:
    """As `about`, until the present task ends."""
    _context.set(Context(request_id))


def identify(tenant_id: UUID, person_id: int) -> None:
    """Say who it is, once that is known. Outside a request it does nothing."""
    context = _context.get()
    if context is not None:
        context.tenant_id, context.person_id = tenant_id, person_id


# Names whose value is a secret: as header, as parameter, as field of an object.
# Every repetition has an end: what is logged may come from a caller who wants us to be slow.
_NAMES = r"(?:[a-z0-9_-]{0,30}(?:token|password|passwd|secret|api[_-]?key)|otp)"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # A header to the end of its line: a cookie's value has blanks and semicolons.
    (
        re.compile(
            r"\b((?:proxy-)?authorization|(?:set-)?cookie)(['\"]?\s*[:=]\s*['\"]?)[^\r\n'\"]+",
            re.IGNORECASE,
        ),
        rf"\1\2{HIDDEN}",
    ),
    # Headers as ASGI and HTTP libraries print them: (b'cookie', b'…').
    (
        re.compile(
            r"((?:proxy-)?authorization|(?:set-)?cookie|x-setup-token)(['\"],\s*b?['\"])[^'\"]+",
            re.IGNORECASE,
        ),
        rf"\1\2{HIDDEN}",
    ),
    (
        re.compile(rf"\b({_NAMES})(\\*['\"]?\s*[:=]\s*)b?(\\*['\"]).{{0,2000}}?\3", re.IGNORECASE),
        rf"\1\2\3{HIDDEN}\3",
    ),
    (
        re.compile(rf"\b({_NAMES})(\s*(?:[:=]|%3d)\s*)[^\s&'\",;)}}\]]+", re.IGNORECASE),
        rf"\1\2{HIDDEN}",
    ),
    (re.compile(r"\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?"), HIDDEN),
    (
        re.compile(r"(\b[a-z][a-z0-9+.-]{0,20}://[^\s:/@]{0,100}:)[^\s@/]{1,500}@", re.IGNORECASE),
        rf"\1{HIDDEN}@",
    ),
)
_SECRET_NAME = re.compile(rf"^(?:{_NAMES}|(?:proxy-)?authorization|(?:set-)?cookie|body)$", re.I)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

# Whatever has none of these has nothing to take out: most lines pass at a twentieth of the price.
_HINT = re.compile(r"token|passw|secret|api.?key|otp|authoriz|cookie|bearer|basic|eyJ|://", re.I)


def redact(text: str) -> str:
    text = text[:LONGEST_TEXT]
    if _HINT.search(text) is None:
        return text
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def harmless(text: str) -> str:
    """No character that could move a terminal's cursor, end a line elsewhere, or break encoding."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_LATER = {"message", "asctime", "taskName", "color_message"}
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | _LATER


class Entry(msgspec.Struct, frozen=True):
    """A record, as it is stored."""

    at: datetime
    level: str
    logger: str
    message: str
    tenant_id: UUID | None
    metadata: dict[str, Any]


def extras(record: logging.LogRecord) -> dict[str, Any]:
    """What was given as `extra`: plain values, without those that are secret by name."""
    given = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    return {name: plain(name, value) for name, value in given.items()}


def plain(name: str, value: object) -> object:
    if _SECRET_NAME.match(name):
        return HIDDEN
    if isinstance(value, bool | int | float) or value is None:
        return value
    return harmless(redact(str(value)[:LONGEST_MESSAGE]))


def message_of(record: logging.LogRecord) -> str:
    if record.name == ACCESS:  # made of a route's template: nobody's text, and there are many
        return record.getMessage()
    return harmless(redact(record.getMessage()[:LONGEST_MESSAGE]))


def when(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


class JsonLines(logging.Formatter):
    """For machines: one line per record, whatever is in it."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        context = present()
        line: dict[str, Any] = {
            "ts": when(record), "level": record.levelname, "logger": record.name,
            "message": message_of(record), "request_id": context.request_id,
            "tenant_id": context.tenant_id, "person_id": context.person_id,
        }  # fmt: skip
        line |= {name: value for name, value in extras(record).items() if name not in line}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = harmless(redact(self.formatException(record.exc_info)))
        return msgspec.json.encode(line).decode()


class PlainLines(logging.Formatter):
    """For people. Lines that go on are indented, so that nobody's text can pass for a record."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        at = when(record).strftime("%H:%M:%S")
        text = f"{at} {record.levelname:<7} {record.name}: {message_of(record)}"
        if record.exc_info and record.exc_info[0] is not None:
            text += "\n" + harmless(redact(self.formatException(record.exc_info)))
        return text.replace("\n", "\n    ")


class RecentRecords(logging.Handler):
    """Holds records until somebody stores them. Never waits: when full, the newest are dropped and
    counted."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        super().__init__(logging.INFO)
        self._entries: deque[Entry] = deque()
        self._most = most
        self.dropped = 0

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if not worth_keeping(record):
            return
        if len(self._entries) >= self._most:
            self.dropped += 1
            return
        try:
            self._entries.append(as_entry(record))
        except Exception:
            self.handleError(record)

    def take(self, most: int) -> list[Entry]:
        """The oldest, in order; they are the caller's now."""
        return [self._entries.popleft() for _ in range(min(most, len(self._entries)))]

    def put_back(self, entries: list[Entry]) -> None:
        """What could not be stored, as far as there is room."""
        room = max(0, self._most - len(self._entries))
        self.dropped += max(0, len(entries) - room)
        self._entries.extendleft(reversed(entries[:room]))


def worth_keeping(record: logging.LogRecord) -> bool:
    if record.name == ACCESS or not (record.name == OURS or record.name.startswith(f"{OURS}.")):
        return record.levelno >= logging.WARNING
    return record.levelno >= logging.INFO


def as_entry(record: logging.LogRecord) -> Entry:
    context = present()
    metadata = extras(record)
    if context.request_id is not None:
        metadata.setdefault("request_id", context.request_id)
    if context.person_id is not None:
        metadata.setdefault("person_id", context.person_id)
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]  # not the traceback: its place is the stream
        metadata["exception"] = harmless(redact(f"{type(error).__name__}: {error}"))[:2000]
    logger = record.name.removeprefix(f"{OURS}.")
    return Entry(
        when(record), record.levelname, logger, message_of(record), context.tenant_id, metadata
    )


def configure_logging(
    level: str, json: bool, stream: TextIO | None = None, *, shown: str = "NOTSET"
) -> RecentRecords:
    """The root logger's handlers, anew: the stream, and the records for `operations`, returned.

    Ours at `level`, other libraries from WARNING; the stream shows them from `shown` on. Call it
    once, before anything is served.
    """
    output = logging.StreamHandler(stream or sys.stderr)
    output.setLevel(shown)
    output.setFormatter(JsonLines() if json else PlainLines())
    recent = RecentRecords()
    logging.basicConfig(level=logging.WARNING, handlers=[output, recent], force=True)
    logging.getLogger(OURS).setLevel(level)
    for name in ("uvicorn.access", "uvicorn.asgi"):
        logging.getLogger(name).setLevel(logging.WARNING)  # they print addresses with their query
    return recent
