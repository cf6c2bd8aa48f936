"""What a webhook of Twilio's does: proved first, then told to whoever listens."""

import logging
from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.telephony.carrier import FINAL, CarrierEvent
from ringdesk.domains.telephony.carriers import Carriers
from ringdesk.domains.telephony.errors import CarrierNotFound
from ringdesk.domains.telephony.plans import Answered, HangUp, Incoming, Plan, ToMixer
from ringdesk.domains.telephony.twilio.adapter import TwilioCarrier
from ringdesk.domains.telephony.twilio.addresses import INBOUND, PATH, TwilioTopic, attempt_of
from ringdesk.domains.telephony.twilio.twiml import written
from ringdesk.domains.telephony.twilio.words import (
    call_sid,
    detection_event,
    digits_event,
    incoming_event,
    number_of,
    recording_event,
    status_event,
)
from ringdesk.kernel.errors import Forged

security = logging.getLogger("ringdesk.security")

LONGEST_REST = 100
EVENTS = {"status": status_event, "amd": detection_event, "recording": recording_event}


class ForgedWebhook(Forged):
    text: ClassVar[str] = "This is not signed with the token of the account."


class TwilioWebhook(Struct, frozen=True, kw_only=True):
    """`query` is as it came, letter for letter: it is part of what was signed. `form` are the
    fields of the body. `sender`: the address it came from, for the log."""

    key: str
    topic: TwilioTopic
    query: str
    call: str
    step: int
    form: tuple[tuple[str, str], ...]
    signature: str
    sender: str


class Form(dict[str, str]):
    """Twilio signs every value of a name that comes twice; we read the last."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def getlist(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]


async def hear_twilio(carriers: Carriers, webhook: TwilioWebhook) -> str | None:
    """TwiML where Twilio asks what to do, else None. CarrierNotFound, ForgedWebhook; whatever a
    listener raises: Twilio then tries again."""
    tenant_id, trunk = await carriers.by_key(webhook.key)
    carrier = trunk.carrier
    if not isinstance(carrier, TwilioCarrier):
        raise CarrierNotFound
    form = Form(webhook.form)
    if not carrier.is_signed(_url(carrier, webhook), form, webhook.signature):
        note_forgery(tenant_id, trunk.id, webhook.sender, webhook.topic)
        raise ForgedWebhook(tenant_id=tenant_id, provider="twilio")
    sid = call_sid(form)
    if sid is None or len(webhook.call) > LONGEST_REST:
        return _nothing(carrier, webhook)
    if webhook.topic in ("twiml", "inbound"):
        return await _planned(carriers, carrier, tenant_id, webhook, form, sid)
    rest = webhook.call or f"{INBOUND}{sid}"
    event = EVENTS[webhook.topic](attempt_of(tenant_id, rest), sid, form)
    if event is not None:
        await _told(carrier, event)
    return None


async def _told(carrier: TwilioCarrier, event: CarrierEvent) -> None:
    """Whoever hears that a call was answered may connect somebody to it at once."""
    if event.kind == "answered" and carrier.mixes:
        await carrier.expect_sound(event.carrier_call_id, event.attempt)
    await carrier.tell(event)
    if event.kind in FINAL:
        await carrier.end_sound(event.carrier_call_id)


def note_forgery(tenant_id: UUID, carrier_id: int, sender: str, topic: str) -> None:
    told = {"tenant": str(tenant_id), "carrier": carrier_id, "address": sender, "topic": topic}
    security.warning("A forged webhook was refused", extra=told)


def _url(carrier: TwilioCarrier, webhook: TwilioWebhook) -> str:
    address = f"{carrier.addresses.public}{PATH}/{webhook.key}/{webhook.topic}"
    return f"{address}?{webhook.query}" if webhook.query else address


def _nothing(carrier: TwilioCarrier, webhook: TwilioWebhook) -> str | None:
    asks = webhook.topic in ("twiml", "inbound")
    return written((HangUp(),), carrier.addresses, "") if asks else None


async def _planned(
    carriers: Carriers, carrier: TwilioCarrier, tenant_id: UUID, webhook: TwilioWebhook, form: Form,
    sid: str,
) -> str:  # fmt: skip
    rest = webhook.call or f"{INBOUND}{sid}"
    attempt = attempt_of(tenant_id, rest)
    pressed = digits_event(attempt, sid, form, webhook.step)
    if pressed is not None:
        await carrier.tell(pressed)
    digits = pressed.detail if pressed else None
    plan: Plan | None
    if rest.startswith(INBOUND):
        if webhook.topic == "inbound":
            await carrier.tell(incoming_event(attempt, sid, form))
        plan = await carriers.plan_incoming(
            Incoming(
                tenant_id=tenant_id, attempt=attempt, carrier_id=carrier.setup.carrier_id,
                carrier_call_id=sid, from_number=number_of(form, "From"),
                to_number=number_of(form, "To"), digits=digits, step=webhook.step,
            )
        )  # fmt: skip
        return await _prepared(carrier, plan or (HangUp(busy=True),), rest, sid)
    plan = await carriers.plan_answered(
        Answered(
            tenant_id=tenant_id, attempt=attempt, carrier_id=carrier.setup.carrier_id,
            carrier_call_id=sid, digits=digits, step=webhook.step,
        )
    )  # fmt: skip
    return await _prepared(carrier, plan or carrier.plan(rest), rest, sid)


async def _prepared(carrier: TwilioCarrier, plan: Plan, rest: str, sid: str) -> str:
    if any(isinstance(step, ToMixer) for step in plan):
        await carrier.expect_sound(sid, attempt_of(carrier.setup.tenant_id, rest))
    return written(plan, carrier.addresses, rest)
