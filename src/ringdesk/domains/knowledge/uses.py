"""What people did with what was suggested to them: counted per source."""

from datetime import datetime

from ringdesk.domains.knowledge import policy, queries
from ringdesk.domains.knowledge.models import How, SuggestionKind, UseCount
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Work


async def count_use(
    work: Work, *, conversation_id: int, message_id: int | None, kind: SuggestionKind,
    source_id: int | None, how: How,
) -> None:  # fmt: skip
    """Staff inserted, edited or sent a suggestion."""
    if not (work.actor.has("chats:write") or work.actor.has("tickets:write")):
        raise NotAllowed
    await work.run(
        queries.KEEP_USE, conversation_id, message_id, kind, source_id, how, work.actor.id
    )
    if source_id is not None and kind in ("faq", "article", "canned"):
        await work.run(queries.COUNT_USE, source_id)


async def uses(
    work: Work, *, start: datetime, end: datetime, by_source: bool = False
) -> list[UseCount]:
    """From `start` until before `end`, most used first; per kind, or per source."""
    policy.require_may_read_all(work.actor)
    return await work.many(UseCount, queries.USES, start, end, by_source)
