"""What was put aside: looked at, tried again, discarded. For administrators."""

from collections.abc import AsyncIterator

from ringdesk.domains.mailroom import policy, queries
from ringdesk.domains.mailroom.errors import MailIsSettled, MailNotFound
from ringdesk.domains.mailroom.events import MailDiscarded, MailRetried
from ringdesk.domains.mailroom.models import Mail, MailState
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Work


async def list_mails(
    work: Work, *, state: MailState | None = None, mailbox_id: int | None = None,
    after: int | None = None, limit: int = 50,
) -> list[Mail]:  # fmt: skip
    """The newest first. `after`: the id that the page before ended with."""
    policy.require(work.actor, policy.LOOK)
    return await work.many(Mail, queries.MAILS, state, mailbox_id, after, limit)


async def get_mail(work: Work, *, mail_id: int) -> Mail:
    policy.require(work.actor, policy.LOOK)
    found = await work.one(Mail, queries.MAIL, mail_id)
    if found is None:
        raise MailNotFound
    return found


async def open_mail(work: Work, storage: Storage, *, mail_id: int) -> AsyncIterator[bytes]:
    """As it came, byte for byte. MailNotFound also where nothing was kept."""
    policy.require(work.actor, policy.CHANGE)
    key = await work.value(str, queries.KEY_OF_MAIL, mail_id)
    if key is None:
        raise MailNotFound
    return await storage.get(key)


async def retry_mail(work: Work, *, mail_id: int) -> Mail:
    """Once more. What a guard held back is let in: an administrator looked at it. MailIsSettled."""
    policy.require(work.actor, policy.CHANGE)
    await get_mail(work, mail_id=mail_id)
    mailbox_id = await work.value(int, queries.RETRY, mail_id)
    if mailbox_id is None:
        raise MailIsSettled
    await work.run(queries.LOOK_NOW, mailbox_id)
    work.record(MailRetried(mail_id=mail_id))
    return await get_mail(work, mail_id=mail_id)


async def discard_mail(work: Work, storage: Storage, *, mail_id: int) -> Mail:
    """What it said is deleted; that it came stays to be seen for a while. MailIsSettled."""
    policy.require(work.actor, policy.CHANGE)
    await get_mail(work, mail_id=mail_id)
    key = await work.value(str, queries.KEY_OF_MAIL, mail_id)
    if not await work.run(queries.DISCARD, mail_id):
        raise MailIsSettled
    work.record(MailDiscarded(mail_id=mail_id))
    if key is not None:
        await storage.delete(key)
    return await get_mail(work, mail_id=mail_id)
