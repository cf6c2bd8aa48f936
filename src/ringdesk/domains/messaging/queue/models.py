"""What the queue holds in its hands."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.messaging.channels.channel import Channel, ProviderKind
from ringdesk.domains.messaging.models import Provider, Purpose, State


class QueueDue(Struct, frozen=True):
    """One tenant's messages of one channel: what is served together."""

    tenant_id: UUID
    channel: Channel


class Claimed(Struct, frozen=True):
    """`claims` fences: whoever slept through its lease settles nothing. JSON stays text until a
    letter is made of it."""

    id: int
    claims: int
    channel: Channel
    recipient: str
    address_key: str
    person_id: int | None
    purpose: Purpose
    basis: str
    confidential: bool
    asked_for: bool
    language: str
    provider_template: str
    variables: str
    subject: str
    body: str
    html: str | None
    reply_to: str | None
    headers: str
    attachments: str
    attempts: int
    created_at: datetime
    asked_at: datetime | None
    provider_id: int | None


class Batch(Struct, frozen=True):
    """`provider` None: the console, because nothing is set up."""

    provider: Provider | None
    messages: list[Claimed]

    @property
    def kind(self) -> ProviderKind:
        return self.provider.kind if self.provider else "console"


class Turn(Struct, frozen=True):
    wait_s: float
    resting: bool


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one: `pending` again in `wait_s` seconds, or a state for good. `setback`: an
    attempt that came to nothing, to be shown with its reason. `suppress`: the address is dead.
    `counts`: whether the attempt uses up patience."""

    id: int
    claims: int
    state: State
    reason: str = ""
    provider_message_id: str | None = None
    wait_s: float = 0
    setback: bool = False
    suppress: bool = False
    counts: bool = True


Outcomes: TypeAlias = list[Outcome]
Away: TypeAlias = tuple[float, str]  # seconds of rest, and what is said
Standing = Literal["sent", "failed", "bounced", "unknown", "suppressed", "pending"]
