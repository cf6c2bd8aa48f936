"""Many small writes as one: what is asked for while a transaction is being made durable goes with
the next one. Nobody waits for company: what comes alone goes alone, at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")

MOST_AT_ONCE = 200


class Together(Generic[Item, Found]):
    """`write(items)` gives one finding for each, in their order. If it fails for several, each is
    tried by itself, so that nobody pays for another's item."""

    def __init__(self, write: Callable[[list[Item]], Awaitable[list[Found]]]) -> None:
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[Found]]] = []
        self._working: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> Found:
        """Whatever `write` raises for it."""
        found: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, found))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await found

    async def _work(self) -> None:
        while self._waiting:
            batch = self._waiting[:MOST_AT_ONCE]
            del self._waiting[:MOST_AT_ONCE]
            if not await self._written(batch, may_fail=len(batch) == 1):
                for one in batch:
                    await self._written([one], may_fail=True)

    async def _written(
        self, batch: list[tuple[Item, "asyncio.Future[Found]"]], *, may_fail: bool
    ) -> bool:
        """Whether everybody has their answer."""
        try:
            found = await self._write([item for item, _ in batch])
        except Exception as error:
            if may_fail:
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            return may_fail
        for (_, future), one in zip(batch, found, strict=True):
            if not future.done():  # whoever asked was told to stop
                future.set_result(one)
        return True
