"""Messages to people, on every channel: written with an act, sent once. Others import this face."""

from ringdesk.domains.messaging.channels.channel import (
    CHANNELS,
    Accepted,
    CannotTell,
    Channel,
    Letter,
    ProviderKind,
    Refused,
    TryLater,
)
from ringdesk.domains.messaging.errors import (
    AlreadyWritten,
    MessageNotFound,
    NameOfProviderTaken,
    NameOfTemplateTaken,
    PeopleOnly,
    ProviderNotFound,
    SuppressionNotFound,
    TemplateNotFound,
    TemplatesOnly,
    TooManyProviders,
    TooManyTemplates,
)
from ringdesk.domains.messaging.events import (
    AddressSuppressed,
    MessageComplained,
    MessageDelivered,
    MessageFailed,
    MessageOpened,
    MessageQueued,
    MessageSent,
    OptOutReceived,
)
from ringdesk.domains.messaging.house import Messaging
from ringdesk.domains.messaging.models import (
    STATES,
    Attachment,
    Message,
    Purpose,
    ReceiptState,
    State,
    Suppression,
    SuppressionReason,
)
from ringdesk.domains.messaging.personal import PERSONAL
from ringdesk.domains.messaging.receipts import receipt
from ringdesk.domains.messaging.service import send, why_not
from ringdesk.domains.messaging.suppressing import (
    add_suppression,
    lift_suppression,
    list_suppressions,
    opt_out,
)

__all__ = [
    "CHANNELS", "PERSONAL", "STATES", "Accepted", "AddressSuppressed", "AlreadyWritten",
    "Attachment", "CannotTell", "Channel", "Letter", "Message", "MessageComplained",
    "MessageDelivered", "MessageFailed", "MessageNotFound", "MessageOpened", "MessageQueued",
    "MessageSent", "Messaging", "NameOfProviderTaken", "NameOfTemplateTaken", "OptOutReceived",
    "PeopleOnly", "ProviderKind", "ProviderNotFound", "Purpose", "ReceiptState", "Refused",
    "State", "Suppression", "SuppressionNotFound", "SuppressionReason", "TemplateNotFound",
    "TemplatesOnly", "TooManyProviders", "TooManyTemplates", "TryLater", "add_suppression",
    "lift_suppression", "list_suppressions", "opt_out", "receipt", "send", "why_not",
]  # fmt: skip
