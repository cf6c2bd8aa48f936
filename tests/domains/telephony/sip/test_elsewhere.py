"""Two processes with one trunk: what each says of the other's calls."""

from collections.abc import AsyncIterator
from itertools import count
from uuid import UUID

import pytest
from msgspec import json

from ringdesk.domains import telephony
from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.sip import INBOUND, SipCarrier, elsewhere
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant, eventually

pytestmark = pytest.mark.anyio
ADD = """
insert into carriers (tenant_id, kind, name, settings, caller_ids, most_calls, calls_per_second,
  position, enabled)
values ($1, 'sip', 'Trunk', $2::text::jsonb, '{}', 100, 100, 0, true) returning id
"""
AN_HOUR_PASSES = """
update carrier_dials set asked_at = asked_at - interval '1 hour',
  seen_at = seen_at - interval '1 hour' where tenant_id = $1
"""
IS_SEEN = """
select exists (select from carrier_dials where tenant_id = $1 and attempt = $2
  and seen_at > now() - interval '1 minute')
"""
_calls = count(10**12)


class Process:
    """With a registry of carriers of its own; `heard` is what it was told of its calls."""

    def __init__(self, tenant: Tenant, carrier_id: int) -> None:
        house = tenant.house.carriers
        self.carriers = telephony.Carriers(
            house.office, house.vault, house.egress, house.kinds
        )  # fmt: skip
        self.tenant, self.carrier_id = tenant, carrier_id
        self.heard: list[telephony.CarrierEvent] = []
        self.carriers.listen(self._hear)

    async def _hear(self, _: UUID, event: telephony.CarrierEvent) -> None:
        self.heard.append(event)

    async def hears(self, kind: str) -> telephony.CarrierEvent:
        async def is_there() -> bool:
            return any(one.kind == kind for one in self.heard)

        await eventually(is_there)
        return next(one for one in self.heard if one.kind == kind)

    async def trunk(self) -> telephony.Trunk:
        return await self.carriers.trunk(self.tenant.id, self.carrier_id)

    async def dial(self) -> str:
        """To somebody who talks. The attempt, which is also the call's name here."""
        attempt = f"{self.tenant.id}:{next(_calls)}"
        request = telephony.DialRequest(attempt=attempt, to_number="+49301234501")
        await self.carriers.dial(self.tenant.id, request)
        await self.hears("answered")
        return attempt

    async def look_up(
        self, attempt: str, call: str | None = None
    ) -> tuple[telephony.Dialled, telephony.CallState] | None:
        return await self.carriers.look_up(
            self.tenant.id, attempt, carrier_id=self.carrier_id, carrier_call_id=call
        )

    async def dies(self) -> None:
        """Without a word to anybody but its trunk."""
        self.carriers.listeners.clear()
        await self.carriers.close()


@pytest.fixture
async def processes(
    tenant: Tenant, network: PstnSim, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Process, Process]]:
    monkeypatch.setattr(elsewhere, "SAID_EVERY_S", 0.1)
    host, port = network.address
    async with tenant.house.office.open(Actor.the_house(tenant.id)) as work:
        settings = json.encode({"host": host, "port": port}).decode()
        carrier_id = await work.value(int, ADD, settings)
    assert carrier_id is not None
    one, other = Process(tenant, carrier_id), Process(tenant, carrier_id)
    yield one, other
    for process in (one, other):
        await process.carriers.close()


async def an_hour_passes(tenant: Tenant) -> None:
    async with tenant.house.office.open(Actor.the_house(tenant.id)) as work:
        await work.run(AN_HOUR_PASSES)


async def is_said_to_live(tenant: Tenant, attempt: str) -> None:
    async def is_seen() -> bool:
        async with tenant.house.office.open(Actor.the_house(tenant.id)) as work:
            return bool(await work.value(bool, IS_SEEN, attempt))

    await eventually(is_seen)


class TestACallOfAnotherProcess:
    async def test_that_has_just_begun_is_not_taken_for_none(
        self, processes: tuple[Process, Process]
    ) -> None:
        one, other = processes
        attempt = await one.dial()
        with pytest.raises(telephony.CarrierSilent):
            await other.look_up(attempt)

    async def test_that_lasts_is_not_ended_either(
        self, tenant: Tenant, processes: tuple[Process, Process]
    ) -> None:
        one, other = processes
        attempt = await one.dial()
        await an_hour_passes(tenant)
        await is_said_to_live(tenant, attempt)
        with pytest.raises(telephony.CarrierSilent):
            await other.look_up(attempt, attempt)
        found = await one.look_up(attempt, attempt)
        assert found is not None
        assert found[1].kind == "answered"

    async def test_is_hung_up_by_whoever_has_it(self, processes: tuple[Process, Process]) -> None:
        """The job that was to do it is told to try again."""
        one, other = processes
        attempt = await one.dial()
        with pytest.raises(telephony.CarrierSilent):
            await (await other.trunk()).hang_up(attempt)
        await (await one.trunk()).hang_up(attempt)
        await one.hears("completed")

    async def test_that_died_is_no_call(
        self, tenant: Tenant, processes: tuple[Process, Process]
    ) -> None:
        one, other = processes
        attempt = await one.dial()
        await is_said_to_live(tenant, attempt)
        await one.dies()
        with pytest.raises(telephony.CarrierSilent):  # it may only be slow
            await other.look_up(attempt)
        await an_hour_passes(tenant)
        assert await other.look_up(attempt, attempt) is None
        await (await other.trunk()).hang_up(attempt)


async def test_a_call_to_us_lives_where_it_came_in(
    tenant: Tenant, network: PstnSim, processes: tuple[Process, Process]
) -> None:
    one, other = processes

    async def receive(call: telephony.Incoming) -> telephony.Plan | None:
        return (telephony.ToMixer(),) if call.tenant_id == tenant.id else None

    tenant.house.carriers.receive_with(receive)
    carrier = (await one.trunk()).carrier
    assert isinstance(carrier, SipCarrier)
    network.call("+498001234567", carrier.address)
    call = (await one.hears("answered")).carrier_call_id
    await is_said_to_live(tenant, INBOUND + call)
    ours = f"{tenant.id}:{next(_calls)}"  # what it is called in the house's books
    with pytest.raises(telephony.CarrierSilent):
        await other.look_up(ours, call)
    found = await one.look_up(ours, call)
    assert found is not None
    assert found[1].kind == "answered"
    await one.dies()
    await an_hour_passes(tenant)
    assert await other.look_up(ours, call) is None
