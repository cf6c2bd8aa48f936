"""A small Meta: the Cloud API for messages of one number, and its signed webhooks. Numbers end in a
digit that says what happens: 4 not on WhatsApp (131026) · 7 the window of 24 hours is over (131047)
· 5 slow down (130429) · any other: taken."""

import hashlib
import hmac
import secrets
from typing import Any

import httpx
from msgspec import json
from typing_extensions import override

from ringdesk.domains.messaging.channels.fakes.service import Fake, post, shown
from ringdesk.kernel.small_http import Answer, Asked

REFUSED = {"4": 131026, "7": 131047, "5": 130429}


class FakeMeta(Fake):
    def __init__(self) -> None:
        super().__init__()
        self.phone_number_id = "106540352242922"
        self.access_token, self.app_secret = secrets.token_hex(20), secrets.token_hex(16)
        self.messages: list[dict[str, Any]] = []

    @override
    async def answer(self, asked: Asked) -> Answer:
        if asked.headers.get("authorization") != f"Bearer {self.access_token}":
            return fault(401, 190)
        own = asked.path.split("/")[2:3] == [self.phone_number_id]
        if own and asked.method == "GET":
            return shown({"display_phone_number": "+1 555 0100", "verified_name": "Fake"})
        if not own or not asked.path.endswith("/messages"):
            return fault(400, 100)
        return self._take(json.decode(asked.body))

    def _take(self, body: dict[str, Any]) -> Answer:
        if body.get("messaging_product") != "whatsapp":
            return fault(400, 100)
        code = REFUSED.get(str(body["to"])[-1])
        if code is not None and not (code == 131047 and body["type"] == "template"):
            return fault(400, code)
        wamid = f"wamid.{secrets.token_urlsafe(24)}"
        self.messages.append({**body, "id": wamid})
        return shown({"messaging_product": "whatsapp", "messages": [{"id": wamid}]})

    async def tell(
        self, url: str, wamid: str, status: str, *, at: int = 1_700_000_000, code: int = 0,
        message_id: str = "",
    ) -> httpx.Response:  # fmt: skip
        """What became of it."""
        told: dict[str, Any] = {"id": wamid, "status": status, "timestamp": str(at)}
        if message_id:
            told["biz_opaque_callback_data"] = message_id
        if code:
            told["errors"] = [{"code": code, "title": "Failed"}]
        return await self.post(url, {"statuses": [told]})

    async def write(self, url: str, *, sender: str, text: str) -> httpx.Response:
        """Somebody answers."""
        message = {
            "from": sender.removeprefix("+"), "id": f"wamid.{secrets.token_hex(8)}",
            "timestamp": "1700000000", "type": "text", "text": {"body": text},
        }  # fmt: skip
        return await self.post(url, {"messages": [message]})

    async def post(
        self, url: str, value: dict[str, Any], *, signature: str | None = None
    ) -> httpx.Response:
        metadata = {"phone_number_id": self.phone_number_id}
        change = {
            "field": "messages",
            "value": {"messaging_product": "whatsapp", "metadata": metadata, **value},
        }
        body = json.encode({
            "object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}],
        })  # fmt: skip
        right = f"sha256={hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()}"
        return await post(url, body, {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": right if signature is None else signature,
        })  # fmt: skip


def fault(status: int, code: int) -> Answer:
    return shown({"error": {"message": "Refused", "code": code, "type": "OAuthException"}}, status)
