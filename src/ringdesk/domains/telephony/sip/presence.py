"""That a trunk finds us: a connection that stands, where it is one that is connected to, and a
registrar that knows where we are."""

import asyncio
from contextlib import suppress

from ringdesk.domains.telephony.sip.keeping import Keeping
from ringdesk.domains.telephony.sip.peers import Peers
from ringdesk.domains.telephony.sip.registration import Registration
from ringdesk.domains.telephony.sip.stack import SipStack

FAREWELL_S = 2.0


class Presence:
    def __init__(self, stack: SipStack, peers: Peers, registration: Registration | None) -> None:
        self._registration = registration
        again = registration.again if registration is not None else lambda: None
        self._keeping = Keeping(stack, peers, again) if stack.connects else None

    def start(self) -> None:
        if self._registration is not None:
            self._registration.start()
        if self._keeping is not None:
            self._keeping.start()

    @property
    def is_known(self) -> bool:
        """To the registrar, if there is one."""
        return self._registration is None or self._registration.ok

    async def stop(self) -> None:
        if self._keeping is not None:
            await self._keeping.stop()
        if self._registration is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(FAREWELL_S):
                    await self._registration.stop()
