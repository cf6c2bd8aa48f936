"""WhatsApp by Meta's Cloud API: text within the customer's window of 24 hours, approved templates
at any time. Facts about its interface: docs/adr/0046-channels-and-mail.md."""

import re
from datetime import datetime
from typing import Any

from msgspec import Struct, json

from ringdesk.domains.messaging.channels.asking import ask, object_of
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
from ringdesk.kernel.egress import Answer

WHO = "WhatsApp"
BASE = "https://graph.facebook.com"
NUMBER = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)
LONGEST = 4096
# Meta's error codes: limits of rate, of spam, of this pair, of the application.
SLOW_DOWN = frozenset({4, 80007, 130429, 131048, 131056})
NOT_OURS = frozenset({0, 3, 10, 190, 131005, 131031, 131042, 131045, 368})
MAY_PASS = frozenset({1, 2, 131000, 131016, 131057, 133004, 133016})
NOT_ON_WHATSAPP = 131026
# How our languages are written there; any other as it is.
LANGUAGES = {"en": "en_US", "pt": "pt_BR", "zh": "zh_CN"}


class WhatsAppSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`named_parameters`: the templates' variables have names there; else they are numbered, in
    the order of ours by name. `base_url`: one that stands in for Meta."""

    phone_number_id: str
    api_version: str = "v21.0"
    named_parameters: bool = True
    base_url: str = ""


class WhatsApp:
    at_once = 10

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        settings: WhatsAppSettings = setup.settings
        self._address = (
            f"{settings.base_url.rstrip('/') or BASE}/{settings.api_version}"
            f"/{settings.phone_number_id}"
        )

    async def send(self, letter: Letter) -> Accepted:
        if NUMBER.fullmatch(letter.recipient) is None:
            raise Refused("Not a telephone number in international form")
        if len(letter.text) > LONGEST:
            raise Refused(f"WhatsApp takes {LONGEST} letters at most")
        body = json.encode(self._body(letter))
        answer = await self._ask("POST", "/messages", body)
        said = object_of(answer)
        if answer.status >= 400:
            raise meaning(said, answer.status)
        messages = said.get("messages")
        if not isinstance(messages, list) or not messages:
            raise CannotTell("WhatsApp's answer makes no sense")
        return Accepted(str(messages[0].get("id", "")))

    def _body(self, letter: Letter) -> dict[str, Any]:
        """`biz_opaque_callback_data` comes back with every receipt."""
        body: dict[str, Any] = {
            "messaging_product": "whatsapp", "recipient_type": "individual",
            "to": letter.recipient.removeprefix("+"), "biz_opaque_callback_data": letter.id,
        }  # fmt: skip
        if letter.template is None:
            text = {"body": letter.text, "preview_url": False}
            return {**body, "type": "text", "text": text}
        named = self._setup.settings.named_parameters
        parameters = [
            {"type": "text", "text": value, **({"parameter_name": name} if named else {})}
            for name, value in sorted(letter.variables.items())
        ]
        template: dict[str, Any] = {
            "name": letter.template,
            "language": {"code": LANGUAGES.get(letter.language, letter.language)},
        }
        if parameters:
            template["components"] = [{"type": "body", "parameters": parameters}]
        return {**body, "type": "template", "template": template}

    async def _ask(self, method: str, path: str, content: bytes = b"") -> Answer:
        headers = {
            "Authorization": f"Bearer {self._setup.secrets.get('access_token', '')}",
            "Content-Type": "application/json",
        }
        address = f"{self._address}{path}"
        return await ask(self._setup, method, address, who=WHO, headers=headers, content=content)

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        raise CannotTell("WhatsApp has no message by our number; its receipt will tell")

    async def check(self) -> Health:
        try:
            answer = await self._ask("GET", "?fields=display_phone_number,verified_name")
        except (TryLater, CannotTell) as error:
            return Health(False, error.reason)
        said = object_of(answer)
        if answer.status >= 400:
            return Health(False, str(meaning(said, answer.status)))
        return Health(True, f"Number {said.get('display_phone_number', '')} is ours")

    async def close(self) -> None:
        return None


def meaning(said: dict[str, Any], status: int) -> Refused | TryLater:
    error = said.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    number = code if isinstance(code, int) else status
    if number in SLOW_DOWN:
        return TryLater("WhatsApp asks us to slow down")
    if number in NOT_OURS or status in (401, 403):
        return TryLater(f"WhatsApp does not accept the account ({number})", away=True)
    if number in MAY_PASS:
        return TryLater(f"WhatsApp cannot do it now ({number})")
    if number == NOT_ON_WHATSAPP:
        return Refused("This number is not on WhatsApp, or takes nothing from us (131026)")
    if number == 131047:
        return Refused("They last wrote more than 24 hours ago: send a template (131047)")
    return Refused(f"WhatsApp refused it (error {number})")


KINDS = (
    Kind(
        channel="whatsapp", kind="whatsapp", settings=WhatsAppSettings, make=WhatsApp,
        credentials=(
            Credential("access_token"), Credential("app_secret"), Credential("verify_token"),
        ),
        place=("phone_number_id", "base_url"), sender="none",
        address_of=lambda settings: settings.base_url or None, per_second=20,
    ),
)  # fmt: skip
