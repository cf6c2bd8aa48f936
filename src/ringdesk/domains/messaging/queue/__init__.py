"""The queue of messages: claimed in batches, each asked for once."""

from ringdesk.domains.messaging.queue.delivery import Delivery
from ringdesk.domains.messaging.queue.loop import Sending

__all__ = ["Delivery", "Sending"]
