"""Somebody's server, in a process of its own: every path answers 200, but /slow, which never does.
GET / tells when each id came first, and how many came in all."""

import asyncio
import json
import sys
import time
from contextlib import suppress

FIRST: dict[str, float] = {}
SEEN = [0]
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.lower().split("\r\n")
        given = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        await reader.readexactly(int(given.get("content-length", "0")))
        if head.startswith("GET"):
            body = json.dumps({"first": FIRST, "seen": SEEN[0]}).encode()
        elif " /slow" in head:
            await asyncio.sleep(3600)
            return
        else:
            FIRST.setdefault(given["webhook-id"], time.time())
            SEEN[0] += 1
            body = b"ok"
        writer.write(ANSWER % (len(body), body))
        await writer.drain()
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(0)
