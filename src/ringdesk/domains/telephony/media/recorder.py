"""A call as a stereo WAV file: the party on the left, what the party hears on the right."""

import queue
import threading
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ringdesk.domains.telephony.media.tables import FRAME_S, RATE, Samples

FRAMES_PER_WRITE = 50  # a second
MOST_WAITING = 200


class Recording:
    """Frames are kept for a second, then written by the one thread for all files: a slow disk is
    not to be heard in a call."""

    def __init__(self, path: Path, writer: "Writer") -> None:
        self.path, self.frames = path, 0
        self._writer, self._kept = writer, list[bytes]()

    def take(self, left: Samples, right: Samples) -> None:
        self._kept.append(np.column_stack((left, right)).astype("<i2").tobytes())
        self.frames += 1
        if len(self._kept) >= FRAMES_PER_WRITE:
            self._flush()

    def _flush(self) -> None:
        self._writer.write(self.path, b"".join(self._kept))
        self._kept.clear()

    def close(self, then: Callable[[], None]) -> None:
        """`then`, in the writer's thread, once the file is whole."""
        self._flush()
        self._writer.end(self.path, then)

    @property
    def seconds(self) -> float:
        return self.frames * FRAME_S


class Writer:
    """`failed` counts pieces that found no room, on the disk or in the queue."""

    def __init__(self) -> None:
        self._jobs: queue.Queue[Callable[[], None] | None] = queue.Queue(MOST_WAITING)
        self._files: dict[Path, wave.Wave_write] = {}
        self._thread: threading.Thread | None = None
        self.failed = 0

    def write(self, path: Path, data: bytes) -> None:
        self._do(lambda: self._append(path, data))

    def end(self, path: Path, then: Callable[[], None]) -> None:
        self._do(lambda: self._close(path, then))

    def stop(self) -> None:
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(5)

    def _do(self, job: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="recordings", daemon=True)
            self._thread.start()
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            self.failed += 1

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except OSError:
                self.failed += 1
        for file in self._files.values():
            file.close()

    def _append(self, path: Path, data: bytes) -> None:
        file = self._files.get(path)
        if file is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = self._files[path] = wave.open(str(path), "wb")  # noqa: SIM115 - kept open
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
        file.writeframesraw(data)

    def _close(self, path: Path, then: Callable[[], None]) -> None:
        file = self._files.pop(path, None)
        if file is not None:
            file.close()
        then()
