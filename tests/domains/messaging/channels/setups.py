"""Adapters as the queue would build them, allowed to reach the fakes on loopback."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from ringdesk.domains.messaging.channels.channel import Channel, Letter, Setup
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Office

VAULT = Vault(b"a secret for tests, long enough")


def setup(
    settings: Any, secrets: Mapping[str, str], *, near: str, office: Office | None = None,
    tenant_id: UUID | None = None, sender: str = "", at_home: bool = True,
) -> Setup:  # fmt: skip
    """`near`: the fake's address, or `host:port`."""
    place = urlsplit(near).netloc or near
    return Setup(
        tenant_id=tenant_id or uuid4(), provider_id=1, key="key-of-the-row", settings=settings,
        secrets=secrets, sender=sender, sender_name="", at_home=at_home,
        egress=Egress(allow=[place]), office=office, vault=VAULT,  # type: ignore[arg-type]
        public_url="https://desk.example",
    )  # fmt: skip


def letter(
    channel: Channel, recipient: str, text: str = "Your order is ready", **more: Any
) -> Letter:
    given = {"id": "msg_7", **more}
    return Letter(channel=channel, recipient=recipient, text=text, **given)
