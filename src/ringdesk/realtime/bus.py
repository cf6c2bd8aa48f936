"""From process to process. In memory there is only one; with Redis there may be many.

Nothing depends on it: facts that the bus loses are found in the log within half a second (see
`stream.py`), and what is no fact (presence, metrics) is soon said again. So while Redis is away,
what waits to be published is thrown away, and neither REST nor local delivery notices.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError

from ringdesk.realtime.letter import Sealed

log = logging.getLogger(__name__)

CHANNEL = "ringdesk:realtime"
MOST_WAITING = 2000
TOGETHER = 100  # envelopes in one publication, when many wait
FIRST_DELAY_S, LONGEST_DELAY_S = 0.1, 5.0
PATIENCE_S = 5.0


class Told(msgspec.Struct, tag="told", frozen=True):
    """A fact; with its letters, if the process it comes from had to write them anyway."""

    tenant_id: UUID
    seq: int
    actor_id: int
    at: datetime
    kind: str
    body: msgspec.Raw
    posts: list[tuple[tuple[str, ...], Sealed]] | None


class Said(msgspec.Struct, tag="said", frozen=True):
    """A letter about no fact."""

    audiences: tuple[str, ...]
    letter: Sealed


class Present(msgspec.Struct, tag="present", frozen=True):
    """Who is connected to a process: for each socket, its person."""

    people: dict[str, list[int]]


class Watcher(msgspec.Struct, frozen=True):
    id: int
    full_name: str
    typing: bool
    staff: bool


class Watching(msgspec.Struct, tag="watching", frozen=True):
    """Who looks at a thing ("ticket", "conversation"), of those connected to one process."""

    tenant_id: UUID
    kind: str
    thing_id: int
    people: list[Watcher]


Envelope: TypeAlias = Told | Said | Present | Watching


class Parcel(msgspec.Struct, frozen=True):
    sender: str
    envelopes: list[Envelope]


Receive: TypeAlias = Callable[[str, Any], None]


class RedisBus:
    """`receive(sender, envelope)` is called for whatever the other processes say."""

    def __init__(self, url: str, process: str, receive: Receive) -> None:
        self._url, self._process, self._receive = url, process, receive
        self._waiting: deque[Envelope] = deque(maxlen=MOST_WAITING)
        self._woken = asyncio.Event()
        self._decoder = msgspec.json.Decoder(Parcel)

    def publish(self, envelope: Envelope) -> None:
        """Never waits. Beyond the bound the oldest is lost."""
        self._waiting.append(envelope)
        self._woken.set()

    def _redis(self) -> Redis:
        return Redis.from_url(
            self._url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S,
            health_check_interval=10,
        )  # fmt: skip

    async def run(self) -> None:
        """Hear the others, and speak."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._for_ever(self._listen))
            tasks.create_task(self.speak())

    async def speak(self) -> None:
        """For a process that has no sockets, and so nobody to tell what it hears."""
        await self._for_ever(self._speak)

    async def _for_ever(self, do: Callable[[Redis], Any]) -> None:
        delay = FIRST_DELAY_S
        while True:
            redis = self._redis()
            started = asyncio.get_running_loop().time()
            try:
                await do(redis)
            except (RedisError, OSError) as error:
                if delay == FIRST_DELAY_S:
                    log.warning("Redis is away (%s): other processes hear by the log.", error)
            except Exception:
                log.exception("The bus stumbled; it begins again.")
            finally:
                await redis.aclose()
            stood = asyncio.get_running_loop().time() - started > LONGEST_DELAY_S
            delay = FIRST_DELAY_S if stood else min(delay * 2, LONGEST_DELAY_S)
            await asyncio.sleep(delay)

    async def _speak(self, redis: Redis) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            while self._waiting:
                some = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
                parcel = msgspec.json.encode(Parcel(self._process, some))
                try:
                    await redis.publish(CHANNEL, parcel)
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

    def _open(self, data: bytes) -> None:
        try:
            parcel = self._decoder.decode(data)
        except msgspec.DecodeError:
            log.exception("Something on the bus is not ours to read.")
            return
        if parcel.sender == self._process:
            return
        for envelope in parcel.envelopes:
            try:
                self._receive(parcel.sender, envelope)
            except Exception:
                log.exception("What another process told could not be passed on.")
