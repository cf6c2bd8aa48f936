"""The delivery log: what was written, what became of it, and how much of it there is."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec import Struct, json

from ringdesk.domains import identity
from ringdesk.domains.messaging import policy, queries
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.errors import AlreadyWritten, MessageNotFound
from ringdesk.domains.messaging.events import MessageCancelled
from ringdesk.domains.messaging.models import Attachment, Message, ReceiptState, State
from ringdesk.domains.messaging.service import MESSAGE_NUMBER, TEMPLATE_NUMBER
from ringdesk.domains.messaging.suppressing import beginning_of_key
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

What = Literal["sent", "delivered", "opened", "refused", "failed", "bounced", "complained",
               "suppressed", "unknown"]  # fmt: skip
LONGEST_WORDS = 254


class Setback(Struct, frozen=True):
    provider_kind: str
    reason: str
    at: datetime


class Heard(Struct, frozen=True):
    state: ReceiptState
    hard: bool
    reason: str
    at: datetime


class Words(Struct, frozen=True):
    body: str
    html: str | None
    reply_to: str | None
    headers: str
    attachments: str
    basis: str


class MessageShown(Struct, frozen=True, kw_only=True):
    """`body` and `html` None: not for these eyes, or not kept."""

    row: Message
    body: str | None
    html: str | None
    reply_to: str | None
    basis: str
    attachments: list[str]
    setbacks: list[Setback]
    receipts: list[Heard]


class Counted(Struct, frozen=True):
    channel: Channel
    provider_kind: str
    what: What
    count: int


class Statistics(Struct, frozen=True, kw_only=True):
    """`delivery_rate`: per cent of the messages that were handed to a provider, or that a provider
    refused, of which it did not say that they failed. Not asked for at all (suppressed) and not
    known don't count. 0 over nothing."""

    messages_sent: int
    delivery_rate: float
    by_provider: dict[str, int]
    counts: dict[str, int]
    by_kind: dict[str, int]


async def list_messages(
    work: Work, *, channel: Channel | None = None, states: list[State] | None = None,
    words: str = "", person_id: int | None = None, template: str | None = None,
    after: int | None = None, limit: int = 50,
) -> list[Message]:  # fmt: skip
    """The newest first. `words`: how an address begins; `after`: the id that the page before ended
    with. NotAllowed, Invalid."""
    policy.require(work.actor, policy.READ)
    if len(words) > LONGEST_WORDS:
        raise Invalid.field("q", f"{LONGEST_WORDS} characters at most")
    template_id = None
    if template is not None:
        found = TEMPLATE_NUMBER.fullmatch(template)
        if found is None:
            return []
        template_id = int(found[1])
    return await work.many(
        Message, queries.MESSAGES, channel, states, beginning_of_key(words), person_id, template_id,
        after, limit, _may_see_account_mails(work),
    )  # fmt: skip


async def get_message(work: Work, *, number: str) -> Message:
    """By `msg_…`. NotAllowed, MessageNotFound."""
    policy.require(work.actor, policy.READ)
    found = MESSAGE_NUMBER.fullmatch(number)
    row = await work.one(Message, queries.MESSAGE, int(found[1])) if found else None
    if row is None or (row.confidential and not _may_see_account_mails(work)):
        raise MessageNotFound
    return row


async def is_confidential(work: Work, *, message_id: int) -> bool:
    """Whether it is a mail of somebody's account, of which no program is told."""
    row = await work.one(Message, queries.MESSAGE, message_id)
    return row is not None and row.confidential


async def show_message(work: Work, *, number: str) -> MessageShown:
    """With its words and its history. NotAllowed, MessageNotFound."""
    row = await get_message(work, number=number)
    words = await work.one(Words, queries.WORDS, row.id)
    if words is None:
        raise MessageNotFound
    shown = not row.confidential or (_may_read_links(work, row) and bool(words.body))
    return MessageShown(
        row=row, body=words.body if shown else None, html=words.html if shown else None,
        reply_to=words.reply_to, basis=words.basis,
        attachments=[one.name for one in json.decode(words.attachments, type=list[Attachment])],
        setbacks=await work.many(Setback, queries.SETBACKS, row.id),
        receipts=await work.many(Heard, queries.RECEIPTS_OF, row.id),
    )  # fmt: skip


def _may_see_account_mails(work: Work) -> bool:
    """Resets and invitations of all workspaces go by the first one's provider. That they went is
    for its administrators; who is invited elsewhere is nothing to the others."""
    return identity.holds_everything(work.actor)


def _may_read_links(work: Work, row: Message) -> bool:
    """A link that opens an account is shown to nobody, except where nothing carried it away: then
    the administrators of the house hand it on. They alone: a role of less could gain by it."""
    carried_nowhere = row.provider_kind == "console" and row.state == "sent"
    return carried_nowhere and identity.holds_everything(work.actor)


async def cancel_message(work: Work, *, number: str) -> Message:
    """Not to be sent after all. NotAllowed, MessageNotFound, AlreadyWritten."""
    policy.require(work.actor, policy.SETTINGS)
    row = await get_message(work, number=number)
    done = await work.one(Message, queries.CANCEL, row.id)
    if done is None:
        raise AlreadyWritten(state=row.state)
    work.record(MessageCancelled(message_id=row.id))
    return done


async def statistics(work: Work, *, days: int | None = None) -> Statistics:
    """Of all time, or of the last days (UTC), today among them. NotAllowed."""
    policy.require(work.actor, policy.READ)
    since = None if days is None else datetime.now(UTC).date() - timedelta(days=days - 1)
    return added_up(await work.many(Counted, queries.STATISTICS, since))


def added_up(rows: list[Counted]) -> Statistics:
    counts: dict[str, int] = defaultdict(int)
    by_channel: dict[str, int] = defaultdict(int)
    by_kind: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.what] += row.count
        if row.what == "sent":
            by_channel[row.channel] += row.count
            by_kind[row.provider_kind] += row.count
    asked = counts["sent"] + counts["refused"]
    arrived = counts["sent"] - counts["failed"] - counts["bounced"]
    return Statistics(
        messages_sent=counts["sent"],
        delivery_rate=round(100 * arrived / asked, 2) if asked else 0.0,
        by_provider=dict(sorted(by_channel.items())), by_kind=dict(sorted(by_kind.items())),
        counts=dict(sorted(counts.items())),
    )  # fmt: skip
