"""What a letter is written from: one connection at a time, and nothing read twice."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Self, TypeAlias, TypeVar
from uuid import UUID

from ringdesk.kernel.errors import AppError
from ringdesk.kernel.events import Event, Fact
from ringdesk.kernel.work import Actor, Office, Work
from ringdesk.realtime.letter import Letter

T = TypeVar("T")

Posts: TypeAlias = "tuple[tuple[tuple[str, ...], Letter], ...]"  # to whom, and what
Render: TypeAlias = "Callable[[Reading, Fact[Any]], Awaitable[Posts]]"


class Reading:
    """`unwanted`: those for whom nothing was written, because nobody would hear it."""

    def __init__(self, office: Office, tenant_id: UUID, wanted: Callable[[str], bool]) -> None:
        self._office, self.tenant_id, self._wanted = office, tenant_id, wanted
        self.unwanted: set[str] = set()
        self._opened: AbstractAsyncContextManager[Work] | None = None
        self._work: Work | None = None
        self._actor: Actor | None = None
        self._read: dict[object, Any] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> None:  # noqa: ANN401
        opened, self._opened, self._work = self._opened, None, None
        if opened is not None:
            await opened.__aexit__(kind, error, trace)

    def wanted(self, audience: str) -> bool:
        """Whether anybody may hear what is written for it. Who writes nothing has asked here."""
        if self._wanted(audience):
            return True
        self.unwanted.add(audience)
        return False

    async def work(self, actor: Actor | None = None) -> Work:
        """The house's, or that of somebody whose view is asked for. Another's is given back
        first: who holds one connection and waits for a second may wait for ever."""
        actor = actor or Actor.the_house(self.tenant_id)
        if self._work is not None and self._actor == actor:
            return self._work
        await self.__aexit__(None, None, None)
        opened = self._office.open(actor)
        self._work = await opened.__aenter__()
        self._opened, self._actor = opened, actor
        return self._work

    async def once(self, key: object, read: Callable[[], Awaitable[T]]) -> T:
        """Several facts about one thing tell it as it is now."""
        if key not in self._read:
            self._read[key] = await read()
        found: T = self._read[key]
        return found

    def keep(self, key: object, read: object) -> None:
        """What was read beforehand, for several facts at once."""
        self._read[key] = read

    async def posts_of(self, renderers: dict[type[Event], Render], fact: Fact[Any]) -> Posts:
        render = renderers.get(type(fact.event))
        if render is None:
            return ()
        try:
            return await render(self, fact)
        except AppError:  # it was taken away since; the fact that says so follows
            return ()
