"""What providers say of a message after they took it: late, twice, in the wrong order.

Each thing is written down once. A state follows only from what comes before it: what was delivered
is not un-delivered by a "failed" that was under way longer. A receipt may even come before the
answer to the question it belongs to was written down; it waits under the provider's number.
"""

from datetime import UTC, datetime

from msgspec import Struct

from ringdesk.domains.messaging import queries, suppressing
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.events import (
    MessageComplained,
    MessageDelivered,
    MessageFailed,
    MessageOpened,
)
from ringdesk.domains.messaging.models import ReceiptState, State
from ringdesk.kernel.work import Work

LONGEST_REASON = 500
# From which states each may be reached. `unknown`: a receipt settles what we could not.
AFTER: dict[ReceiptState, frozenset[State]] = {
    "delivered": frozenset({"sent", "unknown"}),
    "opened": frozenset({"sent", "delivered", "unknown"}),
    "failed": frozenset({"sent", "unknown"}),
    "bounced": frozenset({"sent", "unknown"}),
    "complained": frozenset({"sent", "delivered", "opened", "unknown"}),
}


class Reported(Struct, frozen=True):
    id: int
    channel: Channel
    recipient: str
    address_key: str
    state: State
    provider_kind: str
    counts_as_sent: bool


class Receipt(Struct, frozen=True):
    state: ReceiptState
    hard: bool
    reason: str
    at: datetime


async def receipt(
    work: Work, *, provider_id: str, state: ReceiptState, at: datetime | None = None,
    hard: bool = False, reason: str = "", provider: int | None = None,
) -> bool:  # fmt: skip
    """Write down what was said of the message that the provider calls `provider_id`; `provider`:
    the row of the settings, where it is known. `hard`: the address is dead. False: it was known,
    or there is no such message (yet: it is kept, and taken up when the message is)."""
    said = Receipt(state, hard, reason[:LONGEST_REASON], at or datetime.now(UTC))
    fresh = await work.run(
        queries.HEAR, provider_id, provider or 0, said.state, said.hard, said.reason, said.at
    )
    if not fresh:
        return False
    found = await work.one(Reported, queries.REPORTED, provider_id, provider)
    return found is not None and await apply(work, found, said)


async def catch_up(work: Work, provider_ids: list[str]) -> None:
    """Receipts that were here before their messages were known to be sent."""
    for early in await work.many(Early, queries.EARLY_RECEIPTS, provider_ids):
        found = await work.one(
            Reported, queries.REPORTED, early.provider_message_id, early.provider_id or None
        )
        if found is not None:
            await apply(work, found, Receipt(early.state, early.hard, early.reason, early.at))


class Early(Struct, frozen=True):
    provider_message_id: str
    provider_id: int
    state: ReceiptState
    hard: bool
    reason: str
    at: datetime


async def apply(work: Work, message: Reported, said: Receipt) -> bool:
    if said.state == "complained" or (said.hard and said.state in ("bounced", "failed")):
        await suppressing.suppress(
            work, channel=message.channel, address=message.recipient, message_id=message.id,
            reason="complaint" if said.state == "complained" else "hard_bounce", note=said.reason,
        )  # fmt: skip
    if message.state not in AFTER[said.state]:
        return False
    await work.run(queries.REPORT, message.id, said.state, said.reason, said.at)
    whats: list[str] = [said.state]
    if not message.counts_as_sent:
        whats.append("sent")  # what was unknown did go, after all
    await work.run(
        queries.MARK, [message.channel] * len(whats), [message.provider_kind] * len(whats), whats,
        [1] * len(whats),
    )  # fmt: skip
    match said.state:
        case "delivered":
            work.record(MessageDelivered(message_id=message.id))
        case "opened":
            work.record(MessageOpened(message_id=message.id))
        case "complained":
            work.record(MessageComplained(message_id=message.id))
        case _:
            work.record(MessageFailed(message_id=message.id, state=said.state))
    return True
