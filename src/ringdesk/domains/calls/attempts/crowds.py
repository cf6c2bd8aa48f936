"""What happens to many calls of a tenant in one moment, written in one transaction."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.calls.attempts import queries
from ringdesk.domains.calls.models import Call
from ringdesk.domains.calls.reporting import Said, report_all
from ringdesk.domains.telephony import Dialled
from ringdesk.kernel.together import Together
from ringdesk.kernel.work import Actor, Office


class Note(Struct, frozen=True):
    """Which call of a carrier's an attempt became."""

    call_id: int
    dialled: Dialled


class Crowd:
    """Of one tenant, in one process. `hearing` says whether the event was taken in, `noting` gives
    the call, or None: what is unknown, or somebody's in this moment, is tried by itself."""

    def __init__(self, office: Office, tenant_id: UUID) -> None:
        self._office, self._actor = office, Actor.the_house(tenant_id)
        self.hearing: Together[Said, bool] = Together(self._hear)
        self.noting: Together[Note, Call | None] = Together(self._note)

    async def _hear(self, said: Sequence[Said]) -> list[bool]:
        async with self._office.open(self._actor) as work:
            return await report_all(work, said)

    async def _note(self, notes: Sequence[Note]) -> list[Call | None]:
        dialled = [one.dialled for one in notes]
        async with self._office.open(self._actor) as work:
            placed = await work.many(
                Call, queries.PLACED_ALL, [one.call_id for one in notes],
                [one.carrier for one in dialled], [one.carrier_call_id for one in dialled],
                [one.carrier_id for one in dialled],
            )  # fmt: skip
        found = {call.id: call for call in placed}
        return [found.get(one.call_id) for one in notes]
