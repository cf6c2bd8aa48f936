"""A small Slack: chat.postMessage, an incoming webhook, signed events. A channel's name says what
happens: `gone` is no channel, `busy` asks to slow down."""

import hashlib
import hmac
import secrets
import time
from typing import Any

import httpx
from msgspec import json
from typing_extensions import override

from ringdesk.domains.messaging.channels.fakes.service import Fake, post, shown
from ringdesk.kernel.small_http import Answer, Asked


class FakeSlack(Fake):
    def __init__(self) -> None:
        super().__init__()
        self.token, self.signing_secret = f"xoxb-{secrets.token_hex(8)}", secrets.token_hex(16)
        self.hook = f"/services/T0/B0/{secrets.token_hex(12)}"
        self.posted: list[dict[str, Any]] = []

    @override
    async def answer(self, asked: Asked) -> Answer:
        if asked.path == self.hook:
            self.posted.append(json.decode(asked.body))
            return Answer(200, b"ok", "text/plain")
        if asked.path.startswith("/services/"):
            return Answer(404, b"no_service", "text/plain")
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return shown({"ok": False, "error": "invalid_auth"})
        if asked.path.endswith("/auth.test"):
            return shown({"ok": True, "user": "ringdesk", "team": "Fake"})
        return self._take(json.decode(asked.body))

    def _take(self, body: dict[str, Any]) -> Answer:
        if "gone" in body["channel"]:
            return shown({"ok": False, "error": "channel_not_found"})
        if "busy" in body["channel"]:
            return shown({"ok": False, "error": "ratelimited"}, 429)
        self.posted.append(body)
        return shown({"ok": True, "channel": "C0123456789", "ts": f"1700000000.{len(self.posted)}"})

    async def post(
        self, url: str, event: dict[str, Any], *, at: int | None = None,
        signature: str | None = None,
    ) -> httpx.Response:  # fmt: skip
        body, stamp = json.encode(event), str(at or int(time.time()))
        base = b":".join((b"v0", stamp.encode(), body))
        right = f"v0={hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()}"
        return await post(url, body, {
            "Content-Type": "application/json", "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": right if signature is None else signature,
        })  # fmt: skip
