"""Whoever asks not to be called is not called, at any number that a lead with their address has."""

from msgspec import Struct

from ringdesk.domains import compliance
from ringdesk.domains.leads.opt_outs import queries
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import Work


class Reachable(Struct, frozen=True):
    phone: str


async def heed(work: Work, event: compliance.OptOutAsked) -> None:
    """In the transaction of their words."""
    for one in await work.many(Reachable, queries.NUMBERS_OF_PERSON, event.person_id):
        await compliance.opt_out(work, number=one.phone, channel=event.channel)


def listen(registry: Registry) -> None:
    registry.inside(compliance.OptOutAsked, heed)
