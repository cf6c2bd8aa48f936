from tests.domains.telephony.twilio.conftest import address, fake, house

__all__ = ["address", "fake", "house"]
