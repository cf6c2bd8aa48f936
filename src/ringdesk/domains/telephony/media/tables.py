"""G.711 by table (ITU-T G.711, A-law and mu-law): 8,000 samples a second, a byte each, both ways
computed once. Samples are signed 16-bit."""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Samples: TypeAlias = npt.NDArray[np.int16]
Coded: TypeAlias = npt.NDArray[np.uint8]

RATE: Final = 8000
FRAME: Final = 160  # samples: 20 ms
FRAME_S: Final = 0.02
PCMU, PCMA = 0, 8


def decode_mu(byte: int) -> int:
    """The 14-bit magnitude of a mu-law byte, on the 16-bit scale."""
    byte = ~byte & 0xFF
    exponent, mantissa = byte >> 4 & 7, byte & 15
    size = ((mantissa << 3) + 0x84 << exponent) - 0x84
    return -size if byte & 0x80 else size


def decode_a(byte: int) -> int:
    byte ^= 0x55
    exponent, mantissa = byte >> 4 & 7, byte & 15
    size = (mantissa << 4) + 8
    if exponent:
        size = size + 0x100 << exponent - 1
    return size if byte & 0x80 else -size


def nearest(levels: Samples) -> Coded:
    """For each 16-bit sample (as its unsigned pattern) the code whose level is nearest."""
    order = np.argsort(levels, kind="stable")
    ladder = levels[order].astype(np.int32)
    middles = (ladder[:-1] + ladder[1:]) / 2
    samples = np.arange(65_536, dtype=np.uint16).view(np.int16)
    found: Coded = order[np.searchsorted(middles, samples)].astype(np.uint8)
    return found


LEVELS: Final[dict[int, Samples]] = {
    PCMU: np.array([decode_mu(byte) for byte in range(256)], dtype=np.int16),
    PCMA: np.array([decode_a(byte) for byte in range(256)], dtype=np.int16),
}
CODES: Final[dict[int, Coded]] = {codec: nearest(levels) for codec, levels in LEVELS.items()}
SILENCE: Final = np.zeros(FRAME, dtype=np.int16)


def decode(codec: int, payload: bytes) -> Samples:
    return LEVELS[codec][np.frombuffer(payload, dtype=np.uint8)]


def encode(codec: int, samples: Samples) -> bytes:
    return CODES[codec][samples.view(np.uint16)].tobytes()


def tone(hertz: float, samples: int, *, level: float = 0.3, start: int = 0) -> Samples:
    """`level` of full scale; `start`: the number of its first sample, so that pieces join."""
    at = np.arange(start, start + samples)
    made: Samples = (np.sin(2 * np.pi * hertz * at / RATE) * level * 32_767).astype(np.int16)
    return made
