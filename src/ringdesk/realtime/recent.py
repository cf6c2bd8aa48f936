"""What happened lately to a tenant, by whom it concerns: of whoever was away for a moment, the log
need not be read to find the few facts that are theirs. They are told anew, as things are by then.
"""

import time
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any, NamedTuple

from ringdesk.kernel.events import Fact

MOST = 8192  # facts of a tenant, of some 0.6 KB each
KEPT_S = 120.0


class Lately(NamedTuple):
    fact: Fact[Any]
    audiences: frozenset[str]
    at: float  # when it was told, by our own clock


class Recent:
    """Complete for all facts behind `since`."""

    def __init__(self, since: int) -> None:
        self.since = since
        self._all: deque[Lately] = deque()
        self._of: dict[str, deque[Lately]] = defaultdict(deque)

    def keep(self, fact: Fact[Any], audiences: frozenset[str]) -> None:
        """`audiences`: everyone whom it may concern, whether they are here or not."""
        if not audiences:
            return
        told = Lately(fact, audiences, time.monotonic())
        self._all.append(told)
        for name in audiences:
            self._of[name].append(told)
        if len(self._all) > MOST:
            self._forget_first()

    def forget_old(self, *, seconds: float = KEPT_S) -> None:
        old = time.monotonic() - seconds
        while self._all and self._all[0].at <= old:
            self._forget_first()

    def start_afresh(self, seq: int) -> None:
        self._all.clear()
        self._of.clear()
        self.since = seq

    def after(self, seq: int, audiences: Iterable[str]) -> list[Fact[Any]]:
        """What concerns any of the audiences, in order; `seq` is not below `since`."""
        found: dict[int, Fact[Any]] = {}
        for name in audiences:
            for told in reversed(self._of.get(name, ())):
                if told.fact.seq <= seq:
                    break
                found[told.fact.seq] = told.fact
        return [found[number] for number in sorted(found)]

    def _forget_first(self) -> None:
        first = self._all.popleft()
        self.since = first.fact.seq
        for name in first.audiences:
            told = self._of[name]
            told.popleft()  # it is everywhere the first
            if not told:
                del self._of[name]
