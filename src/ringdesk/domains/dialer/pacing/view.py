"""What a controller sees, what it says, and what it is told afterwards. All times in seconds."""

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

Reason = Literal[
    "budget_spent",  # too many were abandoned: one line for one free agent until that is made good
    "few_agents",  # too few for statistics to carry
    "few_answers",  # too little is known of today
    "cap",  # the formula wanted more than the caps allow
    "predictive",
    "progressive",
    "preview",
    "ratio",
    "state_blind",
]


class Tally(Struct, frozen=True):
    """Calls of one campaign in a span of time. `answered`: a person answered, connected or not;
    `abandoned`: of those, with no agent in time; `machines`: told to be answering machines."""

    answered: int = 0
    abandoned: int = 0
    machines: int = 0


class View(Struct, frozen=True, kw_only=True):
    """One campaign at one moment.

    `now`: any clock that goes forward only, the same one in every view of a controller.
    `idle`: agents who could take a call at this moment.
    `talking`: for each agent in a call, how long the conversation has lasted; `wrapping`: for each
    agent in wrap-up, how long that has. Agents who will not come back to the queue afterwards
    (a break was asked for, the shift ends) are left out of both.
    `ringing`: for each line that nobody answered yet, its age since it was dialled; `detecting`:
    for each line that was answered but not yet told to be a person or a machine, its age since the
    answer; `waiting`: persons who answered and have no agent yet.
    `today`: this day's (shift's) counts; `period`: those of the span that the law counts, when it
    is another one (United States: 30 days; United Kingdom: the day), else None.
    `most_lines`: how many lines this campaign may have in use at once, conversations included
    (the smallest of the queue's, the carrier's and the campaign's caps); None: no cap.
    `may_start`: how many may be dialled at this moment (calls per second left, leads at hand);
    None: no cap.
    """

    now: float
    idle: int
    talking: Sequence[float] = ()
    wrapping: Sequence[float] = ()
    ringing: Sequence[float] = ()
    detecting: Sequence[float] = ()
    waiting: int = 0
    today: Tally = Tally()
    period: Tally | None = None
    most_lines: int | None = None
    may_start: int | None = None

    @property
    def agents(self) -> int:
        return self.idle + len(self.talking) + len(self.wrapping)

    @property
    def open_lines(self) -> int:
        """Lines that may yet need an agent."""
        return len(self.ringing) + len(self.detecting) + self.waiting

    @property
    def room(self) -> int | None:
        """How many may be dialled without breaking a cap; None: any number."""
        rooms = [] if self.may_start is None else [self.may_start]
        if self.most_lines is not None:
            rooms.append(self.most_lines - self.open_lines - len(self.talking))
        return max(0, min(rooms)) if rooms else None


class Trace(Struct, frozen=True, kw_only=True):
    """A decision and why it was made; whoever asks may keep it. `dial`: how many lines to dial now.

    `mA`, `vA`: mean and variance of the persons who will need an agent within the horizon, before
    this decision; `mF`, `vF`: of the agents who will be free within it; `c0`: what one new line
    adds to `mA`; `z`: how many standard deviations are kept in reserve. Controllers that do not
    predict give zeros and `z` None. Fields are named as in the formula (ADR 0035).
    """

    at: float
    dial: int
    reason: Reason
    mA: float = 0.0  # noqa: N815 (the formula's name)
    vA: float = 0.0  # noqa: N815
    mF: float = 0.0  # noqa: N815
    vF: float = 0.0  # noqa: N815
    c0: float = 0.0
    z: float | None = None


class LineEnded(Struct, frozen=True, kw_only=True):
    """What became of one dialled line, told once: for "human" and "machine" with the verdict.

    `rang_s`: from dialling to the answer, or to the end without one. `verdict_s`: from the answer
    to the verdict (0 without detection). "unknown": we ended it ourselves; it only says that nobody
    had answered within `rang_s`.
    """

    kind: Literal["human", "machine", "busy", "no-answer", "failed", "unknown"]
    rang_s: float
    verdict_s: float = 0.0


class AgentFreed(Struct, frozen=True, kw_only=True):
    """An agent's conversation and the wrap-up after it, both over."""

    talked_s: float
    wrapped_s: float = 0.0


Fact: TypeAlias = LineEnded | AgentFreed


class Controller(Protocol):
    """One campaign's pacing. Keeps what it learned in memory, has no clock, no chance and no
    database: the same views and facts give the same decisions."""

    def decide(self, view: View) -> Trace:
        """Asked once a second, and when an agent becomes free. Never more than the caps allow."""

    def learn(self, fact: Fact) -> None:
        """Every line's and every conversation's end, in the order they happened; after a restart,
        the last few hundred of each from the database."""
