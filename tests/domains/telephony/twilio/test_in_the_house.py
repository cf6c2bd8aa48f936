"""A call of the house's own, by Twilio: from the attempt to its end, with the dialler's words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ringdesk.domains import calls
from tests.conftest import eventually
from tests.domains.telephony.twilio.line import Line

pytestmark = pytest.mark.anyio

# One of them is at work whatever the hour; the last digit tells the fake what becomes of a call.
WHERE = {"America/New_York": "+1212234567", "Europe/London": "+44207183875",
         "Asia/Tokyo": "+8131234567"}  # fmt: skip


def number(digit: int) -> str:
    now = datetime.now(UTC)
    for zone, begins in WHERE.items():
        if 9 <= now.astimezone(ZoneInfo(zone)).hour < 20:
            return f"{begins}{digit}"
    raise AssertionError("Nobody is at work")


async def placed(line: Line, digit: int) -> calls.Call:
    phone = number(digit)
    lead = (await line.tenant.admin.post("/api/v1/leads", {"phone": phone})).json()
    async with line.tenant.work() as work:
        opened = await calls.open_attempts(
            work, {lead["id"]: phone}, campaign_id=None, mode="progressive"
        )
    placing = calls.Placing(line.tenant.house.office, line.carriers)
    return await placing.place(line.tenant.id, opened.calls[0].id)


async def status(line: Line, call_id: int) -> str:
    async with line.tenant.work() as work:
        return (await calls.get(work, call_id=call_id)).status


@pytest.mark.parametrize(
    ("digit", "end"), [(1, "completed"), (2, "busy"), (3, "no-answer"), (4, "failed")]
)
async def test_a_call_ends_as_twilio_says(line: Line, digit: int, end: str) -> None:
    call = await placed(line, digit)
    assert (call.carrier, call.carrier_id) == ("twilio", line.carrier_id)
    assert call.carrier_call_id in line.fake.calls

    async def has_ended() -> bool:
        return await status(line, call.id) == end

    await eventually(has_ended, seconds=20)


async def test_disorder_changes_nothing_of_it(line: Line) -> None:
    line.fake.behaviour.reorders, line.fake.behaviour.repeats = True, 2
    call = await placed(line, 1)

    async def all_came() -> bool:
        return len(line.events) >= 12

    await eventually(all_came, seconds=20)
    assert await status(line, call.id) == "completed"


async def test_a_lost_answer_is_settled_by_what_twilio_tells(line: Line) -> None:
    line.fake.behaviour.loses_answers = 1
    call = await placed(line, 2)
    assert call.placed_at is None

    async def has_ended() -> bool:
        return await status(line, call.id) == "busy"

    await eventually(has_ended, seconds=20)
    assert len(line.fake.calls) == 1
