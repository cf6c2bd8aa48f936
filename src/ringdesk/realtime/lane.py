"""The short way to a socket. ASGI can neither say "this frame was made already" nor "hang up now";
uvicorn's protocol, whose method `send` is, can do both. Where the server is another, or its `send`
was wrapped, or compression is on, the long way is taken: it does the same, and costs more."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

UNSENT_BYTES = 64 * 1024


class NoTransport:
    def abort(self) -> None:
        """The server keeps its transport to itself; it will notice by its own ping."""


def transport_of(send: Any) -> Any:  # noqa: ANN401 - a transport, or what stands in for one
    """To hang up with: a close waits for a client that does not read."""
    return getattr(getattr(send, "__self__", None), "transport", None) or NoTransport()


def hang_up(transport: Any) -> None:  # noqa: ANN401 - a transport, or what stands in for one
    """Also one that has gone meanwhile: asyncio's own, unlike uvloop's, has no loop then."""
    with suppress(AttributeError):
        transport.abort()


def keep_little(send: Any) -> None:  # noqa: ANN401 - an ASGI send
    """Else the system keeps megabytes for a client that doesn't read, and what was never read looks
    to us as if it were told. What is on its way does not count, so that nobody gets slower by it.
    """
    transport = transport_of(send)
    wire = None if isinstance(transport, NoTransport) else transport.get_extra_info("socket")
    if wire is not None and wire.family != socket.AF_UNIX:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)


def lane_of(send: Any) -> Callable[[bytes], bool] | None:  # noqa: ANN401 - an ASGI send
    """Writes a frame as it goes over the wire, or says False: not now, or never again. What holds
    for `send` is asked here, too: room in the transport, and no close said by either side (after
    the other side's, uvicorn closes the transport at once)."""
    protocol = getattr(send, "__self__", None)
    if not isinstance(protocol, WebSocketsSansIOProtocol) or protocol.conn.extensions:
        return None
    transport, has_room = protocol.transport, protocol.writable.is_set
    is_closing, write_out = transport.is_closing, transport.write

    def write(raw: bytes) -> bool:
        if is_closing() or protocol.close_sent or not has_room():
            return False
        write_out(raw)
        return True

    return write
