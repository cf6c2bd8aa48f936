"""What is played into a call: tones, music for those who wait, and prompts out of WAV files."""

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ringdesk.domains.telephony.media.tables import FRAME, RATE, Samples, tone

LONGEST_S = 600


class BadPrompt(ValueError):
    pass


def from_wav(path: Path) -> Samples:
    """16-bit PCM of any rate, its first channel, as 8,000 samples a second. BadPrompt."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2 or file.getnframes() > LONGEST_S * file.getframerate():
                raise BadPrompt("16-bit PCM of ten minutes at most")
            raw = file.readframes(file.getnframes())
            channels, rate = file.getnchannels(), file.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        raise BadPrompt(f"{path.name}: {error}") from error
    return resampled(np.frombuffer(raw, dtype="<i2")[::channels], rate)


def resampled(samples: Samples, rate: int) -> Samples:
    """To 8,000 a second: what would fold back is averaged away, then read between samples."""
    if rate == RATE or not len(samples):
        return samples.astype(np.int16)
    ratio, smooth = rate / RATE, samples.astype(np.float64)
    if ratio > 1:
        width = max(2, round(ratio))
        smooth = np.convolve(smooth, np.ones(width) / width, mode="same")
    at = np.arange(0, len(samples) - 1, ratio)
    found: Samples = np.interp(at, np.arange(len(samples)), smooth).astype(np.int16)
    return found


def from_tones(text: str) -> Samples:
    """ "440:0.5,0:0.2,880:0.3": tones in hertz (0 is silence) and seconds. BadPrompt."""
    parts, total = [], 0.0
    try:
        for part in text.split(","):
            hertz, seconds = (float(one) for one in part.split(":"))
            total += seconds
            if not (0 <= hertz <= RATE / 2 and seconds > 0 and total <= LONGEST_S):
                raise BadPrompt("Tones of 0 to 4000 Hz, ten minutes at most")
            parts.append(tone(hertz, int(seconds * RATE), level=0.3 if hertz else 0))
    except ValueError as error:
        raise BadPrompt(str(error)) from error
    return np.concatenate(parts)


def frames_of(samples: Samples) -> Iterator[Samples]:
    """20 ms each, the last one filled with silence."""
    for at in range(0, len(samples), FRAME):
        frame = samples[at : at + FRAME]
        yield frame if len(frame) == FRAME else np.pad(frame, (0, FRAME - len(frame)))


def hold_music() -> Samples:
    """Eight seconds of a slow chord that comes and goes; it joins with itself."""
    notes, length = (262, 330, 392, 330, 262, 220, 262, 294), RATE
    swell = np.sin(np.linspace(0, np.pi, length)) ** 2
    parts = [tone(n, length, level=0.08) * swell + tone(n / 2, length, level=0.06) for n in notes]
    made: Samples = np.concatenate(parts).astype(np.int16)
    return made
