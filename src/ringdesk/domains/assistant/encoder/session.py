"""One loaded encoder. Synchronous; for the event loop there is `lane.py`."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ringdesk.domains.assistant.encoder.places import FOLDER, MODEL, TOKENIZER, WIDTH, fault_of

MOST_TOKENS = 256  # the model was trained on no more
MOST_CHARACTERS = 4_000  # more can't matter: 256 tokens are seldom over 1,500 characters

Vectors = NDArray[np.float32]


class NoEncoder(RuntimeError):
    """There is none, or it is not the one that was built; the text says which."""


class Encoder:
    """Texts one by one: eight-bit activations are scaled over a whole batch, so that in a batch a
    text's vector would depend on its neighbours (of other tenants, too); and on one core a batch
    is no quicker."""

    def __init__(self, folder: Path = FOLDER) -> None:
        if fault := fault_of(folder):
            raise NoEncoder(fault)
        # They need 0.2 s and 60 MB, and most commands don't encode.
        import onnxruntime  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # more would spin
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder / MODEL, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def encode(self, texts: list[str]) -> Vectors:
        """float32 [texts, 384], each row of length one."""
        vectors = np.empty((len(texts), WIDTH), np.float32)
        for at, text in enumerate(texts):
            vectors[at] = self._encode(text)
        return vectors

    def _encode(self, text: str) -> Vectors:
        # Lone surrogates are no text to the tokenizer.
        sound = text[:MOST_CHARACTERS].encode(errors="replace").decode()
        numbers = np.array([self._tokenizer.encode(sound).ids], np.int64)
        fed = {"input_ids": numbers, "attention_mask": np.ones_like(numbers)}
        found: Vectors = self._session.run(None, fed)[0][0]
        return found
