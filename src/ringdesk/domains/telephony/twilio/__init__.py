"""Twilio: calls by its REST API, news of them by signed webhooks. See docs/adr/0034-twilio.md."""

from functools import partial

from ringdesk.domains.telephony.media import Media
from ringdesk.domains.telephony.models import Make
from ringdesk.domains.telephony.twilio.adapter import TwilioCarrier
from ringdesk.domains.telephony.twilio.addresses import TwilioTopic
from ringdesk.domains.telephony.twilio.hearing import ForgedWebhook, TwilioWebhook, hear_twilio
from ringdesk.domains.telephony.twilio.listening import TwilioStream, open_twilio_stream
from ringdesk.domains.telephony.twilio.streams import Streams
from ringdesk.kernel.egress import Egress

__all__ = [
    "ForgedWebhook", "TwilioCarrier", "TwilioStream", "TwilioTopic", "TwilioWebhook",
    "hear_twilio", "open_twilio_stream", "twilio_carriers",
]  # fmt: skip


def twilio_carriers(egress: Egress, address: str, media: Media) -> Make:
    """Builds them; `address` is where Twilio reaches us: the public one."""
    return partial(TwilioCarrier, egress, address, Streams(media))
