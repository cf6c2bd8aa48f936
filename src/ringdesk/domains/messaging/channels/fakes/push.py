"""A push service with its browsers: each has a key, an address here, and reads what it gets."""

import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from msgspec import json
from typing_extensions import override

from ringdesk.domains.messaging.channels.fakes.service import Fake
from ringdesk.domains.messaging.channels.push import sealing
from ringdesk.kernel.small_http import Answer, Asked


class Browser:
    """`shown`: what it shows, by tag: a second of the same tag replaces the first."""

    def __init__(self, service: "FakePush") -> None:
        self._key = ec.generate_private_key(sealing.CURVE)
        self._auth = secrets.token_bytes(sealing.SECRET)
        self._service, self.name = service, secrets.token_urlsafe(16)
        self.shown: dict[str, dict[str, Any]] = {}
        self.topics: list[str] = []
        self.is_gone = False

    @property
    def subscription(self) -> dict[str, str]:
        return {
            "endpoint": f"{self._service.address}/send/{self.name}",
            "p256dh": sealing.encoded(sealing.point_of(self._key.public_key())),
            "auth": sealing.encoded(self._auth),
        }

    def take(self, body: bytes, topic: str) -> None:
        told = json.decode(sealing.opened(body, mine=self._key, auth=self._auth))
        self.shown[told["tag"]] = told
        self.topics.append(topic)


class FakePush(Fake):
    def __init__(self) -> None:
        super().__init__()
        self.browsers: dict[str, Browser] = {}

    def browser(self) -> Browser:
        made = Browser(self)
        self.browsers[made.name] = made
        return made

    @override
    async def answer(self, asked: Asked) -> Answer:
        browser = self.browsers.get(asked.path.removeprefix("/send/"))
        if browser is None:
            return Answer(404)
        if browser.is_gone:
            return Answer(410)
        if not self._is_signed(asked) or asked.headers.get("content-encoding") != "aes128gcm":
            return Answer(403)
        if "ttl" not in asked.headers or len(asked.body) > sealing.RECORD_SIZE:
            return Answer(400)
        browser.take(asked.body, asked.headers.get("topic", ""))
        return Answer(201)

    def _is_signed(self, asked: Asked) -> bool:
        scheme, _, rest = asked.headers.get("authorization", "").partition(" t=")
        token, _, key = rest.partition(", k=")
        point = sealing.decoded(key)
        known = ECKey.import_key({
            "kty": "EC", "crv": "P-256", "x": sealing.encoded(point[1:33]),
            "y": sealing.encoded(point[33:]),
        })  # fmt: skip
        try:
            claims = jwt.decode(token, known, algorithms=["ES256"]).claims
        except (JoseError, ValueError):
            return False
        return scheme == "vapid" and claims["aud"] == self.address
