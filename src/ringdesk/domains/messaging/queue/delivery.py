"""One batch: every message is marked as being asked for, and that is committed, before its provider
is asked; what it answered is committed with the marks of the next ones."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from functools import partial
from time import monotonic
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import consent
from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Letter,
    Refused,
    Sender,
    TryLater,
)
from ringdesk.domains.messaging.models import Provider
from ringdesk.domains.messaging.queries import PROVIDER
from ringdesk.domains.messaging.queue import queries, settling
from ringdesk.domains.messaging.queue.letters import TooHeavy, letter_of
from ringdesk.domains.messaging.queue.models import Away, Batch, Claimed, Outcome, QueueDue
from ringdesk.domains.messaging.senders import Senders
from ringdesk.domains.messaging.unsubscribing import Unsubscribing
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

ANSWER_S = 60.0  # how long a provider may take for one letter
LEASE = timedelta(seconds=150)
Answer = Accepted | Exception | None  # None: there was no time left to ask


class Marked(Struct, frozen=True):
    id: int


class Unwanted(Struct, frozen=True):
    id: int
    reason: str


class Delivery:
    """Keeps nothing between two batches. `lease`: after it a message that was being asked for is
    taken to be lost; more than twice of what a provider may take. `put_off` is called with a tenant
    when some of its messages have to wait: of that no fact tells."""

    def __init__(
        self, office: Office, senders: Senders, links: Unsubscribing, storage: Storage, *,
        lease: timedelta = LEASE,
    ) -> None:  # fmt: skip
        self.office, self.senders, self.links, self.storage = office, senders, links, storage
        self.lease = lease
        self.put_off: Callable[[UUID], None] = lambda _tenant: None

    async def carry(self, queue: QueueDue, batch: Batch) -> None:
        """Send a batch. What can't be begun in time, or whose provider is away, is given back."""
        try:
            sender = self.senders.of(queue.tenant_id, batch.provider)
        except TryLater as error:
            async with self._work(queue) as work:
                await settling.let_rest(work, *_rest(batch.provider, (0.0, error.reason)))
                await _release(work, batch.messages)
            return
        try:
            await self._carry(queue, batch, sender)
        finally:
            await _closed(sender)

    async def _carry(self, queue: QueueDue, batch: Batch, sender: Sender) -> None:
        begun, waiting = monotonic(), list(batch.messages)
        answered: list[tuple[Claimed, Answer]] = []
        while True:
            away = settling.away_of([said for _, said in answered if said is not None])
            in_time = monotonic() - begun < self.lease.total_seconds() / 3
            most = max(1, sender.at_once) if in_time and away is None else 0
            group, waiting = waiting[:most], waiting[most:]
            async with self._work(queue) as work:
                outcomes = [_outcome(*one) for one in answered]
                await settling.settle(work, batch.kind, outcomes)
                if any(one.reason and one.state == "pending" for one in outcomes):
                    work.after_commit.append(partial(self.put_off, queue.tenant_id))
                if answered:
                    await settling.let_rest(work, *_rest(batch.provider, away))
                marked = await self._mark(work, batch.kind, group)
                if not group:
                    await _release(work, waiting)
            if not group:
                return
            marked_at = monotonic()
            said = await asyncio.gather(
                *(self._ask(queue, batch.provider, sender, one, marked_at) for one in marked)
            )
            answered = list(zip(marked, said, strict=True))

    async def _mark(self, work: Work, kind: str, group: list[Claimed]) -> list[Claimed]:
        """Those that are still wanted and still ours, marked as being asked for."""
        if not group:
            return []
        unwanted = await _unwanted(work, group)
        gone = [settling.suppressed(one, unwanted[one.id]) for one in group if one.id in unwanted]
        await settling.settle(work, kind, gone)
        rest = [one for one in group if one.id not in unwanted]
        ids, claims = [one.id for one in rest], [one.claims for one in rest]
        ours = {one.id for one in await work.many(Marked, queries.ASKING, ids, claims, self.lease)}
        return [one for one in rest if one.id in ours]

    async def _ask(
        self, queue: QueueDue, provider: Provider | None, sender: Sender, message: Claimed,
        marked_at: float,
    ) -> Answer:  # fmt: skip
        """Never raises, but for the end of the program: then nobody knows, and the mark says so."""
        try:
            letter = await self._letter(queue, message, provider)
        except TooHeavy as error:
            return Refused(str(error))
        if monotonic() - marked_at > self.lease.total_seconds() / 3:
            return None
        try:
            async with asyncio.timeout(ANSWER_S):
                return await sender.send(letter)
        except Exception as error:
            _tell(message, error)
            return error

    async def settle_lost(self, queue: QueueDue, lost: list[Claimed]) -> None:
        """Ask the providers what became of them. Who never heard of one is asked for it again."""
        for message in lost:
            kind, outcome = await self._found_out(queue, message)
            async with self._work(queue) as work:
                await settling.settle(work, kind, [outcome])

    async def _found_out(self, queue: QueueDue, message: Claimed) -> tuple[str, Outcome]:
        provider = None
        if message.provider_id is not None:
            async with self._work(queue) as work:
                provider = await work.one(Provider, PROVIDER, message.provider_id)
            if provider is None:
                return "", settling.lost_for_good(message, "Its provider was removed")
        kind = provider.kind if provider else "console"
        try:
            sender = self.senders.of(queue.tenant_id, provider)
        except TryLater as error:
            return kind, settling.ask_again(message, error.reason)
        try:
            letter = await self._letter(queue, message, provider)
            async with asyncio.timeout(ANSWER_S):
                found = await sender.look_up(letter, message.asked_at or message.created_at)
        except (CannotTell, TooHeavy) as error:
            return kind, settling.lost_for_good(message, str(error))
        except Exception as error:  # it can be asked, but not just now
            return kind, settling.ask_again(message, getattr(error, "reason", str(error)))
        finally:
            await _closed(sender)
        if found is None:
            return kind, settling.not_asked(message)
        return kind, settling.outcome_of(message, found)

    async def _letter(self, queue: QueueDue, message: Claimed, provider: Provider | None) -> Letter:
        return await letter_of(queue.tenant_id, message, provider, self.links, self.storage)

    def _work(self, queue: QueueDue) -> AbstractAsyncContextManager[Work]:
        return self.office.open(Actor.the_house(queue.tenant_id))


