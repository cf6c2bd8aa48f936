"""Web Push."""

from ringdesk.domains.messaging.channels.push.sender import KINDS, PushSettings
from ringdesk.domains.messaging.channels.push.subscriptions import (
    Offer,
    Subscription,
    SubscriptionNotFound,
    push_offer,
    subscribe,
    unsubscribe,
)

__all__ = [
    "KINDS", "Offer", "PushSettings", "Subscription", "SubscriptionNotFound", "push_offer",
    "subscribe", "unsubscribe",
]  # fmt: skip
