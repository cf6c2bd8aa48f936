"""Document 001's gamification: points, badges, challenges, the board, one's profile."""

from datetime import date
from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType

from ringdesk.api.door import Id, In, InWork, Limit, Skip, page, raises
from ringdesk.domains import gamification as games
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.games import (
    BadgeOut,
    ChallengeOut,
    Count,
    EarnedBadgeOut,
    Icon,
    Name,
    PlaceOut,
    Points,
    PointsOut,
    ProfileOut,
    RewardPoints,
    Text,
)

Reason = Annotated[str, Meta(min_length=1, max_length=500)]
Whose = Annotated[int | None, QueryParameter(name="user_id", ge=1, le=2**63 - 1)]
PERIOD = "The present day, week (from Monday) or month of the tenant's calendar, or all time."
OfPeriod = Annotated[games.Period, QueryParameter(description=PERIOD)]


class MovePoints(In, frozen=True):
    user_id: Id
    points: Points
    reason: Reason


class CreateBadge(In, frozen=True, kw_only=True):
    """`metric` and `at_least`: earned by itself at so many; without, given by hand."""

    name: Name
    description: Text = ""
    icon: Icon = ""
    metric: games.Metric | UnsetType = UNSET
    at_least: Count | UnsetType = UNSET


class AwardBadge(In, frozen=True):
    user_id: Id
    badge_id: Id


class CreateChallenge(In, frozen=True, kw_only=True):
    """Without dates: from today, for a week. `metric`: what is counted, at first points."""

    name: Name
    description: Text = ""
    target_score: Count
    metric: games.Metric = "points"
    start_date: date | UnsetType = UNSET
    end_date: date | UnsetType = UNSET
    reward_points: RewardPoints = 0


@get("/points", responses=raises(NotAllowed, games.PlayerNotFound))
async def get_points(work: InWork, user_id: Whose = None) -> PointsOut:
    """One's own points and level; administrators may ask for anybody's."""
    found = await games.standing(work, person_id=user_id)
    return PointsOut.of(user_id or work.actor.id, found)


@post(
    "/points/award", status_code=200,
    responses=raises(NotAllowed, games.PlayerNotFound, games.NotPlaying),
)  # fmt: skip
async def award_points(data: JSONBody[MovePoints], work: InWork) -> PointsOut:
    """Give points by hand (administrators)."""
    found = await games.award(work, person_id=data.user_id, points=data.points, reason=data.reason)
    return PointsOut.of(data.user_id, found)


@post(
    "/points/revoke", status_code=200,
    responses=raises(NotAllowed, games.PlayerNotFound, games.NotEnoughPoints),
)  # fmt: skip
async def revoke_points(data: JSONBody[MovePoints], work: InWork) -> PointsOut:
    """Take points by hand (administrators), as far as they were not spent."""
    found = await games.revoke(work, person_id=data.user_id, points=data.points, reason=data.reason)
    return PointsOut.of(data.user_id, found)


@get("/badges", responses=raises(NotAllowed, games.PlayerNotFound))
async def list_badges(work: InWork, user_id: Whose = None) -> list[EarnedBadgeOut]:
    """The badges one has earned, the latest first; administrators may ask for anybody's."""
    return [EarnedBadgeOut.of(one) for one in await games.badges_of(work, person_id=user_id)]


@post("/badges", responses=raises(NotAllowed))
async def create_badge(data: JSONBody[CreateBadge], work: InWork) -> Response[BadgeOut]:
    """Make a badge (administrators)."""
    made = await games.create_badge(
        work,
        games.NewBadge(
            name=data.name, description=data.description, icon=data.icon,
            metric=data.metric or None, at_least=data.at_least or None,
        ),
    )  # fmt: skip
    return Response(BadgeOut.of(made), headers={"Location": f"/api/app/games/badges/{made.id}"})


@post(
    "/badges/award", status_code=200,
    responses=raises(NotAllowed, games.PlayerNotFound, games.BadgeNotFound),
)  # fmt: skip
async def award_badge(data: JSONBody[AwardBadge], work: InWork) -> BadgeOut:
    """Give a badge by hand (administrators); a second time changes nothing."""
    found = await games.award_badge(work, person_id=data.user_id, badge_id=data.badge_id)
    return BadgeOut.of(found)


@get("/challenges", responses=raises(NotAllowed))
async def list_challenges(
    work: InWork, limit: Limit = None, offset: Skip = None
) -> list[ChallengeOut]:
    """All challenges, with one's own progress; the latest to end first."""
    most, skip = page(limit, offset, default=100)
    found = await games.list_challenges(work, limit=most, offset=skip)
    return [ChallengeOut.of(one) for one in found]


@get("/challenges/active", responses=raises(NotAllowed))
async def active_challenges(
    work: InWork, limit: Limit = None, offset: Skip = None
) -> list[ChallengeOut]:
    """Those that can be worked at today, with one's own progress."""
    most, skip = page(limit, offset, default=100)
    found = await games.list_challenges(work, active=True, limit=most, offset=skip)
    return [ChallengeOut.of(one) for one in found]


@post("/challenges", responses=raises(NotAllowed))
async def create_challenge(data: JSONBody[CreateChallenge], work: InWork) -> Response[ChallengeOut]:
    """Make a challenge for each to reach alone (administrators)."""
    made = await games.create_challenge(
        work,
        games.NewChallenge(
            name=data.name, description=data.description, target=data.target_score,
            metric=data.metric, start_date=data.start_date or None,
            end_date=data.end_date or None, reward_points=data.reward_points,
        ),
    )  # fmt: skip
    return Response(
        ChallengeOut.of(made), headers={"Location": f"/api/app/games/challenges/{made.id}"}
    )


@get("/leaderboard", responses=raises(NotAllowed))
async def leaderboard(
    work: InWork, limit: Limit = None, offset: Skip = None, period: OfPeriod = "all"
) -> list[PlaceOut]:
    """Who has the most points, the best first."""
    most, skip = page(limit, offset, default=50)
    found = await games.board(work, period=period, limit=most, offset=skip)
    return [PlaceOut.of(one) for one in found.places]


@get("/profile", responses=raises(NotAllowed, games.PlayerNotFound))
async def get_profile(work: InWork) -> ProfileOut:
    """One's own points, level, rank, badges and the challenges of now."""
    return ProfileOut.of(await games.profile(work))


router = Router(
    "/api/v1/gamification",
    route_handlers=[
        get_points, award_points, revoke_points, list_badges, create_badge, award_badge,
        list_challenges, active_challenges, create_challenge, leaderboard, get_profile,
    ],
    tags=["gamification"],
)  # fmt: skip
