"""What the bot would answer, categories, and what suggestions were used for."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from litestar import Router, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import Meta, Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import Id, In, InWork, Said, raises
from ringdesk.domains import knowledge
from ringdesk.kernel.errors import NotAllowed, TooMany
from ringdesk.wire.knowledge import SourceOut, SuggestionOut

Asked = Annotated[str, Meta(min_length=1, max_length=1_000)]
Days = Annotated[int, QueryParameter(ge=1, le=366)]


class Ask(In, frozen=True, kw_only=True):
    """`context`: what was said before, for a follow-up."""

    question: Asked
    context: Annotated[str, Meta(max_length=4_000)] = ""


class LookUp(In, frozen=True, kw_only=True):
    question: Asked
    limit: Annotated[int, Meta(ge=1, le=10)] = 3


class PreviewOut(Struct, frozen=True):
    """`answer` is what a customer would be told, "" if the bot would not answer; `sources` what it
    is taken from, surest first; `suggestions` what staff would be offered; `revision` the state of
    the knowledge that this is true of."""

    answered: bool
    answer: str
    confidence: float
    threshold: float
    sources: list[SourceOut]
    suggestions: list[SuggestionOut]
    revision: int


class CategoryOut(Struct, frozen=True):
    name: str
    count: int


class UseSuggestion(In, frozen=True, kw_only=True):
    conversation_id: Id
    kind: knowledge.SuggestionKind
    how: knowledge.How
    message_id: Id | None = None
    source_id: Id | None = None


class UseOut(Struct, frozen=True):
    kind: knowledge.SuggestionKind
    source_id: int | None
    title: str
    inserted: int
    edited: int
    sent: int


@post("/knowledge/ask", status_code=200, responses=raises(NotAllowed))
async def ask(data: JSONBody[Ask], work: InWork) -> PreviewOut:
    """What the bot would answer, from what, and how sure it would be (staff)."""
    shown = await knowledge.preview(work, data.question, context=data.context)
    return PreviewOut(
        shown.answered, shown.answer, shown.confidence, shown.threshold,
        [SourceOut.of(one) for one in shown.sources],
        [SuggestionOut.of(one) for one in shown.suggestions], shown.revision,
    )  # fmt: skip


@post("/knowledge/answers", status_code=200, responses=raises(TooMany))
async def answers(data: JSONBody[LookUp], work: InWork, desk: InDesk) -> list[SourceOut]:
    """What is published and likely answers a question, by its meaning, best first; for everybody
    who is signed in. `text` is plain."""
    if desk.settings.rate_limit_enabled:
        desk.questions.count(f"{work.tenant_id} {work.actor.id}")
    found = await knowledge.published_answers(work, data.question, limit=data.limit)
    return [SourceOut.of(one) for one in found]


@get("/knowledge/categories", responses=raises())
async def categories(
    work: InWork, kind: FromQuery[knowledge.EntryKind] = "faq"
) -> list[CategoryOut]:
    """Names in use, with how many entries of each one may see."""
    found = await knowledge.list_categories(work, kind)
    return [CategoryOut(one.name, one.count) for one in found]


@post("/suggestions/used", status_code=200, responses=raises(NotAllowed))
async def use_suggestion(data: JSONBody[UseSuggestion], work: InWork) -> Said:
    """Count that a suggestion was inserted, edited or sent (staff)."""
    await knowledge.count_use(
        work, conversation_id=data.conversation_id, message_id=data.message_id, kind=data.kind,
        source_id=data.source_id, how=data.how,
    )  # fmt: skip
    return Said("Counted")


@get("/suggestions/uses", responses=raises(NotAllowed))
async def suggestion_uses(
    work: InWork, days: Days = 30, by_source: FromQuery[bool] = False
) -> list[UseOut]:
    """How often suggestions were used in the last days, by kind or by source (staff)."""
    now = datetime.now(UTC)
    found = await knowledge.uses(
        work, start=now - timedelta(days=days), end=now, by_source=by_source
    )
    return [
        UseOut(one.kind, one.source_id, one.title, one.inserted, one.edited, one.sent)
        for one in found
    ]


router = Router(
    "/api/app",
    route_handlers=[ask, answers, categories, use_suggestion, suggestion_uses],
    tags=["knowledge"],
)
