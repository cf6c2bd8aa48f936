"""Document 001's advanced gamification: teams against each other, rewards, the whole board."""

from datetime import date
from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType

from ringdesk.api.door import Id, In, InWork, Limit, Skip, page, raises
from ringdesk.api.v1.gamification import OfPeriod
from ringdesk.domains import gamification as games
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.games import (
    ChallengeOut,
    CompetitionOut,
    Count,
    Name,
    PlaceOut,
    Points,
    RedemptionOut,
    RewardOut,
    RewardPoints,
    TeamPlaceOut,
    Text,
)

WHICH = "Without it: the one that ends last."
CompetitionId = Annotated[
    str | None,
    QueryParameter(name="competition_id", min_length=1, max_length=64, description=WHICH),
]
OfMetric = Annotated[games.Metric, QueryParameter(description="What is counted.")]
Teams = Annotated[list[Id], Meta(max_length=500)]
Stock = Annotated[int, Meta(ge=0, le=1_000_000)]


class CreateCompetition(In, frozen=True, kw_only=True):
    """`team_ids`: none for all teams. `scoring` per_member: for teams of different sizes.
    `reward_points`: for each member of the team that wins."""

    name: Name
    description: Text = ""
    start_date: date
    end_date: date
    metric: games.Metric = "points"
    scoring: games.Scoring = "total"
    team_ids: Teams | UnsetType = UNSET
    reward_points: RewardPoints = 0


class CreateAdvancedChallenge(In, frozen=True, kw_only=True):
    """`audience`: each alone, or each team together. Without dates: from today, for a week."""

    name: Name
    description: Text = ""
    target_score: Count
    audience: games.Audience = "team"
    metric: games.Metric = "points"
    start_date: date | UnsetType = UNSET
    end_date: date | UnsetType = UNSET
    reward_points: RewardPoints = 0


class CreateReward(In, frozen=True, kw_only=True):
    """Without `stock`: as many as are wanted."""

    name: Name
    points_cost: Points
    description: Text = ""
    stock: Stock | None = None
    needs_approval: bool = True


class Redeem(In, frozen=True):
    reward_id: Id


class RedeemedOut(Struct, frozen=True):
    """`balance`: what is left to spend."""

    id: int
    reward_id: int
    reward_name: str
    points_cost: int
    status: games.RedemptionState
    balance: int
    redemption: RedemptionOut


class StatsOut(Struct, frozen=True):
    players: int
    total_points: int
    points_today: int
    points_this_week: int
    points_spent: int
    badges_awarded: int
    active_challenges: int
    challenges_completed: int
    active_competitions: int
    rewards_available: int
    redemptions_pending: int
    redemptions_fulfilled: int

    @classmethod
    def of(cls, one: games.Statistics) -> "StatsOut":
        return cls(*(getattr(one, name) for name in cls.__struct_fields__))


@post("/competitions", responses=raises(NotAllowed))
async def create_competition(
    data: JSONBody[CreateCompetition], work: InWork
) -> Response[CompetitionOut]:
    """Teams against each other, from one day to another, both inclusive (administrators)."""
    made = await games.create_competition(
        work,
        games.NewCompetition(
            name=data.name, description=data.description, start_date=data.start_date,
            end_date=data.end_date, metric=data.metric, scoring=data.scoring,
            team_ids=data.team_ids or [], reward_points=data.reward_points,
        ),
    )  # fmt: skip
    return Response(
        CompetitionOut.of(made), headers={"Location": f"/api/app/games/competitions/{made.id}"}
    )


@get("/competitions/leaderboard", responses=raises(NotAllowed, games.CompetitionNotFound))
async def team_leaderboard(
    work: InWork, competition_id: CompetitionId = None
) -> list[TeamPlaceOut]:
    """The teams as they stand now, the best first."""
    found = await games.team_board(work, competition_id=competition_id)
    return [TeamPlaceOut.of(one) for one in found]


@post("/challenges", responses=raises(NotAllowed))
async def create_advanced_challenge(
    data: JSONBody[CreateAdvancedChallenge], work: InWork
) -> Response[ChallengeOut]:
    """A challenge for each team to reach together, or for each alone (administrators)."""
    made = await games.create_challenge(
        work,
        games.NewChallenge(
            name=data.name, description=data.description, target=data.target_score,
            audience=data.audience, metric=data.metric, start_date=data.start_date or None,
            end_date=data.end_date or None, reward_points=data.reward_points,
        ),
    )  # fmt: skip
    return Response(
        ChallengeOut.of(made), headers={"Location": f"/api/app/games/challenges/{made.id}"}
    )


@get("/rewards", responses=raises(NotAllowed))
async def list_rewards(work: InWork) -> list[RewardOut]:
    """What can be had for points now, the cheapest first."""
    return [RewardOut.of(one) for one in await games.list_rewards(work)]


@post("/rewards", responses=raises(NotAllowed))
async def create_reward(data: JSONBody[CreateReward], work: InWork) -> Response[RewardOut]:
    """Put something into the shop (administrators)."""
    made = await games.create_reward(
        work,
        games.NewReward(
            name=data.name, description=data.description, points_cost=data.points_cost,
            stock=data.stock, needs_approval=data.needs_approval,
        ),
    )  # fmt: skip
    return Response(RewardOut.of(made), headers={"Location": f"/api/app/games/rewards/{made.id}"})


@post(
    "/redeem", status_code=200,
    responses=raises(
        NotAllowed, games.RewardNotFound, games.OutOfStock, games.NotEnoughPoints,
        games.PlayerNotFound,
    ),
)  # fmt: skip
async def redeem(data: JSONBody[Redeem], work: InWork) -> RedeemedOut:
    """Spend one's points on a reward. They come back if it is refused."""
    done = await games.redeem(work, reward_id=data.reward_id)
    one = done.redemption
    return RedeemedOut(
        one.id, one.reward_id, one.reward_name, one.points_cost, one.state, done.balance,
        RedemptionOut.of(one),
    )  # fmt: skip


@get("/leaderboard", responses=raises(NotAllowed))
async def advanced_leaderboard(
    work: InWork, limit: Limit = None, offset: Skip = None, period: OfPeriod = "all",
    metric: OfMetric = "points",
) -> list[PlaceOut]:  # fmt: skip
    """The board of any period and of anything that is counted."""
    most, skip = page(limit, offset, default=50)
    found = await games.board(work, period=period, metric=metric, limit=most, offset=skip)
    return [PlaceOut.of(one) for one in found.places]


@get("/stats", responses=raises(NotAllowed))
async def stats(work: InWork) -> StatsOut:
    """The games of the whole tenant in numbers."""
    return StatsOut.of(await games.statistics(work))


router = Router(
    "/api/v1/gamification-advanced",
    route_handlers=[
        create_competition, team_leaderboard, create_advanced_challenge, list_rewards,
        create_reward, redeem, advanced_leaderboard, stats,
    ],
    tags=["gamification"],
)  # fmt: skip
