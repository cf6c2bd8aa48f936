"""Who is next: rows are locked for the length of the dial transaction, and passed over by others.

Order: urgent, high, medium, each by how long it has been ready; low only when nothing else is due.
A tenant may have a low one count as medium after a while; then both are ordered by readiness.
"""

from datetime import datetime, timedelta

from ringdesk.domains.dialer.models import LOW, MEDIUM, Candidate, Head, Settings
from ringdesk.domains.dialer.queue import queries
from ringdesk.kernel.work import Work

COUNTED_HOLD = timedelta(days=31)  # no hold is longer (720 h), and no call lasts that much


async def claim(
    work: Work, *, campaign_id: int | None, ranks: list[int], aged_since: datetime | None,
    most: int, now: datetime,
) -> list[Candidate]:  # fmt: skip
    """At most so many, the first first. `aged_since`: a low lead ready before then is medium."""
    wanted = [(rank, now) for rank in ranks]
    aged = aged_since is not None and MEDIUM in ranks and LOW not in ranks
    if aged and aged_since is not None:
        # Two queues by one clock: of each as many as might be needed, and the later ones let go.
        urgent = [rank for rank in ranks if rank < MEDIUM]
        first = await _claim(work, campaign_id, [(one, now) for one in urgent], most, now)
        mixed: list[Candidate] = []
        if len(first) < most:
            for pair in ((MEDIUM, now), (LOW, aged_since)):
                mixed += await _claim(work, campaign_id, [pair], most - len(first), now)
        return [*first, *sorted(mixed, key=lambda one: (one.ready_at, one.id))][:most]
    return await _claim(work, campaign_id, wanted, most, now)


async def _claim(
    work: Work, campaign_id: int | None, wanted: list[tuple[int, datetime]], most: int,
    now: datetime,
) -> list[Candidate]:  # fmt: skip
    if not wanted or most < 1:
        return []
    statement = queries.CLAIM_OF_NONE if campaign_id is None else queries.CLAIM_OF_CAMPAIGN
    ranks, untils = [rank for rank, _ in wanted], [until for _, until in wanted]
    await work.value(str, queries.SORTING, "off")
    found = await work.many(
        Candidate, statement, campaign_id, ranks, untils, most, now, now - COUNTED_HOLD
    )
    await work.value(str, queries.SORTING, "on")
    return found


async def heads(work: Work, campaign_ids: list[int]) -> list[Head]:
    """The first of each lane and rank, due or not."""
    await work.value(str, queries.SORTING, "off")
    found = await work.many(Head, queries.HEADS, campaign_ids)
    await work.value(str, queries.SORTING, "on")
    return found


def class_of(head: Head, settings: Settings, now: datetime) -> int:
    """The rank it counts as at this moment."""
    hours = settings.low_becomes_medium_after_h
    if head.rank == LOW and hours is not None and head.ready_at <= now - timedelta(hours=hours):
        return MEDIUM
    return head.rank
