"""How many lines to dial now. Pure: no database, no clock, no chance; `numpy` only.

    controller = Predictive(Policy(target=0.03), prior)  # or Progressive(), Preview(), …
    for fact in recent:                                  # after a restart, from the database
        controller.learn(fact)                           # LineEnded | AgentFreed
    trace = controller.decide(view)                      # each second, and when an agent is free
    ... dial trace.dial leads, keep the trace ...

Every controller has the two methods of `Controller`. `View`, `Trace`, `Tally` and the facts are
plain frozen structs; all times are seconds. One controller a campaign, not shared by threads.
A prior of the same campaign and hour of earlier days: `Prior.learned(facts)`.
"""

from ringdesk.domains.dialer.pacing.curves import Curves, Prior
from ringdesk.domains.dialer.pacing.policy import Policy
from ringdesk.domains.dialer.pacing.predictive import Predictive
from ringdesk.domains.dialer.pacing.simple import FixedRatio, Preview, Progressive
from ringdesk.domains.dialer.pacing.state_blind import StateBlindPoisson
from ringdesk.domains.dialer.pacing.view import (
    AgentFreed,
    Controller,
    Fact,
    LineEnded,
    Reason,
    Tally,
    Trace,
    View,
)

__all__ = [
    "AgentFreed", "Controller", "Curves", "Fact", "FixedRatio", "LineEnded", "Policy",
    "Predictive", "Preview", "Prior", "Progressive", "Reason", "StateBlindPoisson", "Tally",
    "Trace", "View",
]  # fmt: skip
