"""Addresses that are not written to any more, and why."""

from ringdesk.domains import consent
from ringdesk.domains.messaging import addresses, policy, queries
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.errors import SuppressionNotFound
from ringdesk.domains.messaging.events import (
    AddressSuppressed,
    OptInReceived,
    OptOutReceived,
    SuppressionLifted,
)
from ringdesk.domains.messaging.models import Suppression, SuppressionReason
from ringdesk.kernel.patterns import literally
from ringdesk.kernel.work import Work

LONGEST_NOTE = 500


async def suppress(
    work: Work, *, channel: Channel, address: str, reason: SuppressionReason, note: str = "",
    message_id: int | None = None,
) -> Suppression:  # fmt: skip
    """Write there no more; known already: the stronger reason stays. An opt-out also takes back
    what they agreed to, whatever else speaks against the address. For the house and adapters;
    people go by `add_suppression`. Invalid."""
    checked = addresses.checked(channel, address, "address")
    key = addresses.key_of(channel, checked)
    fresh = await work.one(
        Suppression, queries.SUPPRESS, channel, checked, key, reason, note[:LONGEST_NOTE],
        message_id, work.actor.id,
    )  # fmt: skip
    kept = fresh or await work.one(Suppression, queries.SUPPRESSION_OF, channel, key)
    if kept is None:
        raise SuppressionNotFound
    if fresh is not None:
        work.record(AddressSuppressed(suppression_id=fresh.id, reason=reason))
    if reason == "opted_out" and (fresh is not None or kept.reason != "opted_out"):
        if fresh is None:
            await work.run(queries.NOTE_OPT_OUT, kept.id, note[:LONGEST_NOTE])
        work.record(OptOutReceived(channel=channel, suppression_id=kept.id))
        await consent.take_back(work, address=checked, note=note[:LONGEST_NOTE] or channel)
    return kept


async def opt_out(
    work: Work, *, channel: Channel, address: str, note: str = "", message_id: int | None = None
) -> Suppression:
    """Somebody asked for no more of it: STOP, the link in a mail, a provider's word."""
    return await suppress(
        work, channel=channel, address=address, reason="opted_out", note=note,
        message_id=message_id,
    )  # fmt: skip


async def opt_in(work: Work, *, channel: Channel, address: str, text_id: int) -> bool:
    """They take back their own STOP, on this channel alone: what they said of calls, of other
    channels and of advertising stands. False: there was none; a bounce, a complaint and what was
    written down by hand are not theirs to lift. `text_id`: what they wrote, which is the proof."""
    key = addresses.key_of(channel, addresses.checked(channel, address, "address"))
    lifted = await work.value(int, queries.LIFT_OPT_OUT, channel, key)
    if lifted is None:
        return False
    work.record(SuppressionLifted(suppression_id=lifted))
    work.record(OptInReceived(channel=channel, text_id=text_id))
    return True


async def add_suppression(
    work: Work, *, channel: Channel, address: str, note: str = ""
) -> Suppression:
    """By hand, by an administrator. NotAllowed, Invalid."""
    policy.require(work.actor, policy.SETTINGS)
    return await suppress(work, channel=channel, address=address, reason="by_hand", note=note)


async def get_suppression(work: Work, *, suppression_id: int) -> Suppression:
    """NotAllowed, SuppressionNotFound."""
    policy.require(work.actor, policy.LOOK_AT_SETTINGS)
    found = await work.one(Suppression, queries.SUPPRESSION, suppression_id)
    if found is None:
        raise SuppressionNotFound
    return found


async def lift_suppression(work: Work, *, suppression_id: int) -> None:
    """They may be written to again; a consent that was taken back stays so. NotAllowed,
    SuppressionNotFound."""
    policy.require(work.actor, policy.SETTINGS)
    if not await work.run(queries.LIFT, suppression_id):
        raise SuppressionNotFound
    work.record(SuppressionLifted(suppression_id=suppression_id))


async def list_suppressions(
    work: Work, *, channel: Channel | None = None, reason: SuppressionReason | None = None,
    words: str = "", after: int | None = None, limit: int = 100,
) -> list[Suppression]:  # fmt: skip
    """The newest first. `after`: the id that the page before ended with. NotAllowed."""
    policy.require(work.actor, policy.LOOK_AT_SETTINGS)
    return await work.many(
        Suppression, queries.SUPPRESSIONS, channel, reason, beginning_of_key(words), after, limit
    )


def beginning_of_key(words: str) -> str | None:
    """The pattern of addresses that begin with it; None for nothing."""
    folded = words.strip().casefold()
    return f"{literally(folded)}%" if folded else None
