"""What people write by SMS and WhatsApp becomes a ticket, or a message of the one that is open;
what staff say there goes back by the same channel, once."""

from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import messaging, tickets
from ringdesk.domains.identity import add_correspondent
from ringdesk.domains.mailroom import queries
from ringdesk.domains.mailroom.events import TextTaken
from ringdesk.domains.mailroom.models import Correspondent
from ringdesk.domains.mailroom.people import actor_for
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.events import Fact
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

TAKE = "mailroom.take_text"
MOST_PER_HOUR = 30  # from one address; the rest waits for the next hour, and none is lost
LONGEST_TITLE = 80
NAMES = {"sms": "SMS", "whatsapp": "WhatsApp"}
STOPPED = (
    "⚠ This number asked for no more messages: answers are not sent there before it writes START."
)


class Text(Struct, frozen=True):
    id: int
    channel: Literal["sms", "whatsapp"]
    address: str
    body: str


class TextSaid(Struct, frozen=True):
    id: int
    content: str
    channel: Literal["sms", "whatsapp"]
    address: str


class Texts:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def came(self, fact: Fact[messaging.TextReceived]) -> None:
        await self.take(fact.tenant_id, fact.event.text_id)

    async def waited(self, job: Job) -> None:
        await self.take(job.tenant_id, int(job.arguments()["text_id"]))

    async def take(self, tenant_id: UUID, text_id: int) -> None:
        """Once, however often it is told: the row says which ticket it went to."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            text = await work.one(Text, queries.LOCK_TEXT, text_id)
            if text is None:
                return
            lately = await work.value(int, queries.TAKEN_LATELY, text.channel, text.address) or 0
            if lately >= MOST_PER_HOUR:
                await put_off(work, text_id)
                return
            person = await writer(work, text)
        if not person.is_active:  # shut out by somebody: it stays written down, and no more
            return
        async with self._office.open(actor_for(work, person)) as work:
            text = await work.one(Text, queries.LOCK_TEXT, text_id)
            if text is not None:
                await say(work, text, person)

    async def answer(self, fact: Fact[tickets.CorrespondentAnswered]) -> None:
        """Once: the message is the key. A suppressed number gets none; the delivery log says so."""
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            said = await work.one(TextSaid, queries.SAID_BY_TEXT, fact.event.message_id)
            if said is None:
                return
            try:
                await messaging.send(
                    work, channel=said.channel, recipient=said.address, body=said.content,
                    purpose="service", key=f"ticket-text-{said.id}",
                )  # fmt: skip
            except Invalid:  # no number that could be written to
                return

    def register(self, jobs: Jobs) -> None:
        jobs.handle(TAKE, self.waited)


async def put_off(work: Work, text_id: int) -> None:
    """By a key of its own each time: the job that puts a text off again still holds the former."""
    at = datetime.now(UTC) + timedelta(hours=1)
    await work.later(TAKE, at=at, key=f"text {text_id} {at.timestamp()}", text_id=text_id)


async def writer(work: Work, text: Text) -> Correspondent:
    """Who is known by the number, whichever channel they write by; made when they first write."""
    key = f"tel:{text.address}"
    await work.run(queries.ONE_ADDRESS_AT_A_TIME, key)
    found = await work.one(Correspondent, queries.CORRESPONDENT, key)
    if found is not None:
        return found
    made = await add_correspondent(work, address=None, name=text.address)
    await work.run(queries.ADD_CORRESPONDENT, key, made.id)
    return Correspondent(made.id, made.email, made.role, made.is_active)


async def say(work: Work, text: Text, person: Correspondent) -> None:
    """As the customer: by the same acts as from any other door."""
    words = text.body.strip() or "(no text)"
    open_id = await work.value(int, queries.OPEN_BY_TEXT, text.channel, text.address, person.id)
    if open_id is not None:
        await tickets.post_message(work, ticket_id=open_id, content=words, by=text.channel)
    ticket_id = open_id or await open_ticket(work, text, words)
    await work.run(queries.TEXT_TAKEN, text.id, person.id, ticket_id)
    work.record(TextTaken(text_id=text.id, ticket_id=ticket_id, is_new_ticket=open_id is None))


async def open_ticket(work: Work, text: Text, words: str) -> int:
    stopped = await messaging.why_not(
        work, channel=text.channel, recipient=text.address, purpose="service"
    )
    ticket = await tickets.create(
        work, title=title_of(words, f"{NAMES[text.channel]} {text.address}"),
        description=f"{STOPPED}\n\n{words}" if stopped else words, tags=[f"by-{text.channel}"],
        by=text.channel, own_words=words,
    )  # fmt: skip
    await work.run(queries.ADD_TEXT_THREAD, ticket.id, text.channel, text.address)
    await tickets.reach_by(work, ticket_id=ticket.id, channel=text.channel)
    return ticket.id


def title_of(words: str, otherwise: str) -> str:
    """The first line, as far as a title goes."""
    first = " ".join(words.splitlines()[0].split()) if words else ""
    short = first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"
    return short or otherwise
