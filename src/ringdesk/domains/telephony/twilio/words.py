"""What Twilio says about a call, as events. Its numbers count status callbacks only; what else it
reports gets numbers of ours above them, the same for the same thing, so that a repetition shows."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zlib import crc32

from ringdesk.domains.telephony.carrier import CarrierEvent, Kind
from ringdesk.domains.telephony.twilio.faults import NEVER_A_NUMBER, NEVER_BY_SIP

KINDS: dict[str, Kind] = {
    "queued": "initiated", "initiated": "initiated", "ringing": "ringing",
    "in-progress": "answered", "answered": "answered", "completed": "completed", "busy": "busy",
    "no-answer": "no-answer", "failed": "failed", "canceled": "canceled",
}  # fmt: skip
# Twilio counts from 0. Where it gives no number, the order that these have anyway.
ORDER: dict[str, int] = {"initiated": 0, "ringing": 1, "answered": 2}
LAST_STATUS, DETECTION, INCOMING = 999, 1_000, 1_001
RECORDINGS, DIGITS, KEYS_OF_STREAM = 2_000, 1_100_000, 1_200_000
NUMBER, HIDDEN = re.compile(r"\+[0-9]{3,15}", re.ASCII), "+266696687"
CALL_SID = re.compile(r"CA[0-9a-fA-F]{32}", re.ASCII)
KEYS = re.compile(r"[0-9*#]{0,32}", re.ASCII)
LONGEST_DETAIL = 500

Params = Mapping[str, str]


def call_sid(params: Params) -> str | None:
    found = params.get("CallSid", "")
    return found if CALL_SID.fullmatch(found) else None


def status_event(attempt: str, sid: str, params: Params) -> CarrierEvent | None:
    kind = KINDS.get(params.get("CallStatus", ""))
    if kind is None:
        return None
    code = _whole(params, "SipResponseCode", 999) or _whole(params, "ErrorCode", 99_999)
    return CarrierEvent(
        attempt=attempt, carrier_call_id=sid, kind=kind, at=_at(params),
        seq=_seq(params, ORDER.get(kind, 3)), code=code,
        duration_s=_whole(params, "CallDuration", 10**6) if kind == "completed" else None,
        permanent=kind == "failed" and code in NEVER_BY_SIP | NEVER_A_NUMBER,
    )  # fmt: skip


def _seq(params: Params, otherwise: int) -> int:
    found = _whole(params, "SequenceNumber", LAST_STATUS)
    return otherwise if found is None else found


def detection_event(attempt: str, sid: str, params: Params) -> CarrierEvent | None:
    """Who can't be told is taken for a person: a machine costs a moment, a person who hears nothing
    was called for nothing."""
    heard = params.get("AnsweredBy", "")
    if heard.startswith("machine") or heard == "fax":
        kind: Kind = "machine"
    elif heard in ("human", "unknown"):
        kind = "human"
    else:
        return None
    return CarrierEvent(
        attempt=attempt, carrier_call_id=sid, seq=DETECTION, kind=kind, at=_at(params), detail=heard
    )


def recording_event(attempt: str, sid: str, params: Params) -> CarrierEvent | None:
    """`detail` is where the sound can be fetched, with the account's credentials."""
    name, url = params.get("RecordingSid", ""), params.get("RecordingUrl", "")
    if params.get("RecordingStatus", "completed") != "completed" or not name or not url:
        return None
    return CarrierEvent(
        attempt=attempt, carrier_call_id=sid, seq=RECORDINGS + crc32(name.encode()) % 1_000_000,
        kind="recording", at=_at(params), detail=url[:LONGEST_DETAIL],
        duration_s=_whole(params, "RecordingDuration", 10**6),
    )  # fmt: skip


def incoming_event(attempt: str, sid: str, params: Params) -> CarrierEvent:
    """`detail`: who calls which number of ours."""
    return CarrierEvent(
        attempt=attempt, carrier_call_id=sid, seq=INCOMING, kind="initiated", at=_at(params),
        detail=f"{number_of(params, 'From')} {number_of(params, 'To')}",
    )  # fmt: skip


def number_of(params: Params, name: str) -> str:
    """Empty for a hidden one: Twilio says +266696687 then ("anonymous" on its keys), or a word."""
    found = params.get(name, "")
    return found if NUMBER.fullmatch(found) and found != HIDDEN else ""


def digits_event(attempt: str, sid: str, params: Params, step: int) -> CarrierEvent | None:
    digits = params.get("Digits")
    if digits is None or KEYS.fullmatch(digits) is None:
        return None
    return CarrierEvent(
        attempt=attempt, carrier_call_id=sid, seq=DIGITS + step, kind="digits", at=_at(params),
        detail=digits,
    )  # fmt: skip


def key_event(attempt: str, sid: str, digit: str, number: int) -> CarrierEvent | None:
    """A key pressed while they talk: the first of a call has the number 0."""
    if KEYS.fullmatch(digit) is None or not digit:
        return None
    return CarrierEvent(
        attempt=attempt, carrier_call_id=sid, seq=KEYS_OF_STREAM + number, kind="digits",
        at=datetime.now(UTC), detail=digit,
    )  # fmt: skip


def _whole(params: Params, name: str, most: int) -> int | None:
    text = params.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        return None
    return min(int(text), most)


def _at(params: Params) -> datetime:
    try:
        at = parsedate_to_datetime(params["Timestamp"])
    except (KeyError, ValueError, TypeError, IndexError):
        return datetime.now(UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
