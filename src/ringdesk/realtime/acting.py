"""An act on behalf of whoever sits at a socket."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from ringdesk.kernel.errors import NotSignedIn
from ringdesk.kernel.work import ActorChanged, Office, Work
from ringdesk.realtime.client import Client
from ringdesk.realtime.gate import Gate

T = TypeVar("T")


class Acting:
    def __init__(self, office: Office, gate: Gate) -> None:
        self._office, self._gate = office, gate

    async def do(self, client: Client, act: Callable[[Work], Awaitable[T]]) -> T:
        """As the client's actor, in one unit of work. What we remembered of them may be old: then
        they are looked at again, once. NotSignedIn if they are nobody any more."""
        for _ in range(2):
            actor = client.actor
            if actor is None:
                raise NotSignedIn
            try:
                async with self._office.open(actor) as work:
                    return await act(work)
            except ActorChanged:
                await self._gate.look_again(actor.tenant_id, actor.id)
        raise NotSignedIn
