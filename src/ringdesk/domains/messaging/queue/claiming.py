"""Taking messages into hand: which provider, how many, and that nobody else has them."""

import math
from datetime import timedelta

from ringdesk.domains import identity
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.models import Provider
from ringdesk.domains.messaging.queries import PROVIDERS
from ringdesk.domains.messaging.queue import queries
from ringdesk.domains.messaging.queue.models import Batch, Claimed, Turn
from ringdesk.kernel.work import Work

MOST = 200  # messages in one hand
BURST_S = 1.0  # of a provider's rate that may go at once


async def claim(work: Work, channel: Channel, lease: timedelta) -> Batch | None:
    """The next messages and the first provider that is awake; none set up: the console. None:
    nothing is due, or nobody may be asked just now."""
    if await identity.is_suspended(work):
        return None
    providers = await work.many(Provider, PROVIDERS, channel)
    if not providers:
        claimed = await _claim(work, channel, MOST, lease, None, "console", everything=True)
        return Batch(None, claimed) if claimed else None
    first = True  # order is preference, not a race: who is second waits for the first to rest
    for provider in providers:
        if provider.resting_until is not None:
            continue
        turn = await work.one(Turn, queries.TAKE_TURN, provider.id)
        if turn is None or turn.resting:
            continue
        everything, first = first and provider.enabled, first and not provider.enabled
        if turn.wait_s > 0:
            continue
        room = min(MOST, math.ceil(provider.per_second * BURST_S))
        claimed = await _claim(
            work, channel, room, lease, provider.id, provider.kind, everything=everything
        )
        if claimed:
            await work.run(queries.END_TURN, provider.id, float(len(claimed)), provider.per_second)
            return Batch(provider, claimed)
    return None


async def claim_lost(work: Work, channel: Channel, lease: timedelta) -> list[Claimed]:
    """Messages whose worker died between question and answer."""
    found = await work.many(Claimed, queries.CLAIM_LOST, channel, MOST, lease)
    return sorted(found, key=lambda one: one.id)


async def _claim(
    work: Work, channel: Channel, most: int, lease: timedelta, provider_id: int | None, kind: str,
    *, everything: bool,
) -> list[Claimed]:  # fmt: skip
    """`everything`: also what is not for this provider alone (a test of it is)."""
    found = await work.many(
        Claimed, queries.CLAIM, channel, most, lease, provider_id, kind, everything
    )
    return sorted(found, key=lambda one: one.id)
