"""What moves many times a second, told as often as eyes can follow."""

import asyncio
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import NamedTuple
from uuid import UUID

from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter


class Post(NamedTuple):
    audiences: tuple[str, ...]
    letter: Letter


class Seldom:
    """Of each thing the first letter goes at once; then it rests, and of what was said meanwhile
    the last goes at the end, so that nobody is left with what was true before.

    `rest_s`: the shortest rest. A tenant of whose things many move at once has longer ones: it gets
    `most_per_s` letters in all."""

    def __init__(self, hub: Hub, *, rest_s: float, most_per_s: float = 10.0) -> None:
        self._hub, self._rest_s, self._most_per_s = hub, rest_s, most_per_s
        self._resting: dict[tuple[UUID, Hashable], Post | None] = {}
        self._of_tenant: Counter[UUID] = Counter()

    def say(
        self, tenant_id: UUID, thing: Hashable, audiences: Iterable[str], letter: Letter
    ) -> None:
        """Never waits. To be called where a loop runs."""
        key, post = (tenant_id, thing), Post(tuple(audiences), letter)
        if key in self._resting:
            self._resting[key] = post
            return
        self._hub.broadcast(*post)
        self._resting[key] = None
        self._of_tenant[tenant_id] += 1
        rest = max(self._rest_s, self._of_tenant[tenant_id] / self._most_per_s)
        asyncio.get_running_loop().call_later(rest, self._rested, key)

    def _rested(self, key: tuple[UUID, Hashable]) -> None:
        tenant_id, thing = key
        post = self._resting.pop(key)
        self._of_tenant[tenant_id] -= 1
        if not self._of_tenant[tenant_id]:
            del self._of_tenant[tenant_id]
        if post is not None:
            self.say(tenant_id, thing, *post)
