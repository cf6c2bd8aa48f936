"""The rewards there are."""

from msgspec import structs

from ringdesk.domains.gamification import policy
from ringdesk.domains.gamification.errors import RewardInUse, RewardNotFound
from ringdesk.domains.gamification.events import RewardChanged
from ringdesk.domains.gamification.shop import queries
from ringdesk.domains.gamification.shop.models import NewReward, Reward
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_REWARDS = 500


async def list_rewards(work: Work, *, available: bool = True) -> list[Reward]:
    """The cheapest first. For staff those that can be had; all of them for who runs the games."""
    policy.require_staff(work.actor)
    if not available:
        policy.require_runs(work.actor)
    return await work.many(Reward, queries.REWARDS, None, available)


async def reward_of_id(work: Work, *, reward_id: int) -> Reward:
    """RewardNotFound."""
    policy.require_staff(work.actor)
    found = await work.one(Reward, queries.REWARDS, reward_id, False)
    if found is None or not (found.enabled or policy.runs(work.actor)):
        raise RewardNotFound
    return found


async def create_reward(work: Work, new: NewReward) -> Reward:
    """For who runs the games."""
    policy.require_runs(work.actor)
    if (await work.value(int, queries.COUNT_REWARDS) or 0) >= MOST_REWARDS:
        raise Invalid.field("name", f"At most {MOST_REWARDS} rewards")
    made = await work.one(
        Reward, queries.ADD_REWARD, new.name, new.description, new.points_cost, new.stock,
        new.needs_approval, new.enabled, work.actor.id,
    )  # fmt: skip
    return told(work, made)


async def change_reward(work: Work, *, reward_id: int, given: dict[str, object]) -> Reward:
    """What is not given stays; what was redeemed keeps its price. RewardNotFound."""
    policy.require_runs(work.actor)
    before = await work.one(Reward, queries.REWARD_FOR_UPDATE, reward_id)
    if before is None:
        raise RewardNotFound
    after = structs.replace(before, **given)
    changed = await work.one(
        Reward, queries.CHANGE_REWARD, reward_id, after.name, after.description, after.points_cost,
        after.stock, after.needs_approval, after.enabled,
    )  # fmt: skip
    return told(work, changed)


async def remove_reward(work: Work, *, reward_id: int) -> None:
    """RewardNotFound; RewardInUse when it was ever redeemed."""
    policy.require_runs(work.actor)
    await reward_of_id(work, reward_id=reward_id)
    if not await work.run(queries.REMOVE_REWARD, reward_id):
        raise RewardInUse
    work.record(RewardChanged(reward_id=reward_id))


def told(work: Work, row: Reward | None) -> Reward:
    if row is None:
        raise RewardNotFound
    work.record(RewardChanged(reward_id=row.id))
    return row
