"""What a caller hears of us: plans, followed on our own mixer."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from ringdesk.domains.telephony import HangUp, Menu, Plan, Say, ToMixer, ToNumber, Wait
from ringdesk.domains.telephony.fakes.sip import PstnSim, Telephone
from ringdesk.domains.telephony.media.speech import PROGRAM, Speech
from ringdesk.domains.telephony.sip.following import Ringing
from tests.domains.telephony.network import Trunk, comes_true, lately, trunk_to

pytestmark = pytest.mark.anyio
OURS, THEIRS = "+498001234567", "+49151234567"
MENU = Menu("Press one for sales.", digits=1, timeout_s=5, step=1)


class Answers:
    """Plans by how often they were asked for; the last one again and again."""

    def __init__(self, *plans: Plan | None) -> None:
        self.plans, self.asked = list(plans), list[Ringing]()

    async def __call__(self, ringing: Ringing) -> Plan | None:
        self.asked.append(ringing)
        return self.plans[min(len(self.asked), len(self.plans)) - 1]


Begin = Callable[..., AbstractAsyncContextManager[tuple[Trunk, Answers]]]


@pytest.fixture
def planned(network: PstnSim, tmp_path: Path) -> Begin:
    @asynccontextmanager
    async def begin(*plans: Plan | None) -> AsyncIterator[tuple[Trunk, Answers]]:
        answers = Answers(*plans)
        speech = Speech(tmp_path)
        async with trunk_to(*network.address, ask=answers, speech=speech) as trunk:
            yield trunk, answers

    return begin


def loud(phone: Telephone) -> float:
    sound = lately(phone, 0.5).astype(float)
    return float(np.sqrt((sound**2).mean())) if len(sound) else 0.0


async def test_keys_come_with_the_next_question_and_waiting_is_music(
    planned: Begin, network: PstnSim
) -> None:
    async with planned((MENU,), (ToMixer(),)) as (trunk, answers):
        phone = network.call(OURS, trunk.carrier.address, from_number=THEIRS, presses="1")
        await comes_true(lambda: len(answers.asked) == 2)
        first, second = answers.asked
        assert (first.from_number, first.to_number, first.digits) == (THEIRS, OURS, None)
        assert (second.digits, second.step) == ("1", 1)
        await comes_true(lambda: loud(phone) > 300)
        assert trunk.kinds(first.attempt) == ["answered"]  # neither "initiated" nor the keys
        phone.hang_up()
        await trunk.hears("completed", first.attempt)


async def test_words_are_heard_and_then_it_is_over(planned: Begin, network: PstnSim) -> None:
    if shutil.which(PROGRAM) is None:
        pytest.skip("espeak-ng is not installed: deploy/system-packages")
    async with planned((Say("We are closed at the moment. Goodbye."), HangUp())) as (trunk, _):
        phone = network.call(OURS, trunk.carrier.address)
        await comes_true(lambda: loud(phone) > 300)
        await comes_true(lambda: phone.state == "over")
        assert phone.ended is not None
        assert phone.ended.code == 200


@pytest.mark.parametrize(
    ("plan", "code"), [(None, 486), ((HangUp(busy=True),), 486), ((HangUp(),), 480)]
)
async def test_who_is_not_wanted_is_not_answered(
    planned: Begin, network: PstnSim, plan: Plan | None, code: int
) -> None:
    async with planned(plan) as (trunk, answers):
        phone = network.call(OURS, trunk.carrier.address)
        await comes_true(lambda: phone.ended is not None)
        assert phone.ended is not None
        assert phone.ended.code == code
        await comes_true(lambda: bool(trunk.kinds(answers.asked[0].attempt)))
        assert trunk.kinds(answers.asked[0].attempt) == ["busy" if code == 486 else "no-answer"]


async def test_who_is_passed_on_talks_to_whom_it_was(planned: Begin, network: PstnSim) -> None:
    async with planned((Wait(0), ToNumber("+49307777771"))) as (trunk, _):
        phone = network.call(OURS, trunk.carrier.address)
        await comes_true(lambda: bool(network.of("+49307777771")))
        [second] = network.of("+49307777771")
        await comes_true(lambda: second.state == "answered" and loud(phone) > 300)
        second.hang_up()
        await comes_true(lambda: phone.state == "over")


async def test_who_hangs_up_in_a_menu_is_over(planned: Begin, network: PstnSim) -> None:
    async with planned((MENU,)) as (trunk, answers):
        phone = network.call(OURS, trunk.carrier.address)
        await comes_true(lambda: phone.state == "answered")
        phone.hang_up()
        await trunk.hears("completed", answers.asked[0].attempt)
        assert (await trunk.carrier.health()).calls == 0


async def test_nobody_who_can_say_what_to_do_is_an_end(planned: Begin, network: PstnSim) -> None:
    async with planned((MENU,)) as (trunk, answers):
        answers.plans = []  # asking fails
        phone = network.call(OURS, trunk.carrier.address)
        await comes_true(lambda: phone.ended is not None)


async def test_numbers_are_read_as_trunks_write_them(planned: Begin, network: PstnSim) -> None:
    async with planned((HangUp(),)) as (trunk, answers):
        for written, read in (("0049151234567", THEIRS), ("anonymous", ""), (THEIRS, THEIRS)):
            phone = network.call(OURS, trunk.carrier.address, from_number=written)
            await comes_true(lambda phone=phone: phone.ended is not None)  # type: ignore[misc]
            assert answers.asked[-1].from_number == read
