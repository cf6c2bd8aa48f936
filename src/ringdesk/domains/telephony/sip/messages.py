"""What goes over the wire: aiosipua's messages, read from strangers, and made by the rules of
RFC 3261. The library's transactions are not used: it sends each request once, and forgets a call
with its CANCEL, so that an answer that crosses it rings on for ever."""

import ipaddress
import secrets
from typing import TypeAlias

from aiosipua import (
    CSeq,
    SipMessage,
    SipRequest,
    SipResponse,
    Via,
    parse_address,
    parse_via,
    stringify_cseq,
    stringify_uri,
    stringify_via,
)

Address: TypeAlias = tuple[str, int]
Message: TypeAlias = SipRequest | SipResponse

MOST_BYTES = 64 * 1024
COOKIE = "z9hG4bK"  # a branch that begins with it is unique (RFC 3261, 8.1.1.7)
ALLOWED = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, NOTIFY, PRACK"
RELIABLY = "100rel"  # RFC 3262
AGENT = "Ringdesk"
NEEDED = ("via", "from", "to", "call-id", "cseq")
REASONS = {
    100: "Trying", 180: "Ringing", 183: "Session Progress", 200: "OK", 202: "Accepted",
    400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 420: "Bad Extension", 480: "Temporarily Unavailable",
    481: "No Such Call",
    486: "Busy Here", 487: "Request Terminated", 488: "Not Acceptable Here",
    491: "Request Pending",
    500: "Server Error", 503: "Service Unavailable", 504: "Server Time-out", 603: "Decline",
}  # fmt: skip


def parse(raw: bytes, source: Address) -> Message | None:
    """None for what is no SIP: keep-alives, noise, and requests that could not be answered.
    A request's topmost Via is marked with where it really came from (RFC 3581)."""
    if len(raw) > MOST_BYTES or not raw.strip():
        return None
    try:
        message = SipMessage.parse(raw)
        if any(not message.headers.get(name) for name in NEEDED) or message.cseq is None:
            return None
        if isinstance(message, SipRequest):
            mark(message, source)
    except (ValueError, IndexError, TypeError):
        return None
    return message


def mark(request: SipRequest, source: Address) -> None:
    first, *others = request.headers.get("via")
    via = parse_via(first)
    if "rport" in via.params:
        via.params["rport"] = str(source[1])
    if via.host != source[0] or "rport" in via.params:
        via.params["received"] = source[0]
    request.headers.remove("via")
    for value in (stringify_via(via), *others):
        request.headers.append("Via", value)


def way_back(request: SipRequest, source: Address) -> Address:
    """Where the answer to a request goes over UDP (RFC 3261, 18.2.2)."""
    via = parse_via(request.headers.get("via")[0])
    return source if via.rport else (source[0], via.port or 5060)


def branch_of(message: Message) -> str:
    return parse_via(message.headers.get("via")[0]).branch or ""


def number_of(message: Message) -> CSeq:
    found = message.cseq
    if found is None:  # `parse` lets none of these in
        raise ValueError("no CSeq")
    return found


def tag_of(message: Message, name: str) -> str:
    raw = message.get_header(name)
    return (parse_address(raw).tag or "") if raw else ""


def contact_of(message: Message) -> str:
    """The address of whoever sent it, or ""."""
    found = message.contact
    return stringify_uri(found[0].uri) if found else ""


def options_of(message: Message, name: str) -> set[str]:
    """The option tags of Require, Supported and the like."""
    said = (one.strip() for value in message.headers.get(name) for one in value.split(","))
    return {one.lower() for one in said if one}


def uri_of(message: Message, name: str) -> str:
    raw = message.get_header(name)
    return stringify_uri(parse_address(raw).uri) if raw else ""


def user_of(message: Message, name: str) -> str:
    """What stands before the @: of a telephone, its number."""
    raw = message.get_header(name)
    return (parse_address(raw).uri.user or "") if raw else ""


def next_hop(routes: list[str], target: str, before: Address) -> Address:
    """Where requests in a dialog go: to the first of its proxies, else to whom it was made with
    (RFC 3261, 12.2.1.1). As before, if that is a name, or private while we came by a public way:
    then it is behind a NAT, and does not know."""
    uri = parse_address(routes[0]).uri if routes else parse_address(f"<{target}>").uri
    try:
        found = ipaddress.ip_address(uri.host.strip("[]"))
        if found.is_unspecified or (found.is_private and not is_private(before[0])):
            return before
    except ValueError:
        return before
    by_tls = uri.scheme == "sips" or (uri.params.get("transport") or "").lower() == "tls"
    return str(found), uri.port or (5061 if by_tls else 5060)


def is_private(host: str) -> bool:
    return ipaddress.ip_address(host).is_private


def new_branch() -> str:
    return COOKIE + secrets.token_hex(10)


def new_tag() -> str:
    return secrets.token_hex(6)


def request_of(
    method: str, uri: str, *, via: Via, from_: str, to: str, call_id: str, number: int,
) -> SipRequest:  # fmt: skip
    """`from_` and `to` with their tags."""
    made = SipRequest(method=method, uri=uri)
    made.headers.append("Via", stringify_via(via))
    made.headers.set_single("Max-Forwards", "70")
    made.headers.set_single("From", from_)
    made.headers.set_single("To", to)
    made.headers.set_single("Call-ID", call_id)
    made.headers.set_single("CSeq", stringify_cseq(CSeq(number, method)))
    made.headers.set_single("User-Agent", AGENT)
    return made


def answer_to(request: SipRequest, status: int, *, tag: str = "", reason: str = "") -> SipResponse:
    """`tag`: ours, added unless the request has one of us already."""
    made = SipResponse(status_code=status, reason_phrase=reason or REASONS.get(status, "Answer"))
    for name in ("Via", "Record-Route"):
        for value in request.headers.get(name.lower()):
            made.headers.append(name, value)
    for name in ("From", "To", "Call-ID", "CSeq"):
        made.headers.set_single(name, request.get_header(name) or "")
    if tag and not tag_of(request, "to"):
        made.headers.set_single("To", f"{request.get_header('to')};tag={tag}")
    made.headers.set_single("Server", AGENT)
    made.headers.set_single("Allow", ALLOWED)
    return made


def along_with(invite: SipRequest, method: str, to: str) -> SipRequest:
    """A CANCEL, or the ACK of a refusal: the INVITE's way, branch and number (RFC 3261, 9.1 and
    17.1.1.3)."""
    made = SipRequest(method=method, uri=invite.uri)
    made.headers.append("Via", invite.headers.get("via")[0])
    for route in invite.headers.get("route"):
        made.headers.append("Route", route)
    made.headers.set_single("Max-Forwards", "70")
    made.headers.set_single("From", invite.get_header("from") or "")
    made.headers.set_single("To", to)
    made.headers.set_single("Call-ID", invite.get_header("call-id") or "")
    made.headers.set_single("CSeq", stringify_cseq(CSeq(number_of(invite).seq, method)))
    return made
