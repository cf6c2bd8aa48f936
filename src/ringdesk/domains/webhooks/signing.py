"""Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks, specification 1.0.0.

What is signed is `webhook-id.webhook-timestamp.body`, by HMAC-SHA256; a secret is `whsec_` and the
Base64 of 24 to 64 random bytes. While a secret is rotated both sign, apart by a space.
"""

import base64
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from standardwebhooks import Webhook

SECRET_BYTES = 32
PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def sealed_for(tenant_id: UUID, endpoint_id: int) -> str:
    return f"webhooks:{tenant_id}:{endpoint_id}"


def headers_of(message_id: str, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The time is that of the attempt: receivers refuse what is older than a few minutes."""
    now = datetime.now(UTC)
    signatures = [Webhook(one).sign(message_id, now, body.decode()) for one in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
