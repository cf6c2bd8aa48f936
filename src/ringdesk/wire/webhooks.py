"""Webhooks as the web app sees them: never a secret but at the moment it is made."""

from typing import Any, Literal, Self

from msgspec import Raw, Struct, json

from ringdesk.domains import webhooks
from ringdesk.wire.times import Time, utc, utc_or_none

Health = Literal["new", "healthy", "failing", "off"]


class TopicOut(Struct, frozen=True):
    """A type of event. `example`: a whole payload as it would be sent."""

    type: str
    description: str
    example: Raw

    @classmethod
    def of(cls, topic: webhooks.Topic) -> Self:
        whole = {"type": topic.type, "timestamp": "2025-03-04T09:42:00Z", "data": topic.example}
        return cls(topic.type, topic.description, Raw(json.encode(whole)))


class WebhookOut(Struct, frozen=True, kw_only=True):
    """`failing_since`: the first failure after the last success. `failed` and `delivered` are of
    the last 24 hours; `waiting` is what is still to be sent. `former_secret_until`: while a
    rotation lasts, both secrets sign."""

    id: int
    url: str
    description: str
    types: list[str]
    include_notes: bool
    enabled: bool
    most_at_once: int
    per_second: float
    health: Health
    failing_since: Time | None
    succeeded_at: Time | None
    disabled_at: Time | None
    disabled_because: webhooks.DisabledBecause | None
    former_secret_until: Time | None
    waiting: int
    failed: int
    delivered: int
    created_by: int
    created_at: Time
    updated_at: Time
    version: int

    @classmethod
    def of(cls, one: webhooks.Endpoint) -> Self:
        return cls(**fields_of(one))


def fields_of(one: webhooks.Endpoint) -> dict[str, Any]:
    return {
        "id": one.id, "url": one.url, "description": one.description, "types": one.types,
        "include_notes": one.include_notes, "enabled": one.enabled,
        "most_at_once": one.most_at_once, "per_second": one.per_second, "health": health_of(one),
        "failing_since": utc_or_none(one.failing_since),
        "succeeded_at": utc_or_none(one.succeeded_at),
        "disabled_at": utc_or_none(one.disabled_at), "disabled_because": one.disabled_because,
        "former_secret_until": utc_or_none(one.former_ends_at), "waiting": one.waiting,
        "failed": one.failed, "delivered": one.delivered, "created_by": one.created_by,
        "created_at": utc(one.created_at), "updated_at": utc(one.updated_at),
        "version": one.version,
    }  # fmt: skip


def health_of(one: webhooks.Endpoint) -> Health:
    if not one.enabled:
        return "off"
    if one.failing_since is not None:
        return "failing"
    return "new" if one.succeeded_at is None else "healthy"


class WebhookWithSecretOut(WebhookOut, frozen=True, kw_only=True):
    """`secret` is shown this once."""

    secret: str

    @classmethod
    def made(cls, one: webhooks.WithSecret) -> Self:
        return cls(**fields_of(one.endpoint), secret=one.secret)


class DeliveryOut(Struct, frozen=True, kw_only=True):
    """`id` is its number here; `message_id` what receivers know it by, the same at every attempt.
    `next_attempt_at` is null once nothing more will be tried."""

    id: int
    message_id: str
    type: str
    is_test: bool
    state: webhooks.DeliveryState
    attempts: int
    happened_at: Time
    next_attempt_at: Time | None
    last_status: int | None
    last_fault: str | None
    settled_at: Time | None

    @classmethod
    def of(cls, one: webhooks.Delivery) -> Self:
        return cls(**delivery_fields(one))


def delivery_fields(one: webhooks.Delivery) -> dict[str, Any]:
    waits = one.state == "waiting"
    return {
        "id": one.id, "message_id": one.message_id, "type": one.type,
        "is_test": one.seq is None, "state": one.state, "attempts": one.attempts,
        "happened_at": utc(one.happened_at),
        "next_attempt_at": utc(one.due_at) if waits else None,
        "last_status": one.last_status, "last_fault": one.last_fault,
        "settled_at": utc_or_none(one.settled_at),
    }  # fmt: skip


class AttemptOut(Struct, frozen=True):
    """`answer`: its first 1,024 bytes, to be shown as text and nothing else."""

    number: int
    at: Time
    took_ms: int
    status: int | None
    fault: str | None
    answer: str

    @classmethod
    def of(cls, one: webhooks.Attempt) -> Self:
        return cls(one.number, utc(one.at), one.took_ms, one.status, one.fault, one.answer)


class DetailedDeliveryOut(DeliveryOut, frozen=True, kw_only=True):
    """`attempt_log`: newest first. `payload`: what would be sent now, as the thing is now; null
    where there is nothing left to tell."""

    attempt_log: list[AttemptOut]
    payload: Raw | None

    @classmethod
    def detailed(cls, one: webhooks.Detailed) -> Self:
        return cls(
            **delivery_fields(one.delivery),
            attempt_log=[AttemptOut.of(attempt) for attempt in one.attempts],
            payload=None if one.payload is None else Raw(one.payload),
        )


class ReplayedOut(Struct, frozen=True):
    """How many are sent again."""

    count: int
