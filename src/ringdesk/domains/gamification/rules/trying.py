"""What a rule would have given over the last 30 days of the log: nothing is changed."""

from collections import Counter
from datetime import date

import msgspec

from ringdesk.domains.gamification import policy
from ringdesk.domains.gamification.kinds import holds, require_conditions
from ringdesk.domains.gamification.rules import queries
from ringdesk.domains.gamification.rules.models import DryRun, NewRule, Seen, WouldGet
from ringdesk.kernel.work import Work

DAYS = 30
MOST_FACTS, MOST_PEOPLE = 20_000, 50


async def dry_run(work: Work, rule: NewRule) -> DryRun:
    """For who runs the games; the same conditions, cap and once-per-thing as in earnest."""
    policy.require_runs(work.actor)
    require_conditions(rule.kind, rule.conditions)
    found = await work.many(Seen, queries.SEEN_LATELY[rule.kind], DAYS, MOST_FACTS)
    return count(rule, found)


def count(rule: NewRule, found: list[Seen]) -> DryRun:
    done: set[str] = set()
    of_day: Counter[tuple[int, date]] = Counter()
    times: Counter[int] = Counter()
    names: dict[int, str] = {}
    matched = repeated = capped = 0
    for seen in found:
        if not holds(rule.conditions, msgspec.json.decode(seen.fields)):
            continue
        matched += 1
        if seen.subject in done:
            repeated += 1
        elif of_day[seen.person_id, seen.day] >= rule.daily_cap:
            capped += 1
        else:
            done.add(seen.subject)
            of_day[seen.person_id, seen.day] += 1
            times[seen.person_id] += 1
            names[seen.person_id] = seen.name
    people = [
        WouldGet(person, names[person], n, n * rule.points)
        for person, n in times.most_common(MOST_PEOPLE)
    ]
    return DryRun(
        DAYS, len(found), matched, repeated, capped, times.total() * rule.points,
        len(found) == MOST_FACTS, people,
    )  # fmt: skip
