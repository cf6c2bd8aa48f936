"""The door for sound: who may bring it, and what is heard of it besides."""

from ringdesk.domains.telephony.carriers import Carriers
from ringdesk.domains.telephony.errors import CarrierNotFound
from ringdesk.domains.telephony.twilio.adapter import TwilioCarrier
from ringdesk.domains.telephony.twilio.hearing import ForgedWebhook, note_forgery
from ringdesk.domains.telephony.twilio.streams import Messages, Send
from ringdesk.domains.telephony.twilio.words import key_event


class TwilioStream:
    """Proved to be Twilio's; whose sound it brings, it says itself."""

    def __init__(self, carrier: TwilioCarrier) -> None:
        self._carrier = carrier
        self._keys = 0

    async def carry(self, messages: Messages, send: Send) -> None:
        """Until the call is over, or Twilio ends it."""
        await self._carrier.carry_sound(messages, send, self._pressed)

    async def _pressed(self, attempt: str, carrier_call_id: str, digit: str) -> None:
        event = key_event(attempt, carrier_call_id, digit, self._keys)
        if event is not None:
            self._keys += 1
            await self._carrier.tell(event)


async def open_twilio_stream(
    carriers: Carriers, key: str, signature: str, sender: str
) -> TwilioStream:
    """CarrierNotFound, ForgedWebhook. The address may be signed with a slash at its end."""
    tenant_id, trunk = await carriers.by_key(key)
    carrier = trunk.carrier
    if not isinstance(carrier, TwilioCarrier):
        raise CarrierNotFound
    address = carrier.addresses.media()
    if not any(carrier.is_signed(url, {}, signature) for url in (address, f"{address}/")):
        note_forgery(tenant_id, trunk.id, sender, "media")
        raise ForgedWebhook(tenant_id=tenant_id, provider="twilio")
    return TwilioStream(carrier)
