"""What customers said, understood: behind its delivery, which never waits for it.

What is to be understood is written down with the message. The process that hears of it sets to
work at once, some messages in one transaction; what nobody heard of is found by looking. In a busy
hour this falls behind, and nothing else does.
"""

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID

import msgspec

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.conversations import queries
from ringdesk.domains.conversations.events import MessageSaid, MessageUnderstood
from ringdesk.domains.conversations.models import Message, ToUnderstand
from ringdesk.kernel.events import Fact
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

MOST_SUGGESTED = 3
AT_ONCE = 8  # messages in one transaction: some 40 ms of one core
GATHER_S = 0.03  # a busy moment's messages share their round trips
LOOK_EVERY_S = 5.0  # for what other processes left
PATIENCE = 3  # attempts at one message, which then stays without a label


async def understand(work: Work, message: Message) -> Message:
    """Now: for whoever was promised an answer. Staff's words, and what is understood already, stay
    as they are."""
    if message.from_staff:
        return message
    taken = await work.many(ToUnderstand, queries.TAKE_ONE, message.id)
    if not taken:
        return await work.one(Message, queries.MESSAGE, message.id) or message
    seen, texts = (await _look_at(work, taken))[0]
    return msgspec.structs.replace(
        message, intent=seen.intent, confidence=seen.confidence, sentiment=seen.sentiment,
        language=seen.language, suggestions=texts, model_version=seen.model_version,
    )  # fmt: skip


async def understand_next(work: Work, *, most: int = AT_ONCE) -> int:
    """What waits longest. How many there were."""
    taken = await work.many(ToUnderstand, queries.TAKE_NEXT, most)
    if taken:
        await _look_at(work, taken)
    return len(taken)


async def _look_at(
    work: Work, waiting: list[ToUnderstand]
) -> list[tuple[assistant.Understanding, list[str]]]:
    """Kept with each message: what it is about, how sure that is, and who said so."""
    settings = await assistant.settings(work)
    seen = await assistant.understand_all([one.content for one in waiting], work=work)
    asked = [
        knowledge.Asked(one.content, found.intent, spoken(one.language, found.language))
        for one, found in zip(waiting, seen, strict=True)
    ]
    offered = await knowledge.suggest_to_customers(
        work, asked, limit=MOST_SUGGESTED, max_length=settings.max_response_length,
        style=settings.response_style_default,
    )  # fmt: skip
    texts = [[each.text for each in some] for some in offered]
    await _keep(work, waiting, seen, texts)
    for one in waiting:
        work.record(
            MessageUnderstood(
                conversation_id=one.conversation_id, message_id=one.id,
                customer_id=one.customer_id,
            )
        )  # fmt: skip
    return list(zip(seen, texts, strict=True))


async def _keep(
    work: Work, waiting: Sequence[ToUnderstand], seen: Sequence[assistant.Understanding],
    texts: Sequence[list[str]],
) -> None:  # fmt: skip
    await work.run(
        queries.KEEP_ANALYSES,
        [one.id for one in waiting],
        [one.conversation_id for one in waiting],
        [one.intent for one in seen],
        [one.confidence for one in seen],
        [one.sentiment for one in seen],
        [one.sentiment_confidence for one in seen],
        [one.language for one in seen],
        [one.model_version for one in seen],
        [msgspec.json.encode(some).decode() for some in texts],
    )


def spoken(conversation: str | None, message: str) -> str:
    """The language to answer in."""
    return conversation or ("en" if message == "und" else message)


class Interpreter:
    """One at a time, tenant by tenant: the encoder has one thread."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._tenants: dict[UUID, None] = {}  # in whose turn they are
        self._woken = asyncio.Event()
        self._faults: dict[UUID, int] = {}

    async def hear(self, fact: Fact[MessageSaid]) -> None:
        """A hint, no more: what is to be done stands in the database."""
        event = fact.event
        if not (event.from_staff or event.internal or event.is_ai):
            self._tenants[fact.tenant_id] = None
            self._woken.set()

    async def run(self) -> None:
        """For ever: a database that restarts must not end it."""
        while True:
            try:
                if not self._tenants:
                    await self.find()
                await self.catch_up()
            except OSError as error:
                log.warning("What customers said waits for the database: %s", error)
            except Exception:
                log.exception("Messages could not be understood; the next look follows.")
            await self._sleep()

    async def catch_up(self) -> None:
        """All that waits, of those we heard of."""
        while self._tenants:
            tenant_id = next(iter(self._tenants))
            del self._tenants[tenant_id]
            if await self._some_of(tenant_id):
                self._tenants[tenant_id] = None  # behind the others

    async def find(self) -> None:
        for row in await self._office.across(queries.TENANTS_TO_UNDERSTAND):
            self._tenants[row[0]] = None

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY_S):
                await self._woken.wait()
            await asyncio.sleep(GATHER_S)
        except TimeoutError:
            pass
        self._woken.clear()

    async def _some_of(self, tenant_id: UUID) -> bool:
        """Whether there may be more. One message that cannot be had must not be in the way of the
        others: after a failure they come one by one, and it is let go in the end."""
        faults = self._faults.get(tenant_id, 0)
        try:
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                most = 1 if faults else AT_ONCE
                taken = await understand_next(work, most=most)
        except OSError:
            raise
        except Exception:
            log.exception("Of a tenant's messages, some could not be understood.")
            self._faults[tenant_id] = faults + 1
            if faults + 1 >= PATIENCE:
                await self._let_go(tenant_id)
            return True
        self._faults.pop(tenant_id, None)
        return taken == most

    async def _let_go(self, tenant_id: UUID) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            for one in await work.many(ToUnderstand, queries.TAKE_NEXT, 1):
                log.error("Message %s stays without a label.", one.id)
        self._faults.pop(tenant_id, None)
