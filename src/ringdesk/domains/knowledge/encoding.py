"""Vectors of texts, as they are stored and searched; none where the encoder cannot be had."""

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains import assistant

log = logging.getLogger(__name__)

WIDTH = 384
STORED = np.dtype("<f2")  # half the space; a cosine changes by less than 0.001
# What a match with the answer adds to a match with the question (measured: docs/adr/0015).
ANSWER_WEIGHT = np.float32(0.2)

# A question must not wait longer than that for its vector: words alone then do. Who writes an
# entry waits longer, and what is missing after that is made by a job.
PATIENCE_S, WRITERS_PATIENCE_S = 1.5, 10.0

Vectors = NDArray[np.float32]


async def encoded(
    texts: Sequence[str], *, whose: UUID | None = None, patience_s: float = PATIENCE_S
) -> Vectors | None:
    """float32 [texts, 384], each of length one; None if there is no encoder, or none in time.
    `whose`: the tenant who may ask for them again soon."""
    try:
        async with asyncio.timeout(patience_s):  # `wait_for` may swallow that we are to stop
            return await assistant.embed(list(texts), whose=whose)
    except (assistant.NoEncoder, assistant.TooBusy, TimeoutError) as error:
        log.info("Texts were not encoded: %r", error)
        return None


def packed(titles: Vectors, bodies: Vectors) -> list[bytes]:
    """A row of each, as a passage keeps them."""
    both = np.concatenate([titles, bodies], axis=1).astype(STORED)
    return [row.tobytes() for row in both]


def unpacked(stored: Sequence[bytes]) -> Vectors:
    """float32 [passages, 384]: the cosine with the question and a fifth of that with the answer
    come out of one product, because both are linear."""
    if not stored:
        return np.empty((0, WIDTH), np.float32)
    both = np.frombuffer(b"".join(stored), STORED).reshape(-1, 2 * WIDTH).astype(np.float32)
    combined: Vectors = both[:, :WIDTH] + ANSWER_WEIGHT * both[:, WIDTH:]
    return combined


def is_stored(stored: bytes | None) -> bool:
    return stored is not None and len(stored) == 2 * WIDTH * STORED.itemsize
