"""Told to a registrar: calls for us come here (RFC 3261, section 10)."""

import asyncio
import logging
from contextlib import suppress

from aiosipua import SipDigestAuth, SipRequest, SipResponse
from aiosipua.auth import answer_challenge

from ringdesk.domains.telephony.sip import messages
from ringdesk.domains.telephony.sip.peers import Peers
from ringdesk.domains.telephony.sip.stack import SipStack

log = logging.getLogger(__name__)

EXPIRES_S, AGAIN_S = 300, 30.0
KEEP_ALIVE_S = 25.0  # a NAT forgets a way that nothing goes for half a minute (RFC 5626, 4.4.1)


class Registration:
    """Kept up for as long as it runs. `ok`: whether the last try was taken."""

    def __init__(
        self, stack: SipStack, peers: Peers, who: str, credentials: SipDigestAuth | None
    ) -> None:
        self._stack, self._peers, self._who = stack, peers, who
        self._soon = asyncio.Event()
        self._credentials, self._number = credentials, 0
        self._call_id = messages.new_tag() + messages.new_tag()
        self._tag = messages.new_tag()
        self._task: asyncio.Task[None] | None = None
        self.ok = False

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self.ok:
            await self._register(0)

    def again(self) -> None:
        """The way to us is another one now."""
        self._soon.set()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self.ok = await self._register(EXPIRES_S)
            until = loop.time() + (EXPIRES_S * 0.8 if self.ok else AGAIN_S)
            self._soon.clear()
            while loop.time() < until and not self._soon.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(KEEP_ALIVE_S):
                        await self._soon.wait()
                self._stack.keep_alive(self._peers.current)

    async def _register(self, seconds: int) -> bool:
        request = self._request(seconds)
        response = await self._ask(request)
        if response is not None and response.status_code in (401, 407) and self._credentials:
            proof = answer_challenge(
                self._credentials, response, response.status_code, "REGISTER", request.uri
            )
            if proof is not None:
                request = self._request(seconds)
                request.headers.set_single(*proof)
                response = await self._ask(request)
        if response is None or response.status_code >= 300:
            says = "no answer" if response is None else response.status_code
            log.warning("A registrar did not take us: %s", says)
            return False
        return True

    def _request(self, seconds: int) -> SipRequest:
        self._number += 1
        realm = "sip:" + self._who.partition("@")[2]
        made = messages.request_of(
            "REGISTER", realm, via=self._stack.via(), from_=f"<{self._who}>;tag={self._tag}",
            to=f"<{self._who}>", call_id=self._call_id, number=self._number,
        )  # fmt: skip
        made.headers.set_single("Contact", self._stack.contact())
        made.headers.set_single("Expires", str(seconds))
        return made

    async def _ask(self, request: SipRequest) -> SipResponse | None:
        done: asyncio.Future[SipResponse | None] = asyncio.get_running_loop().create_future()

        def heard(response: SipResponse | None) -> None:
            if not done.done() and (response is None or response.status_code >= 200):
                done.set_result(response)

        self._stack.ask(request, self._peers.current, heard)
        return await done
