from typing import Literal

from ringdesk.kernel.events import Event


class CallStarted(Event, frozen=True, kw_only=True):
    call_id: int
    lead_id: int | None
    agent_id: int | None
    campaign_id: int | None
    mode: str


class CallStatusChanged(Event, frozen=True, kw_only=True):
    call_id: int
    lead_id: int | None
    agent_id: int | None
    before: str
    after: str


class CallConnected(Event, frozen=True, kw_only=True):
    """A person is on the line with it."""

    call_id: int
    lead_id: int | None
    agent_id: int


class CallEnded(Event, frozen=True, kw_only=True):
    """`answered`: ever; `abandoned`: by a human, and nobody was there in time."""

    call_id: int
    lead_id: int | None
    agent_id: int | None
    campaign_id: int | None
    status: str
    duration_s: int
    answered: bool
    abandoned: bool


class CallWrappedUp(Event, frozen=True, kw_only=True):
    """`means`: what the disposition stands for (won, lost, callback, …)."""

    call_id: int
    lead_id: int | None
    agent_id: int
    disposition: str
    means: str


class CallNoted(Event, frozen=True, kw_only=True):
    call_id: int
    lead_id: int | None
    agent_id: int | None


class CallOffered(Event, frozen=True, kw_only=True):
    """A call that came in rings at somebody."""

    call_id: int
    lead_id: int | None
    agent_id: int


PassedOver = Literal["declined", "unanswered", "withdrawn"]


class CallPassedOver(Event, frozen=True, kw_only=True):
    """It rings at them no more. `withdrawn`: the caller went, or the agent has another call."""

    call_id: int
    lead_id: int | None
    agent_id: int
    how: PassedOver


class CallHeld(Event, frozen=True, kw_only=True):
    call_id: int
    agent_id: int | None
    on: bool


class CallSupervised(Event, frozen=True, kw_only=True):
    """A supervisor listened (`mode` listen), whispered, barged in, or left (off)."""

    call_id: int
    agent_id: int | None
    supervisor_id: int
    mode: str
