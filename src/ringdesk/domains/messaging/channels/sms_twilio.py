"""SMS by Twilio. What its interface is like: docs/adr/0034-twilio.md, 0046-channels-and-mail.md."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Credential,
    Health,
    Kind,
    Letter,
    Refused,
    Setup,
    TryLater,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.twilio import AnswerLost, EgressClient, NotSent

PATH = "/messaging/twilio"
NUMBER = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)
SENDER = re.compile(r"\+?[1-9]\d{2,14}|[A-Za-z0-9 ]{1,11}", re.ASCII)
LONGEST = 1600  # letters; Twilio takes no more
SLOW_DOWN = 20429
# Of Twilio's error dictionary: the number is none or takes no SMS; 21610: they answered STOP.
NO_SUCH_NUMBER = frozenset({21211, 21214, 21217, 21614})
STOPPED = 21610
NOT_OURS = frozenset({20003, 20005, 20404, 21606, 21212, 21659, 21660, 21701, 21703})


class TwilioSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`api_key_sid`: signs in with that key, which can be withdrawn by itself; the account's token
    is still needed, because Twilio signs with it. `messaging_service_sid` in place of a sender.
    `base_url`: one that stands in for Twilio."""

    account_sid: str
    api_key_sid: str = ""
    messaging_service_sid: str = ""
    base_url: str = ""


class TwilioSms:
    at_once = 10

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        settings: TwilioSettings = setup.settings
        key = settings.api_key_sid
        secret = setup.secrets.get("api_key_secret" if key else "auth_token", "-")
        self._client: Any = Client(  # the library's own types are incomplete
            key or settings.account_sid, secret, account_sid=settings.account_sid,
            http_client=EgressClient(setup.egress, at_home=setup.at_home),
        )  # fmt: skip
        if settings.base_url:
            self._client.api.base_url = settings.base_url.rstrip("/")

    async def send(self, letter: Letter) -> Accepted:
        if NUMBER.fullmatch(letter.recipient) is None:
            raise Refused("Not a telephone number in international form")
        if len(letter.text) > LONGEST:
            raise Refused(f"Twilio takes {LONGEST} letters at most")
        try:
            made = await self._client.messages.create_async(
                to=letter.recipient, body=letter.text, **self._from(letter),
                status_callback=self.callback(letter.id),
            )  # fmt: skip
        except NotSent as error:
            raise TryLater(f"Twilio cannot be reached ({error})", away=True) from error
        except AnswerLost as error:
            raise CannotTell(f"Twilio's answer was lost ({error})") from error
        except TwilioRestException as error:
            raise meaning(error) from error
        except (TwilioException, ValueError, KeyError, TypeError) as error:
            raise CannotTell("Twilio's answer makes no sense") from error
        return Accepted(str(made.sid))

    def callback(self, message_id: str) -> str:
        """It names our message too: so what was `unknown` after a crash is settled by Twilio."""
        address = f"{self._setup.public_url.rstrip('/')}{PATH}/{self._setup.key}/status"
        return f"{address}?message={quote(message_id, safe='')}"

    def _from(self, letter: Letter) -> dict[str, str]:
        service = self._setup.settings.messaging_service_sid
        return {"messaging_service_sid": service} if service else {"from_": letter.sender}

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        raise CannotTell("Twilio has no message by our number; its receipt will tell")

    async def check(self) -> Health:
        account = self._setup.settings.account_sid
        try:
            found = await self._client.api.accounts(account).fetch_async()
        except (NotSent, AnswerLost) as error:
            return Health(False, f"Twilio cannot be reached ({error})")
        except TwilioRestException as error:
            return Health(False, str(meaning(error)))
        except (TwilioException, ValueError, KeyError, TypeError):
            return Health(False, "Twilio's answer makes no sense")
        if found.status != "active":
            return Health(False, f"The Twilio account is {found.status}")
        return Health(True, f"Account {found.friendly_name} is active")

    async def close(self) -> None:
        return None


def meaning(error: TwilioRestException) -> Refused | TryLater | CannotTell:
    """Numbers from Twilio's error and warning dictionary."""
    code = SLOW_DOWN if error.status == 429 else int(error.code or error.status)
    if code == SLOW_DOWN:
        return TryLater("Twilio asks us to slow down")
    if error.status >= 500 or error.status == 408:
        return CannotTell(f"Twilio failed with {error.status}")
    if code in NO_SUCH_NUMBER:
        return Refused(f"This number takes no SMS (error {code})", suppress=True)
    if code == STOPPED:
        return Refused("They asked Twilio to stop (error 21610)", suppress=True)
    if code in NOT_OURS:
        return TryLater(f"Twilio does not accept the account or the sender ({code})", away=True)
    return Refused(f"Twilio refused it (error {code})")


def check_sender(sender: str) -> str:
    if SENDER.fullmatch(sender) is None:
        raise Invalid.field("sender", "A number with +, a short code, or up to 11 letters")
    return sender


KINDS = (
    Kind(
        channel="sms", kind="twilio", settings=TwilioSettings, make=TwilioSms,
        credentials=(Credential("auth_token"), Credential("api_key_secret", required=False)),
        place=("account_sid", "base_url"), sender="optional", check_sender=check_sender,
        address_of=lambda settings: settings.base_url or None, per_second=10,
    ),
)  # fmt: skip
