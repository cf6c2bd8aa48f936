"""What the machine makes of people's words: a message's intent, a ticket's category and urgency.

`categorise` and `urgency` are synchronous, pure and safe to call from any thread; they take well
under a millisecond of one core. `understand` and `embed` have a thread of their own. None needs
the network.
"""

from ringdesk.domains.assistant.corrections import forget_person, keep_correction
from ringdesk.domains.assistant.encoder.lane import TooBusy
from ringdesk.domains.assistant.encoder.places import ENCODER_ID
from ringdesk.domains.assistant.encoder.session import NoEncoder
from ringdesk.domains.assistant.errors import AdministratorsOnly
from ringdesk.domains.assistant.events import AssistantSettingsChanged
from ringdesk.domains.assistant.models import (
    CATEGORIES,
    INTENTS,
    OTHER,
    SENTIMENTS,
    Prediction,
    Understanding,
    Urgency,
)
from ringdesk.domains.assistant.priorities import urgency
from ringdesk.domains.assistant.service import categorise
from ringdesk.domains.assistant.settings import (
    LONGEST_RESPONSE,
    STYLES,
    AssistantSettings,
    SettingsChanges,
    Style,
    change_settings,
    settings,
    show_settings,
)
from ringdesk.domains.assistant.understanding import embed, understand, warm

__all__ = [
    "CATEGORIES", "ENCODER_ID", "INTENTS", "LONGEST_RESPONSE", "OTHER", "SENTIMENTS", "STYLES",
    "AdministratorsOnly", "AssistantSettings", "AssistantSettingsChanged", "NoEncoder",
    "Prediction", "SettingsChanges", "Style", "TooBusy", "Understanding", "Urgency", "categorise",
    "change_settings", "embed", "forget_person", "keep_correction", "settings", "show_settings",
    "understand", "urgency", "warm",
]  # fmt: skip
