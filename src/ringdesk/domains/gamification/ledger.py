"""Points: one line in the ledger for each reason, and sums that are always those of the lines."""

import secrets
from datetime import datetime

from ringdesk.domains.gamification import policy, queries
from ringdesk.domains.gamification.errors import NotEnoughPoints, NotPlaying, PlayerNotFound
from ringdesk.domains.gamification.events import LevelReached, PlayerChanged, PointsMoved
from ringdesk.domains.gamification.models import Entry, Given, Source, Standing, level_of
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Work

MOST_AT_ONCE = 1_000_000
MOST_EVER = 2_000_000_000  # the columns' width


async def hold(work: Work, person_id: int) -> Standing | None:
    """Wait for this person's points and keep them until the commit; none: nobody who works here.
    Reading comes after waiting: what was waited for is seen."""
    if await work.one(Standing, queries.STANDING, person_id) is None:
        return None
    await hold_anybody(work, person_id)
    return await work.one(Standing, queries.STANDING, person_id)


async def hold_anybody(work: Work, person_id: int) -> None:
    """Also of somebody who has left."""
    await work.run(queries.HOLD, person_id)


async def give(
    work: Work, person_id: int, points: int, source: Source, key: str, *, reason: str = "",
    rule_id: int | None = None, at: datetime | None = None,
) -> Given | None:  # fmt: skip
    """To somebody who is held. None: this `key` was given for before, and nothing changes."""
    given = await work.one(
        Given, queries.GIVE, person_id, points, source, key, reason, rule_id, work.actor.id, at
    )
    if given is None:
        return None
    work.record(PointsMoved(person_id=person_id, entry_id=given.id, points=points, source=source))
    earned = 0 if source in ("redeemed", "refunded") else points
    if level_of(given.total) > level_of(given.total - earned):
        work.record(LevelReached(person_id=person_id, level=level_of(given.total)))
    return given


async def standing(work: Work, *, person_id: int | None = None) -> Standing:
    """One's own; for who runs the games anybody's. PlayerNotFound."""
    policy.require_staff(work.actor)
    if person_id not in (None, work.actor.id) and not policy.runs(work.actor):
        raise NotAllowed(needs=policy.RUNS)
    return require(await work.one(Standing, queries.STANDING, person_id or work.actor.id))


def require(found: Standing | None) -> Standing:
    if found is None:
        raise PlayerNotFound
    return found


async def award(work: Work, *, person_id: int, points: int, reason: str) -> Standing:
    """By hand (who runs the games). PlayerNotFound, NotPlaying."""
    policy.require_runs(work.actor)
    require_amount(points)
    held = require(await hold(work, person_id))
    if not held.participates:
        raise NotPlaying
    if held.total + points > MOST_EVER:
        raise Invalid.field("points", f"Nobody has more than {MOST_EVER}")
    await give(work, person_id, points, "awarded", by_hand(), reason=tidy(reason))
    return require(await work.one(Standing, queries.STANDING, person_id))


async def revoke(work: Work, *, person_id: int, points: int, reason: str) -> Standing:
    """By hand. What was spent can't be taken: NotEnoughPoints beyond the balance."""
    policy.require_runs(work.actor)
    require_amount(points)
    held = require(await hold(work, person_id))
    if points > held.balance:
        raise NotEnoughPoints(balance=held.balance, wanted=points)
    await give(work, person_id, -points, "revoked", by_hand(), reason=tidy(reason))
    return require(await work.one(Standing, queries.STANDING, person_id))


def by_hand() -> str:
    return f"hand:{secrets.token_hex(12)}"


def tidy(reason: str) -> str:
    tidied = " ".join(reason.split())
    if not tidied:
        raise Invalid.field("reason", "Say what for")
    return tidied


def require_amount(points: int) -> None:
    if not 0 < points <= MOST_AT_ONCE:
        raise Invalid.field("points", f"1 to {MOST_AT_ONCE}")


async def entries(
    work: Work, *, person_id: int | None = None, before: int | None = None, limit: int = 50
) -> list[Entry]:
    """Of one's own points, or for who runs the games of anybody's; the latest first."""
    await standing(work, person_id=person_id)
    return await work.many(Entry, queries.LEDGER, person_id or work.actor.id, before, limit)


async def choose(
    work: Work, *, participates: bool | None = None, anonymous: bool | None = None
) -> Standing:
    """For oneself: take part or not, under one's name or not. Points stay and can be spent."""
    policy.require_staff(work.actor)
    now = require(await hold(work, work.actor.id))
    takes_part = now.participates if participates is None else participates
    hidden = now.anonymous if anonymous is None else anonymous
    if (takes_part, hidden) != (now.participates, now.anonymous):
        await work.run(queries.SET_PLAYER, work.actor.id, takes_part, hidden)
        await work.run(queries.SHOW, work.actor.id)
        work.record(
            PlayerChanged(person_id=work.actor.id, participates=takes_part, anonymous=hidden)
        )
    return require(await work.one(Standing, queries.STANDING, work.actor.id))
