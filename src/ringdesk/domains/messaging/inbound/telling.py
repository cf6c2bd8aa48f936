"""What providers tell, whoever they are: proved, then written down once."""

import re
from datetime import UTC, datetime
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.messaging import queries as messages
from ringdesk.domains.messaging.channels.channel import ProviderKind
from ringdesk.domains.messaging.errors import ProviderNotFound
from ringdesk.domains.messaging.inbound import queries
from ringdesk.domains.messaging.inbound.reading import Wrote, read
from ringdesk.domains.messaging.models import Provider, ReceiptState
from ringdesk.domains.messaging.receipts import receipt
from ringdesk.domains.messaging.senders import Senders, opened, read_key
from ringdesk.kernel.work import Actor, Origin, Work

MESSAGE_NUMBER = re.compile(r"msg_([1-9]\d{0,17})", re.ASCII)
OLDEST = datetime(2020, 1, 1, tzinfo=UTC)


class Known(Struct, frozen=True):
    """Whose webhook it is, and what its signature is checked with."""

    tenant_id: UUID
    row: Provider
    secrets: dict[str, str]


class Told(Struct, frozen=True, kw_only=True):
    """One thing that a provider says of a message. `message`: our own number of it, if it was told
    back to us."""

    provider_message_id: str
    state: ReceiptState
    at: datetime | None = None
    hard: bool = False
    reason: str = ""
    message: str = ""


async def provider_of(senders: Senders, key: str, kind: ProviderKind) -> Known:
    """ProviderNotFound: no such row, or one of another kind. One that is switched off is heard: it
    may have sent before."""
    tenant_id, provider_id = read_key(key)
    async with senders.office.open(Actor.the_house(tenant_id)) as work:
        row = await work.one(Provider, messages.PROVIDER, provider_id)
    if row is None or row.kind != kind:
        raise ProviderNotFound
    return Known(tenant_id, row, opened(senders.vault, tenant_id, row))


async def write_down(
    senders: Senders, known: Known, told: list[Told], wrote: list[Wrote], origin: Origin
) -> None:
    """All of it in one transaction: a provider that gets an error sends all of it again."""
    if not told and not wrote:
        return
    async with senders.office.open(Actor.the_house(known.tenant_id), origin) as work:
        for one in told:
            await _receive(work, known.row.id, one)
        for words in wrote:
            await read(work, known.row.channel, known.row.id, words)


async def _receive(work: Work, provider_id: int, told: Told) -> None:
    named = MESSAGE_NUMBER.fullmatch(told.message)
    if named is not None:
        await work.run(queries.SETTLE_UNKNOWN, int(named[1]), provider_id, told.provider_message_id)
    await receipt(
        work, provider_id=told.provider_message_id, state=told.state, at=told.at, hard=told.hard,
        reason=told.reason, provider=provider_id,
    )  # fmt: skip


def moment(seconds: str) -> datetime | None:
    """Of a POSIX time as text; None for what can't be one."""
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 11):
        return None
    at = datetime.fromtimestamp(int(seconds), UTC)
    return at if at > OLDEST else None
