"""How many calls get through a network that loses datagrams, both ways, and how soon.

    python -m bench.telephony.loss [--calls 60]

Aim: at a fifth lost, all of them. A stack that sends every request once had 52 of 60.
"""

import argparse
import asyncio
import random
import sys
import time
from typing import Any

from typing_extensions import override

from ringdesk.domains.telephony import CarrierEvent, CarrierRefused, DialRequest, Media, Range
from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.settings import SipSettings
from ringdesk.domains.telephony.sip import SipCarrier

SHARES = (0.0, 0.1, 0.2, 0.3)
AIM_AT = 0.2
ANSWERED_IN_S = 30.0


class Lossy(asyncio.DatagramProtocol):
    """Between two ends; the first who writes is the one that is answered."""

    def __init__(self, to: tuple[str, int], share: float) -> None:
        self._to, self._share, self._chance = to, share, random.Random(11)
        self._back: tuple[str, int] | None = None
        self._socket: asyncio.DatagramTransport | None = None

    @override
    def connection_made(self, transport: Any) -> None:
        self._socket = transport

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if addr != self._to:
            self._back = addr
        to = self._back if addr == self._to else self._to
        if self._socket is not None and to is not None and self._chance.random() >= self._share:
            self._socket.sendto(data, to)


async def through(share: float, calls: int) -> tuple[int, int, list[float]]:
    """(answered, rung there, seconds each took)."""
    network = PstnSim()
    await network.start()
    loop = asyncio.get_running_loop()
    opened, _ = await loop.create_datagram_endpoint(
        lambda: Lossy(network.address, share), local_addr=("127.0.0.1", 0)
    )
    host, port = opened.get_extra_info("sockname")[:2]
    began, took, all_in = time.monotonic(), dict[str, float](), asyncio.Event()

    async def tell(event: CarrierEvent) -> None:
        if event.kind == "answered":
            took[event.attempt] = time.monotonic() - began
            if len(took) == calls:
                all_in.set()

    media = Media(Range("127.0.0.1"))
    await media.counts()
    carrier = SipCarrier(SipSettings(host=host, port=port), "", media, tell)
    await carrier.start()
    began = time.monotonic()

    async def dial(number: int) -> None:
        request = DialRequest(attempt=f"b:{number}", to_number="+49301234501", ring_timeout_s=60)
        try:
            await carrier.dial(request)
        except CarrierRefused:
            return

    await asyncio.gather(*(dial(number) for number in range(calls)))
    try:
        async with asyncio.timeout(ANSWERED_IN_S):
            await all_in.wait()
    except TimeoutError:
        pass
    rung = len(network.phones)
    await carrier.close()
    await media.stop()
    await network.stop()
    opened.close()
    return len(took), rung, sorted(took.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--quick", action="store_true", help="few calls, two shares")
    given = parser.parse_args()
    calls, held = (12 if given.quick else given.calls), True
    for share in (0.0, AIM_AT) if given.quick else SHARES:
        answered, rung, took = asyncio.run(through(share, calls))
        held = held and (share > AIM_AT or answered == rung == calls)
        median, last = (took[len(took) // 2], took[-1]) if took else (0.0, 0.0)
        print(
            f"{share:.0%} lost: {answered} of {calls} answered, {rung} rung; "
            f"median {median:.2f} s, last {last:.2f} s"
        )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
