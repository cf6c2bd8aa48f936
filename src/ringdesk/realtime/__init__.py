"""What happens, told to the screens that may know it, as it happens."""

from ringdesk.realtime.dialer import decisions_shown
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.imports import imports_shown
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.messages import delays_shown
from ringdesk.realtime.operations import metrics_shown
from ringdesk.realtime.privacy import chores_shown
from ringdesk.realtime.server import Realtime, build
from ringdesk.realtime.webhooks import deliveries_shown

__all__ = [
    "Hub", "Letter", "Realtime", "build", "chores_shown", "decisions_shown", "delays_shown",
    "deliveries_shown", "imports_shown", "metrics_shown",
]  # fmt: skip
