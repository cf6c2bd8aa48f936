"""A process that dials, to be killed: the relay, the jobs and the dialler, with the exchange of the
tests as its carrier.

    python -m tests.faults.dialer_worker <database url> <exchange's port>
"""

import asyncio
import json
import logging
import sys
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from ringdesk.domains import calls, compliance, dialer, telephony
from ringdesk.domains.telephony.carrier import CallState, Listener, Placed
from ringdesk.domains.telephony.models import Setup
from ringdesk.kernel.db import Database
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Office

IN_FLIGHT = timedelta(seconds=3)  # the exchange answers at once, or never
LEASE = timedelta(seconds=4)
PATIENCE = dialer.Patience(
    unasked=timedelta(seconds=2), unknown=timedelta(seconds=4), ringing=timedelta(seconds=-22),
    talking=timedelta(seconds=3), again=timedelta(seconds=2),
)  # fmt: skip
ANSWER_S = 1.0


class Wire:
    """One connection to the exchange, for all tenants."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ids = count()
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.listeners: dict[str, Listener] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._listening = asyncio.create_task(self._listen())

    async def ask(self, do: str, **given: str) -> dict[str, Any]:
        """CarrierSilent."""
        nr = next(self._ids)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[nr] = answer
        self._writer.write(json.dumps({"id": nr, "do": do, **given}).encode() + b"\n")
        try:
            async with asyncio.timeout(ANSWER_S):
                return await answer
        except TimeoutError as error:
            raise telephony.CarrierSilent from error
        finally:
            del self._waiting[nr]

    async def _listen(self) -> None:
        while text := await self._reader.readline():
            said = json.loads(text)
            if "event" in said:
                task = asyncio.create_task(self._hear(said))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            elif (waits := self._waiting.get(said["id"])) and not waits.done():
                waits.set_result(said)

    async def _hear(self, said: dict[str, Any]) -> None:
        event = dict(said["event"], at=datetime.fromisoformat(said["event"]["at"]))
        listener = self.listeners.get(event["attempt"].partition(":")[0])
        if listener is None:
            return  # nobody here knows the tenant yet: another will
        try:
            await listener(telephony.CarrierEvent(carrier_call_id=f"X{event['attempt']}", **event))
        except Exception as error:
            logging.warning("Not heard: %s", error)
            return
        self._writer.write(json.dumps({"ack": said["nr"]}).encode() + b"\n")


class Remote:
    name = "simulation"

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def dial(self, request: telephony.DialRequest) -> Placed:
        await self._wire.ask("dial", attempt=request.attempt, number=request.to_number)
        return Placed(f"X{request.attempt}")

    async def hang_up(self, carrier_call_id: str) -> None:
        await self._wire.ask("hang_up", attempt=carrier_call_id[1:])

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        state = (await self._wire.ask("look_up", attempt=attempt))["state"]
        return None if state is None else CallState(carrier_call_id=f"X{attempt}", kind=state)

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        raise telephony.CarrierRefused("Not here")

    async def health(self) -> telephony.Health:
        return telephony.Health(ok=True)


async def main(url: str, port: int) -> None:
    compliance.use_house_hours("00:00-24:00")
    wire = Wire(port)
    await wire.open()

    def make(setup: Setup, listener: Listener) -> Remote:
        wire.listeners[str(setup.tenant_id)] = listener
        return Remote(wire)

    database, registry = Database(url, size=12), Registry()
    office = Office(database, registry)
    jobs = Jobs(office, registry)
    relay = Relay(office, registry, jobs)
    kinds: dict[Any, Any] = {"simulation": make}
    carriers = telephony.Carriers(office, Vault(b"x" * 32, []), Egress(), kinds)
    placing = calls.Placing(office, carriers, in_flight=IN_FLIGHT)
    placing.register(jobs)
    dials = dialer.Dialer(office, carriers, placing, patience=PATIENCE, lease=LEASE)
    dialer.register(registry, jobs, office, carriers, dials)
    async with database.connected():
        print("ready", flush=True)
        await asyncio.gather(relay.run(), jobs.run(), dials.run())


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
