"""Calls, from the attempt to what was written down of it. Others import this face, nothing deeper.

A dialler's round: `open_attempts` in a work, commit, then `Placing.claim` and `ask`; what the
carrier reports comes by `Placing.hear`; `connect` when a person of ours is on the line; `abandon`,
`give_up`.
"""

from ringdesk.domains.calls.attempts.placing import Placing, ToAsk, attempt_of
from ringdesk.domains.calls.attempts.starting import Opened, open_attempts, start
from ringdesk.domains.calls.desk import AtTheDesk, Callback, at_the_desk, callbacks
from ringdesk.domains.calls.errors import (
    CallMoveRefused,
    CallNotFound,
    CallNotLive,
    CallRefused,
    DispositionUnknown,
    DoNotCall,
    InboundNotFound,
    InboundTaken,
    MayNotCall,
    MayNotSupervise,
    NoNumber,
    NoSoftphone,
    NoSound,
    NothingToWrapUp,
    NotRinging,
    NumberInCall,
    NumberInvalid,
    OutsideCallingHours,
    PersonBusy,
    QueueInUse,
    RecordingNotFound,
)
from ringdesk.domains.calls.events import (
    CallConnected,
    CallEnded,
    CallHeld,
    CallNoted,
    CallOffered,
    CallPassedOver,
    CallStarted,
    CallStatusChanged,
    CallSupervised,
    CallWrappedUp,
)
from ringdesk.domains.calls.inbound.models import (
    Answering,
    InboundNumber,
    InboundQueue,
    NumberChanges,
    Offer,
    Overflow,
    QueueChanges,
    Waiting,
)
from ringdesk.domains.calls.inbound.queueing import waiting
from ringdesk.domains.calls.inbound.ringing import accept, answering, decline
from ringdesk.domains.calls.inbound.settings import (
    change_number,
    change_queue,
    create_number,
    create_queue,
    get_number,
    get_queue,
    list_numbers,
    list_queues,
    remove_number,
    remove_queue,
)
from ringdesk.domains.calls.jobs import register
from ringdesk.domains.calls.leaving import left_alone, listen
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
from ringdesk.domains.calls.moving import abandon, connect, end, give_up, update
from ringdesk.domains.calls.people import Agent, agent, agents
from ringdesk.domains.calls.personal import PERSONAL
from ringdesk.domains.calls.policy import require_calls, sees_all, supervises
from ringdesk.domains.calls.recordings import Recordings, open_recording, remove_recording
from ringdesk.domains.calls.reporting import report
from ringdesk.domains.calls.retries import MINUTES as RETRY_MINUTES
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
from ringdesk.domains.calls.sounding import put_on_hold, stop_supervising, supervise
from ringdesk.domains.calls.transferring import transfer
from ringdesk.domains.calls.wrapping import wrap_up

__all__ = [
    "FINAL", "LIVE", "MODES", "PERSONAL", "RETRY_MINUTES", "STATUSES", "Agent", "Answering",
    "AtTheDesk", "Call", "CallConnected", "CallEnded", "CallEvent", "CallFilter", "CallHeld",
    "CallMoveRefused", "CallNotFound", "CallNotLive", "CallNoted", "CallOffered",
    "CallPassedOver", "CallRefused", "CallStarted", "CallStats", "CallStatusChanged",
    "CallSupervised", "CallWrappedUp", "Callback", "Direction", "DispositionUnknown",
    "DoNotCall", "InboundNotFound", "InboundNumber", "InboundQueue", "InboundTaken",
    "MayNotCall", "MayNotSupervise", "Mode", "NoNumber", "NoSoftphone", "NoSound", "NotRinging",
    "NothingToWrapUp", "NumberChanges", "NumberInCall", "NumberInvalid", "Offer", "Opened",
    "OutsideCallingHours", "Overflow", "PersonBusy", "Placing", "QueueChanges", "QueueInUse",
    "RecordingNotFound", "Recordings", "Status", "ToAsk", "Today", "Waiting", "abandon",
    "accept", "agent", "agents", "answering", "at_the_desk", "attempt_of", "busy_people",
    "callbacks", "change_number", "change_queue", "connect", "count", "create_number",
    "create_queue", "decline", "end", "get", "get_number", "get_queue", "give_up", "history",
    "left_alone", "list_calls", "list_numbers", "list_queues", "listen", "live", "of_person",
    "open_attempts", "open_recording", "put_on_hold", "register", "remove_number", "remove_queue",
    "remove_recording", "report", "require_calls", "sees_all", "start", "stats",
    "stop_supervising", "supervise", "supervises", "today", "transfer", "update", "waiting",
    "wrap_up", "wrapping_up",
]  # fmt: skip
