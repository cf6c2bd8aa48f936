"""Mail that came back (RFC 3464). Anybody can write such a notice, so an address is not written to
any more only where the notice brings the mail's own proof: the thread's token, sent to nobody but
the one whose address it names."""

import re

from ringdesk.domains import messaging
from ringdesk.domains.mailroom import guards, queries
from ringdesk.domains.mailroom.reading import Bounce, Read
from ringdesk.domains.messaging import addresses
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

OURS = re.compile(r"msg_[1-9]\d{0,17}@", re.ASCII)


async def hear(work: Work, letter: Read) -> None:
    for bounce in letter.bounces:
        hard = guards.is_hard(bounce.status, bounce.action)
        if bounce.action != "failed":
            continue
        if OURS.match(bounce.original_id):
            await messaging.receipt(
                work, provider_id=f"<{bounce.original_id}>", state="bounced", hard=False,
                reason=f"{bounce.status} {bounce.diagnostic}",
            )  # fmt: skip
        if hard and await is_proved(work, bounce):
            await messaging.suppress(
                work, channel="email", address=bounce.recipient, reason="hard_bounce",
                note=f"{bounce.status} {bounce.diagnostic}",
            )  # fmt: skip


async def is_proved(work: Work, bounce: Bounce) -> bool:
    """Whether the mail that came back had the token of a thread, and went to its requester."""
    if not bounce.original_token:
        return False
    try:
        key = addresses.key_of("email", addresses.checked("email", bounce.recipient))
    except Invalid:
        return False
    to = await work.value(str, queries.REQUESTER_OF_TOKEN, bounce.original_token)
    return to is not None and addresses.key_of("email", to) == key
