"""A trunk's stream of sound, and a call as the sound has it."""

import asyncio
from collections.abc import Callable
from typing import NamedTuple, Protocol

from ringdesk.domains.telephony.media import protocol as said
from ringdesk.domains.telephony.media.link import MediaFailed
from ringdesk.domains.telephony.media.rtp import Far

MOST_DIGITS = 64


class CallEnded(MediaFailed):
    """There is no such call here, or no more."""


class Plane(Protocol):
    """Whom a leg speaks to of itself."""

    async def ask(self, ask: said.Asked) -> said.Done:
        """MediaFailed."""

    async def close_leg(self, leg: "Leg") -> None:
        """Never fails."""


class Leg:
    """A stream of sound between us and a trunk. Say what you want to hear of it."""

    def __init__(self, plane: Plane, leg_id: int, port: int) -> None:
        self.id, self.port, self._plane = leg_id, port, plane
        self.on_digit: Callable[[str], None] = lambda digit: None
        self.on_verdict: Callable[[str], None] = lambda verdict: None
        self.on_quiet: Callable[[], None] = lambda: None
        self.played = asyncio.Event()
        self.digits: asyncio.Queue[str] = asyncio.Queue(MOST_DIGITS)

    async def aim(self, far: Far) -> None:
        """Where they want our sound, and as what."""
        await self._plane.ask(said.Aim(self.id, far))

    async def detect(self) -> None:
        """Whether a machine answered: `on_verdict` hears "human" or "machine"."""
        await self._plane.ask(said.Detect(self.id))

    async def press(self, digits: str) -> None:
        await self._plane.ask(said.Press(self.id, digits))

    async def play(self, prompt: str, *, repeat: bool = False) -> None:
        """The path of a WAV file, or `tones:440:0.5`; "" stops it."""
        self.played.clear()
        await self._plane.ask(said.Play(self.id, prompt, repeat))

    async def close(self) -> None:
        await self._plane.close_leg(self)

    async def counts(self) -> dict[str, float]:
        return (await self._plane.ask(said.Count(self.id))).counts


class Party(NamedTuple):
    """A call: its legs, the first of which is whoever was called, or called us."""

    attempt: str
    legs: list[Leg]
