"""What Twilio's errors mean for a call. Numbers from its error and warning dictionary."""

from collections.abc import Iterator
from contextlib import contextmanager

from twilio.base.exceptions import TwilioException, TwilioRestException

from ringdesk.domains.telephony.carrier import CarrierRefused, CarrierSilent
from ringdesk.kernel.twilio import AnswerLost, NotSent

# The number is no number, for whomever: invalid 'To', unreachable by any route, malformed. (13224
# is also sent during outages, 21215 means a country that this account may not call: both may pass.)
NEVER_A_NUMBER = frozenset({21211, 21214, 21217})
IS_OVER = frozenset({21220, 20404})  # not in progress; no such call (any more)
SLOW_DOWN = 20429
# Permanent by SIP (RFC 3261): not found, gone, address incomplete, does not exist anywhere.
NEVER_BY_SIP = frozenset({404, 410, 484, 604})

SAYS = {
    20003: "Twilio does not accept the account SID with this token",
    20005: "The Twilio account is not active",
    20404: "Twilio knows no such account or call",
    SLOW_DOWN: "Twilio asks us to slow down",
    21210: "The caller id is not a number of this Twilio account",
    21211: "Not a telephone number",
    21212: "The caller id is not a telephone number",
    21214: "This number cannot be reached",
    21215: "The Twilio account may not call this country",
    21216: "Twilio does not call this number",
    21217: "Not a telephone number",
    21219: "A trial account calls verified numbers only",
}


@contextmanager
def understood() -> Iterator[None]:
    """CarrierRefused where there is no call, for certain; CarrierSilent where nobody knows."""
    try:
        yield
    except NotSent as error:
        raise CarrierRefused(f"Twilio cannot be reached ({error})") from error
    except AnswerLost as error:
        raise CarrierSilent(f"Twilio's answer was lost ({error})") from error
    except TwilioRestException as error:
        # 408 and 5xx come from what stands before Twilio as well as from itself.
        if error.status >= 500 or error.status == 408:
            raise CarrierSilent(f"Twilio failed with {error.status}") from error
        raise refusal(error) from error
    except (TwilioException, ValueError, KeyError, TypeError) as error:  # no JSON, not its shape
        raise CarrierSilent("Twilio's answer makes no sense") from error


def refusal(error: TwilioRestException) -> CarrierRefused:
    code = SLOW_DOWN if error.status == 429 else int(error.code or error.status)
    says = SAYS.get(code, f"Twilio refused it (error {code})")
    return CarrierRefused(says, code=code, permanent=code in NEVER_A_NUMBER)
