"""The sound of all calls of a process: every 20 ms one frame from everybody to everybody who is to
hear it, nobody to themselves.

All frames of a tick are rows of one array. What each leg hears is a list of rows, made anew only
when somebody comes, goes or changes their part; most legs hear one other, and all of those are one
indexing. So the cost of a leg is that of its two datagrams.
"""

import time
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ringdesk.domains.telephony.media.detection import Cadence, Verdict
from ringdesk.domains.telephony.media.hearing import Role, Voice, hears
from ringdesk.domains.telephony.media.recorder import Recording
from ringdesk.domains.telephony.media.rtp import Rtp
from ringdesk.domains.telephony.media.sources import hold_music
from ringdesk.domains.telephony.media.tables import CODES, FRAME, LEVELS, SILENCE, Samples

NOBODY, MUSIC = 0, 1  # the first rows
FIRST = 2
QUIET_S = 30.0  # no packet for so long: the other side is gone
HELD_QUIET_S = 30 * 60.0  # or, while they said that they send nothing, forgot us


class Peer(Protocol):
    """A leg that is no RTP stream of ours: a browser, by its own library."""

    def pull(self) -> Samples | None:
        """A frame of what they say, None if there is none in time."""

    def push(self, frame: Samples) -> None:
        """A frame of what they hear."""

    def close(self) -> None:
        """They hear and say nothing more."""


class Leg:
    """`room` None: alone; then it hears silence, or what is played to it."""

    def __init__(self, leg_id: int, *, rtp: Rtp | None = None, peer: Peer | None = None) -> None:
        self.id, self.rtp, self.peer = leg_id, rtp, peer
        self.room: str | None = None
        self.voice = Voice("party")
        self.playing: Iterator[Samples] | None = None
        self.cadence: Cadence | None = None
        self.told_quiet = False


class Told:
    """What a mixer tells; the numbers are legs'."""

    def __init__(self) -> None:
        self.digit: Callable[[int, str], None] = lambda leg, digit: None
        self.verdict: Callable[[int, Verdict], None] = lambda leg, verdict: None
        self.played: Callable[[int], None] = lambda leg: None
        self.quiet: Callable[[int], None] = lambda leg: None


