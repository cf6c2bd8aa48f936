"""Messages, templates, providers and suppressions as they are shown: never a credential."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from ringdesk.domains import messaging
from ringdesk.wire.times import utc, utc_or_none

Status = Literal["sent", "pending", "failed"]
STATUS: dict[messaging.State, Status] = {
    "pending": "pending", "sending": "pending", "sent": "sent", "delivered": "sent",
    "opened": "sent", "complained": "sent", "failed": "failed", "bounced": "failed",
    "suppressed": "failed", "unknown": "failed", "cancelled": "failed",
}  # fmt: skip


class MessageOut(Struct, frozen=True, kw_only=True):
    """`status` is the coarse state of document 001. `reason` says why it went no further."""

    id: str
    number: int
    channel: messaging.Channel
    recipient: str
    person_id: int | None
    purpose: messaging.Purpose
    template_id: str | None
    language: str
    subject: str
    status: Status
    state: messaging.State
    reason: str
    attempts: int
    provider_id: int | None
    provider_kind: messaging.ProviderKind | None
    confidential: bool
    created_by: int
    created_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, row: messaging.Message) -> "MessageOut":
        return cls(
            id=row.number, number=row.id, channel=row.channel, recipient=row.recipient,
            person_id=row.person_id, purpose=row.purpose,
            template_id=f"template_{row.template_id}" if row.template_id else None,
            language=row.language, subject=row.subject, status=STATUS[row.state], state=row.state,
            reason=row.reason, attempts=row.attempts, provider_id=row.provider_id,
            provider_kind=row.provider_kind, confidential=row.confidential,
            created_by=row.created_by, created_at=utc(row.created_at),
            sent_at=utc_or_none(row.sent_at),
            next_attempt_at=utc(row.due_at) if row.state == "pending" and row.attempts else None,
            delivered_at=utc_or_none(row.delivered_at), opened_at=utc_or_none(row.opened_at),
            ended_at=utc_or_none(row.ended_at),
        )  # fmt: skip


class StepOut(Struct, frozen=True):
    """One line of a message's history. `kind`: queued, asked, setback, a state, or a receipt."""

    at: datetime
    kind: str
    says: str


class MessageDetailOut(Struct, frozen=True, kw_only=True):
    """`body` null: it is not shown (a link that opens an account), or is not kept any more. `html`
    was cleaned; show it in a frame without scripts all the same."""

    message: MessageOut
    body: str | None
    html: str | None
    reply_to: str | None
    basis: str
    attachments: list[str]
    timeline: list[StepOut]

    @classmethod
    def of(cls, shown: messaging.MessageShown) -> "MessageDetailOut":
        return cls(
            message=MessageOut.of(shown.row), body=shown.body, html=shown.html,
            reply_to=shown.reply_to, basis=shown.basis, attachments=shown.attachments,
            timeline=_timeline(shown),
        )  # fmt: skip


def _timeline(shown: messaging.MessageShown) -> list[StepOut]:
    row = shown.row
    steps = [StepOut(row.created_at, "queued", "")]
    steps += [StepOut(one.at, "setback", one.reason) for one in shown.setbacks]
    if row.sent_at is not None:
        steps.append(StepOut(row.sent_at, "sent", row.provider_kind or ""))
    elif row.state == "sending" and row.asked_at is not None:
        steps.append(StepOut(row.asked_at, "asked", row.provider_kind or ""))
    steps += [StepOut(one.at, one.state, one.reason) for one in shown.receipts]
    told = {one.kind for one in steps}
    if row.ended_at is not None and row.state not in told:
        steps.append(StepOut(row.ended_at, row.state, row.reason))
    steps.sort(key=lambda one: one.at)
    return [StepOut(utc(one.at), one.kind, one.says) for one in steps]


class TemplateTextOut(Struct, frozen=True):
    language: str
    subject: str
    body: str
    html: str | None
    variables: list[str]


