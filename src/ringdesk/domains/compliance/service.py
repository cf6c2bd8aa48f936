"""Do-not-call lists: entries bind from their commit on, in every transaction that dials."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from ringdesk.domains import messaging, telephony
from ringdesk.domains.compliance import policy, queries
from ringdesk.domains.compliance.errors import EntryNotFound, NoSuchCampaign
from ringdesk.domains.compliance.events import (
    NumberForbidden,
    NumberForgotten,
    NumberPermitted,
)
from ringdesk.domains.compliance.models import Entry, Numbered, Placed, Source, Taken
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

LONGEST_REASON = 500
SALT_BYTES = 32


async def forbid(
    work: Work, *, number: str, reason: str = "", source: Source = "person",
    campaign_id: int | None = None, expires_at: datetime | None = None, channel: str = "",
) -> Entry:  # fmt: skip
    """Put a number (as somebody typed it) on the list of all, or of one campaign. One that is on it
    stays as it is, unless this is for longer. Invalid, NoSuchCampaign."""
    policy.require_may_forbid(work.actor)
    return await place(
        work, number=number, reason=reason, source=source, campaign_id=campaign_id,
        expires_at=expires_at, channel=channel,
    )  # fmt: skip


async def place(
    work: Work, *, number: str, reason: str, source: Source, channel: str,
    campaign_id: int | None = None, expires_at: datetime | None = None,
) -> Entry:  # fmt: skip
    if expires_at is not None and expires_at <= datetime.now(UTC):
        raise Invalid.field("expires_at", "In the future")
    await require_campaign(work, campaign_id)
    e164 = telephony.number(number, await region(work)).e164
    placed = await work.one(
        Placed, queries.FORBID, [e164], campaign_id, reason.strip()[:LONGEST_REASON], source,
        channel[:40], work.actor.id, expires_at,
    )  # fmt: skip
    if placed is None:
        placed = await work.one(Placed, queries.PLACED, e164, campaign_id)
    if placed is None:
        raise EntryNotFound
    if placed.fresh:
        work.record(NumberForbidden(entry_id=placed.id, campaign_id=campaign_id, source=source))
    return await entry(work, entry_id=placed.id)


async def opt_out(work: Work, *, number: str, channel: str, words: str = "") -> Entry:
    """Somebody asked, by any channel, not to be called: binds in the caller's transaction, on every
    list. `words`: what they said, kept as the reason. It needs no right: whoever acts (a carrier's
    webhook, a customer in a chat) passes on what the person wants."""
    source: Source = "keyword" if messaging.asks_to_stop(words) else "opt_out"
    return await place(work, number=number, reason=words, source=source, channel=channel)


async def permit(work: Work, *, entry_id: int, reason: str = "") -> None:
    """Take an entry off its list; the log keeps why. For whoever manages leads. EntryNotFound."""
    policy.require_may_permit(work.actor)
    taken = await work.one(Taken, queries.PERMIT, entry_id)
    if taken is None:
        raise EntryNotFound
    work.record(
        NumberPermitted(
            entry_id=entry_id, campaign_id=taken.campaign_id, source=taken.source,
            reason=" ".join(reason.split()),
        )
    )  # fmt: skip


async def entry(work: Work, *, entry_id: int) -> Entry:
    if (found := await work.one(Entry, queries.ENTRY, entry_id)) is None:
        raise EntryNotFound
    return found


async def get_forbidden(work: Work, *, entry_id: int) -> Entry:
    policy.require_may_read(work.actor)
    return await entry(work, entry_id=entry_id)


async def forbidden(work: Work, numbers: Iterable[str], campaign_id: int | None = None) -> set[str]:
    """Which of these (E.164) must not be called: by anybody, or for this campaign. Asked in the
    transaction that dials, so that an entry binds at once."""
    found = await work.many(Numbered, queries.FORBIDDEN, list(numbers), campaign_id)
    return {one.number for one in found}


async def list_forbidden(
    work: Work, *, number: str | None = None, campaign_id: int | None = None,
    source: Source | None = None, after: int | None = None, limit: int = 100,
) -> list[Entry]:  # fmt: skip
    """Entries that bind, the latest first. `number`: its beginning. `campaign_id` 0: those that
    bind everybody."""
    policy.require_may_read(work.actor)
    return await work.many(Entry, queries.LIST, number, campaign_id, source, after, limit)


async def forget(work: Work, *, number: str) -> int:
    """Somebody is erased: of their number (E.164) a hash stays on the lists, so that they are still
    not called. How many entries that were."""
    await work.run(queries.MAKE_SALT, secrets.token_bytes(SALT_BYTES))
    count = await work.run(queries.FORGET, number)
    await work.run(queries.FORGET_REFUSALS, number)
    if count:
        work.record(NumberForgotten(entries=count))
    return count


async def require_campaign(work: Work, campaign_id: int | None) -> None:
    if campaign_id is not None and not await work.value(bool, queries.CAMPAIGN_EXISTS, campaign_id):
        raise NoSuchCampaign


async def region(work: Work) -> str:
    """Where a number without + is from."""
    return await work.value(str, queries.REGION) or "US"
