"""What the machine makes of people's words: a message's intent, a ticket's category and urgency.

`categorise` and `urgency` are synchronous, pure and safe to call from any thread; they take well
under a millisecond of one core. `understand` and `embed` have a thread of their own. None needs
the network.
"""

from ringdesk.domains.assistant.asking import complete, stream, structured
from ringdesk.domains.assistant.corrections import forget_person, keep_correction
from ringdesk.domains.assistant.encoder.lane import TooBusy
from ringdesk.domains.assistant.encoder.places import ENCODER_ID
from ringdesk.domains.assistant.encoder.session import NoEncoder
from ringdesk.domains.assistant.errors import (
    ProviderNotFound,
    ProviderUnknown,
    TooManyProviders,
)
from ringdesk.domains.assistant.events import AssistantSettingsChanged
from ringdesk.domains.assistant.jobs import register
from ringdesk.domains.assistant.learning.tasks import TASKS
from ringdesk.domains.assistant.learning.tenants import (
    HeadKept,
    LearningReport,
    NoSuchHead,
    learn,
    list_heads,
    roll_back,
)
from ringdesk.domains.assistant.models import (
    CATEGORIES,
    CORRECTED,
    INTENTS,
    OTHER,
    SENTIMENTS,
    FirstLook,
    Prediction,
    Understanding,
    Urgency,
)
from ringdesk.domains.assistant.personal import PERSONAL
from ringdesk.domains.assistant.priorities import urgency
from ringdesk.domains.assistant.providers.chain import Models
from ringdesk.domains.assistant.providers.models import (
    Attempt,
    Budget,
    Call,
    Completion,
    Configured,
    Kind,
)
from ringdesk.domains.assistant.providers.setup import (
    ProviderChanges,
    budget,
    change_budget,
    keep_provider,
    list_calls,
    list_providers,
    remove_provider,
    require_provider,
    test_provider,
    who_may_be_asked,
)
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
from ringdesk.domains.assistant.understanding import (
    categorise_for,
    embed,
    encoder_fault,
    first_look,
    understand,
    understand_all,
    warm,
)
from ringdesk.domains.assistant.workshop import build_encoder, train_shipped_heads

__all__ = [
    "CATEGORIES", "CORRECTED", "ENCODER_ID", "INTENTS", "LONGEST_RESPONSE", "OTHER", "PERSONAL",
    "SENTIMENTS", "STYLES", "TASKS", "AssistantSettings", "AssistantSettingsChanged", "Attempt",
    "Budget", "Call", "Completion", "Configured", "FirstLook", "HeadKept", "Kind",
    "LearningReport", "Models", "NoEncoder", "NoSuchHead", "Prediction", "ProviderChanges",
    "ProviderNotFound", "ProviderUnknown", "SettingsChanges", "Style", "TooBusy",
    "TooManyProviders", "Understanding", "Urgency", "budget", "build_encoder", "categorise",
    "categorise_for", "change_budget", "change_settings", "complete", "embed", "encoder_fault",
    "first_look", "forget_person", "keep_correction", "keep_provider", "learn", "list_calls",
    "list_heads", "list_providers", "register", "remove_provider", "require_provider", "roll_back",
    "settings", "show_settings", "stream", "structured", "test_provider", "train_shipped_heads",
    "understand", "understand_all", "urgency", "warm", "who_may_be_asked",
]  # fmt: skip
