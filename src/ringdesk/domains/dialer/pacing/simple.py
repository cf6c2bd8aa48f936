"""Controllers that do not predict: what every dialler has, and what Ringdesk falls back to."""

from math import floor

from typing_extensions import override

from ringdesk.domains.dialer.pacing.view import Fact, Reason, Trace, View


def within(view: View, wanted: float, reason: Reason) -> Trace:
    """As many whole lines as are wanted and allowed."""
    whole = max(0, floor(wanted + 1e-9))
    room = view.room
    if room is not None and room < whole:
        return Trace(at=view.now, dial=room, reason="cap")
    return Trace(at=view.now, dial=whole, reason=reason)


def one_for_one(view: View, reason: Reason) -> Trace:
    """One open line for one free agent: nobody who answers can find no agent."""
    return within(view, view.idle - view.open_lines, reason)


class Progressive:
    """One line for each free agent."""

    def decide(self, view: View) -> Trace:
        return one_for_one(view, "progressive")

    def learn(self, fact: Fact) -> None:
        """Nothing depends on it."""


class Preview(Progressive):
    """One lead for each free agent, who reads it and then dials it or not; `ringing` has those that
    are being read as well."""

    @override
    def decide(self, view: View) -> Trace:
        return one_for_one(view, "preview")


class FixedRatio:
    """So many lines for each agent at work, conversations counted (VICIdial's RATIO), or, with
    `per_idle`, so many open lines for each free agent. Blind to how it goes."""

    def __init__(self, ratio: float, *, per_idle: bool = False) -> None:
        self.ratio, self.per_idle = ratio, per_idle

    def decide(self, view: View) -> Trace:
        if self.per_idle:
            return within(view, self.ratio * view.idle - view.open_lines, "ratio")
        used = view.open_lines + len(view.talking)
        return within(view, self.ratio * view.agents - used, "ratio")

    def learn(self, fact: Fact) -> None:
        """Nothing depends on it: that is its weakness."""
