"""python-socketio with one pre-encoded packet put into every client's queue: the best that can be
had without leaving it. Measured to decide whether to (docs/adr/0020-realtime.md)."""

import sys

import msgspec
import socketio
import uvicorn
from engineio.packet import MESSAGE, Packet

DROP_AT = 256


def serve(port: int) -> None:
    server = socketio.AsyncServer(async_mode="asgi", transports=["websocket"])

    @server.on("join")
    async def join(sid: str, data: dict[str, str]) -> dict[str, bool]:
        await server.enter_room(sid, data["room"])
        return {"ok": True}

    @server.on("say")
    async def say(_: str, data: dict[str, str]) -> None:
        packet = Packet(MESSAGE, f'2["said",{msgspec.json.encode(data).decode()}]')
        packet.encode()
        for _, eio_sid in server.manager.get_participants("/", data["room"]):
            client = server.eio.sockets[eio_sid]
            if client.queue.qsize() < DROP_AT:
                client.queue.put_nowait(packet)

    uvicorn.run(
        socketio.ASGIApp(server), host="127.0.0.1", port=port, loop="uvloop", http="httptools",
        ws="websockets-sansio", ws_per_message_deflate=False, lifespan="off",
        log_level="warning", access_log=False,
    )  # fmt: skip


if __name__ == "__main__":
    serve(int(sys.argv[1]))
