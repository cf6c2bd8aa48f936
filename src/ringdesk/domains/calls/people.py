"""Who of the staff is in a call: their availability, and what they are doing."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from ringdesk.domains import staffing
from ringdesk.domains.calls import queries
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.work import Work

Doing = Literal["available", "in_call", "wrapping_up", "busy", "away", "offline"]


class Engagement(Struct, frozen=True):
    """`talking` false: they write down what happened. `since`: the call's or its end's time."""

    agent_id: int
    call_id: int
    talking: bool
    since: datetime


class Agent(Struct, frozen=True):
    """A member of staff, and what they are doing: what they said, unless a call says more."""

    person: staffing.Colleague
    doing: Doing
    since: datetime | None
    call_id: int | None

    @property
    def status(self) -> staffing.Availability:
        """Document 001's four words: in a call, or after one, is busy."""
        if self.doing in ("in_call", "wrapping_up"):
            return "busy"
        return self.person.state


async def agents(work: Work) -> list[Agent]:
    """All staff, by name; for staff."""
    team = await staffing.team(work)
    engaged = {one.agent_id: one for one in await work.many(Engagement, queries.ENGAGED)}
    return [present(one, engaged.get(one.id)) for one in team]


async def agent(work: Work, *, person_id: int) -> Agent:
    """NotFound for who is no member of staff."""
    found = [one for one in await agents(work) if one.person.id == person_id]
    if not found:
        raise NotFound
    return found[0]


def present(person: staffing.Colleague, engaged: Engagement | None) -> Agent:
    if engaged is None:
        return Agent(person, person.state, person.since, None)
    doing: Doing = "in_call" if engaged.talking else "wrapping_up"
    return Agent(person, doing, engaged.since, engaged.call_id)
