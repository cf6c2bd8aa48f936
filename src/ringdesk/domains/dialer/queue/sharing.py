"""Which free agent is there for which lane. Pure.

An agent may serve several lanes. Whom an open line needs is spoken for; the others are free for
whichever lane is looked at first.
"""

from collections.abc import Collection, Iterable, Mapping

from ringdesk.domains import identity
from ringdesk.domains.dialer.models import Agent, Lane, Line

NEEDS = "calls:write"


def makes_calls(agent: Agent) -> bool:
    held = identity.scopes_of(agent.role, agent.scopes)
    return bool(held & {NEEDS, "calls:*", "*"})


def serves(agent: Agent, lane: Lane, members: Collection[int] | None) -> bool:
    """`members`: of the lane's team; None if it has none."""
    return set(lane.skills) <= set(agent.skills) and (members is None or agent.id in members)


class Share:
    """The idle agents of one moment, in the order in which they are to be given a call."""

    def __init__(
        self, agents: Iterable[Agent], lanes: Iterable[Lane],
        teams: Mapping[int, Collection[int]],
    ) -> None:  # fmt: skip
        able = [agent for agent in agents if makes_calls(agent)]
        self._lanes = {lane.campaign_id: lane for lane in lanes}
        self._teams = teams
        self._able = able
        self._idle = [agent for agent in able if agent.idle]
        self._spoken: dict[int | None, int] = {}
        self.at_work_ids = frozenset(agent.id for agent in able if agent.available)

    @property
    def anybody(self) -> bool:
        return bool(self.at_work_ids)

    @property
    def free_ids(self) -> set[int]:
        """Free, and no line needs them yet."""
        return {agent.id for agent in self._idle}

    def _serve(self, campaign_id: int | None, agents: Iterable[Agent]) -> list[Agent]:
        lane = self._lanes.get(campaign_id)
        if lane is None:  # a campaign that was paused since: its last calls are anybody's
            return list(agents)
        members = None if lane.team_id is None else self._teams.get(lane.team_id, ())
        return [agent for agent in agents if serves(agent, lane, members)]

    def at_work(self, campaign_id: int | None) -> list[Agent]:
        """All who may serve the lane, free or not, and stay."""
        return [one for one in self._serve(campaign_id, self._able) if one.available]

    def take(self, line: Line) -> Agent | None:
        """For a person who waits: whose lead it is, else whoever is free longest."""
        able = self._serve(line.campaign_id, self._idle)
        own = [agent for agent in able if agent.id == line.owner_id]
        found = (own or able)[:1]
        for agent in found:
            self._idle.remove(agent)
        return found[0] if found else None

    def speak_for(self, lines: Iterable[Line]) -> None:
        """One idle agent for each line that may yet need one, as far as they go."""
        for line in lines:
            self.reserve(line.campaign_id, 1)

    def reserve(self, campaign_id: int | None, count: int) -> None:
        for agent in self._serve(campaign_id, self._idle)[-count:] if count else []:
            self._idle.remove(agent)
            self._spoken[campaign_id] = self._spoken.get(campaign_id, 0) + 1

    def spare(self, campaign_id: int | None) -> int:
        """Free for the lane, and no line needs them yet."""
        return len(self._serve(campaign_id, self._idle))

    def idle(self, campaign_id: int | None) -> int:
        """Free for the lane, and for its own lines."""
        return self.spare(campaign_id) + self._spoken.get(campaign_id, 0)
