"""From a row of the settings to an adapter that can be asked."""

import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from msgspec import ValidationError, convert, json

from ringdesk.domains.messaging.channels.channel import Sender, Setup, TryLater, kind_of
from ringdesk.domains.messaging.channels.console import ConsoleSender
from ringdesk.domains.messaging.errors import ProviderNotFound
from ringdesk.domains.messaging.models import Provider
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.secrets import CannotOpen, Vault
from ringdesk.kernel.work import Office

log = logging.getLogger(__name__)


class Senders:
    """Builds them; keeps none, so that a change of the settings holds with the next batch."""

    def __init__(self, office: Office, vault: Vault, egress: Egress, public_url: str) -> None:
        self.office, self.vault, self.egress, self.public_url = office, vault, egress, public_url

    def of(self, tenant_id: UUID, row: Provider | None) -> Sender:
        """TryLater (away), if it cannot be built from what is stored. None: the console."""
        if row is None:
            return ConsoleSender()
        kind = kind_of(row.channel, row.kind)
        if kind is None:
            raise TryLater("This kind of provider is not there any more", away=True)
        try:
            settings = convert(row.shown, kind.settings)
        except ValidationError as error:
            raise TryLater("Its settings are not what they should be", away=True) from error
        secrets = opened(self.vault, tenant_id, row)
        if any(one.required and one.name not in secrets for one in kind.credentials):
            raise TryLater("Its credentials are missing: enter them again", away=True)
        return kind.make(Setup(
            tenant_id=tenant_id, provider_id=row.id, key=key_of(tenant_id, row.id),
            settings=settings, secrets=secrets, sender=row.sender, sender_name=row.sender_name,
            at_home=row.at_home, egress=self.egress, office=self.office, vault=self.vault,
            public_url=self.public_url,
        ))  # fmt: skip


def opened(vault: Vault, tenant_id: UUID, row: Provider) -> dict[str, str]:
    """The credentials. Those that no key of ours opens any more are missing, as if never given."""
    if row.credentials is None:
        return {}
    try:
        text = vault.open(row.credentials, purpose=sealed_for(tenant_id, row.id))
    except CannotOpen:
        log.warning("The credentials of message provider %s open with no key", row.id)
        return {}
    return json.decode(text, type=dict[str, str])


def sealed_for(tenant_id: UUID, provider_id: int) -> str:
    return f"message_providers:{tenant_id}:{provider_id}"


def key_of(tenant_id: UUID, provider_id: int) -> str:
    """What a webhook's address ends with. No secret: webhooks prove by their signature who they
    are. It leads to the row without a look at other tenants'."""
    return urlsafe_b64encode(tenant_id.bytes + provider_id.to_bytes(8, "big")).decode()


def read_key(key: str) -> tuple[UUID, int]:
    """ProviderNotFound for what never was one."""
    try:
        raw = urlsafe_b64decode(key)
    except ValueError as error:
        raise ProviderNotFound from error
    if len(raw) != 24 or urlsafe_b64encode(raw).decode() != key or raw[16] > 127:
        raise ProviderNotFound
    return UUID(bytes=raw[:16]), int.from_bytes(raw[16:], "big")
