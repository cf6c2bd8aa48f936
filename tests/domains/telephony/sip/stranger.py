"""The other end of a trunk on a bare socket: it does what no well-behaved stack would."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from aiosipua import SipRequest, SipResponse
from typing_extensions import override

from ringdesk.domains.telephony.sip import sdp
from ringdesk.domains.telephony.sip.calls import via_of
from ringdesk.domains.telephony.sip.messages import (
    Address,
    Message,
    answer_to,
    number_of,
    parse,
    request_of,
)
from tests.conftest import eventually

SOUND = sdp.describe("127.0.0.1", 40_000, (sdp.PCMU,))


class Stranger(asyncio.DatagramProtocol):
    """Answers nothing by itself. `heard`: all that came, oldest first."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.trunk: Address = ("", 0)
        self.address: Address = ("", 0)
        self._socket: asyncio.DatagramTransport | None = None

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.trunk = addr[0], addr[1]
        message = parse(data, addr)
        if message is not None:
            self.heard.append(message)

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._socket = cast(asyncio.DatagramTransport, transport)
        self.address = transport.get_extra_info("sockname")[:2]

    def send(self, message: Message) -> None:
        assert self._socket is not None
        self._socket.sendto(bytes(message), self.trunk)

    def requests(self, method: str) -> list[SipRequest]:
        return [one for one in self.heard if isinstance(one, SipRequest) and one.method == method]

    def answers(self, method: str) -> list[SipResponse]:
        return [
            one for one in self.heard
            if isinstance(one, SipResponse) and number_of(one).method == method
        ]  # fmt: skip

    async def gets(self, method: str, times: int = 1) -> SipRequest:
        async def it_did() -> bool:
            return len(self.requests(method)) >= times

        await eventually(it_did, 10)
        return self.requests(method)[times - 1]

    async def is_answered(self, method: str, status: int) -> SipResponse:
        def found() -> list[SipResponse]:
            return [one for one in self.answers(method) if one.status_code == status]

        async def it_was() -> bool:
            return bool(found())

        await eventually(it_was, 10)
        return found()[0]

    def answer(
        self, request: SipRequest, status: int, *, tag: str = "them", body: str = "",
        **headers: str,
    ) -> None:  # fmt: skip
        """`headers` with _ for -."""
        made = answer_to(request, status, tag=tag)
        host, port = self.address
        made.headers.set_single("Contact", f"<sip:them-{tag}@{host}:{port}>")
        for name, value in headers.items():
            made.headers.set_single(name.replace("_", "-"), value)
        if body:
            made.headers.set_single("Content-Type", "application/sdp")
            made.text = body
        self.send(made)

    def ask(
        self, method: str, invite: SipRequest, *, number: int, tag: str = "them", body: str = "",
        **headers: str,
    ) -> SipRequest:  # fmt: skip
        """Within the dialog that their INVITE to us began."""
        made = request_of(
            method, invite.uri, via=via_of("UDP", self.address),
            from_=f"{invite.get_header('to')};tag={tag}", to=invite.get_header("from") or "",
            call_id=invite.call_id or "", number=number,
        )  # fmt: skip
        return self._sent(made, body, headers)

    def _sent(self, made: SipRequest, body: str, headers: dict[str, str]) -> SipRequest:
        host, port = self.address
        made.headers.set_single("Contact", f"<sip:them@{host}:{port}>")
        for name, value in headers.items():
            made.headers.set_single(name.replace("_", "-"), value)
        if body:
            made.headers.set_single("Content-Type", "application/sdp")
            made.text = body
        self.send(made)
        return made

    def invite(self, trunk: Address, *, body: str = SOUND, **headers: str) -> SipRequest:
        """A call to us."""
        self.trunk = trunk
        made = request_of(
            "INVITE", f"sip:+498001234567@{trunk[0]}", via=via_of("UDP", self.address),
            from_="<sip:+49151234567@127.0.0.1>;tag=caller", to="<sip:+498001234567@127.0.0.1>",
            call_id="strange", number=1,
        )  # fmt: skip
        return self._sent(made, body, headers)

    def follow(
        self, method: str, invite: SipRequest, answer: SipResponse, *, number: int, body: str = "",
        **headers: str,
    ) -> SipRequest:  # fmt: skip
        """Within the dialog that our answer to their INVITE began."""
        made = request_of(
            method, invite.uri, via=via_of("UDP", self.address),
            from_=invite.get_header("from") or "", to=answer.get_header("to") or "",
            call_id=invite.call_id or "", number=number,
        )  # fmt: skip
        return self._sent(made, body, headers)


@asynccontextmanager
async def a_stranger() -> AsyncIterator[Stranger]:
    loop = asyncio.get_running_loop()
    opened, made = await loop.create_datagram_endpoint(Stranger, local_addr=("127.0.0.1", 0))
    try:
        yield made
    finally:
        opened.close()
