"""What the machine makes of people's words. So far: the category of a ticket.

`categorise` is synchronous, pure and safe to call from any thread; it takes well under a
millisecond of one core and needs neither the network nor the database.
"""

from ringdesk.domains.assistant.errors import AdministratorsOnly
from ringdesk.domains.assistant.events import AssistantSettingsChanged
from ringdesk.domains.assistant.models import CATEGORIES, OTHER, Prediction
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

__all__ = [
    "CATEGORIES", "LONGEST_RESPONSE", "OTHER", "STYLES", "AdministratorsOnly", "AssistantSettings",
    "AssistantSettingsChanged", "Prediction", "SettingsChanges", "Style", "categorise",
    "change_settings", "settings", "show_settings",
]  # fmt: skip
