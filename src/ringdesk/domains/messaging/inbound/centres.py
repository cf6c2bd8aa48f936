"""What comes by SMPP: receipts and messages, on connections that are kept for them."""

import asyncio
import logging
import re
from typing import Any
from uuid import UUID

from ringdesk.domains.messaging import queries as messages
from ringdesk.domains.messaging.channels.channel import Setup, TryLater
from ringdesk.domains.messaging.channels.smpp import SESSIONS
from ringdesk.domains.messaging.channels.smpp.words import receipt_of
from ringdesk.domains.messaging.inbound import queries
from ringdesk.domains.messaging.inbound.reading import Wrote, read
from ringdesk.domains.messaging.models import Provider
from ringdesk.domains.messaging.receipts import receipt
from ringdesk.domains.messaging.senders import Senders
from ringdesk.kernel.work import Actor

log = logging.getLogger(__name__)

LOOK_EVERY_S = 20.0
DIGITS = re.compile(r"\+?([1-9]\d{6,14})", re.ASCII)


async def hear_centre(setup: Setup, message: Any) -> None:  # noqa: ANN401 - the library has no types
    """Committed before the centre is told that we have it."""
    said = receipt_of(message)
    async with setup.office.open(Actor.the_house(setup.tenant_id)) as work:
        if said is not None:
            if said.state is not None:
                await receipt(
                    work, provider_id=said.message_id, state=said.state, reason=said.reason,
                    provider=setup.provider_id,
                )  # fmt: skip
            return
        number = DIGITS.fullmatch(message.source.number)
        if number is not None and not message.is_receipt():
            text = message.short_message or message.message_payload
            wrote = Wrote(address=f"+{number[1]}", text=text[:2000])
            await read(work, "sms", setup.provider_id, wrote)


class Centres:
    """Keeps every tenant's connections open: what comes in comes at any time."""

    def __init__(self, senders: Senders) -> None:
        self._senders = senders

    async def run(self) -> None:
        """For ever."""
        try:
            while True:
                try:
                    await self.keep()
                except OSError as error:
                    log.warning("The message centres wait for the database: %s", error)
                except Exception:
                    log.exception("A round of the message centres failed; it goes on.")
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            await SESSIONS.close()

    async def keep(self) -> None:
        for row in await self._senders.office.across(queries.CENTRES):
            for provider in await self._bound(row[0]):
                try:
                    await self._senders.of(row[0], provider).check()
                except TryLater as error:
                    log.info("A message centre can't be bound to: %s", error.reason)
        await SESSIONS.tidy()

    async def _bound(self, tenant_id: UUID) -> list[Provider]:
        async with self._senders.office.open(Actor.the_house(tenant_id)) as work:
            rows = await work.many(Provider, messages.PROVIDERS, "sms")
        return [row for row in rows if row.kind == "smpp" and row.enabled]


def listen() -> None:
    """Once in a process; whose it is, each connection knows."""
    SESSIONS.hear = hear_centre
