"""What points buy, and what became of it, for the web app."""

from typing import Annotated

from litestar import Router, delete, get, put
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import UNSET, Meta, UnsetType

from ringdesk.api.app.games import Before
from ringdesk.api.door import In, InWork, Limit, Said, page, raises
from ringdesk.api.v1.gamification_advanced import Stock
from ringdesk.domains import gamification as games
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.games import Name, Points, RedemptionOut, RewardOut, Text, given_of


class ChangeReward(In, frozen=True, kw_only=True):
    name: Name | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    points_cost: Points | UnsetType = UNSET
    stock: Stock | UnsetType | None = UNSET
    needs_approval: bool | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class Decide(In, frozen=True, kw_only=True):
    """`status`: approved, fulfilled or refused. `note`: the person reads it."""

    status: games.RedemptionState
    note: Annotated[str, Meta(max_length=500)] = ""


@get("/rewards", responses=raises(NotAllowed))
async def list_rewards(work: InWork, available: FromQuery[bool] = True) -> list[RewardOut]:
    """What points buy; with `available=false` what is switched off or gone, too
    (administrators)."""
    return [RewardOut.of(one) for one in await games.list_rewards(work, available=available)]


@get("/rewards/{reward_id:int}", responses=raises(NotAllowed, games.RewardNotFound))
async def get_reward(reward_id: FromPath[int], work: InWork) -> RewardOut:
    """What it costs and how many there are."""
    return RewardOut.of(await games.reward_of_id(work, reward_id=reward_id))


@put("/rewards/{reward_id:int}", responses=raises(NotAllowed, games.RewardNotFound))
async def change_reward(
    reward_id: FromPath[int], data: JSONBody[ChangeReward], work: InWork
) -> RewardOut:
    """Change the fields given; what was redeemed keeps its price (administrators)."""
    changed = await games.change_reward(work, reward_id=reward_id, given=given_of(data))
    return RewardOut.of(changed)


@delete(
    "/rewards/{reward_id:int}", status_code=200,
    responses=raises(NotAllowed, games.RewardNotFound, games.RewardInUse),
)  # fmt: skip
async def delete_reward(reward_id: FromPath[int], work: InWork) -> Said:
    """Only what nobody has redeemed; else switch it off (administrators)."""
    await games.remove_reward(work, reward_id=reward_id)
    return Said("Reward deleted successfully")


@get("/redemptions", responses=raises(NotAllowed))
async def list_redemptions(
    work: InWork, everybody: FromQuery[bool] = False,
    status: FromQuery[games.RedemptionState | None] = None, before: Before = None,
    limit: Limit = None,
) -> list[RedemptionOut]:  # fmt: skip
    """What one has redeemed; administrators may ask for everybody's. The latest first."""
    most, _ = page(limit, None, default=50)
    found = await games.list_redemptions(
        work, everybody=everybody, state=status, before=before, limit=most
    )
    return [RedemptionOut.of(one) for one in found]


@put(
    "/redemptions/{redemption_id:int}",
    responses=raises(NotAllowed, games.RedemptionNotFound, games.RedemptionDecided),
)  # fmt: skip
async def decide_redemption(
    redemption_id: FromPath[int], data: JSONBody[Decide], work: InWork
) -> RedemptionOut:
    """Approve, hand over, or refuse, which gives the points back (administrators)."""
    done = await games.decide(work, redemption_id=redemption_id, state=data.status, note=data.note)
    return RedemptionOut.of(done)


router = Router(
    "/api/app/games",
    route_handlers=[
        list_rewards, get_reward, change_reward, delete_reward, list_redemptions, decide_redemption,
    ],
    tags=["games"],
)  # fmt: skip
