"""The carrier `simulation`: plays what becomes of each call, on the clock on the wall."""

import asyncio
import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from time import time

from ringdesk.domains.telephony.carrier import (
    FINAL,
    CallState,
    CarrierEvent,
    CarrierRefused,
    CarrierSilent,
    DialRequest,
    Health,
    Kind,
    Listener,
    Placed,
)
from ringdesk.domains.telephony.models import Setup
from ringdesk.domains.telephony.simulation.journal import PLAYED, Asked, Journal
from ringdesk.domains.telephony.simulation.numbers import (
    BY_ENDING,
    REFUSED,
    SILENT,
    SILENT_AND_PLACED,
    ending,
)
from ringdesk.domains.telephony.simulation.world import Fate, Fates, World, course

log = logging.getLogger(__name__)

HUNG_UP = 99  # the number of the event that says that we ended a call
TRIES, PAUSE_S = 4, 0.5  # until a listener that raised is not told again


def sid(attempt: str) -> str:
    """The id of an attempt's call, the same whenever it is asked for."""
    return "SIM" + blake2b(attempt.encode(), digest_size=15).hexdigest()


class SimulatedCarrier:
    """Durations are those on the wall: at speed 10, two minutes of talk are twelve seconds.

    Of calls that a person started nothing is played: whoever starts them does not ask us to dial.
    """

    name = "simulation"

    def __init__(
        self, journal: Journal, speed: float, by_number: bool, setup: Setup, listener: Listener
    ) -> None:
        self.journal, self.listener, self.by_number = journal, listener, by_number
        self.key, self.most_calls = setup.key, setup.most_calls
        self.per_second = setup.calls_per_second
        self.speed = speed * float(setup.settings.get("speed", 1.0))
        self.seed = int(setup.settings.get("seed", 1))
        self.world = World()
        self.playing: dict[str, asyncio.Task[None]] = {}
        self.took_over = False

    async def dial(self, request: DialRequest) -> Placed:
        self.take_over()
        self.journal.refresh()
        if (before := self.journal.by_attempt.get(request.attempt)) is not None:
            return Placed(before.call)
        digits = ending(request.to_number, every=self.by_number)
        if digits == REFUSED or len(self.playing) >= self.most_calls:
            raise CarrierRefused("The simulation takes no call now", code=503)
        if digits == SILENT:
            raise CarrierSilent("The simulation keeps silent")
        ours = Asked(
            carrier=self.key, attempt=request.attempt, call=sid(request.attempt),
            number=request.to_number, ring_timeout_s=request.ring_timeout_s,
            detects=request.detect_machine, at=time(), seed=self.seed, speed=self.speed,
            player=self.journal.player, pid=os.getpid(),
        )  # fmt: skip
        asked = self.journal.ask(ours)
        if asked == ours:  # else another process was first, and plays it
            self.play(asked)
        if digits == SILENT_AND_PLACED:
            raise CarrierSilent("The simulation keeps silent")
        return Placed(asked.call)

    async def hang_up(self, carrier_call_id: str) -> None:
        self.journal.refresh()
        asked = self.journal.by_call.get(carrier_call_id)
        if asked is None or self.state(asked).kind in FINAL:
            return
        self.journal.end(carrier_call_id, time())
        task = self.forget(carrier_call_id)
        if task is not None and task is not asyncio.current_task():  # a listener may hang up
            task.cancel()
        await self.tell_all(self.events(asked)[-1:])

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        self.take_over()
        self.journal.refresh()
        asked = self.journal.by_attempt.get(attempt)
        return None if asked is None else self.state(asked)

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        """The conversation goes on elsewhere and ends when it would have."""
        self.journal.refresh()
        asked = self.journal.by_call.get(carrier_call_id)
        if asked is None or self.state(asked).kind not in ("answered", "human", "machine"):
            raise CarrierRefused("There is no conversation to pass on", code=481)
        if ending(to_number, every=self.by_number) in ("02", "04", "05", REFUSED):
            raise CarrierRefused("The other number cannot be reached", code=480)

    async def health(self) -> Health:
        return Health(
            ok=True, says="Simulated: nobody is called", calls=len(self.playing),
            most_calls=self.most_calls, per_second=self.per_second,
        )  # fmt: skip

    async def close(self) -> None:
        tasks = list(self.playing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for call in list(self.playing):
            self.forget(call)

    def take_over(self) -> None:
        """Calls of a process that died go on, and are told from their beginning: what was told
        before changes nothing."""
        if self.took_over:
            return
        self.took_over = True
        for asked in self.journal.orphans(self.key):
            if self.state(asked).kind not in FINAL:
                self.play(asked)

    def play(self, asked: Asked) -> None:
        if asked.call not in self.playing:
            self.playing[asked.call] = asyncio.create_task(self.run(asked))
            PLAYED.add(asked.call)

    def forget(self, call: str) -> asyncio.Task[None] | None:
        task = self.playing.pop(call, None)
        if task is not None:
            PLAYED.discard(call)
        return task

    async def run(self, asked: Asked) -> None:
        for event in self.events(asked):
            await asyncio.sleep(max(0.0, event.at.timestamp() - time()))
            self.journal.refresh()
            if asked.call in self.journal.ended:  # by another process, which told it
                break
            await self.tell_all([event])
        self.forget(asked.call)

    async def tell_all(self, events: Iterable[CarrierEvent]) -> None:
        for event in events:
            for tried in range(TRIES):
                try:
                    await self.listener(event)
                    break
                except Exception:
                    log.exception("What the simulation reported was not taken")
                    await asyncio.sleep(PAUSE_S * 2**tried)

    def state(self, asked: Asked) -> CallState:
        now = time()
        told = [event for event in self.events(asked) if event.at.timestamp() <= now]
        return CallState(
            carrier_call_id=asked.call, kind=told[-1].kind, duration_s=told[-1].duration_s
        )

    def fate(self, asked: Asked) -> Fate:
        digits = ending(asked.number, every=self.by_number)
        return BY_ENDING.get(digits or "") or Fates(self.world, asked.seed).of(asked.attempt)

    def events(self, asked: Asked) -> list[CarrierEvent]:
        """All of a call, those to come as well, up to its end or ours."""
        fate = self.fate(asked)
        verdict_s = self.world.verdict_s if asked.detects else None
        steps: list[tuple[float, int, Kind]] = [
            (asked.at + after / asked.speed, seq, kind)
            for seq, (after, kind) in enumerate(
                course(fate, ring_timeout_s=asked.ring_timeout_s, verdict_s=verdict_s)
            )
        ]
        answered_at = next((at for at, _, kind in steps if kind == "answered"), None)
        ended_at = self.journal.ended.get(asked.call)
        if ended_at is not None and ended_at < steps[-1][0]:
            steps = [step for step in steps if step[0] <= ended_at]
            taken = answered_at is not None and answered_at <= ended_at
            steps.append((ended_at, HUNG_UP, "completed" if taken else "canceled"))
        return [
            CarrierEvent(
                attempt=asked.attempt, carrier_call_id=asked.call, seq=seq, kind=kind,
                at=datetime.fromtimestamp(at, UTC),
                duration_s=round(at - answered_at) if kind == "completed" and answered_at else None,
                code=fate.code if kind in ("busy", "failed") else None,
                permanent=fate.permanent and kind == "failed",
            )
            for at, seq, kind in steps
        ]  # fmt: skip
