"""Who asks on a telephone to get no more messages is not called either."""

from msgspec import Struct

from ringdesk.domains import messaging
from ringdesk.domains.compliance import queries
from ringdesk.domains.compliance.service import opt_out
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import Work


class OptedOut(Struct, frozen=True):
    channel: str
    address: str
    note: str


async def note_opt_out(work: Work, event: messaging.OptOutReceived) -> None:
    """In the same transaction. A number that no plan has can't be called anyway."""
    if event.channel not in ("sms", "whatsapp"):
        return
    said = await work.one(OptedOut, queries.OPTED_OUT, event.suppression_id)
    if said is not None:
        try:
            await opt_out(work, number=said.address, channel=said.channel, words=said.note)
        except Invalid:
            return


def listen(registry: Registry) -> None:
    registry.inside(messaging.OptOutReceived, note_opt_out)
