"""The stock JavaScript client, where Node and its package are (`npm ci` in bench/fanout/node)."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Tenant
from tests.realtime.conftest import Floor

NODE = Path(__file__).parents[2] / "bench" / "fanout" / "node"
PROGRAM = """
const { io } = require('socket.io-client')
const [address, token] = process.argv.slice(1)
const socket = io(address, { reconnection: false })
const heard = []
socket.onAny((name, body) => {
  heard.push([name, body])
  if (name === 'authenticated') console.log('ready')
  if (name === 'message:received') {
    socket.emit('ticket:viewing', { ticket_id: body.ticket_id }, (answer) => {
      console.log(JSON.stringify({ heard, answer, transport: socket.io.engine.transport.name }))
      socket.disconnect()
    })
  }
})
socket.on('connect', () => socket.emit('authenticate', { token }))
socket.on('connect_error', (error) => { console.log(String(error)); process.exit(1) })
"""

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(
        shutil.which("node") is None or not (NODE / "node_modules").is_dir(),
        reason="Node or its socket.io-client is not here",
    ),
]


async def test_connects_changes_over_hears_and_is_acknowledged(
    tenant: Tenant, floor: Floor
) -> None:
    process = await asyncio.create_subprocess_exec(
        "node", "-e", PROGRAM, floor.address, tenant.agent.token, cwd=NODE,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(20):
        assert (await process.stdout.readline()).strip() == b"ready"
        made = await tenant.ticket()
        said = {"ticket_id": made["id"], "content": "Hello"}
        await tenant.customer.post("/api/messages", said)
        told = json.loads(await process.stdout.readline())
        await process.wait()
    assert told["answer"] == {"ok": True} and told["transport"] == "websocket"
    names = [name for name, _ in told["heard"]]
    assert names[0] == "authenticated" and "tickets:refresh" in names
    assert told["heard"][0][1]["name"] == "Axel Agent"
