"""Between the attempt that is written and the carrier that is asked: asked once, and settled."""

import asyncio

import pytest

from ringdesk.domains import calls, telephony
from ringdesk.kernel.errors import Invalid
from tests.domains.calls.world import Company, World

pytestmark = pytest.mark.anyio


class TestPlacing:
    async def test_the_attempt_is_written_before_the_carrier_is_asked(
        self, world: World, company: Company
    ) -> None:
        call = await company.attempt()
        assert (call.asked_at, call.placed_at, world.carrier.dialled) == (None, None, [])
        placed = await company.place(call)
        assert placed.carrier_call_id == f"SIP-{company.attempt_of(call)}"
        assert (placed.carrier, placed.carrier_id is not None) == ("sip", True)
        assert [one.to_number for one in world.carrier.dialled] == [call.number]

    async def test_however_many_try_it_is_asked_once(self, world: World, company: Company) -> None:
        call = await company.attempt()
        await asyncio.gather(*(company.place(call) for _ in range(8)))
        assert len(world.carrier.dialled) == 1

    async def test_an_operators_call_is_placed_after_the_commit(
        self, world: World, company: Company
    ) -> None:
        call = await company.start(company.operators[0])
        assert (call.carrier_call_id, world.carrier.dialled) == (None, [])
        await world.do_jobs()
        assert len(world.carrier.dialled) == 1
        assert (await company.call(call.id)).placed_at is not None

    async def test_what_the_carrier_refuses_has_failed(
        self, world: World, company: Company
    ) -> None:
        world.carrier.refuses = telephony.CarrierRefused("No line", code=503)
        lead_id = await company.lead()
        failed = await company.place(await company.attempt(lead_id))
        assert (failed.status, failed.code) == ("failed", 503)
        lead = await company.lead_of(lead_id)
        assert (lead.dial_status, lead.last_outcome) == ("pending", "failed")

    async def test_a_number_that_will_never_work_is_never_tried_again(
        self, world: World, company: Company
    ) -> None:
        world.carrier.refuses = telephony.CarrierRefused("No such number", permanent=True)
        lead_id = await company.lead()
        await company.place(await company.attempt(lead_id))
        lead = await company.lead_of(lead_id)
        assert (lead.dial_status, lead.last_outcome) == ("failed", "invalid")

    async def test_what_was_ended_before_is_never_placed(
        self, world: World, company: Company
    ) -> None:
        operator = company.operators[0]
        call = await company.start(operator)
        async with world.office.open(operator) as work:
            await calls.end(work, call_id=call.id)
        await world.do_jobs()
        assert world.carrier.dialled == []

    async def test_what_was_ended_while_the_carrier_was_asked_is_hung_up(
        self, world: World, company: Company
    ) -> None:
        call = await company.attempt()
        world.carrier.silent_on = {"dial"}
        await company.place(call)
        async with world.office.open(company.house) as work:
            await calls.give_up(work, call_id=call.id, because="canceled")
        await world.do_jobs()
        assert world.carrier.hung_up == [f"SIP-{company.attempt_of(call)}"]


class TestSilence:
    async def test_leaves_an_attempt_that_nobody_knows_of(
        self, world: World, company: Company
    ) -> None:
        world.carrier.silent_on = {"dial", "look_up"}
        call = await company.place(await company.attempt())
        assert (call.status, call.placed_at) == ("initiated", None)
        again = await company.place(call)
        assert (again.status, len(world.carrier.dialled)) == ("initiated", 1)

    async def test_is_settled_by_asking_and_never_by_dialling_again(
        self, world: World, company: Company
    ) -> None:
        world.carrier.silent_on = {"dial"}
        call = await company.place(await company.attempt())
        settled = await company.settle(call)
        assert (settled.status, settled.placed_at is not None) == ("ringing", True)
        world.carrier.becomes(company.attempt_of(call), "completed", 42)
        over = await company.settle(call)
        assert (over.status, over.duration_s) == ("completed", 42)
        assert len(world.carrier.dialled) == 1

    async def test_of_what_never_reached_the_carrier_is_a_failure(
        self, world: World, company: Company
    ) -> None:
        world.carrier.silent_on, world.carrier.loses = {"dial"}, True
        lead_id = await company.lead()
        call = await company.place(await company.attempt(lead_id))
        settled = await company.settle(call)
        assert settled.status == "failed"
        assert (await company.lead_of(lead_id)).dial_status == "pending"

    async def test_of_a_call_that_ended_unheard_is_found_out(
        self, world: World, company: Company
    ) -> None:
        call = await company.place(await company.attempt())
        world.carrier.becomes(company.attempt_of(call), "no-answer")
        assert (await company.settle(call)).status == "no-answer"


