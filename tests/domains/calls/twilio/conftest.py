from tests.domains.telephony.twilio.conftest import address, fake, house, line

__all__ = ["address", "fake", "house", "line"]
