"""Document 001's agents: all of the staff, and what they are doing."""

from typing import Self

from litestar import Router, get, patch
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import calls, staffing
from ringdesk.kernel.errors import NotAllowed, NotFound
from ringdesk.wire.times import Time, utc_or_none


class SetStatus(In, frozen=True):
    status: staffing.Availability


class AgentOut(Struct, frozen=True):
    """`status`: what they said, or busy while in a call or writing one down; `doing` says which.
    `since`: the beginning of that."""

    id: int
    name: str
    email: str
    status: staffing.Availability
    role: str
    skills: list[str]
    doing: str
    since: Time | None
    call_id: int | None

    @classmethod
    def of(cls, one: calls.Agent) -> Self:
        who = one.person
        return cls(
            who.id, who.full_name, who.email, one.status, who.role, who.skills, one.doing,
            utc_or_none(one.since), one.call_id,
        )  # fmt: skip


class AgentStatsOut(Struct, frozen=True):
    """`busy`: those in a call and those who write one down among them."""

    total: int
    available: int
    busy: int
    away: int
    offline: int
    in_call: int
    wrapping_up: int

    @classmethod
    def of(cls, all_of_them: list[calls.Agent]) -> Self:
        status = [one.status for one in all_of_them]
        doing = [one.doing for one in all_of_them]
        return cls(
            len(status), status.count("available"), status.count("busy"), status.count("away"),
            status.count("offline"), doing.count("in_call"), doing.count("wrapping_up"),
        )  # fmt: skip


@get(responses=raises(NotAllowed))
async def list_agents(work: InWork) -> list[AgentOut]:
    """All staff, by name (staff)."""
    return [AgentOut.of(one) for one in await calls.agents(work)]


@get("/available", responses=raises(NotAllowed))
async def available_agents(work: InWork) -> list[AgentOut]:
    """Who is available, and in no call (staff)."""
    return [AgentOut.of(one) for one in await calls.agents(work) if one.status == "available"]


@get("/stats", responses=raises(NotAllowed))
async def agent_stats(work: InWork) -> AgentStatsOut:
    """How many there are, by status (staff)."""
    return AgentStatsOut.of(await calls.agents(work))


@patch("/status", responses=raises(NotAllowed))
async def set_status(data: JSONBody[SetStatus], work: InWork) -> AgentOut:
    """Say whether one is available (staff)."""
    await staffing.set_availability(work, state=data.status)
    return AgentOut.of(await calls.agent(work, person_id=work.actor.id))


@get("/{agent_id:int}", responses=raises(NotAllowed, NotFound))
async def get_agent(agent_id: FromPath[int], work: InWork) -> AgentOut:
    """One of the staff (staff)."""
    return AgentOut.of(await calls.agent(work, person_id=agent_id))


router = Router(
    "/api/v1/agents",
    route_handlers=[list_agents, available_agents, agent_stats, set_status, get_agent],
    tags=["agents"],
)
