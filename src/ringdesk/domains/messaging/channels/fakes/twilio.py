"""A small Twilio for SMS: its REST API, and webhooks signed as its own. Numbers end in a digit that
says what happens: 2 undelivered (30003) · 4 no mobile number (21614) · 9 they answered STOP before
(21610) · any other: delivered."""

import secrets
from base64 import b64encode
from urllib.parse import urlencode

import httpx
from msgspec import Struct
from twilio.request_validator import RequestValidator
from typing_extensions import override

from ringdesk.domains.messaging.channels.fakes.service import Fake, post, shown
from ringdesk.kernel.small_http import Answer, Asked

API = "/2010-04-01/Accounts"
REFUSED = {"4": 21614, "9": 21610}


class Sms(Struct):
    sid: str
    given: dict[str, str]


class FakeTwilio(Fake):
    def __init__(self) -> None:
        super().__init__()
        self.sid, self.token = f"AC{secrets.token_hex(16)}", secrets.token_hex(16)
        self.messages: list[Sms] = []
        self._validator = RequestValidator(self.token)

    @override
    async def answer(self, asked: Asked) -> Answer:
        right = f"Basic {b64encode(f'{self.sid}:{self.token}'.encode()).decode()}"
        if asked.headers.get("authorization") != right:
            return fault(401, 20003, "Authenticate")
        match asked.method, asked.path.removeprefix(f"{API}/{self.sid}"):
            case "GET", ".json":
                return shown({"sid": self.sid, "status": "active", "friendly_name": "Fake"})
            case "POST", "/Messages.json":
                return self._take(dict(asked.form))
        return fault(404, 20404, "Not found")

    def _take(self, given: dict[str, str]) -> Answer:
        if code := REFUSED.get(given["To"][-1]):
            return fault(400, code, "Refused")
        if "From" not in given and "MessagingServiceSid" not in given:
            return fault(400, 21603, "A 'From' phone number is required")
        made = Sms(f"SM{secrets.token_hex(16)}", given)
        self.messages.append(made)
        return shown(
            {"sid": made.sid, "status": "queued", "to": given["To"], "body": given["Body"]}, 201
        )

    async def tell(self, sms: Sms, status: str, *, code: str = "") -> httpx.Response:
        """What became of it."""
        told = {"MessageSid": sms.sid, "MessageStatus": status, "To": sms.given["To"]}
        return await self.post(
            sms.given["StatusCallback"], {**told, **({"ErrorCode": code} if code else {})}
        )

    async def write(self, url: str, *, sender: str, to: str, text: str) -> httpx.Response:
        """Somebody answers."""
        sid = f"SM{secrets.token_hex(16)}"
        return await self.post(url, {"MessageSid": sid, "From": sender, "To": to, "Body": text})

    async def post(
        self, url: str, form: dict[str, str], *, signature: str | None = None
    ) -> httpx.Response:
        right = str(self._validator.compute_signature(url, form))
        return await post(url, urlencode(form).encode(), {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": right if signature is None else signature,
        })  # fmt: skip


def fault(status: int, code: int, message: str) -> Answer:
    return shown({"code": code, "message": message, "status": status}, status)
