"""What is said to callers, spoken by espeak-ng where it is installed: small, offline, in a hundred
languages, and plain to hear that it is a machine. It runs as a program beside ours."""

import asyncio
import hashlib
import logging
import shutil
from pathlib import Path

log = logging.getLogger(__name__)

PROGRAM = "espeak-ng"
LONGEST, PATIENCE_S = 1000, 10.0
WORDS_PER_MINUTE = "150"


class Speech:
    """Each text is spoken once, and kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = shutil.which(PROGRAM)
        self._said_missing = False

    async def file_of(self, text: str, language: str) -> Path | None:
        """A WAV file; None where nothing can speak, or not this."""
        tidy = " ".join(text.split())[:LONGEST]
        if self._program is None or not tidy:
            if not self._said_missing:
                log.warning("Callers hear no words: %s is not installed.", PROGRAM)
            self._said_missing = True
            return None
        name = hashlib.sha256(f"{language}\n{tidy}".encode()).hexdigest()[:32]
        path = self._folder / f"{name}.wav"
        if not await asyncio.to_thread(path.exists):
            for voice in (language.lower(), language.partition("-")[0].lower(), "en"):
                if await self._speak(tidy, voice, path):
                    return path
            return None
        return path

    async def _speak(self, text: str, voice: str, path: Path) -> bool:
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        part = path.with_suffix(f".{id(asyncio.current_task())}.part")
        speaking = await asyncio.create_subprocess_exec(
            self._program or PROGRAM, "-v", voice, "-s", WORDS_PER_MINUTE, "-w", str(part),
            "--stdin", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            async with asyncio.timeout(PATIENCE_S):
                await speaking.communicate(text.encode())
        except TimeoutError:
            speaking.kill()
            await speaking.wait()
        done = speaking.returncode == 0 and await asyncio.to_thread(part.exists)
        if done:
            await asyncio.to_thread(part.replace, path)
        else:
            await asyncio.to_thread(part.unlink, missing_ok=True)
        return done