def _outcome(message: Claimed, said: Answer) -> Outcome:
    return settling.not_asked(message) if said is None else settling.outcome_of(message, said)


def _rest(provider: Provider | None, away: Away | None) -> tuple[int | None, Away | None]:
    return provider.id if provider else None, away


async def _unwanted(work: Work, group: list[Claimed]) -> dict[int, str]:
    """Why some are not to be sent any more: what was agreed to when they were written may have been
    taken back since. What people need to get into their accounts is always sent, and who asked for
    something gets it though they wanted no more of the rest."""
    asked = [one for one in group if not one.confidential]
    if not asked:
        return {}
    found = await work.many(
        Unwanted, queries.SUPPRESSED_NOW, [one.id for one in asked],
        [one.address_key for one in asked], [one.purpose for one in asked], asked[0].channel,
    )  # fmt: skip
    asked_for = {one.id for one in asked if one.asked_for}
    reasons = {
        one.id: one.reason for one in found if one.reason != "opted_out" or one.id not in asked_for
    }
    for one in asked:
        if one.purpose == "marketing" and not one.basis and one.id not in reasons:
            agreed = await consent.allows(
                work, purpose=one.purpose, address=one.recipient, person_id=one.person_id
            )
            if not agreed:
                reasons[one.id] = "no_consent"
    return reasons


async def _release(work: Work, messages: list[Claimed]) -> None:
    if messages:
        ids, claims = [one.id for one in messages], [one.claims for one in messages]
        await work.run(queries.RELEASE, ids, claims)


async def _closed(sender: Sender) -> None:
    try:
        async with asyncio.timeout(5):
            await sender.close()
    except Exception:
        log.warning("A provider's connection could not be closed", exc_info=True)


def _tell(message: Claimed, error: Exception) -> None:
    """No address, no text. What an adapter says on purpose is in the message's own history."""
    if not isinstance(error, Refused | TryLater):
        log.warning("Message %s: nobody knows whether it went (%r)", message.id, error)
