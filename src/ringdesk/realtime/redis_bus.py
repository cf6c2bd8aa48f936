"""Between servers, where `RINGDESK_REDIS_URL` names a Redis. While it is away, what waits to be
said is thrown away, and neither REST nor local delivery notices."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from redis.asyncio import Redis
from redis.exceptions import RedisError
from typing_extensions import override

from ringdesk.realtime.bus import Bus, for_ever
from ringdesk.realtime.envelopes import Hearing

CHANNEL = "ringdesk:realtime"
MOST_WAITING = 2000
TOGETHER = 100  # envelopes in one publication, when many wait
PATIENCE_S = 5.0

Use: TypeAlias = Callable[[Redis], Awaitable[None]]


class RedisBus(Bus):
    def __init__(self, url: str, process: str, receive: Hearing) -> None:
        super().__init__(process, receive, most_waiting=MOST_WAITING)
        self._url = url

    @override
    async def run(self) -> None:
        """Hear the others, and speak."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep(self._listen))
            tasks.create_task(self.speak())

    @override
    async def speak(self) -> None:
        await self._keep(self._speak)

    async def _keep(self, use: Use) -> None:
        async def attempt() -> None:
            redis = Redis.from_url(
                self._url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S,
                health_check_interval=10,
            )  # fmt: skip
            try:
                await use(redis)
            finally:
                await redis.aclose()

        await for_ever(
            attempt, away=(RedisError, OSError),
            meaning="Redis is away: other processes hear by the log.",
        )  # fmt: skip

    async def _speak(self, redis: Redis) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            while self._waiting:
                some = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
                try:
                    await redis.publish(CHANNEL, self._packed(some))
                except BaseException:
                    self._waiting.clear()  # old when Redis is back, and found in the log by then
                    raise

    async def _listen(self, redis: Redis) -> None:
        async with redis.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.subscribe(CHANNEL)
            while True:
                message = await channel.get_message(timeout=1.0)
                if message is not None:
                    self._open(message["data"])
