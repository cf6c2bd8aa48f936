"""Whatever the network does, and however often somebody asks: one attempt is one call at most."""

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringdesk.domains import telephony
from tests.domains.telephony.twilio.line import Line

pytestmark = pytest.mark.anyio

_numbers = count(100_000)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["dial", "lose the answer", "fail", "refuse", "look up", "restart"]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


class Story:
    """Three attempts, each to a number of its own, as the database has it."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.requests = [line.request(to_number=f"+1212{next(_numbers)}2") for _ in range(3)]
        self.carriers = line.carriers

    async def step(self, which: int, what: str) -> None:
        line, request = self.line, self.requests[which]
        behaviour = line.fake.behaviour
        behaviour.loses_answers = int(what == "lose the answer")
        behaviour.fails_with = 503 if what == "fail" else 0
        behaviour.most_per_second = 0 if what == "refuse" else 1e9
        if what == "restart":  # another process, or the same after a crash: it remembers nothing
            await self.end()
            self.carriers = telephony.Carriers(
                line.carriers.office, line.carriers.vault, line.carriers.egress,
                line.carriers.kinds,
            )  # fmt: skip
            return
        calls = self.calls_of(request.attempt)
        try:
            if what == "look up":
                found = await self.carriers.look_up(line.tenant.id, request.attempt)
                assert [found[1].carrier_call_id] == calls if found else calls == []
            else:
                dialled = await self.carriers.dial(line.tenant.id, request)
                assert dialled.carrier_call_id in self.calls_of(request.attempt)
        except telephony.CarrierSilent:
            return  # nobody knows: nothing is claimed
        except telephony.CarrierRefused:
            assert self.calls_of(request.attempt) == [], "refused, and there is a call"

    async def end(self) -> None:
        if self.carriers is not self.line.carriers:
            await self.carriers.close()

    def calls_of(self, attempt: str) -> list[str]:
        """What Twilio really has, by the address that each call reports to."""
        named = f"?call={attempt.partition(':')[2]}#"
        return [sid for sid, one in self.line.fake.calls.items() if named in one.given["Url"]]


@given(STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_one_attempt_is_one_call(line: Line, steps: list[tuple[int, str]]) -> None:
    story = Story(line)
    (await line.carrier()).certain_after = timedelta(0)
    for which, what in steps:
        await story.step(which, what)
    await story.end()
    placed = Counter(one.given["Url"] for one in line.fake.calls.values())
    assert not placed or max(placed.values()) == 1
