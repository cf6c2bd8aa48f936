"""What is no letter of somebody who wants an answer: loops, robots, bounces; and senders who are
not who they say."""

import re

from ringdesk.domains.mailroom.reading import Read

# RFC 3834, 2: whatever says that a machine sent it gets no answer and opens no ticket.
NOT_AUTOMATIC = frozenset({"", "no"})
BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
ROBOTS = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply)(?:\+.*)?", re.IGNORECASE
)
DAEMONS = re.compile(r"(?:mailer-daemon|postmaster)(?:\+.*)?", re.IGNORECASE)
FINDING = re.compile(r"\bdmarc\s*=\s*([a-z]+)", re.IGNORECASE)
HARD = re.compile(r"5\.\d{1,3}\.\d{1,3}")
OUR_HEADER = "x-ringdesk"


def why_passed_over(mail: Read, ours: frozenset[str]) -> str | None:
    """`ours`: the addresses of our mailboxes, in lower case. None: it is a letter; else one word:
    bounce, loop, automatic, no_sender."""
    if mail.bounces or "<>" in mail.headers.get("return-path", []):
        return "bounce"
    if not mail.senders or "@" not in mail.senders[0]:
        return "no_sender"
    sender = mail.senders[0].lower()
    if DAEMONS.fullmatch(sender.partition("@")[0]):
        return "bounce"
    if OUR_HEADER in mail.headers or base_of(sender) in ours:
        return "loop"
    return "automatic" if is_automatic(mail, sender) else None


def is_automatic(mail: Read, sender: str) -> bool:
    submitted = " ".join(mail.headers.get("auto-submitted", [""])).partition(";")[0].strip().lower()
    precedence = {value.strip().lower() for value in mail.headers.get("precedence", [])}
    says_so = {"list-id", "x-autoreply", "x-loop", "feedback-id"} & mail.headers.keys()
    return bool(
        submitted not in NOT_AUTOMATIC or precedence & BULK or says_so
        or ROBOTS.fullmatch(sender.partition("@")[0])
    )  # fmt: skip


def is_spoofed(mail: Read, authserv_id: str) -> bool:
    """Whether our own mail server found (RFC 8601) that the domain did not send this. Only its
    newest finding counts: what stands below may have come with the mail."""
    if not authserv_id:
        return False
    for value in mail.headers.get("authentication-results", []):
        named = value.partition(";")[0].strip().split(" ")[0].lower()
        if named == authserv_id.lower():
            found = FINDING.search(value)
            return found is not None and found[1].lower() in ("fail", "permerror")
    return False


def base_of(address: str) -> str:
    """Without what follows the plus; lower case."""
    local, at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def is_hard(status: str, action: str) -> bool:
    """RFC 3463: 5.x.x is for ever."""
    return action == "failed" and HARD.fullmatch(status) is not None
