"""A process that dials, as `ringdesk worker` does: relay, jobs, dialler; the carrier plays calls
that are over after a second or two, so that lines are not what is measured.

    python -m bench.queue.worker <database url>
"""

import asyncio
import sys
from datetime import UTC, datetime
from random import Random
from typing import Any

from ringdesk.domains import calls, compliance, dialer, telephony
from ringdesk.domains.telephony.carrier import CallState, Kind, Listener, Placed
from ringdesk.domains.telephony.models import Setup
from ringdesk.kernel.db import Database
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Office

ANSWERED = 0.25


class Played:
    """Rings a while; a quarter are answered, and end by themselves."""

    name = "simulation"

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._states: dict[str, Kind] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def dial(self, request: telephony.DialRequest) -> Placed:
        self._states[request.attempt] = "initiated"
        task = asyncio.create_task(self._play(request.attempt))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return Placed(f"X{request.attempt}")

    async def _play(self, attempt: str) -> None:
        chance = Random(attempt)
        await asyncio.sleep(chance.uniform(0.3, 1.2))
        if chance.random() < ANSWERED:
            await self._say(attempt, "answered", 1)
            await asyncio.sleep(chance.uniform(0.5, 1.5))
            await self._say(attempt, "completed", 2)
        else:
            await self._say(attempt, "no-answer", 1)

    async def _say(self, attempt: str, kind: Kind, seq: int) -> None:
        self._states[attempt] = kind
        await self._listener(telephony.CarrierEvent(
            attempt=attempt, carrier_call_id=f"X{attempt}", seq=seq, kind=kind,
            at=datetime.now(UTC),
        ))  # fmt: skip

    async def hang_up(self, carrier_call_id: str) -> None:
        """It ends by itself."""

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        state = self._states.get(attempt)
        return None if state is None else CallState(carrier_call_id=f"X{attempt}", kind=state)

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        raise telephony.CarrierRefused("Not here")

    async def health(self) -> telephony.Health:
        return telephony.Health(ok=True)


def make(_: Setup, listener: Listener) -> Played:
    return Played(listener)


async def main(url: str) -> None:
    compliance.use_house_hours("00:00-24:00")
    database, registry = Database(url, size=16), Registry()
    office = Office(database, registry)
    jobs = Jobs(office, registry)
    relay = Relay(office, registry, jobs)
    kinds: dict[Any, Any] = {"simulation": make}
    carriers = telephony.Carriers(office, Vault(b"x" * 32, []), Egress(), kinds)
    placing = calls.Placing(office, carriers)
    placing.register(jobs)
    dials = dialer.Dialer(office, carriers, placing)
    dialer.register(registry, jobs, office, carriers, dials)
    async with database.connected():
        print("ready", flush=True)
        await asyncio.gather(relay.run(), jobs.run(), dials.run())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
