"""SIP trunks: real telephony, by our own transactions over aiosipua's messages."""

from ringdesk.domains.telephony.sip.carrier import INBOUND, SipCarrier
from ringdesk.domains.telephony.sip.making import sip_carriers

__all__ = ["INBOUND", "SipCarrier", "sip_carriers"]
