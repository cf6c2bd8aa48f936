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
from ringdesk.domains.telephony.models import CARRIER_KINDS, CarrierChanges, CarrierKind, Configured
from ringdesk.domains.telephony.numbers import REGIONS, Number, national, number, zones_of_region
from ringdesk.domains.telephony.service import (
    CarrierShown,
    add_carrier,
    change_carrier,
    get_carrier,
    list_carriers,
    remove_carrier,
    test_carrier,
)
from ringdesk.domains.telephony.trunks import Trunk

__all__ = [
    "CARRIER_KINDS", "FINAL", "REGIONS", "CallState", "Carrier", "CarrierAdded",
    "CarrierChanged", "CarrierChanges", "CarrierEvent", "CarrierKind", "CarrierNameTaken",
    "CarrierNotFound", "CarrierRefused", "CarrierRemoved", "CarrierShown", "CarrierSilent",
    "Carriers", "Configured", "DialRequest", "Dialled", "Health", "Kind", "Number", "Placed",
    "TooManyCarriers", "Trunk", "add_carrier", "change_carrier", "get_carrier", "list_carriers",
    "national", "number", "remove_carrier", "test_carrier", "zones_of_region",
]  # fmt: skip
