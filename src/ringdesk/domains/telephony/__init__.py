"""Telephony: who carries a tenant's calls, and what a carrier can do. Others import this face."""

from ringdesk.domains.telephony.carrier import (
    FINAL,
    CallState,
    Carrier,
    CarrierEvent,
    CarrierRefused,
    CarrierSilent,
    DialRequest,
    Health,
    Kind,
    Placed,
)
from ringdesk.domains.telephony.carriers import Carriers, Dialled
from ringdesk.domains.telephony.errors import CarrierNameTaken, CarrierNotFound, TooManyCarriers
from ringdesk.domains.telephony.events import CarrierAdded, CarrierChanged, CarrierRemoved
from ringdesk.domains.telephony.kinds import build_carriers, carrying
from ringdesk.domains.telephony.media import (
    CallEnded,
    IceServer,
    Media,
    MediaFailed,
    PersonState,
    Range,
    Supervising,
)
from ringdesk.domains.telephony.models import CARRIER_KINDS, CarrierChanges, CarrierKind, Configured
from ringdesk.domains.telephony.numbers import (
    REGIONS,
    Number,
    national,
    number,
    warm_numbers,
    zones_of_region,
)
from ringdesk.domains.telephony.personal import PERSONAL
from ringdesk.domains.telephony.plans import (
    LEAST_RING_S,
    Answered,
    HangUp,
    Incoming,
    Menu,
    Plan,
    Say,
    ToConference,
    ToMixer,
    ToNumber,
    ToPerson,
    Wait,
)
from ringdesk.domains.telephony.service import (
    CarrierShown,
    add_carrier,
    change_carrier,
    get_carrier,
    list_carriers,
    remove_carrier,
    test_carrier,
)
from ringdesk.domains.telephony.simulation import sid, simulated_carriers
from ringdesk.domains.telephony.trunks import Trunk
from ringdesk.domains.telephony.twilio import (
    ForgedWebhook,
    TwilioStream,
    TwilioTopic,
    TwilioWebhook,
    hear_twilio,
    open_twilio_stream,
    twilio_carriers,
)

__all__ = [
    "CARRIER_KINDS", "FINAL", "LEAST_RING_S", "PERSONAL", "REGIONS", "Answered", "CallEnded",
    "CallState", "Carrier", "CarrierAdded", "CarrierChanged", "CarrierChanges", "CarrierEvent",
    "CarrierKind", "CarrierNameTaken", "CarrierNotFound", "CarrierRefused", "CarrierRemoved",
    "CarrierShown", "CarrierSilent", "Carriers", "Configured", "DialRequest", "Dialled",
    "ForgedWebhook", "HangUp", "Health", "IceServer", "Incoming", "Kind", "Media",
    "MediaFailed", "Menu", "Number", "PersonState", "Placed", "Plan", "Range", "Say",
    "Supervising", "ToConference", "ToMixer", "ToNumber", "ToPerson", "TooManyCarriers",
    "Trunk", "TwilioStream", "TwilioTopic", "TwilioWebhook", "Wait", "add_carrier",
    "build_carriers", "carrying", "change_carrier", "get_carrier", "hear_twilio",
    "list_carriers", "national", "number", "open_twilio_stream", "remove_carrier", "sid",
    "simulated_carriers", "test_carrier", "twilio_carriers", "warm_numbers", "zones_of_region",
]  # fmt: skip
