"""What is sent: {type, timestamp, data}, written anew for every attempt from the thing as it is
then. Nothing of it is stored, so nothing that was erased can be sent later."""

import logging
from datetime import datetime
from typing import Any

import msgspec

from ringdesk.domains.webhooks.hooks import Hooks
from ringdesk.domains.webhooks.models import Claimed, Topic
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.events import Fact
from ringdesk.kernel.work import Work

log = logging.getLogger(__name__)

LARGEST = 256 * 1024  # bytes; what is larger is told by its id, to be fetched


class Payload(msgspec.Struct, frozen=True):
    type: str
    timestamp: datetime
    data: object


async def payload_of(
    hooks: Hooks, work: Work, claimed: Claimed, *, include_notes: bool
) -> bytes | None:
    """None: there is nothing to send, and never will be. Always the house's view: it is the
    administrators who chose to be told."""
    topic = hooks.topics.get(claimed.type)
    if topic is None:
        return None
    if claimed.seq is None:
        return written(claimed, topic.example)
    if claimed.kind not in hooks.registry.kinds or claimed.body is None or claimed.at is None:
        return None  # the log no longer has it, or it was written by a later release
    try:
        event = msgspec.json.decode(claimed.body, type=hooks.registry.kinds[claimed.kind])
    except msgspec.ValidationError:
        log.warning("Fact %s is not of the shape of today: no webhook tells of it.", claimed.seq)
        return None
    fact = Fact(
        tenant_id=work.tenant_id, seq=claimed.seq, actor_id=claimed.actor_id or 0, at=claimed.at,
        event=event,
    )  # fmt: skip
    data = await told(topic, work, fact, include_notes)
    if data is None:
        return None
    body = written(claimed, data)
    if len(body) > LARGEST:
        body = written(claimed, {"id": data.get("id"), "too_large": True})
    return body


async def told(
    topic: Topic, work: Work, fact: Fact[Any], include_notes: bool
) -> dict[str, object] | None:
    try:
        return await topic.tell(work, fact, include_notes)
    except NotFound:
        return {"id": getattr(fact.event, topic.subject, None), "gone": True}


def written(claimed: Claimed, data: object) -> bytes:
    at = claimed.happened_at.replace(microsecond=0)
    return msgspec.json.encode(Payload(claimed.type, at, data))
