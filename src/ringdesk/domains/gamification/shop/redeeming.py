"""From points to a thing: requested, approved, fulfilled; or refused, and the points come back.

Points and stock are taken at the request, so that nothing is promised twice. Locks are taken in one
order: the redemption, the reward, the person.
"""

from ringdesk.domains.gamification import ledger, policy
from ringdesk.domains.gamification.errors import (
    NotEnoughPoints,
    OutOfStock,
    RedemptionDecided,
    RedemptionNotFound,
    RewardNotFound,
)
from ringdesk.domains.gamification.events import RedemptionMoved
from ringdesk.domains.gamification.shop import queries
from ringdesk.domains.gamification.shop.models import (
    Redeemed,
    Redemption,
    RedemptionState,
    Reward,
)
from ringdesk.kernel.work import Work

NEXT: dict[RedemptionState, frozenset[RedemptionState]] = {
    "requested": frozenset({"approved", "refused"}),
    "approved": frozenset({"fulfilled", "refused"}),
    "fulfilled": frozenset(),
    "refused": frozenset(),
}


async def redeem(work: Work, *, reward_id: int) -> Redeemed:
    """For oneself. RewardNotFound, OutOfStock, NotEnoughPoints."""
    policy.require_staff(work.actor)
    reward = await work.one(Reward, queries.REWARD_FOR_UPDATE, reward_id)
    if reward is None or not reward.enabled:
        raise RewardNotFound
    if reward.stock == 0:
        raise OutOfStock
    held = ledger.require(await ledger.hold(work, work.actor.id))
    if held.balance < reward.points_cost:
        raise NotEnoughPoints(balance=held.balance, wanted=reward.points_cost)
    state: RedemptionState = "requested" if reward.needs_approval else "approved"
    made = await work.value(
        int, queries.ADD_REDEMPTION, reward.id, reward.name, work.actor.id, reward.points_cost,
        state,
    ) or 0  # fmt: skip
    await ledger.give(
        work, work.actor.id, -reward.points_cost, "redeemed", f"redemption:{made}",
        reason=reward.name,
    )  # fmt: skip
    await work.run(queries.STOCK, reward.id, -1)
    moved(work, made, reward.id, work.actor.id, state)
    return Redeemed(await redemption(work, made), held.balance - reward.points_cost)


async def decide(
    work: Work, *, redemption_id: int, state: RedemptionState, note: str = ""
) -> Redemption:
    """Approve, fulfil or refuse (who runs the games). RedemptionNotFound, RedemptionDecided."""
    policy.require_runs(work.actor)
    await work.run(queries.LOCK_REDEMPTION, redemption_id)
    before = await redemption(work, redemption_id)
    if state not in NEXT[before.state]:
        raise RedemptionDecided(state=before.state)
    tidied = " ".join(note.split())
    await work.run(queries.MOVE_REDEMPTION, redemption_id, state, tidied, work.actor.id)
    if state == "refused":
        await take_back(work, before)
    moved(work, redemption_id, before.reward_id, before.person_id, state)
    return await redemption(work, redemption_id)


async def take_back(work: Work, refused: Redemption) -> None:
    """The thing to the shelf, the points to the person, even if they left meanwhile."""
    await work.one(Reward, queries.REWARD_FOR_UPDATE, refused.reward_id)
    await work.run(queries.STOCK, refused.reward_id, 1)
    await ledger.hold_anybody(work, refused.person_id)
    await ledger.give(
        work, refused.person_id, refused.points_cost, "refunded", f"refund:{refused.id}",
        reason=refused.reward_name,
    )  # fmt: skip


def moved(
    work: Work, redemption_id: int, reward_id: int, person_id: int, state: RedemptionState
) -> None:
    work.record(
        RedemptionMoved(
            redemption_id=redemption_id, reward_id=reward_id, person_id=person_id, state=state
        )
    )


async def redemption(work: Work, redemption_id: int) -> Redemption:
    values = (redemption_id, None, None, None, 1)
    found = await work.one(Redemption, queries.REDEMPTIONS, *values)
    if found is None:
        raise RedemptionNotFound
    return found


async def list_redemptions(
    work: Work, *, everybody: bool = False, state: RedemptionState | None = None,
    before: int | None = None, limit: int = 50,
) -> list[Redemption]:  # fmt: skip
    """One's own, or for who runs the games everybody's; the latest first."""
    policy.require_staff(work.actor)
    if everybody:
        policy.require_runs(work.actor)
    whose = None if everybody else work.actor.id
    values = (None, whose, state, before, limit)
    return await work.many(Redemption, queries.REDEMPTIONS, *values)
