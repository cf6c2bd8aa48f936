"""Calls that come in by Twilio: signed webhooks on real sockets, answered by what was set up."""

import json
from typing import Any

import pytest

from ringdesk.domains import calls, leads
from tests.conftest import eventually
from tests.domains.telephony.twilio.line import OURS, Line

pytestmark = pytest.mark.anyio

CALLER = "+12125550199"
PRESSES_ONE = OURS[:-1] + "7"


async def set_up(line: Line, number: str = PRESSES_ONE, **given: Any) -> None:
    async with line.tenant.work() as work:
        queue = await calls.create_queue(work, calls.QueueChanges(name="All", ring_s=0))
        changes = calls.NumberChanges(number=number, queue_id=queue.id, **given)
        await calls.create_number(work, changes)


async def rung(line: Line, number: str) -> Any:
    """The call, once it is over at the carrier's."""
    carrier = await line.carrier()
    call = await line.fake.ring(carrier.inbound_url, from_number=CALLER, to_number=number)

    async def is_over() -> bool:
        return call.is_over

    await eventually(is_over)
    return call


class TestCallsToUs:
    async def test_hear_the_greeting_and_the_menu_and_are_called_back(self, line: Line) -> None:
        menu = {"do": "menu", "say": "Press 1", "keys": {"1": {"do": "callback"}}}
        await set_up(line, greeting="Welcome", menu=json.dumps(menu))
        heard = await rung(line, PRESSES_ONE)
        assert heard.spoken == ["Welcome", "Press 1", "We will call you back. Goodbye."]
        async with line.tenant.work() as work:
            [call] = await calls.list_calls(work, calls.CallFilter(direction="in"))
            [lead] = await leads.list_leads(work, leads.LeadFilter(source="missed call"))
        assert (call.number, call.caller_id, call.carrier, call.carrier_call_id) == (
            CALLER, PRESSES_ONE, "twilio", heard.sid,
        )  # fmt: skip
        assert (lead.id, lead.phone) == (call.lead_id, CALLER)

    async def test_are_told_that_we_are_closed(self, line: Line) -> None:
        await set_up(
            line, OURS, hours="mon 00:00-00:01", time_zone="Pacific/Kiritimati",
            closed_text="Nobody is here",
        )  # fmt: skip
        assert (await rung(line, OURS)).spoken == ["Nobody is here"]

    async def test_to_a_number_that_was_not_set_up_hear_busy(self, line: Line) -> None:
        heard = await rung(line, OURS)
        assert 'reason="busy"' in heard.twiml[0]
        async with line.tenant.work() as work:
            assert await calls.list_calls(work, calls.CallFilter(direction="in")) == []
