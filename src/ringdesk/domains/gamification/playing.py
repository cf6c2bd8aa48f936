"""What becomes of a fact: deeds are counted, rules give points, and what follows from both."""

from datetime import date, datetime

import msgspec

from ringdesk.domains.gamification import badges, ledger, queries
from ringdesk.domains.gamification.contests import challenges
from ringdesk.domains.gamification.kinds import KINDS, holds
from ringdesk.domains.gamification.models import FactKind, Standing
from ringdesk.domains.gamification.rules import presets
from ringdesk.domains.gamification.rules.models import Rule, Seen
from ringdesk.domains.gamification.rules.queries import SEEN
from ringdesk.domains.gamification.rules.rules import rules_for
from ringdesk.kernel.work import Work

MOST_ROUNDS = 10  # a challenge's points may complete the next


async def played_in(work: Work, *, kind: FactKind, seqs: list[int]) -> list[int]:
    """Those of the facts that are somebody's who plays, and not their own thing; oldest first."""
    return [seen.seq for seen in await work.many(Seen, SEEN[kind], seqs)]


async def play(work: Work, *, kind: FactKind, seq: int) -> None:
    """Once or often: what was counted and given for a thing is not again."""
    seen = await work.one(Seen, SEEN[kind], [seq])
    if seen is None:  # nobody's, somebody's own, or of somebody who does not play
        return
    await presets.lay(work)
    given = await rules_for(work, kind)
    held = await ledger.hold(work, seen.person_id)
    if held is None or not held.participates:
        return
    fields = msgspec.json.decode(seen.fields)
    for metric, conditions in KINDS[kind].counts.items():
        if holds(conditions, fields):
            key = f"{metric}:{seen.subject}"
            await work.run(queries.ADD_DEED, key, metric, seen.person_id, seen.day)
    for rule in given:
        if holds(rule.conditions, fields):
            await apply(work, rule, seen)
    await follow(work, seen.person_id, seen.day, seen.at)


async def apply(work: Work, rule: Rule, seen: Seen) -> None:
    """Up to the day's cap. The person is held, so that two facts can't share the last place."""
    values = (seen.person_id, rule.id, seen.day)
    if (await work.value(int, queries.GIVEN_TODAY, *values) or 0) < rule.daily_cap:
        await ledger.give(
            work, seen.person_id, rule.points, "rule", f"rule:{rule.id}:{seen.subject}",
            reason=rule.name, rule_id=rule.id, at=seen.at,
        )  # fmt: skip


async def follow(work: Work, person_id: int, day: date, at: datetime | None = None) -> None:
    """Badges and challenges of a held person; a challenge's points may bring the next."""
    for _ in range(MOST_ROUNDS):
        await badges.earn_badges(work, person_id)
        if not await challenges.complete(work, person_id, day, at):
            return


async def award(work: Work, *, person_id: int, points: int, reason: str) -> Standing:
    """By hand, with what follows. PlayerNotFound, NotPlaying."""
    await ledger.award(work, person_id=person_id, points=points, reason=reason)
    today = await work.value(date, queries.TODAY)
    assert today is not None, "a date is never null"
    await follow(work, person_id, today)
    return await ledger.standing(work, person_id=person_id)
