"""What the end of a SIP call means for whoever placed it."""

from typing import Literal, NamedTuple, TypeAlias

from ringdesk.domains.telephony.carrier import Kind
from ringdesk.domains.telephony.sip.calls import Ended

# Why we ended a call before it was answered.
Because: TypeAlias = Literal["ring_timeout", "hang_up"] | None

BUSY = (486, 600)
NO_ANSWER = (408, 480, 487)
NO_SUCH_NUMBER = (404, 410, 484, 604)
NOT_OURS = (401, 403, 407)  # the trunk does not know us, whatever we dial


class Outcome(NamedTuple):
    kind: Kind
    permanent: bool = False


def outcome(ended: Ended, *, was_answered: bool, because: Because = None) -> Outcome:
    """RFC 3261, section 21. Nobody's answer is a failure of the trunk, no person who is out."""
    if was_answered:
        return Outcome("completed")
    if because == "hang_up":
        return Outcome("canceled")
    if because == "ring_timeout" and ended.by == "us":
        return Outcome("no-answer")
    if ended.by == "nobody":
        return Outcome("failed")
    if ended.code in BUSY:
        return Outcome("busy")
    if ended.code in NO_ANSWER:
        return Outcome("no-answer")
    return Outcome("failed", permanent=ended.code in NO_SUCH_NUMBER)


def is_the_trunks(ended: Ended) -> bool:
    """No call of this number has begun: another trunk may be asked."""
    return ended.by == "nobody" or ended.code in NOT_OURS or 500 <= ended.code < 600


def verdict(status: int | None, *, registered: bool) -> tuple[bool, str]:
    """Of what a trunk answers to OPTIONS, None for nothing."""
    if status is None:
        return False, "The trunk does not answer"
    if status == 503:
        return False, "The trunk says 503: it is full, or out of order"
    if not registered:
        return False, "Its registrar refuses us: see username and password"
    return True, "It answers"