class TestReports:
    async def test_move_the_call_and_its_lead(self, world: World, company: Company) -> None:
        lead_id = await company.lead()
        call = await company.place(await company.attempt(lead_id))
        await company.hear(call, 1, "ringing")
        answered = await company.hear(call, 2, "answered")
        assert answered.status == "answered"
        assert (await company.lead_of(lead_id)).dial_status == "calling"  # nobody is there yet
        async with world.office.open(company.house) as work:
            await calls.connect(work, call_id=call.id, agent_id=company.operators[0].id)
        assert (await company.lead_of(lead_id)).dial_status == "answered"
        over = await company.hear(call, 3, "completed", duration_s=61)
        assert (over.status, over.duration_s, over.agent_id) == (
            "completed", 61, company.operators[0].id,
        )  # fmt: skip
        assert over.wraps_up

    async def test_that_come_twice_count_once(self, world: World, company: Company) -> None:
        call = await company.place(await company.attempt())
        for _ in range(3):
            await company.hear(call, 1, "ringing")
        async with world.office.open(company.house) as work:
            story = await calls.history(work, call_id=call.id)
        assert [one.kind for one in story] == ["initiated", "ringing"]

    async def test_that_come_late_change_nothing(self, company: Company) -> None:
        call = await company.place(await company.attempt())
        over = await company.hear(call, 3, "completed", duration_s=30)
        for seq, kind in ((1, "ringing"), (2, "answered"), (4, "busy"), (5, "failed")):
            assert await company.hear(call, seq, kind) == over  # type: ignore[arg-type]

    async def test_completed_was_answered_even_if_that_was_never_heard(
        self, company: Company
    ) -> None:
        call = await company.place(await company.attempt())
        assert (await company.hear(call, 3, "completed")).answered_at is not None

    async def test_of_the_carrier_leave_what_the_operator_said(
        self, world: World, company: Company
    ) -> None:
        operator = company.operators[0]
        call = await company.start(operator)
        await world.do_jobs()
        await company.hear(call, 1, "answered")
        async with world.office.open(operator) as work:
            await calls.update(work, call_id=call.id, status="completed", notes="Mine", duration=99)
        over = await company.hear(call, 2, "completed", duration_s=12)
        assert (over.notes, over.duration_s) == ("Mine", 99)

    async def test_and_the_first_final_state_stays(self, world: World, company: Company) -> None:
        operator = company.operators[0]
        call = await company.start(operator)
        await world.do_jobs()
        await company.hear(call, 1, "busy")
        async with world.office.open(operator) as work:
            with pytest.raises(calls.CallMoveRefused):
                await calls.update(work, call_id=call.id, status="completed")
            kept = await calls.update(work, call_id=call.id, notes="Line was busy")
        assert (kept.status, kept.notes) == ("busy", "Line was busy")

    async def test_what_an_operator_ends_is_hung_up(self, world: World, company: Company) -> None:
        operator = company.operators[0]
        call = await company.start(operator)
        await world.do_jobs()
        async with world.office.open(operator) as work:
            await calls.end(work, call_id=call.id)
        await world.do_jobs()
        assert world.carrier.hung_up == [f"SIP-{company.attempt_of(call)}"]

    async def test_of_unknown_calls_and_strangers_attempts_change_nothing(
        self, world: World, company: Company
    ) -> None:
        other = await world.company()
        call = await company.place(await company.attempt())
        for attempt in ("x", f"{company.house.tenant_id}:999999", company.attempt_of(call)):
            event = telephony.CarrierEvent(
                attempt=attempt, carrier_call_id="?", seq=1, kind="completed",
                at=call.created_at,
            )  # fmt: skip
            await world.placing.hear(other.house.tenant_id, event)
        assert (await company.call(call.id)).status == "initiated"

    async def test_keep_a_recordings_address(self, company: Company) -> None:
        call = await company.place(await company.attempt())
        kept = await company.hear(call, 9, "recording", detail="recordings/1.wav")
        assert kept.recording_key == "recordings/1.wav"


class TestMachines:
    async def test_are_hung_up_and_tried_again_the_next_day(
        self, world: World, company: Company
    ) -> None:
        lead_id = await company.lead()
        call = await company.place(await company.attempt(lead_id))
        await company.hear(call, 1, "answered")
        found = await company.hear(call, 2, "machine")
        assert (found.status, found.answered_by) == ("answered", "machine")
        await world.do_jobs()
        assert len(world.carrier.hung_up) == 1
        await company.hear(call, 3, "completed")
        lead = await company.lead_of(lead_id)
        assert (lead.dial_status, lead.last_outcome) == ("pending", "machine")
        assert (lead.ready_at - call.created_at).total_seconds() > 86_000


