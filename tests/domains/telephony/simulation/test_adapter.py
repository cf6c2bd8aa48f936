"""The carrier that plays: asked as any carrier is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import pytest

from ringdesk.domains.telephony.carrier import (
    FINAL,
    CallState,
    CarrierEvent,
    CarrierRefused,
    CarrierSilent,
    DialRequest,
)
from ringdesk.domains.telephony.models import Asked, Setup
from ringdesk.domains.telephony.simulation import SimulatedCarrier, sid, simulated_carriers
from tests.conftest import eventually

pytestmark = pytest.mark.anyio

STORY = "+120255501"  # numbers from stories say by their last two digits what becomes of them
FAST, SLOW = 200.0, 1.0


async def forgets(_: str) -> Asked | None:
    return None


async def is_free(_: str, __: str) -> bool:
    return False


async def beats(_: list[str]) -> None:
    return None


def setup_of(key: str = "ours", **settings: Any) -> Setup:
    return Setup(
        tenant_id=uuid4(), carrier_id=0, key=key, name="Simulation", settings=settings, secrets={},
        most_calls=100, calls_per_second=100, at_home=False, recall=forgets, is_taken=is_free,
        beat=beats,
    )  # fmt: skip


class Process:
    """One process with a carrier and an ear."""

    def __init__(self, folder: Path | None, speed: float = FAST, key: str = "ours") -> None:
        self.heard: list[CarrierEvent] = []
        self.deaf = 0
        made = simulated_carriers(folder, speed)(setup_of(key), self.hear)
        assert isinstance(made, SimulatedCarrier)
        self.carrier = made

    async def hear(self, event: CarrierEvent) -> None:
        if self.deaf:
            self.deaf -= 1
            raise ConnectionError("The database is away")
        self.heard.append(event)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        await self.carrier.close()

    async def dial(self, ending: str, attempt: str = "t:1", **more: Any) -> str:
        request = DialRequest(attempt=attempt, to_number=STORY + ending, **more)
        return (await self.carrier.dial(request)).carrier_call_id

    def kinds(self) -> list[str]:
        return [event.kind for event in self.heard]

    async def until(self, kind: str) -> CarrierEvent:
        async def there() -> bool:
            return kind in self.kinds()

        await eventually(there)
        return next(event for event in self.heard if event.kind == kind)

    async def state(self, attempt: str = "t:1") -> CallState:
        found = await self.carrier.look_up(attempt, None)
        assert found is not None
        return found


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Process]:
    async with Process(tmp_path / "simulation") as process:
        yield process


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Process]:
    """Nothing happens while one looks."""
    async with Process(tmp_path / "simulation", SLOW) as process:
        yield process


class TestDialling:
    @pytest.mark.parametrize(
        ("ending", "kinds"),
        [
            ("01", ["initiated", "ringing", "answered", "human", "completed"]),
            ("02", ["initiated", "ringing", "busy"]),
            ("03", ["initiated", "ringing", "no-answer"]),
            ("04", ["initiated", "failed"]),
            ("05", ["initiated", "failed"]),
            ("06", ["initiated", "ringing", "answered", "machine", "completed"]),
        ],
    )
    async def test_ends_as_the_number_says(
        self, here: Process, ending: str, kinds: list[str]
    ) -> None:
        await here.dial(ending, detect_machine=True)
        await here.until(kinds[-1])
        assert here.kinds() == kinds

    async def test_numbers_what_it_reports(self, here: Process) -> None:
        await here.dial("01")
        await here.until("completed")
        assert [event.seq for event in here.heard] == [0, 1, 2, 3]

    async def test_tells_a_wrong_number_from_a_network_without_a_line(self, here: Process) -> None:
        await here.dial("04", "t:4")
        wrong = await here.until("failed")
        here.heard.clear()
        await here.dial("05", "t:5")
        crowded = await here.until("failed")
        assert (wrong.code, wrong.permanent) == (404, True)
        assert (crowded.code, crowded.permanent) == (503, False)

    async def test_any_other_number_ends_by_chance(self, here: Process) -> None:
        for attempt in range(20):
            await here.carrier.dial(DialRequest(attempt=f"t:{attempt}", to_number="+442071234567"))

        async def all_over() -> bool:
            return sum(event.kind in FINAL for event in here.heard) == 20

        await eventually(all_over, seconds=30)
        assert len({event.kind for event in here.heard if event.kind in FINAL}) > 1

    async def test_places_one_call_however_often_an_attempt_is_asked_for(
        self, slow: Process
    ) -> None:
        first = await slow.dial("01")
        assert await slow.dial("01") == first
        assert len(slow.carrier.playing) == 1

    async def test_places_one_call_when_two_processes_ask(
        self, slow: Process, tmp_path: Path
    ) -> None:
        async with Process(tmp_path / "simulation", SLOW) as other:
            first = await slow.dial("01")
            assert await other.dial("01") == first
            assert not other.carrier.playing

    async def test_refuses_and_keeps_silent_where_the_number_says_so(self, slow: Process) -> None:
        with pytest.raises(CarrierRefused):
            await slow.dial("07", "t:7")
        with pytest.raises(CarrierSilent):
            await slow.dial("08", "t:8")
        with pytest.raises(CarrierSilent):
            await slow.dial("09", "t:9")
        assert await slow.carrier.look_up("t:7", None) is None
        assert (await slow.state("t:8")).carrier_call_id == sid("t:8")
        assert await slow.carrier.look_up("t:9", None) is None

    async def test_takes_no_more_calls_than_it_may(self, slow: Process) -> None:
        slow.carrier.most_calls = 1
        await slow.dial("01", "t:1")
        with pytest.raises(CarrierRefused):
            await slow.dial("01", "t:2")
        assert (await slow.carrier.health()).calls == 1

    async def test_reports_again_what_was_not_taken(self, here: Process) -> None:
        here.deaf = 1
        await here.dial("02")
        await here.until("busy")
        assert here.kinds() == ["initiated", "ringing", "busy"]


class TestHangingUp:
    async def test_cancels_a_call_that_nobody_answered(self, slow: Process) -> None:
        call = await slow.dial("03")
        await slow.carrier.hang_up(call)
        assert slow.kinds()[-1] == "canceled"
        assert (await slow.state()).kind == "canceled"

    async def test_ends_a_conversation(self, here: Process) -> None:
        here.carrier.speed = 20
        call = await here.dial("01")
        await here.until("answered")
        await here.carrier.hang_up(call)
        ended = await here.until("completed")
        assert ended.duration_s is not None
        assert (await here.state()).kind == "completed"

    async def test_changes_nothing_once_it_is_over(self, here: Process) -> None:
        call = await here.dial("02")
        await here.until("busy")
        before = len(here.heard)
        await here.carrier.hang_up(call)
        await here.carrier.hang_up("SIM-unknown")
        assert len(here.heard) == before

    async def test_may_be_done_by_another_process(self, slow: Process, tmp_path: Path) -> None:
        call = await slow.dial("03")
        async with Process(tmp_path / "simulation", SLOW) as other:
            await other.carrier.hang_up(call)
            assert other.kinds() == ["canceled"]
        assert (await slow.state()).kind == "canceled"

    async def test_may_be_done_by_who_listens(self, tmp_path: Path) -> None:
        async with Process(tmp_path, 20) as process:
            told = process.hear

            async def hangs_up(event: CarrierEvent) -> None:
                await told(event)
                if event.kind == "machine":
                    await process.carrier.hang_up(event.carrier_call_id)

            process.carrier.listener = hangs_up
            await process.dial("06", detect_machine=True)
            await process.until("completed")
            assert process.kinds().count("completed") == 1


class TestLookingUp:
    async def test_knows_nothing_of_what_was_never_asked_for(self, here: Process) -> None:
        assert await here.carrier.look_up("t:404", None) is None

    async def test_knows_the_call_of_a_process_that_is_gone(self, tmp_path: Path) -> None:
        async with Process(tmp_path) as gone:
            call = await gone.dial("02")
            await gone.until("busy")
        async with Process(tmp_path) as other:
            assert await other.carrier.look_up("t:1", None) == CallState(
                carrier_call_id=call, kind="busy"
            )

    async def test_takes_over_the_calls_of_a_process_that_is_gone(self, tmp_path: Path) -> None:
        async with Process(tmp_path, 5) as gone:
            await gone.dial("02")
        assert "busy" not in gone.kinds()
        async with Process(tmp_path, 5) as other:
            await other.state()
            await other.until("busy")

    async def test_leaves_the_calls_of_another_carrier_alone(self, tmp_path: Path) -> None:
        async with Process(tmp_path, SLOW) as gone:
            await gone.dial("01")
        async with Process(tmp_path, SLOW, key="theirs") as other:
            await other.carrier.look_up("t:1", None)
            assert not other.carrier.playing

    async def test_bears_a_journal_that_was_cut_off(self, tmp_path: Path) -> None:
        async with Process(tmp_path, SLOW) as gone:
            await gone.dial("01")
        (file,) = await asyncio.to_thread(lambda: list(tmp_path.glob("*.jsonl")))
        with file.open("ab") as journal:
            journal.write(b'{"type":"asked","attem\n')
        async with Process(tmp_path, SLOW) as other:
            assert (await other.state()).kind == "initiated"


class TestTransferring:
    async def test_needs_a_conversation(self, slow: Process) -> None:
        call = await slow.dial("03")
        with pytest.raises(CarrierRefused):
            await slow.carrier.transfer(call, "+442071234567")

    async def test_goes_on_elsewhere(self, tmp_path: Path) -> None:
        async with Process(tmp_path, 20) as process:
            call = await process.dial("01")
            await process.until("answered")
            await process.carrier.transfer(call, "+442071234567")
            with pytest.raises(CarrierRefused):
                await process.carrier.transfer(call, STORY + "02")


class TestTheId:
    def test_of_an_attempt_is_always_the_same(self) -> None:
        assert sid("t:1") == sid("t:1") != sid("t:2")
        assert sid("t:1").startswith("SIM")

    async def test_is_that_of_the_call(self, slow: Process) -> None:
        assert await slow.dial("01") == sid("t:1")
