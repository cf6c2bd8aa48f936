"""How many lines to dial now. Pure: no database, no clock, no chance; `numpy` only.

    controller = Predictive(Policy(target=0.03), curves)   # or Progressive(), Preview(), …
    for fact in recent:                                     # after a restart, from the database
        controller.learn(fact)                              # LineEnded | AgentFreed
    trace = controller.decide(view)                         # each second, and when an agent is free
    ... dial trace.dial leads, keep the trace ...

Every controller has the two methods of `Controller`. `View`, `Trace`, `Tally` and the facts are
plain frozen structs; all times are seconds. One controller a campaign, not shared by threads.
"""

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

__all__ = ["AgentFreed", "Controller", "Fact", "LineEnded", "Reason", "Tally", "Trace", "View"]
