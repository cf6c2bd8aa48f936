"""Notes from process to process by the database: small, at most once, heard again after a break."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from ringdesk.realtime.envelopes import Said
from ringdesk.realtime.letter import Letter, seal
from ringdesk.realtime.note_bus import CHANNEL, MOST_WAITING, NoteBus
from ringdesk.realtime.queries import NOTIFY
from ringdesk.wiring import House
from tests.conftest import eventually

pytestmark = pytest.mark.anyio

CUT_LISTENERS = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and query like 'LISTEN %' and pid <> pg_backend_pid()
"""


def said(kind: str, data: object = None) -> Said:
    return Said(("staff",), seal(Letter(kind, data or {})))


class Pair:
    """One process that speaks and one that hears, of one database."""

    def __init__(self, house: House) -> None:
        self.office, self.heard = house.office, list[str]()
        self.speaker = NoteBus(house.office, "speaker", self._refuse)
        self.listener = NoteBus(house.office, "listener", self._hear)

    def _hear(self, sender: str, envelope: Any) -> None:
        assert sender != "listener"
        self.heard.append(envelope.letter.web[0])

    def _refuse(self, sender: str, _: Any) -> None:
        raise AssertionError(f"{sender} spoke to who does not listen")

    async def hears(self, word: str) -> None:
        """Said until it is heard: nobody says when a listener stands."""

        async def it_came() -> bool:
            self.speaker.publish(said(word))
            await asyncio.sleep(0.05)
            return any(word in one for one in self.heard)

        await eventually(it_came, 20)

    async def heard_all(self, *words: str) -> None:
        async def all_came() -> bool:
            return all(any(word in one for one in self.heard) for word in words)

        await eventually(all_came, 10)


@asynccontextmanager
async def talking(house: House) -> AsyncIterator[Pair]:
    pair = Pair(house)
    tasks = [asyncio.create_task(loop) for loop in (pair.speaker.speak(), pair.listener.run())]
    try:
        await pair.hears("good morning")
        yield pair
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


class TestANote:
    async def test_reaches_the_other_process_and_not_its_sender(
        self, house: House, address: str
    ) -> None:
        async with talking(house) as pair:
            pair.listener.publish(said("of one's own"))
            speaking = asyncio.create_task(pair.listener.speak())
            await pair.hears("of another")
            speaking.cancel()
            assert not [one for one in pair.heard if "of one's own" in one]

    async def test_that_is_too_long_is_left_out_and_holds_up_no_other(
        self, house: House, address: str
    ) -> None:
        async with talking(house) as pair:
            pair.speaker.publish(said("the long one", "x" * 9_000))
            pair.speaker.publish(said("the next one"))
            await pair.heard_all("the next one")
            assert not [one for one in pair.heard if "the long one" in one]

    async def test_that_is_none_of_ours_is_passed_over(self, house: House, address: str) -> None:
        async with talking(house) as pair:
            for junk in ("", "{", '{"sender": 1}', '{"sender":"x","envelopes":[{"type":"no"}]}'):
                await house.office.across(NOTIFY, CHANNEL, [junk])
            await pair.hears("still here")


class TestManyNotes:
    async def test_wait_in_a_bounded_place_the_oldest_lost_first(
        self, house: House, address: str
    ) -> None:
        bus = NoteBus(house.office, "speaker", lambda _sender, _envelope: None)
        for number in range(MOST_WAITING + 10):
            bus.publish(said(f"number {number}."))
        assert len(bus._waiting) == MOST_WAITING
        first = bus._waiting[0]
        assert isinstance(first, Said) and "number 10." in first.letter.web[0]


class TestTheListener:
    async def test_comes_back_when_its_connection_was_cut(self, house: House, address: str) -> None:
        async with talking(house) as pair:
            await house.office.across(CUT_LISTENERS)
            await pair.hears("good evening")
