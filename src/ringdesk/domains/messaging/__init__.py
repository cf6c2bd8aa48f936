"""Messages to people, on every channel: written with an act, sent once. Others import this face."""

from ringdesk.domains.identity import QuotaReached
from ringdesk.domains.messaging.channels import push
from ringdesk.domains.messaging.channels.channel import (
    CHANNELS,
    Accepted,
    CannotTell,
    Channel,
    Health,
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
    MessageCancelled,
    MessageComplained,
    MessageDelivered,
    MessageFailed,
    MessageOpened,
    MessageProviderAdded,
    MessageProviderChanged,
    MessageProviderRemoved,
    MessageQueued,
    MessageSent,
    MessageTemplateAdded,
    MessageTemplateChanged,
    MessageTemplateRemoved,
    OptOutReceived,
    SuppressionLifted,
)
from ringdesk.domains.messaging.forms import Field, FieldType, Form, forms
from ringdesk.domains.messaging.house import Messaging
from ringdesk.domains.messaging.looking import (
    MessageShown,
    Statistics,
    cancel_message,
    get_message,
    list_messages,
    show_message,
    statistics,
)
from ringdesk.domains.messaging.models import (
    STATES,
    Attachment,
    Message,
    ProviderChanges,
    Purpose,
    ReceiptState,
    State,
    Suppression,
    SuppressionReason,
    TemplateText,
    number_of,
)
from ringdesk.domains.messaging.personal import PERSONAL
from ringdesk.domains.messaging.policy import may_read
from ringdesk.domains.messaging.providers import (
    ProviderShown,
    add_provider,
    change_provider,
    check_provider,
    get_provider,
    list_providers,
    remove_provider,
    send_test,
)
from ringdesk.domains.messaging.receipts import receipt
from ringdesk.domains.messaging.rendering import variables_of
from ringdesk.domains.messaging.service import send, sent_today, why_not
from ringdesk.domains.messaging.suppressing import (
    add_suppression,
    get_suppression,
    lift_suppression,
    list_suppressions,
    opt_out,
    suppress,
)
from ringdesk.domains.messaging.templates import (
    NewTemplate,
    TemplateChanges,
    TemplateShown,
    add_template,
    change_template,
    get_template,
    list_templates,
    preview,
    remove_template,
)
from ringdesk.domains.messaging.words import asks_not_to_be_called, asks_to_stop

__all__ = [
    "CHANNELS", "PERSONAL", "STATES", "Accepted", "AddressSuppressed", "AlreadyWritten",
    "Attachment", "CannotTell", "Channel", "Field", "FieldType", "Form", "Health", "Letter",
    "Message", "MessageCancelled", "MessageComplained", "MessageDelivered", "MessageFailed",
    "MessageNotFound", "MessageOpened", "MessageProviderAdded", "MessageProviderChanged",
    "MessageProviderRemoved", "MessageQueued", "MessageSent", "MessageShown",
    "MessageTemplateAdded", "MessageTemplateChanged", "MessageTemplateRemoved", "Messaging",
    "NameOfProviderTaken", "NameOfTemplateTaken", "NewTemplate", "OptOutReceived", "PeopleOnly",
    "ProviderChanges", "ProviderKind", "ProviderNotFound", "ProviderShown", "Purpose",
    "QuotaReached", "ReceiptState", "Refused", "State", "Statistics", "Suppression",
    "SuppressionLifted", "SuppressionNotFound", "SuppressionReason", "TemplateChanges",
    "TemplateNotFound", "TemplateShown", "TemplateText", "TemplatesOnly", "TooManyProviders",
    "TooManyTemplates", "TryLater", "add_provider", "add_suppression", "add_template",
    "asks_not_to_be_called", "asks_to_stop", "cancel_message", "change_provider", "change_template",
    "check_provider", "forms", "get_message", "get_provider", "get_suppression", "get_template",
    "lift_suppression", "list_messages", "list_providers", "list_suppressions", "list_templates",
    "may_read", "number_of", "opt_out", "preview", "push", "receipt", "remove_provider",
    "remove_template", "send", "send_test", "sent_today", "show_message", "statistics", "suppress",
    "variables_of", "why_not",
]  # fmt: skip
