from datetime import date, datetime
from typing import Literal

from msgspec import Struct, field

from ringdesk.domains.gamification.models import Metric

Audience = Literal["individual", "team"]
Scoring = Literal["total", "per_member"]
CompetitionState = Literal["planned", "running", "over"]


class Challenge(Struct, frozen=True):
    """`progress`: of the reader, or of their best team. Dates are the tenant's, both inclusive."""

    id: int
    name: str
    description: str
    audience: Audience
    metric: Metric
    target: int
    reward_points: int
    start_date: date
    end_date: date
    enabled: bool
    created_at: datetime
    progress: int
    completed_at: datetime | None
    completions: int


class NewChallenge(Struct, frozen=True, kw_only=True):
    """Without dates: from today for a week."""

    name: str
    description: str = ""
    audience: Audience = "individual"
    metric: Metric = "points"
    target: int
    reward_points: int = 0
    start_date: date | None = None
    end_date: date | None = None
    enabled: bool = True


class Competition(Struct, frozen=True):
    """`team_ids`: none for all teams. `winners`: when it is settled."""

    id: str
    name: str
    description: str
    metric: Metric
    scoring: Scoring
    start_date: date
    end_date: date
    team_ids: list[int]
    reward_points: int
    settled_at: datetime | None
    winners: list[int]
    created_at: datetime
    state: CompetitionState


class NewCompetition(Struct, frozen=True, kw_only=True):
    name: str
    description: str = ""
    metric: Metric = "points"
    scoring: Scoring = "total"
    start_date: date
    end_date: date
    team_ids: list[int] = field(default_factory=list)
    reward_points: int = 0


class TeamSum(Struct, frozen=True):
    team_id: int
    name: str
    members: int
    points: int


class TeamPlace(Struct, frozen=True):
    """`score`: what is ranked by: the points, or the points for each member."""

    rank: int
    team_id: int
    name: str
    members: int
    points: int
    score: float


class ReachedByTeam(Struct, frozen=True):
    id: int
    team_id: int


class Name(Struct, frozen=True):
    id: str
