"""Small writes that go together."""

import asyncio

import pytest

from ringdesk.kernel.together import MOST_AT_ONCE, Together

pytestmark = pytest.mark.anyio


class Disk:
    """Doubles numbers, a batch at a time; knows none below zero."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.turning = asyncio.Event()
        self.turning.set()

    async def write(self, items: list[int]) -> list[int]:
        self.batches.append(items)
        await self.turning.wait()
        if min(items) < 0:
            raise ValueError("below zero")
        return [2 * one for one in items]


async def test_what_comes_alone_goes_alone() -> None:
    disk = Disk()
    together = Together(disk.write)
    assert [await together.add(1), await together.add(2)] == [2, 4]
    assert disk.batches == [[1], [2]]


async def test_what_comes_meanwhile_goes_with_the_next() -> None:
    disk = Disk()
    together = Together(disk.write)
    disk.turning.clear()
    first = asyncio.create_task(together.add(0))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(together.add(n)) for n in range(1, MOST_AT_ONCE + 11)]
    await asyncio.sleep(0)
    disk.turning.set()
    found = await asyncio.gather(first, *others)
    assert found == [2 * n for n in range(MOST_AT_ONCE + 11)]
    assert [len(one) for one in disk.batches] == [1, MOST_AT_ONCE, 10]


async def test_who_fails_fails_alone() -> None:
    together = Together(Disk().write)
    found = await asyncio.gather(
        *(together.add(n) for n in (1, -1, 3)), return_exceptions=True
    )  # fmt: skip
    assert (found[0], found[2]) == (2, 6)
    assert isinstance(found[1], ValueError)


async def test_who_stops_waiting_is_in_nobodys_way() -> None:
    disk = Disk()
    together = Together(disk.write)
    disk.turning.clear()
    tasks = [asyncio.create_task(together.add(n)) for n in (1, 2)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    disk.turning.set()
    assert await tasks[1] == 4
    assert await together.add(3) == 6
