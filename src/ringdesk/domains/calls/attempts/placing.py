"""Between the attempt that is written and the carrier that is asked.

The attempt is committed before the carrier is asked, and asked for once: whoever sets `asked_at`
asks. A crash or a silence after that leaves `asked_at` without `placed_at`: nobody knows, until
`settle` has asked the carrier what became of it. An attempt is never dialled twice.
"""

import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.calls.attempts import queries
from ringdesk.domains.calls.attempts.crowds import Crowd, Note
from ringdesk.domains.calls.attempts.starting import PLACE
from ringdesk.domains.calls.errors import CallNotFound
from ringdesk.domains.calls.models import Call, Settings
from ringdesk.domains.calls.moving import HANG_UP, PASS_ON, is_on_a_line
from ringdesk.domains.calls.reporting import Said, learn, report
from ringdesk.domains.calls.service import find, settings_for
from ringdesk.domains.calls.transferring import not_passed_on
from ringdesk.domains.telephony import (
    CallState,
    CarrierEvent,
    CarrierNotFound,
    CarrierRefused,
    Carriers,
    CarrierSilent,
    Dialled,
    DialRequest,
)
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

# So long at most the first answer of a carrier takes, its queue and its failover included.
IN_FLIGHT = timedelta(seconds=60)

log = logging.getLogger(__name__)


def attempt_of(tenant_id: UUID, call_id: int) -> str:
    return f"{tenant_id}:{call_id}"


def call_of(attempt: str) -> tuple[UUID, int] | None:
    """None for what is no attempt of ours."""
    tenant, _, call = attempt.partition(":")
    try:
        return UUID(tenant), int(call)
    except ValueError:
        return None


class ToAsk(Struct, frozen=True):
    call: Call
    settings: Settings


