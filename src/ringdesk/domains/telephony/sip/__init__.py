"""SIP trunks: real telephony, by our own transactions over aiosipua's messages."""

from ringdesk.domains.telephony.sip.carrier import INBOUND, Limits, SipCarrier

__all__ = ["INBOUND", "Limits", "SipCarrier"]
