"""The queue that dials: claims, the gate, the loop."""

from ringdesk.domains.dialer.queue.lanes import Decision
from ringdesk.domains.dialer.queue.loop import Dialer
from ringdesk.domains.dialer.queue.minding import Patience
from ringdesk.domains.dialer.queue.tick import Round

__all__ = ["Decision", "Dialer", "Patience", "Round"]
