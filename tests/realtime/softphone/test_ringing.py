"""What whoever placed a call hears before it is answered: how it rings there, or a tone of ours."""

from typing import Any

import pytest

from ringdesk.domains.telephony.fakes.sip import ANNOUNCEMENT_HZ, PstnSim
from ringdesk.domains.telephony.fakes.sip import VOICE_HZ as THEIR_HZ
from ringdesk.domains.telephony.media import plane
from tests.conftest import Person, Tenant, eventually
from tests.domains.telephony.network import comes_true, lately, loudness
from tests.realtime.softphone.conftest import VOICE_HZ, Voice, answered, call_somebody

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("trunk")]

LOUD, QUIET = 0.05, 0.005
RINGING_HZ = 425.0


async def call_of(tenant: Tenant, call: int) -> dict[str, Any]:
    found: dict[str, Any] = (await tenant.admin.get(f"/api/app/calls/{call}")).json()
    return found


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tone without pauses: whatever ends it, it is not itself."""
    monkeypatch.setattr(plane, "RINGING", f"tones:{RINGING_HZ}:60")


@pytest.mark.usefixtures("endless")
class TestACallThatRings:
    async def test_is_heard_to_ring_by_a_tone_of_ours_that_ends_with_the_answer(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any
    ) -> None:
        network.may_answer.clear()
        mine = await phone(operator)
        call = await call_somebody(operator, "+4930123451")
        await comes_true(lambda: bool(mine.hears(RINGING_HZ) > LOUD))
        assert (await call_of(tenant, call))["status"] == "ringing"
        network.may_answer.set()
        there = await answered(tenant, call, network)
        await comes_true(lambda: bool(mine.hears(THEIR_HZ) > LOUD))
        await comes_true(lambda: bool(mine.hears(RINGING_HZ) < QUIET))
        assert there.state == "answered"

    async def test_that_nobody_answers_is_silent_when_it_is_over(
        self, tenant: Tenant, operator: Person, phone: Any
    ) -> None:
        mine = await phone(operator)
        call = await call_somebody(operator, "+4930123453")
        await comes_true(lambda: bool(mine.hears(RINGING_HZ) > LOUD))
        await mine.until(call_id=call)
        await mine.screen.say("softphone.hang_up", data={})
        await mine.until(call_id=None, connected=True)
        await comes_true(lambda: bool(mine.hears(RINGING_HZ) < QUIET))


class TestTheNetworksOwnSound:
    async def test_is_heard_and_is_no_answer_and_hears_nobody(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any
    ) -> None:
        network.may_answer.clear()
        mine = await phone(operator, Voice())
        call = await call_somebody(operator, "+4930123459")
        await comes_true(lambda: bool(mine.hears(ANNOUNCEMENT_HZ) > LOUD))
        assert mine.hears(RINGING_HZ) < QUIET
        [there] = network.phones
        assert loudness(lately(there), VOICE_HZ) < QUIET
        found = await call_of(tenant, call)
        assert (found["status"], found["answered_at"]) == ("ringing", None)
        network.may_answer.set()
        await answered(tenant, call, network)
        await comes_true(lambda: loudness(lately(there), VOICE_HZ) > LOUD)
        await comes_true(lambda: bool(mine.hears(ANNOUNCEMENT_HZ) < QUIET))

    async def test_says_why_there_will_be_no_answer(
        self, tenant: Tenant, operator: Person, network: PstnSim, phone: Any
    ) -> None:
        network.may_answer.clear()
        mine = await phone(operator)
        call = await call_somebody(operator, "+4930123458")
        await comes_true(lambda: bool(mine.hears(ANNOUNCEMENT_HZ) > LOUD))
        network.may_answer.set()

        async def it_is_over() -> bool:
            found = await call_of(tenant, call)
            return (found["status"], found["answered_at"]) == ("failed", None)

        await eventually(it_is_over)
        await mine.until(call_id=None, connected=True)
