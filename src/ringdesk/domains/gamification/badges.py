"""Badges: earned by a rule, or given by hand."""

from msgspec import structs

from ringdesk.domains.gamification import ledger, policy, queries
from ringdesk.domains.gamification.errors import BadgeNotFound
from ringdesk.domains.gamification.events import BadgeChanged, BadgeEarned
from ringdesk.domains.gamification.models import Badge, EarnedBadge, Id, NewBadge
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_BADGES = 500


async def list_badges(work: Work) -> list[Badge]:
    """All that can be had, by name; for staff."""
    policy.require_staff(work.actor)
    return await work.many(Badge, queries.BADGES, None)


async def badge_of_id(work: Work, *, badge_id: int) -> Badge:
    """BadgeNotFound."""
    policy.require_staff(work.actor)
    found = await work.one(Badge, queries.BADGES, badge_id)
    if found is None:
        raise BadgeNotFound
    return found


async def badges_of(work: Work, *, person_id: int | None = None) -> list[EarnedBadge]:
    """One's own, or for who runs the games anybody's; the latest first."""
    await ledger.standing(work, person_id=person_id)
    return await work.many(EarnedBadge, queries.BADGES_OF, person_id or work.actor.id)


async def create_badge(work: Work, new: NewBadge) -> Badge:
    """For who runs the games. Invalid."""
    policy.require_runs(work.actor)
    policy.require_goal(new.metric, new.at_least)
    if (await work.value(int, queries.COUNT_BADGES) or 0) >= MOST_BADGES:
        raise Invalid.field("name", f"At most {MOST_BADGES} badges")
    made = await work.value(
        int, queries.ADD_BADGE, new.name, new.description, new.icon, new.metric, new.at_least,
        new.enabled, work.actor.id,
    )  # fmt: skip
    return await told(work, made or 0)


async def change_badge(work: Work, *, badge_id: int, given: dict[str, object]) -> Badge:
    """What is not given stays; who has it keeps it. BadgeNotFound, Invalid."""
    policy.require_runs(work.actor)
    after = structs.replace(await badge_of_id(work, badge_id=badge_id), **given)
    policy.require_goal(after.metric, after.at_least)
    await work.run(
        queries.CHANGE_BADGE, badge_id, after.name, after.description, after.icon,
        after.metric, after.at_least, after.enabled,
    )  # fmt: skip
    return await told(work, badge_id)


async def remove_badge(work: Work, *, badge_id: int) -> None:
    """From everybody who has it, too. BadgeNotFound."""
    policy.require_runs(work.actor)
    await badge_of_id(work, badge_id=badge_id)
    await work.run(queries.REMOVE_BADGE, badge_id)
    work.record(BadgeChanged(badge_id=badge_id))


async def told(work: Work, badge_id: int) -> Badge:
    work.record(BadgeChanged(badge_id=badge_id))
    return await badge_of_id(work, badge_id=badge_id)


async def award_badge(work: Work, *, person_id: int, badge_id: int) -> Badge:
    """By hand; a second time changes nothing. PlayerNotFound, BadgeNotFound."""
    policy.require_runs(work.actor)
    await ledger.standing(work, person_id=person_id)
    found = await badge_of_id(work, badge_id=badge_id)
    if await work.run(queries.AWARD_BADGE, badge_id, person_id, work.actor.id):
        work.record(BadgeEarned(person_id=person_id, badge_id=badge_id))
    return found


async def earn_badges(work: Work, person_id: int) -> None:
    """Those that a held person has come to deserve."""
    for earned in await work.many(Id, queries.EARN_BADGES, person_id):
        work.record(BadgeEarned(person_id=person_id, badge_id=earned.id))
