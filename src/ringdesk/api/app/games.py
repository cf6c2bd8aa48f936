"""One's own games, for the web app: profile, points, boards."""

import re
from typing import Annotated

from litestar import Router, get, put
from litestar.params import JSONBody, QueryParameter

from ringdesk.api.door import In, InWork, Limit, page, raises
from ringdesk.api.v1.gamification import OfPeriod, Whose
from ringdesk.api.v1.gamification_advanced import OfMetric
from ringdesk.domains import gamification as games
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.wire.games import BoardOut, EntryOut, PointsOut, ProfileOut

PLACE = re.compile(r"(\d{1,18})\.(\d{1,18})")
After = Annotated[str | None, QueryParameter(description="`next` of the page before.")]
Before = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


class ChangeMe(In, frozen=True, kw_only=True):
    """`anonymous`: on the boards, but nobody else sees under which name."""

    participates: bool | None = None
    anonymous: bool | None = None


@get("/me", responses=raises(NotAllowed, games.PlayerNotFound))
async def get_me(work: InWork) -> ProfileOut:
    """One's own points, level, rank, badges and challenges."""
    return ProfileOut.of(await games.profile(work))


@put("/me", responses=raises(NotAllowed, games.PlayerNotFound))
async def change_me(data: JSONBody[ChangeMe], work: InWork) -> PointsOut:
    """Take part or not, under one's own name or not. Points stay and can be spent."""
    found = await games.choose(work, participates=data.participates, anonymous=data.anonymous)
    return PointsOut.of(work.actor.id, found)


@get("/points", responses=raises(NotAllowed, games.PlayerNotFound))
async def list_points(
    work: InWork, user_id: Whose = None, before: Before = None, limit: Limit = None
) -> list[EntryOut]:
    """What one's points are for, the latest first; administrators may ask for anybody's."""
    most, _ = page(limit, None, default=50)
    found = await games.entries(work, person_id=user_id, before=before, limit=most)
    return [EntryOut.of(one) for one in found]


@get("/board", responses=raises(NotAllowed))
async def get_board(
    work: InWork, period: OfPeriod = "week", metric: OfMetric = "points", after: After = None,
    limit: Limit = None,
) -> BoardOut:  # fmt: skip
    """A page of a board, the best first."""
    most, _ = page(limit, None, default=50)
    found = await games.board(work, period=period, metric=metric, after=place_of(after), limit=most)
    return BoardOut.of(found)


def place_of(after: str | None) -> tuple[int, int] | None:
    if after is None:
        return None
    found = PLACE.fullmatch(after)
    if found is None:
        raise Invalid.field("after", "The `next` of a page")
    return int(found[1]), int(found[2])


@get("/board/around-me", responses=raises(NotAllowed))
async def get_board_around_me(
    work: InWork, period: OfPeriod = "week", metric: OfMetric = "points"
) -> BoardOut:
    """A few above and a few below oneself; empty for who is not on it."""
    return BoardOut.of(await games.around_me(work, period=period, metric=metric))


router = Router(
    "/api/app/games",
    route_handlers=[
        get_me, change_me, list_points, get_board, get_board_around_me,
    ],
    tags=["games"],
)  # fmt: skip
