"""SIP trunks: real telephony, by our own transactions over aiosipua's messages."""

from ringdesk.domains.telephony.sip.carrier import INBOUND, Limits, SipCarrier
from ringdesk.domains.telephony.sip.making import sip_carriers

__all__ = ["INBOUND", "Limits", "SipCarrier", "sip_carriers"]
