"""The chatbot's log and numbers: kept as they come, so that reading stays short."""

from ringdesk.domains.chatbot import policy, queries
from ringdesk.domains.chatbot.models import Common, Numbers, Totals, Turn, TurnFilter
from ringdesk.kernel.work import Work

AT_ONCE = 5_000  # turns folded in one transaction


async def list_turns(
    work: Work, wanted: TurnFilter, *, limit: int = 100, skip: int = 0
) -> list[Turn]:
    """Answered ones, newest first (staff)."""
    policy.require_may_see_turns(work.actor)
    return await work.many(
        Turn, queries.LOG, wanted.conversation_id, wanted.escalated_only, wanted.unanswered_only,
        wanted.before, limit, skip,
    )  # fmt: skip


async def numbers(work: Work, *, most: int = 10) -> Numbers:
    """Since the beginning (staff)."""
    policy.require_may_see_turns(work.actor)
    totals = await work.one(Totals, queries.TOTALS) or Totals()
    common = await work.many(Common, queries.COMMON, most)
    of = {kind: [one for one in common if one.kind == kind] for kind in
          ("query", "source", "unanswered")}  # fmt: skip
    return Numbers(totals, of["query"], of["source"], of["unanswered"])


async def fold(work: Work) -> int:
    """Move turns into the sums; how many. It changes no number that anybody reads."""
    await work.run(queries.FOLD_LOCK)
    return await work.value(int, queries.FOLD, AT_ONCE) or 0
