"""A connection to the trunk that stands as long as we run: calls to us come by it, a firewall
forgets none that something goes over, and no call of ours waits for a handshake."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress

from ringdesk.domains.telephony.sip.peers import Peers
from ringdesk.domains.telephony.sip.stack import SipStack

KEEP_ALIVE_S = 25.0  # RFC 5626, 4.4.1
FIRST_WAIT_S, MOST_WAIT_S = 1.0, 30.0


class Keeping:
    """`again`: a connection stands that did not before. Where one trunk's address is not to be
    connected to, the next is tried."""

    def __init__(self, stack: SipStack, peers: Peers, again: Callable[[], None]) -> None:
        self._stack, self._peers, self._again = stack, peers, again
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        wait = FIRST_WAIT_S
        while True:
            if await self._stack.reach(self._peers.current):
                self._again()
                began = asyncio.get_running_loop().time()
                await self._while_it_stands()
                if asyncio.get_running_loop().time() - began > MOST_WAIT_S:
                    wait = FIRST_WAIT_S
            else:
                await self._peers.another()
            # Not all of us at once, when a trunk is back.
            await asyncio.sleep(wait * (0.5 + secrets.randbelow(1000) / 2000))
            wait = min(wait * 2, MOST_WAIT_S)

    async def _while_it_stands(self) -> None:
        to = self._peers.current
        while await self._stack.stands(to, KEEP_ALIVE_S) and to == self._peers.current:
            self._stack.keep_alive(to)
