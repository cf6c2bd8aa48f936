"""What is kept of providers, templates, messages and addresses."""

from datetime import datetime
from typing import Any, Literal, get_args

from msgspec import UNSET, Struct, UnsetType, json

from ringdesk.domains.messaging.channels.channel import Channel, ProviderKind

# The same words as in `consent`, which decides about the second.
Purpose = Literal["service", "marketing"]
State = Literal[
    "pending", "sending", "sent", "delivered", "opened", "failed", "bounced", "complained",
    "suppressed", "unknown", "cancelled",
]  # fmt: skip
STATES: tuple[State, ...] = get_args(State)
ReceiptState = Literal["delivered", "failed", "bounced", "opened", "complained"]
SuppressionReason = Literal["hard_bounce", "complaint", "opted_out", "by_hand"]


class Attachment(Struct, frozen=True):
    """A file in the storage that goes with a message."""

    name: str
    content_type: str
    storage_key: str


def number_of(message_id: int) -> str:
    """As the world knows a message."""
    return f"msg_{message_id}"


class Message(Struct, frozen=True):
    """`state` is pending until a provider is about to be asked (`sending`); `sent` once it was
    taken. `suppressed`: not asked for at all, `reason` says why. `unknown`: a crash or a broken
    connection came between question and answer, and the provider can't be asked."""

    id: int
    channel: Channel
    recipient: str
    person_id: int | None
    purpose: Purpose
    template_id: int | None
    language: str
    subject: str
    state: State
    reason: str
    attempts: int
    provider_id: int | None
    provider_kind: ProviderKind | None
    provider_message_id: str | None
    confidential: bool
    created_by: int
    created_at: datetime
    due_at: datetime
    asked_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None

    @property
    def number(self) -> str:
        return number_of(self.id)


class Template(Struct, frozen=True):
    """`language` is the one whose words stand in where a language is missing. `provider_template`:
    the name under which the provider keeps it, where providers approve templates (WhatsApp)."""

    id: int
    channel: Channel
    name: str
    purpose: Purpose
    language: str
    provider_template: str
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def number(self) -> str:
        return f"template_{self.id}"


class TemplateText(Struct, frozen=True):
    """The words in one language. `subject` and `html` are for e-mail."""

    language: str
    subject: str
    body: str
    html: str | None


class Provider(Struct, frozen=True):
    """A row of the settings: `settings` is a JSON object, `credentials` sealed. `resting_until` and
    `says`: that it was away when it was last asked."""

    id: int
    channel: Channel
    kind: ProviderKind
    name: str
    settings: str
    credentials: str | None
    sender: str
    sender_name: str
    per_second: float
    position: int
    enabled: bool
    version: int
    at_home: bool
    resting_until: datetime | None
    says: str

    @property
    def shown(self) -> dict[str, Any]:
        """The settings, none of them secret."""
        found: dict[str, Any] = json.decode(self.settings)
        return found


class ProviderChanges(Struct, frozen=True, kw_only=True):
    """What is not given stays. `settings` replace the former as a whole; of `credentials` those
    given replace their like, null takes one away."""

    channel: Channel | UnsetType = UNSET
    kind: ProviderKind | UnsetType = UNSET
    name: str | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    credentials: dict[str, str | None] | UnsetType = UNSET
    sender: str | UnsetType = UNSET
    sender_name: str | UnsetType = UNSET
    per_second: float | UnsetType = UNSET
    position: int | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class Suppression(Struct, frozen=True):
    id: int
    channel: Channel
    address: str
    reason: SuppressionReason
    note: str
    message_id: int | None
    created_by: int
    created_at: datetime
