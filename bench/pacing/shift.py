"""One shift on a virtual clock: agents, a controller, and numbers that answer or don't.

The rules of the house that a live dialler has, too: who answers is connected to a free agent at
once; who has waited `patience_s` after the verdict is abandoned; the controller is asked each
second and whenever an agent becomes free. Times are seconds.
"""

import heapq
from collections import deque
from collections.abc import Callable
from time import process_time

from msgspec import Struct

from ringdesk.domains.dialer.pacing import (
    AgentFreed,
    Controller,
    LineEnded,
    Tally,
    Trace,
    View,
)
from ringdesk.domains.telephony.simulation.world import Fate, Fates, World, course


class Setting(Struct, frozen=True, kw_only=True):
    """`worlds`: from which second on which world is dialled; the first begins at 0.
    `look_s`: how long an agent reads before a line is dialled (preview)."""

    agents: int
    seed: int
    worlds: tuple[tuple[float, World], ...] = ((0.0, World()),)
    hours: float = 8.0
    patience_s: float = 2.0
    ring_timeout_s: float = 25.0
    look_s: float = 0.0
    most_lines: int | None = None
    on_trace: Callable[[Trace], None] | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """`utilisation`: share of paid time in conversation or wrap-up. `abandoned` over `answered` is
    what the United States' rule counts. `most_lines`: in use at one moment."""

    utilisation: float
    talk_min_per_h: float
    answered: int
    abandoned: int
    dialled: int
    most_lines: int
    cpu_s: float

    @property
    def rate(self) -> float:
        return self.abandoned / self.answered if self.answered else 0.0


class Shift:
    def __init__(self, controller: Controller, setting: Setting) -> None:
        self.controller, self.setting = controller, setting
        self.fates = [(since, Fates(world, setting.seed)) for since, world in setting.worlds]
        self.events: list[tuple[float, int, Callable[..., None], tuple[object, ...]]] = []
        self.now, self.numbered, self.dialled, self.machines = 0.0, 0, 0, 0
        self.idle, self.answered, self.abandoned, self.most_lines = setting.agents, 0, 0, 0
        self.ringing: dict[int, float] = {}
        self.detecting: dict[int, float] = {}
        self.waiting: deque[tuple[int, Fate]] = deque()
        self.talking: dict[int, float] = {}
        self.wrapping: dict[int, float] = {}
        self.end = setting.hours * 3600
        self.talked = self.wrapped = 0.0

    def run(self) -> Outcome:
        begun = process_time()
        self.at(0.0, self.tick)
        while self.events and self.events[0][0] < self.end:
            self.now, _, what, values = heapq.heappop(self.events)
            what(*values)
        paid = self.setting.agents * self.end
        return Outcome(
            utilisation=(self.talked + self.wrapped) / paid,
            talk_min_per_h=60 * self.talked / paid,
            answered=self.answered, abandoned=self.abandoned, dialled=self.dialled,
            most_lines=self.most_lines, cpu_s=process_time() - begun,
        )  # fmt: skip

    def at(self, when: float, what: Callable[..., None], *values: object) -> None:
        self.numbered += 1
        heapq.heappush(self.events, (when, self.numbered, what, values))

    def tick(self) -> None:
        self.at(self.now + 1.0, self.tick)
        self.decide()

    def decide(self) -> None:
        now = self.now
        trace = self.controller.decide(View(
            now=now,
            idle=self.idle,
            talking=[now - since for since in self.talking.values()],
            wrapping=[now - since for since in self.wrapping.values()],
            ringing=[now - since for since in self.ringing.values()],
            detecting=[now - since for since in self.detecting.values()],
            waiting=len(self.waiting),
            today=Tally(self.answered, self.abandoned, self.machines),
            most_lines=self.setting.most_lines,
        ))  # fmt: skip
        if self.setting.on_trace is not None:
            self.setting.on_trace(trace)
        for _ in range(trace.dial):
            self.dial()

    def dial(self) -> None:
        self.dialled += 1
        line, setting = self.dialled, self.setting
        _, fates = max((pair for pair in self.fates if pair[0] <= self.now), key=lambda p: p[0])
        fate = fates.of(str(line))
        steps = course(fate, ring_timeout_s=setting.ring_timeout_s, verdict_s=fates.world.verdict_s)
        start = self.now + setting.look_s
        self.ringing[line] = start
        for after, kind in steps:
            if kind in ("answered", "busy", "no-answer", "failed"):
                self.at(start + after, self.rung, line, kind)
            elif kind in ("human", "machine"):
                self.at(start + after, self.told, line, fate, after)
        used = len(self.ringing) + len(self.detecting) + len(self.waiting) + len(self.talking)
        self.most_lines = max(self.most_lines, used)

    def rung(self, line: int, kind: str) -> None:
        since = self.ringing.pop(line)
        if kind == "answered":
            self.detecting[line] = self.now
        else:
            self.controller.learn(LineEnded(kind=kind, rang_s=self.now - since))  # type: ignore[arg-type]

    def told(self, line: int, fate: Fate, after: float) -> None:
        verdict_s = self.now - self.detecting.pop(line)
        self.controller.learn(
            LineEnded(kind=fate.end, rang_s=after - verdict_s, verdict_s=verdict_s)
        )
        if fate.end == "machine":
            self.machines += 1
            return
        self.answered += 1
        if self.idle:
            self.connect(line, fate)
        else:
            self.waiting.append((line, fate))
            self.at(self.now + self.setting.patience_s, self.patience_ends, line)

    def patience_ends(self, line: int) -> None:
        if self.waiting and self.waiting[0][0] == line:  # who waits longest is connected first
            self.waiting.popleft()
            self.abandoned += 1

    def connect(self, line: int, fate: Fate) -> None:
        self.idle -= 1
        self.talking[line] = self.now
        self.talked += min(fate.talks_s, self.end - self.now)
        self.at(self.now + fate.talks_s, self.hung_up, line, fate)

    def hung_up(self, line: int, fate: Fate) -> None:
        del self.talking[line]
        self.wrapping[line] = self.now
        self.wrapped += min(fate.wraps_s, self.end - self.now)
        self.at(self.now + fate.wraps_s, self.wrapped_up, line, fate)

    def wrapped_up(self, line: int, fate: Fate) -> None:
        del self.wrapping[line]
        self.idle += 1
        self.controller.learn(AgentFreed(talked_s=fate.talks_s, wrapped_s=fate.wraps_s))
        if self.waiting:
            self.connect(*self.waiting.popleft())
        else:
            self.decide()
