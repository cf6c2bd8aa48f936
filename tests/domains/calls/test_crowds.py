"""What happens to many calls in one moment: written together, as if each had come alone."""

import asyncio
from random import Random
from uuid import UUID

import pytest

from ringdesk.domains import calls, telephony
from tests.domains.calls.scripted import said
from tests.domains.calls.world import Company, World

pytestmark = pytest.mark.anyio

HOLD_CALL = "select id from calls where tenant_id = $1 and id = $2 for update"
HOLD_LEAD = "select id from leads where tenant_id = $1 and id = $2 for update"
# Facts that nobody carried out yet: no relay runs here.
TOLD = """
select count(*) from outbox where tenant_id = $1 and kind = 'CallStatusChanged'
  and body ->> 'after' = $2
"""
TRANSACTIONS = """
select count(distinct xact) from outbox where tenant_id = $1 and kind = 'CallStatusChanged'
"""
WORDS = "select count(*) from call_events where tenant_id = $1 and source = 'carrier'"


async def ringing(company: Company, many: int) -> list[calls.Call]:
    """Attempts of which the carrier has said nothing yet, placed in one moment."""
    opened = [await company.attempt() for _ in range(many)]
    return list(await asyncio.gather(*(company.place(call) for call in opened)))


def word(
    company: Company, call: calls.Call, seq: int, kind: telephony.Kind
) -> telephony.CarrierEvent:
    return said(company.attempt_of(call), seq, kind)


async def all_heard(company: Company, events: list[telephony.CarrierEvent]) -> None:
    """In one moment."""
    placing, tenant_id = company.world.placing, company.house.tenant_id
    await asyncio.gather(*(placing.hear(tenant_id, event) for event in events))


async def counted(company: Company, statement: str, *values: object) -> int:
    async with company.world.office.open(company.house) as work:
        return await work.value(int, statement, *values) or 0


async def statuses(company: Company, them: list[calls.Call]) -> list[str]:
    return [(await company.call(call.id)).status for call in them]


class TestPlacedInOneMoment:
    async def test_each_knows_its_own_call_of_the_carrier(self, company: Company) -> None:
        placed = await ringing(company, 12)
        assert [call.carrier_call_id for call in placed] == [
            f"SIP-{company.attempt_of(call)}" for call in placed
        ]
        assert all(call.placed_at and call.carrier_id and call.carrier == "sip" for call in placed)

    async def test_one_that_somebody_holds_keeps_no_other_waiting(
        self, world: World, company: Company
    ) -> None:
        held, *others = [await company.attempt() for _ in range(4)]
        for call in (held, *others):
            await world.placing.claim(company.house.tenant_id, [call.id])
        dialled = [
            telephony.Dialled(carrier="sip", carrier_id=None, carrier_call_id=f"x{call.id}")
            for call in (held, *others)
        ]
        async with world.office.open(company.house) as work:
            await work.value(int, HOLD_CALL, held.id)
            waits = asyncio.create_task(note(world, company.house.tenant_id, held, dialled[0]))
            found = await asyncio.gather(
                *(
                    note(world, company.house.tenant_id, call, one)
                    for call, one in zip(others, dialled[1:], strict=True)
                )
            )
            assert all(call.placed_at is not None for call in found)
            assert not waits.done()
        assert (await waits).carrier_call_id == f"x{held.id}"


async def note(
    world: World, tenant_id: UUID, call: calls.Call, dialled: telephony.Dialled
) -> calls.Call:
    return await world.placing._note_placed(tenant_id, call.id, dialled)


class TestSaidInOneMoment:
    async def test_moves_every_call_and_lead_in_one_transaction(self, company: Company) -> None:
        them = await ringing(company, 15)
        kinds: list[telephony.Kind] = ["ringing", "busy", "no-answer"]
        await all_heard(
            company, [word(company, call, 1, kinds[n % 3]) for n, call in enumerate(them)]
        )
        assert await statuses(company, them) == kinds * 5
        for n, call in enumerate(them):
            assert call.lead_id is not None
            lead = await company.lead_of(call.lead_id)
            assert lead.dial_status == ("calling" if n % 3 == 0 else "pending")
        assert await counted(company, TRANSACTIONS) == 1

    async def test_of_one_call_counts_in_the_order_in_which_it_came(self, company: Company) -> None:
        them = await ringing(company, 3)
        kinds: list[telephony.Kind] = ["ringing", "answered", "human", "completed"]
        await all_heard(
            company, [word(company, call, n, kind) for n, kind in enumerate(kinds) for call in them]
        )
        for call in them:
            found = await company.call(call.id)
            assert (found.status, found.answered_by) == ("completed", "human")
            assert found.ringing_at and found.answered_at and found.ended_at
        for after in ("ringing", "answered", "completed"):
            assert await counted(company, TOLD, after) == 3

    async def test_twice_counts_once(self, company: Company) -> None:
        [call] = await ringing(company, 1)
        await all_heard(company, [word(company, call, 7, "busy")] * 5)
        await all_heard(company, [word(company, call, 7, "busy")])
        assert await counted(company, TOLD, "busy") == 1
        assert await counted(company, WORDS) == 1

    async def test_of_a_call_that_nobody_knows_spoils_no_other(self, company: Company) -> None:
        them = await ringing(company, 3)
        unknown = said(f"{company.house.tenant_id}:999999999", 1, "busy")
        await all_heard(company, [unknown, *(word(company, call, 1, "busy") for call in them)])
        assert await statuses(company, them) == ["busy"] * 3

    @pytest.mark.parametrize("what", ["call", "lead"])
    async def test_of_what_somebody_holds_waits_alone(
        self, world: World, company: Company, what: str
    ) -> None:
        held, *others = await ringing(company, 4)
        statement, row = (HOLD_CALL, held.id) if what == "call" else (HOLD_LEAD, held.lead_id)
        async with world.office.open(company.house) as work:
            await work.value(int, statement, row)
            waits = asyncio.create_task(
                world.placing.hear(company.house.tenant_id, word(company, held, 1, "busy"))
            )
            await all_heard(company, [word(company, call, 1, "busy") for call in others])
            assert await statuses(company, others) == ["busy"] * 3
            assert not waits.done()
        await waits
        assert await statuses(company, [held]) == ["busy"]

    async def test_by_two_processes_and_people_locks_nobody_out(
        self, world: World, company: Company
    ) -> None:
        """Whoever waited for one call while holding another's could wait for ever."""
        them = await ringing(company, 10)
        other = calls.Placing(world.office, world.carriers)
        random = Random(4)
        kinds: list[telephony.Kind] = ["ringing", "answered", "completed"]

        async def end(call: calls.Call) -> None:
            async with world.office.open(company.house) as work:
                await calls.end(work, call_id=call.id)

        said_of_them = [
            word(company, call, n, kind) for n, kind in enumerate(kinds) for call in them
        ]
        acts = []
        for placing in (world.placing, other):
            for event in random.sample(said_of_them, len(said_of_them)):
                acts.append(placing.hear(company.house.tenant_id, event))
        acts += [end(call) for call in them]
        random.shuffle(acts)
        await asyncio.gather(*acts)
        assert await statuses(company, them) == ["completed"] * 10
        assert await counted(company, TOLD, "completed") == 10
        assert await counted(company, WORDS) == 30
