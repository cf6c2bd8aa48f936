"""Verify the log now: asked for by a person, done by a job in stretches."""

from datetime import UTC, datetime, timedelta

from ringdesk.domains.governance import policy
from ringdesk.domains.governance.errors import CheckNotFound
from ringdesk.domains.governance.integrity import queries
from ringdesk.domains.governance.integrity.models import Check, Id, Integrity
from ringdesk.kernel.anchors import Anchors, AnchorStore
from ringdesk.kernel.relay import Head, head
from ringdesk.kernel.work import Work

VERIFY = "governance.verify"
LONGEST_WALK = timedelta(days=1)


async def verify_now(work: Work) -> Check:
    """A walk along the whole log; the one that is under way, if there is one."""
    policy.require_may_read(work.actor)
    await ask(work)
    found = await work.one(Check, queries.OPEN_CHECK)
    if found is None:
        raise CheckNotFound
    return found


async def ask(work: Work) -> None:
    made = await work.one(Id, queries.ASK, work.actor.id)
    if made is not None:
        await work.later(VERIFY, key=f"{made.id}:0", check_id=made.id)


async def take_up(work: Work) -> None:
    """A walk that stands still since yesterday goes on where it was: its job may have given up, and
    while it is under way there is no other."""
    found = await work.one(Check, queries.OPEN_CHECK)
    if found is not None and datetime.now(UTC) - found.asked_at > LONGEST_WALK:
        await work.later(VERIFY, key=f"{found.id}:{found.seq}", check_id=found.id)


async def check(work: Work, *, check_id: int) -> Check:
    """CheckNotFound."""
    policy.require_may_read(work.actor)
    found = await work.one(Check, queries.CHECK, check_id)
    if found is None:
        raise CheckNotFound
    return found


async def checks(work: Work, *, limit: int = 20) -> list[Check]:
    """The latest first."""
    policy.require_may_read(work.actor)
    return await work.many(Check, queries.CHECKS, limit)


async def integrity(work: Work, store: AnchorStore) -> Integrity:
    """Where the log ends, and who vouches for it."""
    policy.require_may_read(work.actor)
    present = await head(work)
    last = await work.many(Check, queries.CHECKS, 1)
    kept = await store.latest()
    anchored = None if kept is None else kept.of(work.tenant_id)
    return Integrity(
        present.seq, present.hash, last[0] if last else None,
        None if kept is None or anchored is None else kept.at,
        0 if anchored is None else anchored.seq,
    )  # fmt: skip


async def broken_since(work: Work, before: Anchors) -> Head | None:
    """What an anchor knew of this log, if the log says otherwise by now."""
    known = before.of(work.tenant_id)
    if known is None or known.seq == 0:
        return None
    return None if await work.value(str, queries.HASH_OF, known.seq) == known.hash else known