class TestAbandoning:
    async def test_holds_the_lead_for_three_days(self, world: World, company: Company) -> None:
        lead_id = await company.lead()
        call = await company.place(await company.attempt(lead_id))
        await company.hear(call, 1, "answered")
        async with world.office.open(company.house) as work:
            gone = await calls.abandon(work, call_id=call.id)
        assert (gone.status, gone.abandoned) == ("completed", True)
        lead = await company.lead_of(lead_id)
        assert (lead.dial_status, lead.last_outcome) == ("pending", "abandoned")
        assert (lead.ready_at - call.created_at).total_seconds() > 71.9 * 3600
        await world.do_jobs()
        assert world.carrier.apologised_to == [call.carrier_call_id]
        assert world.carrier.hung_up == []

    async def test_happens_to_no_call_that_somebody_has(
        self, world: World, company: Company
    ) -> None:
        call = await company.place(await company.attempt())
        await company.hear(call, 1, "answered")
        async with world.office.open(company.house) as work:
            await calls.connect(work, call_id=call.id, agent_id=company.operators[0].id)
            kept = await calls.abandon(work, call_id=call.id)
        assert (kept.status, kept.abandoned) == ("answered", False)


class TestConnecting:
    async def test_gives_nobody_two_calls(self, world: World, company: Company) -> None:
        agent_id = company.operators[0].id
        for outcome in ("connected", "refused"):
            call = await company.place(await company.attempt())
            await company.hear(call, 1, "answered")
            async with world.office.open(company.house) as work:
                if outcome == "connected":
                    await calls.connect(work, call_id=call.id, agent_id=agent_id)
                    assert await calls.busy_people(work) == {agent_id}
                else:
                    with pytest.raises(calls.PersonBusy):
                        await calls.connect(work, call_id=call.id, agent_id=agent_id)

    async def test_gives_the_agent_a_lead_that_was_nobodys(
        self, world: World, company: Company
    ) -> None:
        lead_id = await company.lead()
        call = await company.place(await company.attempt(lead_id))
        await company.hear(call, 1, "answered")
        async with world.office.open(company.house) as work:
            await calls.connect(work, call_id=call.id, agent_id=company.operators[0].id)
        assert (await company.lead_of(lead_id)).owner_id == company.operators[0].id

    async def test_needs_an_answered_call(self, world: World, company: Company) -> None:
        call = await company.place(await company.attempt())
        async with world.office.open(company.house) as work:
            with pytest.raises(calls.CallNotLive):
                await calls.connect(work, call_id=call.id, agent_id=company.operators[0].id)

    async def test_is_no_operators_act(self, world: World, company: Company) -> None:
        call = await company.place(await company.attempt())
        async with world.office.open(company.operators[0]) as work:
            with pytest.raises(calls.MayNotSupervise):
                await calls.connect(work, call_id=call.id, agent_id=company.operators[0].id)


class TestPassingOn:
    async def test_to_another_number_is_the_carriers_work(
        self, world: World, company: Company
    ) -> None:
        operator = company.operators[0]
        call = await company.start(operator)
        await world.do_jobs()
        await company.hear(call, 1, "answered")
        async with world.office.open(operator) as work:
            await calls.transfer(work, call_id=call.id, to_number="+12024560199")
        await world.do_jobs()
        sid = f"SIP-{company.attempt_of(call)}"
        assert world.carrier.transferred == [(sid, "+12024560199")]

    async def test_goes_to_no_number_that_costs_extra(self, world: World, company: Company) -> None:
        operator = company.operators[0]
        call = await company.start(operator)
        await world.do_jobs()
        await company.hear(call, 1, "answered")
        for number in ("+19005551234", "+99912345678", "911"):
            with pytest.raises(Invalid) as refused:
                async with world.office.open(operator) as work:
                    await calls.transfer(work, call_id=call.id, to_number=number)
            assert "to_number" in str(refused.value.details)
        await world.do_jobs()
        assert world.carrier.transferred == []

    async def test_what_the_carrier_refuses_is_said(self, world: World, company: Company) -> None:
        operator = company.operators[0]
        call = await company.start(operator)
        await world.do_jobs()
        await company.hear(call, 1, "answered")
        world.carrier.refuses = telephony.CarrierRefused("Not on this trunk")
        async with world.office.open(operator) as work:
            await calls.transfer(work, call_id=call.id, to_number="+12024560199")
        await world.do_jobs()
        kept = await company.call(call.id)
        assert (kept.status, kept.transferred_to) == ("answered", None)


class TestForgottenCalls:
    async def test_end_by_themselves_where_no_carrier_will_say_so(self, world: World) -> None:
        company = await world.company(real=False)
        lead_id = await company.lead()
        call = await company.start(company.operators[0], lead_id)
        await world.do_jobs()
        assert (await company.call(call.id)).status == "initiated"
        async with world.office.open(company.house) as work:
            await work.run("update jobs set due_at = now() where tenant_id = $1")
        await world.do_jobs()
        over = await company.call(call.id)
        assert (over.status, over.ended_because) == ("no-answer", "forgotten")
        assert (await company.lead_of(lead_id)).dial_status == "pending"
