"""Reads one mail, in a process of its own: the mail on standard input, `Read` or `Unread` as
MessagePack on standard output.

Whoever can write to us can send anything: archives of archives, headers of megabytes, texts on
which an expression of the reply parser never ends. Memory and time are bounded here, and nothing of
the program is near. Runs by path.
"""

import email
import email.header
import email.message
import email.utils
import re
import signal
import sys
import unicodedata
from collections.abc import Iterator
from types import FrameType

import msgspec
from mailparser_reply import EmailReplyParser
from plain import from_html  # type: ignore[import-not-found]  # by path
from shapes import Bounce, File, Read, Unread  # type: ignore[import-not-found]  # by path

MEMORY_BYTES = 1024**3
MOST_BOUNDARIES = 200
MOST_DEPTH = 12
MOST_PARTS = 200
MOST_FILES = 20
MOST_HEAD_BYTES = 256 * 1024
LONGEST_TEXT = 100_000
LONGEST_HEADER = 2_000
MOST_REFERENCES = 50
STRIPPING_S = 2.0
LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "sv", "cs", "da", "ru"]
MESSAGE_ID = re.compile(r"<([^<>\s]{1,250})>")
KEPT = (
    "auto-submitted", "precedence", "return-path", "x-ringdesk", "list-id", "list-unsubscribe",
    "x-auto-response-suppress", "x-autoreply", "x-loop", "authentication-results", "delivered-to",
    "x-original-to", "feedback-id",
)  # fmt: skip
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class CannotRead(Exception):
    pass


class TookTooLong(Exception):
    pass


