"""What staff say on a ticket that came by mail goes back by mail, once."""

from msgspec import Struct

from ringdesk.domains import messaging, tickets
from ringdesk.domains.mailroom import queries
from ringdesk.domains.mailroom.guards import OUR_HEADER
from ringdesk.domains.mailroom.models import Thread
from ringdesk.domains.mailroom.threads import reference, reply_address, subject_for
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.events import Fact
from ringdesk.kernel.work import Actor, Office

LONGEST_REFERENCES = 800


class Said(Struct, frozen=True):
    id: int
    content: str
    internal: bool
    from_staff: bool
    is_ai: bool
    title: str
    ticket_id: int
    email: str
    customer_name: str
    locale: str | None
    address: str
    agent_name: str


class Answering:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def answer(self, fact: Fact[tickets.CorrespondentAnswered]) -> None:
        """Once, however often it is told: the message is the key. By an address that nobody can
        have written to (a mail was read wrongly, a person was emptied) nothing goes."""
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            said = await work.one(Said, queries.SAID, fact.event.message_id)
            if said is None or said.internal or not said.from_staff:
                return
            thread = await work.one(Thread, queries.THREAD_OF_TICKET, said.ticket_id)
            if thread is None:
                return
            files = await work.many(messaging.Attachment, queries.FILES_OF_MESSAGE, said.id)
            try:
                await messaging.send(
                    work, channel="email", recipient=said.email,
                    subject=subject_for(said.ticket_id, thread.token, said.title),
                    body=said.content, purpose="service", key=f"ticket-message-{said.id}",
                    reply_to=reply_address(said.address, thread.token),
                    headers=headers_of(said, thread), attachments=files,
                )  # fmt: skip
            except Invalid:
                return


def headers_of(said: Said, thread: Thread) -> dict[str, str]:
    """Their mail, and the reference that leads the answer back to the ticket."""
    ours = reference(said.address, thread.token)
    theirs = f"<{thread.last_message_id}>" if thread.last_message_id else ""
    named = {"References": f"{theirs} {ours}".strip()[:LONGEST_REFERENCES]}
    if theirs:
        named["In-Reply-To"] = theirs
    return {**named, OUR_HEADER.title(): thread.token}
