"""Calls, from the attempt to what was written down of it. Others import this face, nothing deeper.

A dialler's round: `open_attempt` in a work, commit, then `Placing.place`; what the carrier reports
comes by `Placing.hear`; `connect` when a person of ours is on the line; `abandon`, `give_up`.
"""

from ringdesk.domains.calls.desk import AtTheDesk, Callback, at_the_desk, callbacks
from ringdesk.domains.calls.errors import (
    CallMoveRefused,
    CallNotFound,
    CallNotLive,
    CallRefused,
    DispositionUnknown,
    DoNotCall,
    MayNotCall,
    MayNotSupervise,
    NoNumber,
    NoSound,
    NothingToWrapUp,
    NumberInCall,
    NumberInvalid,
    OutsideCallingHours,
    PersonBusy,
)
from ringdesk.domains.calls.events import (
    CallConnected,
    CallEnded,
    CallHeld,
    CallNoted,
    CallStarted,
    CallStatusChanged,
    CallSupervised,
    CallWrappedUp,
)
from ringdesk.domains.calls.jobs import register
from ringdesk.domains.calls.models import (
    FINAL,
    LIVE,
    MODES,
    STATUSES,
    Call,
    CallEvent,
    CallFilter,
    CallStats,
    Direction,
    Mode,
    Status,
    Today,
)
from ringdesk.domains.calls.moving import abandon, connect, end, give_up, report, update
from ringdesk.domains.calls.people import Agent, agent, agents
from ringdesk.domains.calls.placing import Placing, attempt_of
from ringdesk.domains.calls.policy import require_calls, sees_all
from ringdesk.domains.calls.service import (
    busy_people,
    count,
    get,
    history,
    list_calls,
    live,
    of_person,
    stats,
    today,
    wrapping_up,
)
from ringdesk.domains.calls.sounding import put_on_hold, supervise
from ringdesk.domains.calls.starting import open_attempt, start
from ringdesk.domains.calls.transferring import transfer
from ringdesk.domains.calls.wrapping import wrap_up

__all__ = [
    "FINAL", "LIVE", "MODES", "STATUSES", "Agent", "AtTheDesk", "Call", "CallConnected",
    "CallEnded", "CallEvent", "CallFilter", "CallHeld", "CallMoveRefused", "CallNotFound",
    "CallNotLive", "CallNoted", "CallRefused", "CallStarted", "CallStats", "CallStatusChanged",
    "CallSupervised", "CallWrappedUp", "Callback", "Direction", "DispositionUnknown", "DoNotCall",
    "MayNotCall", "MayNotSupervise", "Mode", "NoNumber", "NoSound", "NothingToWrapUp",
    "NumberInCall", "NumberInvalid", "OutsideCallingHours", "PersonBusy", "Placing", "Status",
    "Today", "abandon", "agent", "agents", "at_the_desk", "attempt_of", "busy_people", "callbacks",
    "connect", "count", "end", "get", "give_up", "history", "list_calls", "live", "of_person",
    "open_attempt", "put_on_hold", "register", "report", "require_calls", "sees_all", "start",
    "stats", "supervise", "today", "transfer", "update", "wrap_up", "wrapping_up",
]  # fmt: skip
