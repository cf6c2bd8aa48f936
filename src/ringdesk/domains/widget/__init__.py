"""The widget on other people's pages: who may embed it, how it looks, whom it lets in. Others
import this face, nothing deeper."""

from ringdesk.domains.widget.errors import (
    ConsentNeeded,
    IdentityNotProved,
    NotSetUp,
    WidgetNotFound,
)
from ringdesk.domains.widget.events import WidgetChanged, WidgetSecretMade
from ringdesk.domains.widget.models import (
    CHANNELS,
    DAYS,
    LOCALES,
    Channel,
    Claim,
    Day,
    Hours,
    Locale,
    Position,
    Theme,
    WidgetChanges,
    WidgetSettings,
)
from ringdesk.domains.widget.opening import hours_of, is_open
from ringdesk.domains.widget.personal import PERSONAL
from ringdesk.domains.widget.service import (
    Asked,
    bot_answers,
    change_settings,
    first_widget,
    make_secret,
    open_widget,
    settings,
    visit,
)

__all__ = [
    "CHANNELS", "DAYS", "LOCALES", "PERSONAL", "Asked", "Channel", "Claim", "ConsentNeeded",
    "Day", "Hours", "IdentityNotProved", "Locale", "NotSetUp", "Position", "Theme",
    "WidgetChanged", "WidgetChanges", "WidgetNotFound", "WidgetSecretMade", "WidgetSettings",
    "bot_answers", "change_settings", "first_widget", "hours_of", "is_open", "make_secret",
    "open_widget", "settings", "visit",
]  # fmt: skip