class TemplateOut(Struct, frozen=True, kw_only=True):
    """`content` is the text in `language`, which stands in where a language is missing."""

    id: str
    name: str
    type: messaging.Channel
    content: str
    subject: str
    purpose: messaging.Purpose
    language: str
    provider_template: str
    variables: list[str]
    texts: list[TemplateTextOut]
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, shown: messaging.TemplateShown) -> "TemplateOut":
        row, texts = shown.row, shown.texts
        return cls(
            id=row.number, name=row.name, type=row.channel, content=texts[0].body,
            subject=texts[0].subject, purpose=row.purpose, language=row.language,
            provider_template=row.provider_template, variables=shown.variables,
            texts=[
                TemplateTextOut(one.language, one.subject, one.body, one.html,
                                messaging.variables_of(one)) for one in texts
            ],
            version=row.version, created_at=row.created_at, updated_at=row.updated_at,
        )  # fmt: skip


class RenderedOut(Struct, frozen=True):
    """`html` was cleaned; show it in a frame without scripts all the same."""

    subject: str
    text: str
    html: str | None
    variables: list[str]


class ProviderOut(Struct, frozen=True, kw_only=True):
    """`has_credentials` names those that were given. `resting_until`: it was away, and is left
    alone until then; `says` why."""

    id: int
    type: messaging.Channel
    channel: messaging.Channel
    kind: messaging.ProviderKind
    name: str
    settings: dict[str, Any]
    has_credentials: list[str]
    sender: str
    sender_name: str
    per_second: float
    position: int
    enabled: bool
    resting_until: datetime | None
    says: str
    webhook_key: str

    @classmethod
    def of(cls, shown: messaging.ProviderShown) -> "ProviderOut":
        row = shown.row
        return cls(
            id=row.id, type=row.channel, channel=row.channel, kind=row.kind, name=row.name,
            settings=row.shown, has_credentials=list(shown.has_credentials), sender=row.sender,
            sender_name=row.sender_name, per_second=row.per_second, position=row.position,
            enabled=row.enabled, resting_until=utc_or_none(row.resting_until), says=row.says,
            webhook_key=shown.webhook_key,
        )  # fmt: skip


class FieldOut(Struct, frozen=True, kw_only=True):
    name: str
    type: messaging.FieldType
    required: bool
    default: str | float | bool | None
    choices: list[str]
    minimum: float | None
    maximum: float | None
    longest: int | None

    @classmethod
    def of(cls, field: messaging.Field) -> "FieldOut":
        return cls(
            name=field.name, type=field.type, required=field.required, default=field.default,
            choices=list(field.choices), minimum=field.minimum, maximum=field.maximum,
            longest=field.longest,
        )  # fmt: skip


class KindOut(Struct, frozen=True, kw_only=True):
    """A form. `sender`: whether a sender identity is needed, optional, or none is taken."""

    channel: messaging.Channel
    kind: messaging.ProviderKind
    settings: list[FieldOut]
    credentials: list[FieldOut]
    sender: Literal["needed", "optional", "none"]
    per_second: float

    @classmethod
    def of(cls, form: messaging.Form) -> "KindOut":
        return cls(
            channel=form.channel, kind=form.kind, sender=form.sender, per_second=form.per_second,
            settings=[FieldOut.of(one) for one in form.settings],
            credentials=[FieldOut.of(one) for one in form.credentials],
        )  # fmt: skip


class SuppressionOut(Struct, frozen=True, kw_only=True):
    id: int
    channel: messaging.Channel
    address: str
    reason: messaging.SuppressionReason
    note: str
    message_id: str | None
    created_by: int
    created_at: datetime

    @classmethod
    def of(cls, row: messaging.Suppression) -> "SuppressionOut":
        return cls(
            id=row.id, channel=row.channel, address=row.address, reason=row.reason, note=row.note,
            message_id=f"msg_{row.message_id}" if row.message_id else None,
            created_by=row.created_by, created_at=row.created_at,
        )  # fmt: skip


class StatisticsOut(Struct, frozen=True, kw_only=True):
    """`delivery_rate` in per cent; `by_provider` by channel, `by_kind` by what carried them."""

    messages_sent: int
    delivery_rate: float
    by_provider: dict[str, int]
    by_kind: dict[str, int]
    counts: dict[str, int]

    @classmethod
    def of(cls, found: messaging.Statistics) -> "StatisticsOut":
        return cls(
            messages_sent=found.messages_sent, delivery_rate=found.delivery_rate,
            by_provider=found.by_provider, by_kind=found.by_kind, counts=found.counts,
        )  # fmt: skip


def messages_out(rows: Sequence[messaging.Message]) -> list[MessageOut]:
    return [MessageOut.of(one) for one in rows]