class Mixer:
    def __init__(self) -> None:
        self.legs: dict[int, Leg] = {}
        self.recordings: dict[str, Recording] = {}
        self.on = Told()
        self.ticks = 0
        self._music = hold_music().reshape(-1, FRAME)
        self._stale = True
        self._order: list[Leg] = []
        self._one: npt.NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._many: list[tuple[int, npt.NDArray[np.intp]]] = []
        self._rooms: dict[str, list[int]] = {}

    # Coming and going.

    def add(self, leg: Leg) -> None:
        self.legs[leg.id], self._stale = leg, True

    def remove(self, leg_id: int) -> None:
        leg = self.legs.pop(leg_id, None)
        self._stale = True
        if leg is not None and leg.rtp is not None:
            leg.rtp.close()
        if leg is not None and leg.peer is not None:
            leg.peer.close()

    def place(self, leg_id: int, room: str | None, role: Role) -> None:
        """Into a call, out of the one before."""
        leg = self.legs[leg_id]
        leg.room, leg.voice, self._stale = room, Voice(role), True

    def change(
        self, leg_id: int, *, held: bool | None = None, muted: bool | None = None
    ) -> None:  # fmt: skip
        leg = self.legs[leg_id]
        voice = leg.voice
        leg.voice = Voice(
            voice.role, voice.held if held is None else held,
            voice.muted if muted is None else muted,
        )  # fmt: skip
        self._stale = True

    # Every 20 ms.

    def tick(self) -> None:
        if self._stale:
            self._plan()
        sounds = self._hear()
        if self._order:
            heard = sounds[self._one]
            for row, rows in self._many:
                heard[row] = mixed(sounds[rows])
            self._play(heard)
            self._say(heard)
            for room, recording in self.recordings.items():
                self._record(room, recording, sounds)
        self.ticks += 1

    def _plan(self) -> None:
        """Which rows each leg hears."""
        self._order, self._rooms = list(self.legs.values()), {}
        for at, leg in enumerate(self._order):
            if leg.room is not None:
                self._rooms.setdefault(leg.room, []).append(at)
        self._one, self._many = np.zeros(len(self._order), dtype=np.intp), []
        for at, leg in enumerate(self._order):
            if leg.room is None:
                continue
            if leg.voice.held:
                self._one[at] = MUSIC
                continue
            others = [one for one in self._rooms[leg.room] if one != at]
            heard = [FIRST + one for one in others if hears(leg.voice, self._order[one].voice)]
            if len(heard) == 1:
                self._one[at] = heard[0]
            elif heard:
                self._many.append((at, np.array(heard, dtype=np.intp)))
        self._stale = False

    def _hear(self) -> npt.NDArray[np.int16]:
        """One frame of everybody: rows of silence, of music, and of the legs in their order."""
        sounds = np.zeros((FIRST + len(self._order), FRAME), dtype=np.int16)
        sounds[MUSIC] = self._music[self.ticks % len(self._music)]
        coded: dict[int, tuple[list[int], list[bytes]]] = {}
        for row, leg in enumerate(self._order, FIRST):
            if leg.rtp is not None:
                leg.rtp.read()
                payload = leg.rtp.frames.take()
                if payload is not None:
                    rows, payloads = coded.setdefault(leg.rtp.codec, ([], []))
                    rows.append(row)
                    payloads.append(payload)
                if leg.rtp.digits:
                    self._press(leg)
            elif leg.peer is not None:
                frame = leg.peer.pull()
                if frame is not None:
                    sounds[row] = frame
        for codec, (rows, payloads) in coded.items():
            bytes_ = np.frombuffer(b"".join(payloads), dtype=np.uint8).reshape(-1, FRAME)
            sounds[rows] = LEVELS[codec][bytes_]
        self._look_at(sounds)
        return sounds

    def _press(self, leg: Leg) -> None:
        digits = leg.rtp.digits if leg.rtp else ()
        while digits:
            self.on.digit(leg.id, digits.popleft())

    def _look_at(self, sounds: npt.NDArray[np.int16]) -> None:
        """Who answered, and who has gone."""
        for row, leg in enumerate(self._order, FIRST):
            if leg.cadence is not None:
                verdict = leg.cadence.take(sounds[row])
                if verdict is not None:
                    leg.cadence = None
                    self.on.verdict(leg.id, verdict)
        if self.ticks % 50 == 0:
            now = time.monotonic()
            for leg in self._order:
                rtp = leg.rtp
                if rtp is not None and rtp.aimed and now - rtp.quiet_since > patience_with(rtp):
                    if not leg.told_quiet:
                        self.on.quiet(leg.id)
                    leg.told_quiet = True

    def _play(self, heard: npt.NDArray[np.int16]) -> None:
        """A prompt is heard instead of all else."""
        for row, leg in enumerate(self._order):
            if leg.playing is not None:
                frame = next(leg.playing, None)
                if frame is None:
                    leg.playing = None
                    self.on.played(leg.id)
                else:
                    heard[row] = frame

    def _say(self, heard: npt.NDArray[np.int16]) -> None:
        groups: dict[int, list[int]] = {}
        for row, leg in enumerate(self._order):
            if leg.rtp is not None:
                if leg.rtp.aimed:
                    groups.setdefault(leg.rtp.codec, []).append(row)
            elif leg.peer is not None:
                leg.peer.push(heard[row])
        for codec, rows in groups.items():
            coded = CODES[codec][heard[rows].view(np.uint16)].tobytes()
            for at, row in enumerate(rows):
                rtp = self._order[row].rtp
                if rtp is not None:
                    rtp.send(coded[at * FRAME : (at + 1) * FRAME])

    def _record(self, room: str, recording: Recording, sounds: npt.NDArray[np.int16]) -> None:
        """Parties on the left, staff on the right; what is said while they wait is left out."""
        here = [(at, self._order[at].voice) for at in self._rooms.get(room, ())]
        parties = [FIRST + at for at, voice in here if voice.role == "party" and not voice.held]
        staff = [
            FIRST + at for at, voice in here
            if voice.role in ("agent", "barge") and not voice.muted and not voice.held
        ]  # fmt: skip
        if parties:
            recording.take(mixed(sounds[parties]), mixed(sounds[staff]) if staff else SILENCE)


def patience_with(rtp: Rtp) -> float:
    return HELD_QUIET_S if rtp.silent else QUIET_S


def mixed(sounds: npt.NDArray[np.int16]) -> Samples:
    """One out of many, cut where it is too loud."""
    total = sounds.sum(axis=0, dtype=np.int32)
    found: Samples = np.clip(total, -32_768, 32_767).astype(np.int16)
    return found
