"""Moments a controller may be shown."""

from hypothesis import strategies as st

from ringdesk.domains.dialer.pacing import Tally, View

ages = st.lists(st.floats(0, 4000), max_size=40)
counts = st.integers(0, 60)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    answered = draw(st.integers(0, 5000))
    return Tally(answered, draw(st.integers(0, answered)), draw(st.integers(0, 5000)))


views = st.builds(
    View,
    now=st.floats(0, 1e6),
    idle=counts,
    talking=ages,
    wrapping=ages,
    ringing=st.lists(st.floats(0, 90), max_size=60),
    detecting=st.lists(st.floats(0, 10), max_size=10),
    waiting=st.integers(0, 5),
    today=tallies(),
    period=st.none() | tallies(),
    most_lines=st.none() | st.integers(0, 200),
    may_start=st.none() | st.integers(0, 100),
)


def at_work(*, idle: int = 0, busy: int = 0, now: float = 0.0, **more: object) -> View:
    """A team in the middle of a good day: enough answers, a budget, conversations of all ages."""
    talking = [20.0 * i % 300 for i in range(busy)]
    given: dict[str, object] = {"today": Tally(500, 5), **more}
    return View(now=now, idle=idle, talking=talking, **given)  # type: ignore[arg-type]
