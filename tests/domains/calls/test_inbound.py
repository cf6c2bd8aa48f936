"""Calls that come in: menus by keys, queues with skills, agents by idleness; missed ones."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ringdesk.domains import calls, campaigns, compliance, leads, staffing, telephony
from ringdesk.domains.calls.inbound import flow
from ringdesk.domains.calls.inbound.hearing import Inbound
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor
from tests.domains.calls.scripted import said
from tests.domains.calls.world import Company, some_number

pytestmark = pytest.mark.anyio

OURS = "+12024560100"
LONGER = """
update availability set since = since - interval '1 minute' where tenant_id = $1 and person_id = $2
"""
STATE = "select state from inbound_calls where tenant_id = $1 and call_id = $2"


class Desk:
    """A company with a number of its own, a queue, and callers."""

    def __init__(self, company: Company) -> None:
        self.company, self.world, self.house = company, company.world, company.house
        self.queues: dict[str, int] = {}
        self._seqs: dict[str, int] = {}

    async def queue(self, name: str, **given: Any) -> int:
        async with self.world.office.open(self.company.admin) as work:
            made = await calls.create_queue(
                work, calls.QueueChanges(**{"name": name, "ring_s": 0, **given})
            )
        self.queues[name] = made.id
        return made.id

    async def number(self, queue: str, **given: Any) -> None:
        if isinstance(given.get("menu"), dict):
            given["menu"] = json.dumps(given["menu"])
        changes = calls.NumberChanges(number=OURS, queue_id=self.queues[queue], **given)
        async with self.world.office.open(self.company.admin) as work:
            await calls.create_number(work, changes)

    async def rings(self, call_id: str, caller: str) -> None:
        """By a carrier that only tells."""
        self.world.carrier.becomes(f"in:{call_id}", "ringing")
        await self.hears(call_id, "initiated", f"{caller} {OURS}")

    async def hears(self, call_id: str, kind: telephony.Kind, detail: str = "") -> None:
        self._seqs[call_id] = self._seqs.get(call_id, 0) + 1
        event = said(f"in:{call_id}", self._seqs[call_id], kind, detail=detail)
        for listener in self.world.carriers.listeners:
            await listener(self.house.tenant_id, event)

    async def comes(self, call_id: str, caller: str | None = None) -> None:
        """Rings and is answered by us."""
        await self.rings(call_id, some_number() if caller is None else caller)
        await self.hears(call_id, "answered")

    async def call(self, call_id: str) -> calls.Call:
        async with self.world.office.open(self.house) as work:
            found = await calls.list_calls(work, calls.CallFilter(direction="in"), limit=100)
        return next(one for one in found if one.carrier_call_id == f"SIP-in:{call_id}")

    async def state(self, call_id: str) -> str | None:
        call = await self.call(call_id)
        async with self.world.office.open(self.house) as work:
            return await work.value(str, STATE, call.id)

    async def is_available(self, who: Actor, *skills: str) -> None:
        async with self.world.office.open(who) as work:
            await staffing.set_availability(work, state="available", skills=list(skills))
        await self.world.do_jobs()

    async def waiting(self) -> list[calls.Waiting]:
        async with self.world.office.open(self.house) as work:
            return await calls.waiting(work)


@pytest.fixture
async def desk(company: Company) -> Desk:
    made = Desk(company)
    await made.queue("Everybody")
    return made


MENU = {
    "do": "menu", "say": "Press one for sales", "keys": {
        "2": {"do": "callback"}, "3": {"do": "hang_up"},
        "4": {"do": "number", "number": "+12024560177"}, "5": {"do": "opt_out"},
        "9": {"do": "menu", "say": "More", "keys": {"1": {"do": "callback"}}},
    },
}  # fmt: skip


class TestArriving:
    async def test_without_a_menu_the_caller_waits(self, desk: Desk) -> None:
        await desk.number("Everybody")
        caller = some_number()
        await desk.comes("a", caller)
        call = await desk.call("a")
        assert (call.direction, call.mode, call.number, call.caller_id) == (
            "in", "inbound", caller, OURS,
        )  # fmt: skip
        [one] = await desk.waiting()
        assert (one.position, one.queue_name, one.number) == (1, "Everybody", caller)
        assert desk.world.carrier.accepted == ["SIP-in:a"]

    async def test_to_no_number_of_ours_is_not_answered(self, desk: Desk) -> None:
        await desk.rings("a", some_number())
        assert desk.world.carrier.accepted == []
        assert desk.world.carrier.hung_up == ["SIP-in:a"]

    async def test_said_twice_is_one_call(self, desk: Desk) -> None:
        await desk.number("Everybody")
        caller = some_number()
        await desk.rings("a", caller)
        await desk.rings("a", caller)
        assert len(await desk.waiting()) == 1

    async def test_hidden_numbers_are_different_callers(self, desk: Desk) -> None:
        await desk.number("Everybody")
        for call_id in ("a", "b"):
            await desk.comes(call_id, "")
        assert [one.position for one in await desk.waiting()] == [1, 2]

    async def test_a_known_number_is_its_lead(self, desk: Desk) -> None:
        await desk.number("Everybody")
        caller = some_number()
        lead_id = await desk.company.lead(caller)
        await desk.comes("a", caller)
        assert (await desk.call("a")).lead_id == lead_id

    @pytest.mark.parametrize("caller", ["(202) 456-0142", "2024560142", "+1 202 456 0142"])
    async def test_numbers_are_read_as_at_home(self, desk: Desk, caller: str) -> None:
        await desk.number("Everybody")
        desk.world.carrier.becomes("in:a", "ringing")
        await desk.hears("a", "initiated", f"{caller.replace(' ', '-')} 2024560100")
        assert (await desk.call("a")).number == "+12024560142"

    async def test_while_we_are_closed_nobody_lifts_the_receiver(self, desk: Desk) -> None:
        await desk.number("Everybody", hours="mon 00:00-00:01", time_zone="Pacific/Kiritimati")
        await desk.rings("a", some_number())
        assert await desk.state("a") == "closed"
        assert desk.world.carrier.accepted == []


class TestTheQueue:
    async def test_gives_the_longest_waiting_to_who_comes(self, desk: Desk) -> None:
        await desk.number("Everybody")
        await desk.comes("a")
        await desk.comes("b")
        operator = desk.company.operators[0]
        await desk.is_available(operator)
        first, second = await desk.call("a"), await desk.call("b")
        assert (first.agent_id, second.agent_id) == (operator.id, None)
        assert first.connected_at is not None
        assert [one.position for one in await desk.waiting()] == [1]

    async def test_gives_a_new_call_to_the_longest_idle(self, desk: Desk) -> None:
        await desk.number("Everybody")
        first, second = desk.company.operators
        for one in (first, second):
            await desk.is_available(one)
        async with desk.world.office.open(desk.house) as work:
            await work.run(LONGER, second.id)
        await desk.comes("a")
        assert (await desk.call("a")).agent_id == second.id
        await desk.comes("b")
        assert (await desk.call("b")).agent_id == first.id

    async def test_gives_it_only_to_who_knows_what_it_asks_for(self, desk: Desk) -> None:
        await desk.queue("Welsh", skills=["welsh", "sales"])
        await desk.number("Welsh")
        first, second = desk.company.operators
        await desk.is_available(first, "welsh")
        await desk.comes("a")
        assert (await desk.call("a")).agent_id is None
        await desk.is_available(second, "sales", "welsh")
        assert (await desk.call("a")).agent_id == second.id

    async def test_who_wrote_down_the_last_call_takes_the_next(self, desk: Desk) -> None:
        await desk.number("Everybody")
        operator = desk.company.operators[0]
        await desk.is_available(operator)
        await desk.comes("a")
        await desk.comes("b")
        await desk.hears("a", "completed")
        await desk.world.do_jobs()
        assert (await desk.call("b")).agent_id is None  # a is still being written down
        async with desk.world.office.open(operator) as work:
            found = (await calls.at_the_desk(work)).dispositions
            call = await desk.call("a")
            await calls.wrap_up(work, call_id=call.id, disposition_id=found[-1].id)
        await desk.world.do_jobs()
        assert (await desk.call("b")).agent_id == operator.id
        assert await desk.state("a") == "over"

    async def test_that_is_full_promises_a_call(self, desk: Desk) -> None:
        await desk.queue("Small", most_waiting=1)
        await desk.number("Small")
        caller = some_number()
        await desk.comes("a")
        await desk.comes("b", caller)
        assert await desk.state("b") == "callback"
        async with desk.world.office.open(desk.house) as work:
            [lead] = await leads.list_leads(work, leads.LeadFilter(source="missed call"))
        assert (lead.phone, lead.priority, lead.dial_status) == (caller, "high", "pending")

    async def test_does_not_let_anybody_wait_for_ever(self, desk: Desk) -> None:
        await desk.queue("Short", wait_s=10, overflow="hang_up")
        await desk.number("Short")
        await desk.comes("a")
        async with desk.world.office.open(desk.house) as work:
            await work.run("update jobs set due_at = now() where tenant_id = $1")
        await desk.world.do_jobs()
        assert await desk.state("a") == "closed"


class TestWhoCallsUsBeforeWeCall:
    """A lead that waits in the queue."""

    async def test_is_not_called_once_somebody_talked_to_them(self, desk: Desk) -> None:
        operator = desk.company.operators[0]
        lead_id = await talked_to(desk, operator)
        lead = await desk.company.lead_of(lead_id)
        assert (lead.dial_status, lead.attempts, lead.owner_id) == ("answered", 0, operator.id)

    async def test_is_called_again_if_the_talk_ends_so(self, desk: Desk) -> None:
        operator = desk.company.operators[0]
        lead_id = await talked_to(desk, operator)
        call = await desk.call("a")
        await desk.hears("a", "completed")
        at = (datetime.now(UTC) + timedelta(days=1)).replace(microsecond=0)
        async with desk.world.office.open(operator) as work:
            [again] = [one.id for one in await campaigns.dispositions(work, campaign_id=None)
                       if one.means == "callback"]  # fmt: skip
            await calls.wrap_up(work, call_id=call.id, disposition_id=again, callback_at=at)
        lead = await desk.company.lead_of(lead_id)
        assert (lead.dial_status, lead.ready_at) == ("pending", at)


async def talked_to(desk: Desk, operator: Actor) -> int:
    """The id of a lead that was to be called, called us, and is on the line."""
    await desk.number("Everybody")
    caller = some_number()
    lead_id = await desk.company.lead(caller)
    await desk.is_available(operator)
    await desk.comes("a", caller)
    assert (await desk.call("a")).agent_id == operator.id
    return lead_id


class TestMissedCalls:
    async def test_become_leads_that_are_due(self, desk: Desk) -> None:
        await desk.number("Everybody")
        caller = some_number()
        await desk.comes("a", caller)
        await desk.hears("a", "completed")
        assert await desk.state("a") == "missed"
        call = await desk.call("a")
        lead = await desk.company.lead_of(call.lead_id or 0)
        assert (lead.phone, lead.source, lead.priority) == (caller, "missed call", "high")

    async def test_take_an_answered_lead_up_again(self, desk: Desk) -> None:
        await desk.number("Everybody")
        caller = some_number()
        lead_id = await desk.company.lead(caller)
        operator = desk.company.operators[0]
        ours = await desk.company.start(operator, lead_id)
        async with desk.world.office.open(operator) as work:
            await calls.update(work, call_id=ours.id, status="completed")
        await desk.comes("a", caller)
        await desk.hears("a", "completed")
        lead = await desk.company.lead_of(lead_id)
        assert (lead.dial_status, lead.priority) == ("pending", "high")

    async def test_are_due_at_once_whatever_they_waited_for(self, desk: Desk) -> None:
        """We rang, nobody answered, and they call back before we try again."""
        await desk.number("Everybody")
        caller = some_number()
        lead_id = await desk.company.lead(caller)
        operator = desk.company.operators[0]
        async with desk.world.office.open(desk.house) as work:
            await leads.change(work, lead_id=lead_id, changes=leads.LeadChanges(priority="urgent"))
        ours = await desk.company.start(operator, lead_id)
        async with desk.world.office.open(operator) as work:
            await calls.update(work, call_id=ours.id, status="no-answer")
        now = datetime.now(UTC)
        assert (await desk.company.lead_of(lead_id)).ready_at > now + timedelta(minutes=90)
        await desk.comes("a", caller)
        await desk.hears("a", "completed")
        lead = await desk.company.lead_of(lead_id)
        assert lead.ready_at < now + timedelta(minutes=1)
        assert (lead.dial_status, lead.priority) == ("pending", "urgent")

    async def test_of_hidden_numbers_leave_nothing(self, desk: Desk) -> None:
        await desk.number("Everybody")
        await desk.comes("a", "")
        await desk.hears("a", "completed")
        assert (await desk.call("a")).lead_id is None


class TestKeys:
    async def test_lead_through_the_menus(self, desk: Desk) -> None:
        sales = await desk.queue("Sales")
        keys = {**MENU["keys"], "1": {"do": "queue", "queue_id": sales}}  # type: ignore[dict-item]
        await desk.number("Everybody", menu={**MENU, "keys": keys})
        await desk.comes("a")
        assert await desk.state("a") == "menu"
        await desk.hears("a", "digits", "1")
        [one] = await desk.waiting()
        assert one.queue_name == "Sales"

    @pytest.mark.parametrize(
        ("pressed", "state"),
        [("2", "callback"), ("3", "closed"), ("5", "closed"), ("91", "callback"), ("9", "menu"),
         ("77", "menu"), ("777", "queued"), ("9777", "queued"), ("22", "callback")],
    )  # fmt: skip
    async def test_mean_what_the_menu_says(self, desk: Desk, pressed: str, state: str) -> None:
        await desk.number("Everybody", menu=MENU)
        await desk.comes("a")
        for key in pressed:
            await desk.hears("a", "digits", key)
        assert await desk.state("a") == state

    async def test_take_the_caller_off_our_lists_for_good(self, desk: Desk) -> None:
        await desk.number("Everybody", menu=MENU)
        caller = some_number()
        await desk.comes("a", caller)
        await desk.hears("a", "digits", "5")
        async with desk.world.office.open(desk.house) as work:
            [entry] = await compliance.list_forbidden(work)
        assert (entry.number, entry.source, entry.channel) == (caller, "opt_out", "call")
        await desk.comes("b", "")  # who hides their number can't be called anyway
        await desk.hears("b", "digits", "5")
        assert await desk.state("b") == "closed"

    async def test_and_the_end_at_once_do_not_wait_for_each_other(self, desk: Desk) -> None:
        await desk.number("Everybody", menu=MENU)
        for n in range(8):
            name = f"c{n}"
            await desk.comes(name)
            await asyncio.gather(
                *(desk.hears(name, "digits", "7") for _ in range(4)), desk.hears(name, "completed")
            )
            assert await desk.state(name) == "missed"

    async def test_pass_the_call_on(self, desk: Desk) -> None:
        await desk.number("Everybody", menu=MENU)
        await desk.comes("a")
        await desk.hears("a", "digits", "4")
        await desk.world.do_jobs()
        assert desk.world.carrier.transferred == [("SIP-in:a", "+12024560177")]


class TestCarriersThatAsk:
    async def ask(
        self, desk: Desk, call_id: str, digits: str | None = None, step: int = 0
    ) -> telephony.Plan | None:
        async with desk.world.office.open(desk.house) as work:
            carrier_id = await work.value(int, "select id from carriers where tenant_id = $1")
        return await Inbound(desk.world.office, desk.world.carriers).plan(
            telephony.Incoming(
                tenant_id=desk.house.tenant_id, attempt=f"in:{call_id}",
                carrier_id=carrier_id or 0, carrier_call_id=f"SIP-in:{call_id}",
                from_number=some_number(), to_number=OURS, digits=digits, step=step,
            )
        )  # fmt: skip

    async def test_hear_the_greeting_the_menu_and_what_a_key_means(self, desk: Desk) -> None:
        await desk.number("Everybody", menu=MENU, greeting="Welcome")
        hello, menu = await self.ask(desk, "a") or ()
        assert hello == telephony.Say("Welcome", "en-US")
        assert menu == telephony.Menu("Press one for sales", "en-US", step=1)
        [more] = await self.ask(desk, "a", "9", 1) or ()
        assert more == telephony.Menu("More", "en-US", step=2)
        assert await self.ask(desk, "a", "9", 1) == (more,)  # asked twice
        said_last, over = await self.ask(desk, "a", "1", 2) or ()
        assert isinstance(said_last, telephony.Say) and isinstance(over, telephony.HangUp)
        assert await desk.state("a") == "callback"

    @pytest.mark.parametrize(
        ("branch", "text"),
        [
            ({"do": "hang_up", "say": "Have a nice day"}, "Have a nice day"),
            ({"do": "hang_up"}, "Goodbye."),
            ({"do": "opt_out"}, "We will not call you again. Goodbye."),
            ({"do": "opt_out", "say": "Sorry"}, "Sorry"),
        ],
    )
    async def test_hear_the_goodbye_of_the_key(
        self, desk: Desk, branch: dict[str, str], text: str
    ) -> None:
        """And not that nobody is there."""
        inner = {"do": "menu", "say": "More", "keys": {"1": branch}}
        menu = {"do": "menu", "say": "Hello", "keys": {"2": branch, "9": inner}}
        await desk.number("Everybody", menu=menu, closed_text="We are closed")
        for call_id, keys in (("a", "2"), ("b", "91")):
            await self.ask(desk, call_id)
            for step, key in enumerate(keys, start=1):
                plan = await self.ask(desk, call_id, key, step)
            assert plan == (telephony.Say(text, "en-US"), telephony.HangUp())
            assert await self.ask(desk, call_id, keys[-1], len(keys)) == plan  # asked twice
            assert await desk.state(call_id) == "closed"

    async def test_hear_their_place_in_the_queue(self, desk: Desk) -> None:
        await desk.number("Everybody", language="de-DE")
        for n, call_id in ((1, "a"), (2, "b")):
            place, mixer = await self.ask(desk, call_id) or ()
            assert isinstance(place, telephony.Say) and f"Stelle {n}" in place.text
            assert mixer == telephony.ToMixer()

    async def test_are_told_nothing_of_a_number_that_is_not_ours(self, desk: Desk) -> None:
        assert await self.ask(desk, "a") is None


class TestMenus:
    @pytest.mark.parametrize(
        "menu",
        ["", "[]", "{}", '{"do":"menu","say":"x","keys":{}}',
         '{"do":"menu","say":"x","keys":{"11":{"do":"callback"}}}',
         '{"do":"menu","say":"x","keys":{"1":{"do":"fly"}}}',
         '{"do":"menu","say":"x","keys":{"1":{"do":"queue"}}}',
         '{"do":"menu","say":"x","keys":{"1":{"do":"queue","queue_id":0}}}',
         '{"do":"menu","say":"x","keys":{"1":{"do":"number","number":"911"}}}',
         '{"do":"menu","say":"x","more":1,"keys":{"1":{"do":"callback"}}}', "[" * 5000],
    )  # fmt: skip
    def test_of_another_shape_are_refused(self, menu: str) -> None:
        with pytest.raises(Invalid):
            flow.parse(menu)

    def test_are_not_too_deep(self) -> None:
        menu: dict[str, object] = {"do": "menu", "say": "x", "keys": {"1": {"do": "callback"}}}
        for _ in range(3):
            menu = {"do": "menu", "say": "x", "keys": {"1": menu}}
        flow.parse(json.dumps(menu))
        with pytest.raises(Invalid):
            flow.parse(json.dumps({"do": "menu", "say": "x", "keys": {"1": menu}}))
