"""Document 004: /api/chat/analyze."""

from litestar import Router, post
from litestar.params import JSONBody
from msgspec import Struct

from ringdesk.api.door import In, InWork, LongText, raises
from ringdesk.domains import conversations


class Analyze(In, frozen=True):
    message: LongText


class AnalyzedOut(Struct, frozen=True):
    """`confidence` is calibrated, 0 to 1."""

    intent: str
    confidence: float
    suggestions: list[str]
    message: str
    sentiment: str
    language: str


@post(status_code=200, responses=raises())
async def analyze(data: JSONBody[Analyze], work: InWork) -> AnalyzedOut:
    """What the assistant makes of a text; nothing is kept. Suggestions for whoever is no staff
    come from what is published."""
    seen, offered = await conversations.analyse(work, data.message)
    return AnalyzedOut(
        seen.intent, seen.confidence, [one.text for one in offered], data.message,
        seen.sentiment, seen.language,
    )  # fmt: skip


router = Router("/api/chat/analyze", route_handlers=[analyze], tags=["rooms"])
