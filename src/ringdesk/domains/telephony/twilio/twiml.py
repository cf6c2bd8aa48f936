"""Plans in Twilio's words (TwiML), by its own library, which escapes what people typed."""

import re

from twilio.twiml.voice_response import Connect, Dial, Gather, VoiceResponse

from ringdesk.domains.telephony.plans import (
    LEAST_RING_S,
    HangUp,
    Menu,
    Plan,
    Say,
    Step,
    ToConference,
    ToMixer,
    ToNumber,
    ToPerson,
    Wait,
)
from ringdesk.domains.telephony.twilio.addresses import Addresses

LONGEST_TEXT = 4_000  # characters that Twilio speaks
# What XML 1.0 has no way to say: one such character, and Twilio refuses the whole of it.
UNSAYABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(plan: Plan, addresses: Addresses, rest: str) -> str:
    """`rest` is what the addresses name the call by."""
    response = VoiceResponse()
    for step in plan:
        _write(response, step, addresses, rest)
    return str(response)


def _write(response: VoiceResponse, step: Step, addresses: Addresses, rest: str) -> None:
    match step:
        case Say(text, language):
            response.say(sayable(text), language=language)
        case Menu(text, language, digits, timeout_s, number):
            gather = Gather(
                num_digits=digits, timeout=timeout_s, method="POST", action_on_empty_result=True,
                action=addresses.of("twiml", rest, step=number),
            )  # fmt: skip
            gather.say(sayable(text), language=language)
            response.append(gather)
        case ToMixer():
            connect = Connect()
            connect.stream(url=addresses.media()).parameter(name="call", value=rest)
            response.append(connect)
        case Wait(seconds):
            response.pause(length=seconds)
        case HangUp(busy):
            response.reject(reason="busy") if busy else response.hangup()
        case ToPerson() | ToConference() | ToNumber():
            response.append(_dialled(step))


def sayable(text: str) -> str:
    return UNSAYABLE.sub("", text)[:LONGEST_TEXT]


def _dialled(step: ToPerson | ToConference | ToNumber) -> Dial:
    """Rings as long as the law has people rung, whatever was asked."""
    match step:
        case ToPerson(identity, ring_s):
            dial = Dial(timeout=max(LEAST_RING_S, ring_s), answer_on_bridge=True)
            dial.client(sayable(identity))
        case ToNumber(number, caller_id, ring_s):
            shown = {"caller_id": sayable(caller_id)} if caller_id else {}
            dial = Dial(timeout=max(LEAST_RING_S, ring_s), **shown)
            dial.number(sayable(number))
        case ToConference(room):
            dial = Dial()
            dial.conference(
                sayable(room), start_conference_on_enter=True, end_conference_on_exit=True,
                beep="false",
            )  # fmt: skip
    return dial
