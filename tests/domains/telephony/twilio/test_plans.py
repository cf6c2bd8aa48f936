"""What is done with a call that somebody took, or places to us: plans, as TwiML, over the wire."""

from collections.abc import AsyncIterator
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains import telephony
from ringdesk.domains.telephony.plans import Answered, Incoming, Plan, Step
from ringdesk.domains.telephony.twilio.addresses import Addresses
from ringdesk.domains.telephony.twilio.twiml import written
from tests.conftest import eventually
from tests.domains.telephony.twilio.line import OURS, Line

pytestmark = pytest.mark.anyio

HERE = Addresses("https://desk.example.com", "key")
CALLER = "+12125550199"
TEXT = st.text(max_size=200)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(telephony.Say, TEXT), st.builds(telephony.Menu, TEXT, step=st.integers(1, 99)),
    st.builds(telephony.ToMixer), st.builds(telephony.ToPerson, TEXT, st.integers(0, 100)),
    st.builds(telephony.ToConference, TEXT),
    st.builds(telephony.HangUp, st.booleans()),
    st.builds(telephony.ToNumber, TEXT, TEXT, st.integers(0, 100)),
    st.builds(telephony.Wait, st.integers(1, 60)),
)  # fmt: skip


class Decides:
    """Whoever says what is done with this tenant's calls, in these tests."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.plans: dict[int, Plan] = {}
        self.asked: list[Answered | Incoming] = []

    async def decide(self, call: Answered | Incoming) -> Plan | None:
        if call.tenant_id != self.line.tenant.id:
            return None
        self.asked.append(call)
        return self.plans.get(call.step)


@pytest.fixture
async def decides(line: Line) -> AsyncIterator[Decides]:
    made = Decides(line)
    line.carriers.plan_with(made.decide)
    line.carriers.receive_with(made.decide)
    yield made


class TestAnAnsweredCall:
    async def test_waits_in_a_room_where_nobody_decides(self, line: Line) -> None:
        request = line.request(1)
        call = await line.carriers.dial(line.tenant.id, request)
        await line.ended(call)
        [twiml] = line.fake.calls[call.carrier_call_id].twiml
        room = ElementTree.fromstring(twiml).findtext("Dial/Conference")
        assert room == f"ringdesk-{request.attempt.partition(':')[2]}"

    async def test_is_done_with_as_was_decided(self, decides: Decides) -> None:
        line = decides.line
        decides.plans[0] = (telephony.Say("Welcome <you> & all"), telephony.HangUp())
        request = line.request(1)
        call = await line.carriers.dial(line.tenant.id, request)
        await line.ended(call)
        assert line.fake.calls[call.carrier_call_id].spoken == ["Welcome <you> & all"]
        [asked] = decides.asked
        assert (asked.attempt, asked.carrier_id) == (request.attempt, line.carrier_id)

    async def test_goes_through_menus_by_its_keys(self, decides: Decides) -> None:
        line = decides.line
        decides.plans[0] = (telephony.Menu("Press 1 to be called back", step=1),)
        decides.plans[1] = (telephony.Say("Thank you"), telephony.HangUp())
        call = await line.dial(7)
        await line.ended(call)
        fake = line.fake.calls[call.carrier_call_id]
        assert fake.spoken == ["Press 1 to be called back", "Thank you"]
        assert [one.digits for one in decides.asked] == [None, "1"]
        [pressed] = [one for one in line.events if one.kind == "digits"]
        assert pressed.detail == "1"

    async def test_that_presses_nothing_is_asked_about_all_the_same(self, decides: Decides) -> None:
        line = decides.line
        decides.plans[0] = (telephony.Menu("Press 1", step=1),)
        decides.plans[1] = (telephony.HangUp(),)
        call = await line.dial(1)
        await line.ended(call)
        assert [one.digits for one in decides.asked] == [None, ""]


class TestACallToUs:
    async def test_is_told_and_asked_about(self, decides: Decides) -> None:
        line = decides.line
        decides.plans[0] = (telephony.Say("We are here"), telephony.HangUp())
        carrier = await line.carrier()
        fake = await line.fake.ring(carrier.inbound_url, from_number=CALLER, to_number=OURS)

        async def is_over() -> bool:
            return fake.is_over

        await eventually(is_over)
        assert fake.spoken == ["We are here"]
        [asked] = decides.asked
        assert isinstance(asked, Incoming)
        assert (asked.from_number, asked.to_number) == (CALLER, OURS)
        [told] = line.events
        assert (told.attempt, told.kind) == (f"in:{fake.sid}", "initiated")
        assert told.detail == f"{CALLER} {OURS}"

    async def test_keeps_its_name_through_menus(self, decides: Decides) -> None:
        line = decides.line
        decides.plans[0] = (telephony.Menu("Press 1", step=1),)
        decides.plans[1] = (telephony.HangUp(),)
        carrier = await line.carrier()
        fake = await line.fake.ring(
            carrier.inbound_url, from_number=CALLER, to_number=OURS[:-1] + "7"
        )

        async def is_over() -> bool:
            return fake.is_over

        await eventually(is_over)
        assert {one.attempt for one in line.events} == {f"in:{fake.sid}"}
        assert [one.kind for one in line.events] == ["initiated", "digits"]
        assert all(isinstance(one, Incoming) for one in decides.asked)

    async def test_that_nobody_wants_is_refused(self, line: Line) -> None:
        carrier = await line.carrier()
        fake = await line.fake.ring(carrier.inbound_url, from_number=CALLER, to_number=OURS)

        async def is_over() -> bool:
            return fake.is_over

        await eventually(is_over)
        assert 'reason="busy"' in fake.twiml[0]

    async def test_with_a_hidden_number_has_none(self, decides: Decides) -> None:
        line = decides.line
        carrier = await line.carrier()
        for hidden in ("+266696687", "anonymous", "client:x"):
            await line.fake.ring(carrier.inbound_url, from_number=hidden, to_number=OURS)

        async def all_asked() -> bool:
            return len(decides.asked) == 3

        await eventually(all_asked)
        found = [one.from_number for one in decides.asked if isinstance(one, Incoming)]
        assert found == ["", "", ""]


@given(st.lists(STEPS, max_size=5).map(tuple), st.text(alphabet="0123456789abc-", max_size=20))
def test_whatever_is_said_stays_text(plan: Plan, rest: str) -> None:
    """No word of anybody's becomes a verb of Twilio's."""
    try:
        root = ElementTree.fromstring(written(plan, HERE, rest))
    except ElementTree.ParseError as error:  # what XML cannot say at all
        pytest.fail(f"{plan}: {error}")
    assert len(root) == len(plan)
    assert all(int(dial.get("timeout", "15")) >= 15 for dial in root.iter("Dial"))