class Placing:
    """Its acts open works of their own: between them lies the network."""

    def __init__(
        self, office: Office, carriers: Carriers, *, in_flight: timedelta = IN_FLIGHT
    ) -> None:
        self._office, self._carriers, self._in_flight = office, carriers, in_flight
        self._crowds: dict[UUID, Crowd] = {}

    async def place(self, tenant_id: UUID, call_id: int) -> Call:
        """Ask the carrier for an attempt that nobody asked for yet. What was asked before is
        settled instead, if nobody knows what became of it. CallNotFound."""
        for mine in await self.claim(tenant_id, [call_id]):
            return await self.ask(tenant_id, mine)
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            call = await find(work, call_id)
        unknown = call.is_live and call.asked_at is not None and call.placed_at is None
        return await self.settle(tenant_id, call_id) if unknown else call

    async def claim(self, tenant_id: UUID, call_ids: list[int]) -> list[ToAsk]:
        """Those of them that nobody asked a carrier for: from now on it is the caller who does, for
        each by `ask`, at once."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            mine = await work.many(Call, queries.CLAIM_TO_PLACE, call_ids)
            campaigns = {call.campaign_id for call in mine}
            settings = {one: await settings_for(work, one) for one in campaigns}
        return [ToAsk(call, settings[call.campaign_id]) for call in mine]

    async def ask(self, tenant_id: UUID, mine: ToAsk) -> Call:
        """Ask the carrier for an attempt that was claimed."""
        call, settings = mine.call, mine.settings
        request = DialRequest(
            attempt=attempt_of(tenant_id, call.id), to_number=call.number,
            from_number=call.caller_id, ring_timeout_s=settings.ring_timeout_s,
            detect_machine=settings.detect_machines, record=settings.record_calls,
        )  # fmt: skip
        try:
            dialled = await self._carriers.dial(tenant_id, request)
        except CarrierRefused as error:
            return await self._never_placed(call, tenant_id, error)
        except CarrierSilent:
            log.warning("A carrier was silent about call %s: it will be asked.", call.id)
            return call
        return await self._placed(tenant_id, call.id, dialled)

    async def settle(self, tenant_id: UUID, call_id: int) -> Call:
        """Ask the carrier what became of a call, and believe it. While it is silent the call stays
        as it is. CallNotFound."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            call = await find(work, call_id)
            if not self._may_be_asked_about(call):
                return call
            await work.run(queries.CHECKED, call_id)
        try:
            found = await self._carriers.look_up(
                tenant_id, attempt_of(tenant_id, call_id), carrier_id=call.carrier_id,
                carrier_call_id=call.carrier_call_id,
            )  # fmt: skip
        except CarrierSilent:
            return call
        if found is None:
            refused = CarrierRefused("The carrier has no such call")
            return await self._never_placed(call, tenant_id, refused)
        dialled, state = found
        await self._placed(tenant_id, call_id, dialled)
        return await self._believe(tenant_id, call_id, state)

    def _may_be_asked_about(self, call: Call) -> bool:
        """While the carrier is being asked, it may not know the attempt yet."""
        if not call.is_live or not is_on_a_line(call) or call.asked_at is None:
            return False
        return call.placed_at is not None or call.asked_at <= datetime.now(UTC) - self._in_flight

    async def hang_up(self, tenant_id: UUID, call_id: int) -> None:
        """End it on the carrier's side, too. CarrierSilent: the job tries again."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            call = await find(work, call_id)
        if call.carrier_call_id is None and call.asked_at is not None and is_on_a_line(call):
            # Ended while the carrier was being asked, or before a crash: it may ring.
            found = await self._carriers.look_up(tenant_id, attempt_of(tenant_id, call_id))
            if found is None:
                return
            call = await self._note_placed(tenant_id, call_id, found[0])
        if call.carrier_call_id is not None and is_on_a_line(call):
            try:
                trunk = await self._carriers.trunk(tenant_id, call.carrier_id)
            except CarrierNotFound:
                return
            # Who answered, and found nobody there, hears who it was (47 CFR 64.1200(a)(7)).
            end = trunk.apologise if call.abandoned else trunk.hang_up
            await end(call.carrier_call_id)

    async def hear(self, tenant_id: UUID, event: CarrierEvent) -> None:
        """What a carrier reports; for `Carriers.listen`. Of unknown calls nothing is kept."""
        named = call_of(event.attempt)
        if named is None or named[0] != tenant_id:
            return
        said = Said(named[1], event)
        if await self._crowd(tenant_id).hearing.add(said):
            return
        try:
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                await report(work, call_id=said.call_id, event=event)
        except CallNotFound:
            log.warning("A carrier reports a call that is not known: %s", said.call_id)

    def _crowd(self, tenant_id: UUID) -> Crowd:
        return self._crowds.setdefault(tenant_id, Crowd(self._office, tenant_id))

    async def _placed(self, tenant_id: UUID, call_id: int, dialled: Dialled) -> Call:
        call = await self._note_placed(tenant_id, call_id, dialled)
        if not call.is_live:  # ended while we asked
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                await work.later(HANG_UP, key=f"{HANG_UP} {call_id}", call_id=call_id)
        return call

    async def _note_placed(self, tenant_id: UUID, call_id: int, dialled: Dialled) -> Call:
        call = await self._crowd(tenant_id).noting.add(Note(call_id, dialled))
        if call is not None:
            return call
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            call = await work.one(
                Call, queries.PLACED, call_id, dialled.carrier, dialled.carrier_call_id,
                dialled.carrier_id,
            )  # fmt: skip
        if call is None:
            raise CallNotFound
        return call

    async def _never_placed(self, call: Call, tenant_id: UUID, error: CarrierRefused) -> Call:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            return await learn(
                work, call_id=call.id, kind="failed", code=error.code,
                permanent=error.permanent, detail=error.says[:200],
            )  # fmt: skip

    async def _believe(self, tenant_id: UUID, call_id: int, state: CallState) -> Call:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            return await learn(work, call_id=call_id, kind=state.kind, duration_s=state.duration_s)

    async def pass_on(self, tenant_id: UUID, call_id: int, number: str) -> None:
        """To another number, by the carrier. What it refuses is written down; the call goes on."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            call = await find(work, call_id)
        if not call.is_live or call.carrier_call_id is None:
            return
        try:
            trunk = await self._carriers.trunk(tenant_id, call.carrier_id)
            await trunk.transfer(call.carrier_call_id, number)
        except (CarrierRefused, CarrierNotFound) as error:
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                await not_passed_on(work, call_id=call_id, says=str(error))

    async def do_pass_on(self, job: Job) -> None:
        given = job.arguments()
        await self.pass_on(job.tenant_id, int(given["call_id"]), str(given["number"]))

    async def do_place(self, job: Job) -> None:
        await self.place(job.tenant_id, int(job.arguments()["call_id"]))

    async def do_hang_up(self, job: Job) -> None:
        await self.hang_up(job.tenant_id, int(job.arguments()["call_id"]))

    def register(self, jobs: Jobs) -> None:
        jobs.handle(PLACE, self.do_place)
        jobs.handle(HANG_UP, self.do_hang_up)
        jobs.handle(PASS_ON, self.do_pass_on)
        self._carriers.listen(self.hear)