def hold_back(cpu_seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415  # Unix only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def read(raw: bytes) -> Read:
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    if len(head) > MOST_HEAD_BYTES:
        raise CannotRead("head_too_large")
    if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
        raise CannotRead("too_deep")
    mail = email.message_from_bytes(raw)
    parts = list(walked(mail, 0))
    if len(mail.get_all("From", [])) > 1:
        raise CannotRead("several_senders")
    senders = addresses(mail, "From")
    if len(senders) > 1:
        raise CannotRead("several_senders")
    text = text_of(parts)
    files, more = files_of(parts)
    return Read(
        message_id=first_id(header(mail, "Message-ID")), references=references_of(mail),
        senders=[address for _, address in senders], sender_name=senders[0][0] if senders else "",
        recipients=[address for name in ("To", "Cc", "Delivered-To", "X-Original-To")
                    for _, address in addresses(mail, name)][:50],
        subject=header(mail, "Subject")[:500], text=text, reply=without_quotes(text), files=files,
        bounces=bounces_of(mail, parts), headers=kept_headers(mail), more_files=more,
    )  # fmt: skip


def walked(part: email.message.Message, depth: int) -> Iterator[email.message.Message]:
    """A mail within the mail is a file, not more of its text."""
    if depth > MOST_DEPTH:
        raise CannotRead("too_deep")
    yield part
    payload = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(payload, list):
        if len(payload) > MOST_PARTS:
            raise CannotRead("too_many_parts")
        for inner in payload:
            if isinstance(inner, email.message.Message):
                yield from walked(inner, depth + 1)


def header(mail: email.message.Message, name: str) -> str:
    """Decoded, on one line, without what nobody sees."""
    return tidy(decoded(str(mail.get(name, ""))))


def decoded(value: str) -> str:
    """RFC 2047; what is wrongly encoded stays as it is."""
    cut = value[: 4 * LONGEST_HEADER]
    try:
        return str(email.header.make_header(email.header.decode_header(cut)))
    except (LookupError, ValueError, email.errors.HeaderParseError):
        return cut


def tidy(text: str) -> str:
    return " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())[:LONGEST_HEADER]


def addresses(mail: email.message.Message, name: str) -> list[tuple[str, str]]:
    """Name and address of each. The address is taken before words are decoded: an encoded word in
    which an address stands is a name (RFC 2047, 5)."""
    values = [str(value)[: 4 * LONGEST_HEADER] for value in mail.get_all(name, [])[:10]]
    found = email.utils.getaddresses(
        [value.replace("\r", "").replace("\n", " ") for value in values]
    )
    return [
        (tidy(decoded(shown))[:200], tidy(address)[:254]) for shown, address in found if address
    ][:50]


def first_id(text: str) -> str:
    found = MESSAGE_ID.search(text)
    return found[1] if found else ""


def references_of(mail: email.message.Message) -> list[str]:
    """RFC 5322, 3.6.4: what it answers, then that one's ancestors, the nearest first."""
    answers = MESSAGE_ID.findall(header(mail, "In-Reply-To"))
    line = MESSAGE_ID.findall(" ".join(str(mail.get("References", ""))[-20_000:].split()))
    return list(dict.fromkeys([*answers, *reversed(line)]))[:MOST_REFERENCES]


def kept_headers(mail: email.message.Message) -> dict[str, list[str]]:
    return {
        name: [tidy(decoded(str(value))) for value in mail.get_all(name, [])[:10]]
        for name in KEPT
        if name in mail
    }


def text_of(parts: list[email.message.Message]) -> str:
    """Of the plain parts; without any, of the HTML ones."""
    shown = [part for part in parts if is_text(part)]
    plain = [content_of(part) for part in shown if part.get_content_subtype() != "html"]
    if not any(text.strip() for text in plain):
        plain = [from_html(content_of(p)) for p in shown if p.get_content_subtype() == "html"]
    text = "\n\n".join(piece.strip("\n") for piece in plain if piece.strip())
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def is_text(part: email.message.Message) -> bool:
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def content_of(part: email.message.Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "utf-8")
    try:
        text = raw.decode(charset, "replace")
    except (LookupError, ValueError):
        text = raw.decode("utf-8", "replace")
    return text[: 4 * LONGEST_TEXT]


def without_quotes(text: str) -> str:
    """The newest words alone; the whole where that is nothing, or takes too long to tell."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TookTooLong

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, STRIPPING_S)
    try:
        reply = EmailReplyParser(languages=LANGUAGES).parse_reply(text[:50_000]) or ""
    except (TookTooLong, RecursionError, MemoryError):
        return text
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    kept = "\n".join(line for line in reply.split("\n") if not line.lstrip().startswith(">"))
    return kept.strip() or text


def files_of(parts: list[email.message.Message]) -> tuple[list[File], int]:
    """Everything with a name, and what is no text; of more than twenty only the number."""
    files = [
        part for part in parts
        if part.get_content_maintype() not in ("multipart",) and not is_text(part)
        and part.get_content_type() not in ("message/delivery-status",)
    ]  # fmt: skip
    made = []
    for part in files[:MOST_FILES]:
        name = tidy(decoded(str(part.get_filename() or "")))[:200]
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            content = inner.as_bytes() if isinstance(inner, email.message.Message) else b""
            name = name or "message.eml"
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
        if content:
            made.append(File(name or unnamed(part), part.get_content_type(), content))
    return made, max(0, len(files) - MOST_FILES)


def unnamed(part: email.message.Message) -> str:
    ending = {"jpeg": "jpg", "plain": "txt"}.get(
        part.get_content_subtype(), part.get_content_subtype()
    )
    return f"file.{ending[:10]}"


def bounces_of(
    mail: email.message.Message, parts: list[email.message.Message]
) -> list[Bounce]:  # fmt: skip
    """RFC 3464: the fields of each recipient; the first block is about the mail as a whole."""
    if mail.get_content_type() != "multipart/report":
        return []
    original = original_of(parts)
    found = []
    for part in parts:
        payload = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(payload, list):
            continue
        for block in payload[:50]:
            if not isinstance(block, email.message.Message):
                continue
            recipient = str(block.get("Final-Recipient") or block.get("Original-Recipient") or "")
            if recipient:
                found.append(Bounce(
                    recipient=tidy(recipient.partition(";")[2] or recipient)[:254],
                    action=tidy(str(block.get("Action", ""))).lower()[:20],
                    status=tidy(str(block.get("Status", "")))[:20],
                    diagnostic=tidy(str(block.get("Diagnostic-Code", "")))[:300],
                    original_id=first_id(str(original.get("Message-ID", ""))),
                    original_token=tidy(str(original.get("X-Ringdesk", "")))[:40],
                ))  # fmt: skip
    return found


def original_of(parts: list[email.message.Message]) -> email.message.Message:
    """The mail that came back, or its head; an empty one where it is not there."""
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            if isinstance(payload, list) and isinstance(payload[0], email.message.Message):
                return payload[0]
        if part.get_content_type() == "text/rfc822-headers":
            return email.message_from_string(content_of(part))
    return email.message.Message()


def main() -> None:
    hold_back(int(sys.argv[1]))
    sys.setrecursionlimit(3_000)
    try:
        result: Read | Unread = read(sys.stdin.buffer.read())
    except CannotRead as error:
        result = Unread(str(error))
    except (RecursionError, MemoryError):
        result = Unread("too_deep")
    except Exception as error:
        result = Unread(f"broken ({type(error).__name__})")
    sys.stdout.buffer.write(msgspec.msgpack.encode({
        "read": result if isinstance(result, Read) else None,
        "unread": None if isinstance(result, Read) else result.reason,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
