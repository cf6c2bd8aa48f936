"""SIP trunks: real telephony, by our own transactions over aiosipua's messages."""

from ringdesk.domains.telephony.sip.carrier import SipCarrier
from ringdesk.domains.telephony.sip.making import sip_carriers
from ringdesk.domains.telephony.sip.receiving import INBOUND

__all__ = ["INBOUND", "SipCarrier", "sip_carriers"]
