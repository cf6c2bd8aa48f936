"""What moves often is told as often as eyes can follow, and what was true last is always told."""

import asyncio
from uuid import uuid4

import pytest

from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.seldom import Seldom
from tests.conftest import eventually

pytestmark = pytest.mark.anyio


class Ear:
    def __init__(self) -> None:
        self.hub, self.heard = Hub(), list[tuple[object, float]]()
        self.hub.carry = lambda _, letter: self.heard.append(
            (letter.data, asyncio.get_running_loop().time())
        )

    @property
    def said(self) -> list[object]:
        return [data for data, _ in self.heard]

    async def has(self, count: int) -> None:
        async def it_has() -> bool:
            return len(self.heard) >= count

        await eventually(it_has)


class TestAThing:
    async def test_is_told_of_at_once_and_then_by_its_last_word(self) -> None:
        ear, tenant_id = Ear(), uuid4()
        seldom = Seldom(ear.hub, rest_s=0.05)
        for number in range(100):
            seldom.say(tenant_id, "import 1", ("staff",), Letter("moved", number))
        assert ear.said == [0]
        await ear.has(2)
        assert ear.said == [0, 99] and ear.heard[1][1] - ear.heard[0][1] >= 0.05

    async def test_that_stands_still_is_forgotten(self) -> None:
        ear = Ear()
        seldom = Seldom(ear.hub, rest_s=0.01)
        seldom.say(uuid4(), "import 1", ("staff",), Letter("moved", 1))

        async def nothing_is_kept() -> bool:
            return not seldom._resting and not seldom._of_tenant

        await eventually(nothing_is_kept)
        assert ear.said == [1]


class TestManyThings:
    async def test_of_a_tenant_share_what_it_may_hear_and_another_tenant_waits_for_none(
        self,
    ) -> None:
        ear, busy, quiet = Ear(), uuid4(), uuid4()
        seldom = Seldom(ear.hub, rest_s=0.01, most_per_s=100)
        for turn in range(2):
            for campaign in range(20):
                seldom.say(busy, campaign, ("staff",), Letter("moved", (campaign, turn)))
        seldom.say(quiet, 1, ("staff",), Letter("moved", "quiet"))
        assert len(ear.said) == 21 and "quiet" in ear.said
        await ear.has(41)
        lasts: dict[int, int] = dict(pair for pair in ear.said if isinstance(pair, tuple))
        assert lasts == dict.fromkeys(range(20), 1)
        assert ear.heard[-1][1] - ear.heard[0][1] >= 20 / 100
