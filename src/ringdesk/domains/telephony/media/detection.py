"""Whether a person or a machine answered, by the cadence of the first seconds: people say a word or
two and wait; machines talk. The rules are those of Asterisk's app_amd, the limits as measured."""

from typing import Literal, TypeAlias

import numpy as np

from ringdesk.domains.telephony.media.tables import Samples

Verdict: TypeAlias = Literal["human", "machine"]

FRAME_MS = 20
LOUD = 256  # mean of the absolute samples
INITIAL_SILENCE_MS = 2500  # nobody speaks: a machine's pause before its greeting
GREETING_MS = 1500  # a longer greeting is a machine's
AFTER_GREETING_MS = 800  # silence after a short one: a person waits for us
TOTAL_MS = 5000
WORD_MS, BETWEEN_WORDS_MS = 100, 50
MOST_WORDS = 3


class Cadence:
    """Give it every frame from the answer on, until it has a verdict."""

    def __init__(self) -> None:
        self.verdict: Verdict | None = None
        self.reason = ""
        self._total = self._silence = self._voice = self._greeting = self._words = 0
        self._in_word = self._counted = False

    def take(self, frame: Samples | None) -> Verdict | None:
        """A frame of 20 ms, None for one that did not come."""
        if self.verdict is None:
            loud = frame is not None and float(np.abs(frame.astype(np.int32)).mean()) > LOUD
            self._total += FRAME_MS
            self._hear() if loud else self._miss()
            if self.verdict is None and self._total >= TOTAL_MS:
                self._decide("machine" if self._words > 1 else "human", "too long")
        return self.verdict

    def _hear(self) -> None:
        self._silence = 0
        self._voice += FRAME_MS
        self._greeting += FRAME_MS
        if self._voice >= WORD_MS and not self._counted:
            self._words, self._counted = self._words + 1, True
        self._in_word = True
        if self._words > MOST_WORDS:
            self._decide("machine", "many words")
        elif self._greeting >= GREETING_MS:
            self._decide("machine", "long greeting")

    def _miss(self) -> None:
        self._silence += FRAME_MS
        if self._in_word and self._silence >= BETWEEN_WORDS_MS:
            self._in_word = self._counted = False
            self._voice = 0
        if not self._words:
            if self._total >= INITIAL_SILENCE_MS:
                self._decide("machine", "silence")
        elif self._silence >= AFTER_GREETING_MS:
            self._decide("human", "waits")
        else:
            self._greeting += FRAME_MS if self._silence < BETWEEN_WORDS_MS else 0

    def _decide(self, verdict: Verdict, reason: str) -> None:
        self.verdict, self.reason = verdict, reason
