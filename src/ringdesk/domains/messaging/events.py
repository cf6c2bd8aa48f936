from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.kernel.events import Event


class MessageQueued(Event, frozen=True, kw_only=True):
    message_id: int


class MessageSent(Event, frozen=True, kw_only=True):
    """A provider took it."""

    message_id: int


class MessageDelivered(Event, frozen=True, kw_only=True):
    message_id: int


class MessageOpened(Event, frozen=True, kw_only=True):
    message_id: int


class MessageFailed(Event, frozen=True, kw_only=True):
    """Failed, bounced, suppressed or unknown: `state` says which."""

    message_id: int
    state: str


class MessageComplained(Event, frozen=True, kw_only=True):
    message_id: int


class OptOutReceived(Event, frozen=True, kw_only=True):
    """Somebody wants no more of it: by the link in a mail, by STOP, by a provider's word. The
    address itself is in the suppressions."""

    channel: Channel
    suppression_id: int


class OptInReceived(Event, frozen=True, kw_only=True):
    """Who had asked for no more of it on this channel wants it again. Their words are the text."""

    channel: Channel
    text_id: int


class TextReceived(Event, frozen=True, kw_only=True):
    """Somebody wrote to us, and asks for something else than STOP, START or HELP."""

    text_id: int


class AddressSuppressed(Event, frozen=True, kw_only=True):
    suppression_id: int
    reason: str


class SuppressionLifted(Event, frozen=True, kw_only=True):
    suppression_id: int


class MessageProviderAdded(Event, frozen=True, kw_only=True):
    provider_id: int


class MessageProviderChanged(Event, frozen=True, kw_only=True):
    """`fields`: names only, "credentials" among them; never a value."""

    provider_id: int
    fields: tuple[str, ...]


class MessageProviderRemoved(Event, frozen=True, kw_only=True):
    provider_id: int


class MessageTemplateAdded(Event, frozen=True, kw_only=True):
    template_id: int


class MessageTemplateChanged(Event, frozen=True, kw_only=True):
    template_id: int
    fields: tuple[str, ...]


class MessageTemplateRemoved(Event, frozen=True, kw_only=True):
    template_id: int


class MessageCancelled(Event, frozen=True, kw_only=True):
    message_id: int
