"""Document 003: /api/chatbot/chat, /api/chatbot/analytics, /api/chatbot/logs."""

from typing import Annotated

from litestar import Router, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Caller, In, InVisit, InWork, Limit, Skip, page, raises
from ringdesk.api.visit import LONGEST_KEY
from ringdesk.domains import chatbot
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.wire.chatbot import ChatbotNumbersOut, ChatOut, TurnOut

Question = Annotated[str, Meta(min_length=1, max_length=5_000)]
SessionId = Annotated[str, Meta(max_length=64)]
OneSession = Annotated[str | None, QueryParameter(max_length=64)]
Before = Annotated[
    int | None, QueryParameter(ge=1, le=2**63 - 1, description="Only older ones than this id.")
]


class Ask(In, frozen=True, kw_only=True):
    """Without `session_id` a new session begins."""

    message: Question
    session_id: SessionId | None = None


def key_of(request: AnyRequest) -> str | None:
    given = request.headers.get("idempotency-key")
    if given is not None and not 1 <= len(given) <= LONGEST_KEY:
        raise Invalid.field("Idempotency-Key", "1 to 255 characters")
    return given


@post("/chat", status_code=200, responses=raises(chatbot.SessionNotFound, chatbot.QuestionReused))
async def chat(
    data: JSONBody[Ask], request: AnyRequest, visit: InVisit, actor: Caller, desk: InDesk
) -> ChatOut:
    """Ask the chatbot. It answers from published FAQ entries and articles, with its sources; if it
    is not sure enough it says so and opens a ticket. Who asks for a person gets one."""
    said = await chatbot.Chatbot(desk.office, desk.models).chat(
        actor, message=data.message, session_id=data.session_id or None, key=key_of(request),
        origin=visit.origin,
    )  # fmt: skip
    return ChatOut.of(said)


@get("/analytics", responses=raises(NotAllowed))
async def analytics(work: InWork) -> ChatbotNumbersOut:
    """What was asked, how often it was answered, and what could not be (staff)."""
    return ChatbotNumbersOut.of(await chatbot.numbers(work))


@get("/logs", responses=raises(NotAllowed))
async def logs(
    work: InWork,
    session_id: OneSession = None,
    escalated_only: FromQuery[bool] = False,
    unanswered_only: FromQuery[bool] = False,
    before: Before = None,
    skip: Skip = None,
    limit: Limit = None,
) -> list[TurnOut]:
    """Questions and answers, newest first (staff). `unanswered_only`: what the chatbot did not
    know."""
    most, offset = page(limit, skip)
    wanted = chatbot.TurnFilter(
        conversation_id=conversation_of(session_id), escalated_only=escalated_only,
        unanswered_only=unanswered_only, before=before,
    )  # fmt: skip
    found = await chatbot.list_turns(work, wanted, limit=most, skip=offset)
    return [TurnOut.of(one) for one in found]


def conversation_of(session_id: str | None) -> int | None:
    """A session that cannot be is one without any turns."""
    if session_id is None:
        return None
    fits = session_id.isascii() and session_id.isdecimal() and len(session_id) <= 18
    return int(session_id) if fits else 0


router = Router("/api/chatbot", route_handlers=[chat, analytics, logs], tags=["chatbot"])
