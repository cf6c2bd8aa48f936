from datetime import UTC, datetime
from typing import ClassVar

from ringdesk.domains.compliance import Rule
from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class CallNotFound(NotFound):
    code = "CALL_NOT_FOUND"


class RecordingNotFound(NotFound):
    code = "RECORDING_NOT_FOUND"


class MayNotCall(NotAllowed):
    code, text = "MAY_NOT_CALL", "Only people who make calls may do this."


class MayNotSupervise(NotAllowed):
    code, text = "MAY_NOT_SUPERVISE", "Only whoever supervises calls may do this."


class CallMoveRefused(Conflict):
    """`details`: before, after."""

    code, text = "CALL_MOVE_REFUSED", "A call in this state can't become that."


class CallNotLive(Conflict):
    code, text = "CALL_NOT_LIVE", "Nobody is on the line: this needs an answered call."


class NotRinging(Conflict):
    code, text = "NOT_RINGING", "This call does not ring at you any more."


class NothingToWrapUp(Conflict):
    code, text = "NOTHING_TO_WRAP_UP", "A call is wrapped up after it has ended, and once."


class DispositionUnknown(Invalid):
    code, text = "DISPOSITION_UNKNOWN", "There is no such disposition for this call."


class PersonBusy(Conflict):
    code, text = "PERSON_BUSY", "This person is not free: in a call, or not at work."


class CallRefused(Conflict):
    """A rule forbids this attempt. `details.rule` is one of compliance's words, `details.until`
    when it may be tried again, if that is known."""

    rule: ClassVar[Rule]

    def __init__(self, *, until: datetime | None = None, **details: object) -> None:
        when = None if until is None else f"{until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        super().__init__(rule=self.rule, until=when, **details)
        self.until = until


class OutsideCallingHours(CallRefused):
    code = "OUTSIDE_CALLING_HOURS"
    rule = "calling_hours"
    text = "It is too early or too late to call there."


class DoNotCall(CallRefused):
    code = "DO_NOT_CALL"
    rule = "do_not_call"
    text = "This number is on the list of those who must not be called."


class NumberInCall(CallRefused):
    code = "NUMBER_IN_CALL"
    rule = "number_in_call"
    text = "There is a call with this number at this moment."


class NoNumber(CallRefused):
    code = "NO_NUMBER"
    rule = "no_number"
    text = "This lead has no telephone number."


class NumberInvalid(CallRefused):
    code = "NUMBER_INVALID"
    rule = "number_invalid"
    text = "No network has this number, or whoever calls it pays extra: correct it first."


class InboundNotFound(NotFound):
    code = "INBOUND_NOT_FOUND"


class InboundTaken(Conflict):
    code, text = "INBOUND_TAKEN", "Another one has this name or number: choose a new one."


class QueueInUse(Conflict):
    code, text = "QUEUE_IN_USE", "A number leads to this queue, or somebody waits in it."


class NoSound(Conflict):
    code, text = "NO_SOUND", "Its sound is not here: the call is over, or its carrier keeps it."


class NoSoftphone(Conflict):
    code, text = "NO_SOFTPHONE", "Your softphone is not connected, or is in no call."
