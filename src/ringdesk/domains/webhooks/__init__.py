"""Webhooks: a tenant's own systems are told what happens, by the Standard Webhooks specification.

Others import this face, nothing deeper."""

from ringdesk.domains.webhooks.deliveries import (
    get_delivery,
    list_deliveries,
    replay_delivery,
    replay_since,
    send_test,
)
from ringdesk.domains.webhooks.errors import (
    DeliveryNotFound,
    TooManyWebhooks,
    WebhookIsOff,
    WebhookNotFound,
)
from ringdesk.domains.webhooks.events import (
    WebhookAdded,
    WebhookChanged,
    WebhookDisabled,
    WebhookRemoved,
    WebhookReplayed,
)
from ringdesk.domains.webhooks.hooks import Hooks
from ringdesk.domains.webhooks.models import (
    Attempt,
    Delivery,
    DeliveryState,
    Detailed,
    DisabledBecause,
    Endpoint,
    EndpointChanges,
    Tell,
    Topic,
    WithSecret,
)
from ringdesk.domains.webhooks.personal import PERSONAL
from ringdesk.domains.webhooks.policy import may_look
from ringdesk.domains.webhooks.running import register
from ringdesk.domains.webhooks.sending import Sending
from ringdesk.domains.webhooks.service import (
    add_endpoint,
    catalogue,
    change_endpoint,
    get_endpoint,
    list_endpoints,
    remove_endpoint,
    rotate_secret,
)

__all__ = [
    "PERSONAL", "Attempt", "Delivery", "DeliveryNotFound", "DeliveryState", "Detailed",
    "DisabledBecause", "Endpoint", "EndpointChanges", "Hooks", "Sending", "Tell", "TooManyWebhooks",
    "Topic", "WebhookAdded", "WebhookChanged", "WebhookDisabled", "WebhookIsOff", "WebhookNotFound",
    "WebhookRemoved", "WebhookReplayed", "WithSecret", "add_endpoint", "catalogue",
    "change_endpoint", "get_delivery", "get_endpoint", "list_deliveries", "list_endpoints",
    "may_look", "register", "remove_endpoint", "replay_delivery", "replay_since", "rotate_secret",
    "send_test",
]  # fmt: skip
