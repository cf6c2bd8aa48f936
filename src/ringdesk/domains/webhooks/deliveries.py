"""The acts on what was delivered, or was not."""

from datetime import datetime, timedelta
from functools import partial

from ringdesk.domains.webhooks import policy, queries
from ringdesk.domains.webhooks.errors import DeliveryNotFound, WebhookIsOff
from ringdesk.domains.webhooks.events import WebhookReplayed
from ringdesk.domains.webhooks.hooks import Hooks
from ringdesk.domains.webhooks.models import (
    Attempt,
    Claimed,
    Delivery,
    DeliveryState,
    Detailed,
    Endpoint,
    Logged,
)
from ringdesk.domains.webhooks.payloads import payload_of
from ringdesk.domains.webhooks.service import require_endpoint
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_REPLAYED = 10_000  # at a time
LONGEST_BACK = timedelta(days=30)


async def list_deliveries(
    work: Work, *, endpoint_id: int, state: DeliveryState | None = None, before: int | None = None,
    limit: int = 50,
) -> list[Delivery]:  # fmt: skip
    """Newest first. NotAllowed, WebhookNotFound."""
    policy.require_may_look(work.actor)
    await require_endpoint(work, endpoint_id)
    return await work.many(Delivery, queries.DELIVERIES, endpoint_id, state, before, limit)


async def get_delivery(hooks: Hooks, work: Work, *, endpoint_id: int, delivery_id: int) -> Detailed:
    """With its attempts, newest first, and what would be sent now. NotAllowed, WebhookNotFound,
    DeliveryNotFound."""
    policy.require_may_look(work.actor)
    endpoint = await require_endpoint(work, endpoint_id)
    delivery = await work.one(Delivery, queries.ONE_DELIVERY, endpoint_id, delivery_id)
    if delivery is None:
        raise DeliveryNotFound
    logged = None
    if delivery.seq is not None:
        logged = await work.one(Logged, queries.LOGGED, delivery.seq)
    claimed = Claimed(
        delivery.id, delivery.seq, delivery.type, delivery.message_id, delivery.attempts,
        delivery.happened_at, *((logged.kind, logged.body, logged.actor_id, logged.at)
                                if logged else (None, None, None, None)),
    )  # fmt: skip
    attempts = await work.many(Attempt, queries.ATTEMPTS, delivery_id)
    payload = await payload_of(hooks, work, claimed, include_notes=endpoint.include_notes)
    return Detailed(delivery=delivery, attempts=attempts, payload=payload)


async def send_test(
    hooks: Hooks, work: Work, *, endpoint_id: int, event_type: str | None = None
) -> Delivery:
    """The catalogue's example, once. NotAllowed, WebhookNotFound, WebhookIsOff, Invalid."""
    policy.require_may_change(work.actor)
    endpoint = await _require_on(work, endpoint_id)
    chosen = event_type or endpoint.types[0]
    if chosen not in endpoint.types:
        raise Invalid.field("type", "None of those that this webhook is sent")
    made = await work.one(Delivery, queries.TEST, endpoint_id, chosen)
    if made is None:
        raise DeliveryNotFound
    work.after_commit += (hooks.wake, partial(hooks.moved, work.tenant_id, endpoint_id))
    return made


async def replay_delivery(
    hooks: Hooks, work: Work, *, endpoint_id: int, delivery_id: int
) -> Delivery:
    """Sent again, with the id it had. NotAllowed, WebhookNotFound, DeliveryNotFound,
    WebhookIsOff."""
    policy.require_may_change(work.actor)
    await _require_on(work, endpoint_id)
    found = await work.one(Delivery, queries.REPLAY_ONE, endpoint_id, delivery_id)
    if found is None:
        raise DeliveryNotFound
    work.record(WebhookReplayed(webhook_id=endpoint_id, count=1))
    work.after_commit.append(hooks.wake)
    return found


async def replay_since(
    hooks: Hooks, work: Work, *, endpoint_id: int, since: datetime, delivered_too: bool = False
) -> int:
    """Everything since then that failed or was never sent (while it was switched off, or before a
    type was chosen); `delivered_too`: and what it had already. At most 10,000 at a time, oldest
    first. How many. NotAllowed, WebhookNotFound, WebhookIsOff, Invalid."""
    policy.require_may_change(work.actor)
    endpoint = await _require_on(work, endpoint_id)
    if since.tzinfo is None or since < datetime.now(since.tzinfo) - LONGEST_BACK:
        raise Invalid.field("since", "A time with its zone, at most 30 days ago")
    kinds, types = hooks.kinds_of(endpoint.types)
    count = await work.run(
        queries.REPLAY_SINCE, endpoint_id, since, kinds, types, delivered_too, MOST_REPLAYED
    )
    if count:
        work.record(WebhookReplayed(webhook_id=endpoint_id, count=count))
        work.after_commit.append(hooks.wake)
    return count


async def _require_on(work: Work, endpoint_id: int) -> Endpoint:
    endpoint = await require_endpoint(work, endpoint_id)
    if not endpoint.enabled:
        raise WebhookIsOff
    return endpoint
