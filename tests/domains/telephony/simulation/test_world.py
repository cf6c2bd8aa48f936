"""What becomes of dialled numbers, drawn from a seed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains.telephony.carrier import FINAL
from ringdesk.domains.telephony.simulation.world import Fates, World, course


def ends(world: World, count: int = 4000) -> Counter[str]:
    fates = Fates(world, seed=5)
    return Counter(fates.of(str(attempt)).end for attempt in range(count))


class TestFates:
    @given(attempt=st.text(max_size=60), seed=st.integers(0, 2**31))
    def test_of_one_attempt_never_change(self, attempt: str, seed: int) -> None:
        assert Fates(World(), seed).of(attempt) == Fates(World(), seed).of(attempt)

    def test_differ_by_seed(self) -> None:
        one, other = Fates(World(), 1), Fates(World(), 2)
        assert any(one.of(str(i)) != other.of(str(i)) for i in range(10))

    def test_have_the_shares_of_their_world(self) -> None:
        found = ends(World())
        assert found["human"] / 4000 == pytest.approx(0.25, abs=0.03)
        assert found["machine"] / 4000 == pytest.approx(0.25, abs=0.03)
        assert (found["busy"] + found["failed"]) / 4000 == pytest.approx(0.10, abs=0.02)

    def test_keep_the_other_shares_when_more_people_answer(self) -> None:
        found = ends(World().answering(0.5))
        assert found["human"] / 4000 == pytest.approx(0.5, abs=0.03)
        assert found["machine"] / 4000 == pytest.approx(0.25 * 0.5 / 0.75, abs=0.03)

    def test_have_the_durations_of_their_world(self) -> None:
        drawn = [Fates(World(), 5).of(str(attempt)) for attempt in range(8000)]
        people = [fate for fate in drawn if fate.end == "human"]
        assert sum(f.talks_s for f in people) / len(people) == pytest.approx(120, rel=0.1)
        assert sum(f.rings_s for f in people) / len(people) == pytest.approx(9, rel=0.05)


class TestTheCourseOfACall:
    @given(
        attempt=st.integers(), human=st.floats(0, 0.99), timeout=st.integers(1, 120),
        verdict=st.none() | st.floats(0, 5),
    )  # fmt: skip
    def test_begins_and_ends_and_goes_forward(
        self, attempt: int, human: float, timeout: int, verdict: float | None
    ) -> None:
        fate = Fates(World().answering(human), 3).of(str(attempt))
        steps = course(fate, ring_timeout_s=timeout, verdict_s=verdict)
        times, kinds = [at for at, _ in steps], [kind for _, kind in steps]
        assert kinds[0] == "initiated" and times[0] == 0
        assert times == sorted(times)
        assert [kind in FINAL for kind in kinds] == [False] * (len(kinds) - 1) + [True]
        assert "answered" not in kinds or times[kinds.index("answered")] < timeout
        assert ({"human", "machine"} & set(kinds) != set()) == (
            "answered" in kinds and verdict is not None
        )
