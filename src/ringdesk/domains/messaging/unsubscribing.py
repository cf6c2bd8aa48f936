"""The link that ends advertising: signed, for one message, good for ever.

A reader's program posts to it without being asked anything (RFC 8058); a person who opens it sees
a page with one button. Nothing happens by looking, because mail scanners look at every link.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.messaging import queries, suppressing
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.errors import MessageNotFound
from ringdesk.kernel.work import Actor, Office, Origin

LENGTH = 16 + 8 + 16  # bytes: tenant, message, signature


class Sent(Struct, frozen=True):
    id: int
    channel: Channel
    recipient: str


class Unsubscribing:
    """`secret`: the installation's; `public_url`: what links begin with."""

    def __init__(self, secret: bytes, public_url: str) -> None:
        self._key = hmac.digest(secret, b"ringdesk unsubscribe links, 1", "sha256")
        self._begin = f"{public_url.rstrip('/')}/api/unsubscribe/"

    def link(self, tenant_id: UUID, message_id: int) -> str:
        raw = tenant_id.bytes + message_id.to_bytes(8, "big")
        return self._begin + urlsafe_b64encode(raw + self._sign(raw)).decode().rstrip("=")

    def read(self, token: str) -> tuple[UUID, int]:
        """Tenant and message. MessageNotFound for what we did not sign."""
        try:
            raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError as error:
            raise MessageNotFound from error
        if len(raw) != LENGTH or not hmac.compare_digest(self._sign(raw[:24]), raw[24:]):
            raise MessageNotFound
        return UUID(bytes=raw[:16]), int.from_bytes(raw[16:24], "big")

    def _sign(self, raw: bytes) -> bytes:
        return hmac.new(self._key, raw, sha256).digest()[:16]

    async def find(self, office: Office, token: str) -> Sent:
        """What the link belongs to. MessageNotFound."""
        tenant_id, message_id = self.read(token)
        async with office.open(Actor.the_house(tenant_id)) as work:
            found = await work.one(Sent, queries.RECIPIENT, message_id)
        if found is None:
            raise MessageNotFound
        return found

    async def unsubscribe(self, office: Office, token: str, origin: Origin) -> Sent:
        """The address wants no more advertising on this channel. As often as one likes."""
        tenant_id, message_id = self.read(token)
        async with office.open(Actor.the_house(tenant_id), origin) as work:
            found = await work.one(Sent, queries.RECIPIENT, message_id)
            if found is None:
                raise MessageNotFound
            await suppressing.opt_out(
                work, channel=found.channel, address=found.recipient, message_id=found.id,
                note="by the link in a message",
            )  # fmt: skip
        return found
