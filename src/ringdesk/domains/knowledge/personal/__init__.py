"""What was learned from people's tickets, and what they did with what there is to read."""

from ringdesk.domains.knowledge.passages import raise_revision
from ringdesk.domains.knowledge.personal import queries
from ringdesk.kernel.personal import Holding, Personal, Subject
from ringdesk.kernel.work import Work

OFFICIAL = "The company's own text; only the number of its author stands beside it."


async def drop_solved(work: Work, subject: Subject) -> int:
    """Their solved tickets can no longer be found, by words or by vectors, in any process."""
    if not await work.value(int, queries.COUNT_SOLVED, subject.person_id):
        return 0
    return await work.run(queries.DROP_SOLVED, subject.person_id, await raise_revision(work))


PERSONAL = Personal(
    domain="knowledge",
    holdings=(
        Holding(
            table="knowledge_passages", about="Solved tickets as search finds them, with vectors",
            fate="erased", counts=queries.COUNT_SOLVED, act=drop_solved,
        ),
        Holding(
            table="knowledge_votes", about="Votes on articles", fate="erased",
            shows=queries.VOTES, forgets=queries.ERASE_VOTES,
        ),
        Holding(
            table="suggestion_uses", about="Suggestions used", fate="erased",
            shows=queries.USES, forgets=queries.ERASE_USES,
        ),
        Holding(
            table="knowledge_entries", about="Articles written", fate="retained",
            shows=queries.WRITTEN, reason=OFFICIAL,
        ),
        Holding(
            table="knowledge_versions", about="Versions of articles written",
            fate="retained", shows=queries.VERSIONS, reason=OFFICIAL,
        ),
    ),
    nothing={"knowledge_revisions": "a counter"},
)  # fmt: skip
