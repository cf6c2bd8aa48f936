"""Document 000: /api/chat/session and /api/chat/sessions."""

from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta, field

from ringdesk.api.door import Id, In, InWork, Limit, Skip, page, raises
from ringdesk.domains import conversations
from ringdesk.kernel.work import Work
from ringdesk.wire.conversations import SessionOut

Skill = Annotated[str, Meta(min_length=1, max_length=40)]


class RequestSession(In, frozen=True, kw_only=True):
    """`conversation_id`: the caller's own conversation in which it is to be; else in a new one."""

    type: conversations.SessionType
    reason: Annotated[str, Meta(max_length=1000)] = ""
    skills: Annotated[list[Skill], Meta(max_length=20)] = field(default_factory=list)
    conversation_id: Id | None = None


async def shown(work: Work, found: list[conversations.Session]) -> list[SessionOut]:
    """How fast the queue moves is asked only if somebody waits."""
    waits = any(one.queue_position is not None for one in found)
    pace = await conversations.pace(work) if waits else None
    return [SessionOut.of(one, pace=pace) for one in found]


@post(
    "/session",
    responses=raises(
        conversations.ConversationNotFound, conversations.MayNotSpeak,
        conversations.AlreadyWaiting,
    ),
)  # fmt: skip
async def request_session(data: JSONBody[RequestSession], work: InWork) -> Response[SessionOut]:
    """Ask for a chat, a voice or a video call with staff."""
    made = await conversations.request_session(
        work, type=data.type, reason=data.reason, skills=data.skills,
        conversation_id=data.conversation_id,
    )  # fmt: skip
    return Response(
        (await shown(work, [made]))[0], headers={"Location": f"/api/chat/session/{made.id}"}
    )


@get("/sessions", responses=raises())
async def list_sessions(
    work: InWork,
    skip: Skip = None,
    limit: Limit = None,
    status: FromQuery[conversations.SessionStatus | None] = None,
    type: FromQuery[conversations.SessionType | None] = None,
) -> list[SessionOut]:
    """Sessions, newest first; a customer's own."""
    most, offset = page(limit, skip)
    found = await conversations.list_sessions(
        work, status=status, type=type, limit=most, skip=offset
    )
    return await shown(work, found)


@get("/session/{chat_session_id:int}", responses=raises(conversations.SessionNotFound))
async def get_session(chat_session_id: FromPath[int], work: InWork) -> SessionOut:
    """One session."""
    found = await conversations.get_session(work, session_id=chat_session_id)
    return (await shown(work, [found]))[0]


@post(
    "/session/{chat_session_id:int}/join", status_code=200,
    responses=raises(
        conversations.SessionNotFound, conversations.MayNotHandle, conversations.SessionTaken,
        conversations.SessionOver,
    ),
)  # fmt: skip
async def join_session(chat_session_id: FromPath[int], work: InWork) -> SessionOut:
    """Take a waiting session (staff)."""
    return SessionOut.of(await conversations.join_session(work, session_id=chat_session_id))


@post(
    "/session/{chat_session_id:int}/end", status_code=200,
    responses=raises(conversations.SessionNotFound, conversations.MayNotHandle),
)  # fmt: skip
async def end_session(chat_session_id: FromPath[int], work: InWork) -> SessionOut:
    """End a session; once ended, it stays as it is."""
    return SessionOut.of(await conversations.end_session(work, session_id=chat_session_id))


router = Router(
    "/api/chat",
    route_handlers=[request_session, list_sessions, get_session, join_session, end_session],
    tags=["sessions"],
)
