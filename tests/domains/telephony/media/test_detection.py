"""Whether a person answered, by how they talk."""

import numpy as np
import pytest

from ringdesk.domains.telephony.fakes.sip import says, talks
from ringdesk.domains.telephony.media.detection import TOTAL_MS, Cadence, Verdict
from ringdesk.domains.telephony.media.sources import frames_of, from_tones
from ringdesk.domains.telephony.media.tables import Samples


def judged(sound: Samples) -> tuple[Verdict | None, float]:
    """The verdict, and after how many seconds."""
    cadence = Cadence()
    for number, frame in enumerate(frames_of(sound), 1):
        if verdict := cadence.take(frame):
            return verdict, number * 0.02
    return None, 0.0


def silence(seconds: float) -> Samples:
    return from_tones(f"0:{seconds}")


class TestVerdict:
    @pytest.mark.parametrize("word_s", [0.2, 0.4, 0.7, 1.0])
    def test_a_word_and_then_silence_is_a_person(self, word_s: float) -> None:
        verdict, after = judged(np.concatenate((silence(0.6), talks(220, word_s), silence(3))))
        assert verdict == "human"
        assert after < 0.6 + word_s + 1.0

    @pytest.mark.parametrize("greeting_s", [2.5, 4.0, 8.0])
    def test_a_long_greeting_is_a_machine(self, greeting_s: float) -> None:
        verdict, _ = judged(np.concatenate((silence(0.5), talks(180, greeting_s), silence(3))))
        assert verdict == "machine"

    def test_nobody_speaking_is_a_machine(self) -> None:
        verdict, after = judged(silence(5))
        assert (verdict, after) == ("machine", 2.5)

    def test_noise_on_the_line_is_no_word(self) -> None:
        rng = np.random.default_rng(1)
        noise = (rng.standard_normal(8000 * 4) * 60).astype(np.int16)
        word = noise.copy()
        word[4000:7200] += talks(250, 0.4)
        assert judged(word)[0] == "human"

    def test_there_is_a_verdict_in_time_whatever_is_heard(self) -> None:
        rng = np.random.default_rng(2)
        for _ in range(20):
            parts = [
                np.concatenate((silence(rng.uniform(0.02, 0.6)), talks(200, rng.uniform(0.05, 1))))
                for _ in range(12)
            ]
            verdict, after = judged(np.concatenate([*parts, silence(TOTAL_MS / 1000)]))
            assert verdict is not None
            assert after <= TOTAL_MS / 1000

    def test_the_network_of_ours_has_both(self) -> None:
        for digit, verdict in (("1", "human"), ("6", "machine")):
            speech = says(digit, 440)
            assert judged(np.concatenate([next(speech) for _ in range(250)]))[0] == verdict
