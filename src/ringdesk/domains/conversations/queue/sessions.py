"""Sessions: somebody wants to chat, to speak or to be seen; they wait in order until staff join."""

from ringdesk.domains import identity, staffing
from ringdesk.domains.conversations import policy
from ringdesk.domains.conversations.errors import (
    AlreadyWaiting,
    SessionNotFound,
    SessionOver,
    SessionTaken,
)
from ringdesk.domains.conversations.events import ChatSessionEnded, SessionJoined, SessionRequested
from ringdesk.domains.conversations.models import (
    Conversation,
    Id,
    Place,
    Session,
    SessionStatus,
    SessionType,
    State,
)
from ringdesk.domains.conversations.queue import queries
from ringdesk.domains.conversations.service import change_state, enter, lock, lock_chat, open_room
from ringdesk.domains.conversations.speaking import note_event
from ringdesk.kernel.work import Actor, Work


async def request_session(
    work: Work, *, type: SessionType, reason: str = "", skills: list[str] | None = None,
    conversation_id: int | None = None,
) -> Session:  # fmt: skip
    """Ask for a person; in a conversation of one's own, or a new one. AlreadyWaiting if there is a
    session of that type in it that has not ended. Staff who ask for one in a customer's chat, to
    call them, are its agent at once."""
    if conversation_id is None:
        conversation_id = (await open_room(work, channel="session")).id
    conversation = await lock_chat(work, conversation_id)
    policy.require_may_speak(work.actor, conversation)
    # The house asks in the customer's name: the chatbot hands over.
    from_staff = work.actor.id not in (0, conversation.customer_id)
    if from_staff:
        policy.require_handles_chats(work.actor)
    made = await work.one(
        Id, queries.REQUEST_SESSION, conversation_id, type, conversation.customer_id,
        reason.strip(), staffing.tidy_skills(skills or []),
    )  # fmt: skip
    if made is None:
        raise AlreadyWaiting
    if conversation.state != "active":
        await change_state(work, conversation, "waiting", assigned_to=conversation.assigned_to)
    await note_event(work, conversation, "session_requested", type=type)
    _requested(work, made.id, conversation_id, conversation.customer_id, type)
    if from_staff:
        return await hand_out(work, made.id, work.actor.id)
    return await _one(work, queries.SESSION, made.id)


def _requested(
    work: Work, session_id: int, conversation_id: int, customer_id: int, type: SessionType
) -> None:
    work.record(
        SessionRequested(
            session_id=session_id, conversation_id=conversation_id, customer_id=customer_id,
            type=type,
        )
    )  # fmt: skip


def _joined(work: Work, session: Session, agent_id: int) -> None:
    work.record(
        SessionJoined(
            session_id=session.id, conversation_id=session.conversation_id, agent_id=agent_id,
            customer_id=session.customer_id, type=session.type,
        )
    )  # fmt: skip


async def list_sessions(
    work: Work, *, status: SessionStatus | None = None, type: SessionType | None = None,
    customer_id: int | None = None, conversation_id: int | None = None, limit: int = 100,
    skip: int = 0,
) -> list[Session]:  # fmt: skip
    """Newest first. A customer's list holds only their own."""
    if not policy.sees_all(work.actor):
        if customer_id not in (None, work.actor.id):
            return []
        customer_id = work.actor.id
    return await work.many(
        Session, queries.SESSIONS, status, type, customer_id, conversation_id, limit, skip
    )


async def get_session(work: Work, *, session_id: int) -> Session:
    session = await _one(work, queries.SESSION, session_id)
    if session.customer_id != work.actor.id and not policy.sees_all(work.actor):
        raise SessionNotFound
    return session


async def join_session(work: Work, *, session_id: int) -> Session:
    """Take a waiting session. SessionTaken or SessionOver if there is nothing to take any more."""
    await get_session(work, session_id=session_id)
    policy.require_handles_chats(work.actor)
    return await hand_out(work, session_id, work.actor.id)


async def hand_out(work: Work, session_id: int, agent_id: int) -> Session:
    """Give a waiting session to an agent, whoever decided it."""
    conversation, session = await _lock_both(work, session_id)
    if session.status == "ended":
        raise SessionOver
    if session.status == "active":
        raise SessionTaken
    await work.run(queries.TAKE_SESSION, session_id, agent_id)
    await enter(work, conversation.id, agent_id)
    await change_state(work, conversation, "active", assigned_to=agent_id)
    taken = await _one(work, queries.SESSION, session_id)
    await note_event(work, conversation, "session_joined", type=session.type, by=taken.agent_name)
    _joined(work, session, agent_id)
    return taken


async def end_session(work: Work, *, session_id: int, because: str = "hung_up") -> Session:
    """By one of its people, or the house. Once ended, it stays as it is."""
    await get_session(work, session_id=session_id)
    conversation, session = await _lock_both(work, session_id)
    if session.customer_id != work.actor.id:
        policy.require_handles_chats(work.actor)
    if session.status == "ended":
        return session
    ended = await _end(work, conversation, session, because)
    left = await work.many(Id, queries.UNENDED_OF, conversation.id)
    if not left:
        # A chat ends with its session; a call in a chat only takes its leave.
        over = session.type == "chat" or conversation.channel == "session"
        agent = conversation.assigned_to
        state: State = "ended" if over else "active" if agent is not None else "open"
        await change_state(work, conversation, state, assigned_to=agent)
    return ended


async def _end(work: Work, conversation: Conversation, session: Session, because: str) -> Session:
    await work.run(queries.END_SESSION, session.id, because)
    ended = await _one(work, queries.SESSION, session.id)
    await note_event(
        work, conversation, "session_ended", type=session.type, seconds=ended.duration_seconds
    )
    work.record(
        ChatSessionEnded(
            session_id=session.id, conversation_id=conversation.id, agent_id=session.agent_id,
            customer_id=session.customer_id, type=session.type,
        )
    )  # fmt: skip
    return ended


async def end(work: Work, *, conversation_id: int) -> Conversation:
    """Close a conversation, with every session in it. Both sides may."""
    conversation = await lock_chat(work, conversation_id)
    policy.require_may_speak(work.actor, conversation)
    for one in await work.many(Id, queries.UNENDED_OF, conversation_id):
        session = await _one(work, queries.SESSION_FOR_UPDATE, one.id)
        await _end(work, conversation, session, "conversation_ended")
    return await change_state(work, conversation, "ended", assigned_to=conversation.assigned_to)


async def assign(work: Work, *, conversation_id: int, agent_id: int | None) -> Conversation:
    """Hand a chat to a member of staff, or (None) back to nobody: then its session waits again. A
    call stays with those who are in it."""
    policy.require_handles_chats(work.actor)
    await lock_chat(work, conversation_id)
    if agent_id is not None:
        await require_answers_chats(work, agent_id)
        await enter(work, conversation_id, agent_id)
    waits = False
    for one in await work.many(Id, queries.UNENDED_OF, conversation_id):
        session = await _one(work, queries.SESSION_FOR_UPDATE, one.id)
        if session.status == "waiting" and agent_id is not None:
            await hand_out(work, session.id, agent_id)
        elif session.status == "waiting":
            waits = True
        elif session.type == "chat" and session.agent_id != agent_id:
            await _pass_on(work, session, agent_id)
            waits = waits or agent_id is None
    now = await lock(work, conversation_id)
    state: State = "active" if agent_id is not None else "waiting" if waits else "open"
    return await change_state(work, now, state, assigned_to=agent_id)


async def require_answers_chats(work: Work, agent_id: int) -> None:
    """AgentNotAvailable also for staff who may not write in chats."""
    person = await identity.require_active_staff(work, agent_id)
    scopes = identity.scopes_of(person.role, person.scopes)
    if not policy.handles_chats(Actor(id=agent_id, tenant_id=work.tenant_id, scopes=scopes)):
        raise identity.AgentNotAvailable


async def _pass_on(work: Work, session: Session, agent_id: int | None) -> None:
    await work.run(queries.PASS_ON, session.id, agent_id)
    if agent_id is None:
        _requested(work, session.id, session.conversation_id, session.customer_id, session.type)
    else:
        _joined(work, session, agent_id)


async def position(work: Work, *, session_id: int) -> Place | None:
    """Where a session stands; None if it waits no longer."""
    session = await get_session(work, session_id=session_id)
    if session.queue_position is None:
        return None
    return place(session, await pace(work))


async def pace(work: Work) -> int | None:
    """Seconds from one taken session to the next, lately; None where too little happened."""
    return await work.value(int, queries.PACE)


def place(session: Session, seconds_each: int | None) -> Place:
    """The mean service interval times the place in the queue: what Little's law leaves if the
    queue is served in order."""
    ahead = session.queue_position or 0
    return Place(ahead, None if seconds_each is None else seconds_each * ahead)


async def waiting(work: Work, *, most: int = 200) -> list[Session]:
    """The queue, in the order in which it is served."""
    return await work.many(Session, queries.QUEUE, most)


async def give_recording_consent(work: Work, *, session_id: int) -> Session:
    """Each side for itself; nobody for the other."""
    await get_session(work, session_id=session_id)
    _, session = await _lock_both(work, session_id)
    if session.status == "ended":
        raise SessionOver
    if work.actor.id not in (session.customer_id, session.agent_id):
        raise SessionNotFound
    await work.run(queries.CONSENT, session_id, work.actor.id == session.customer_id)
    return await _one(work, queries.SESSION, session_id)


async def _lock_both(work: Work, session_id: int) -> tuple[Conversation, Session]:
    """Always the conversation first: whoever needs both takes them in the same order."""
    known = await _one(work, queries.SESSION, session_id)
    conversation = await lock(work, known.conversation_id)
    return conversation, await _one(work, queries.SESSION_FOR_UPDATE, session_id)


async def _one(work: Work, statement: str, session_id: int) -> Session:
    session = await work.one(Session, statement, session_id)
    if session is None:
        raise SessionNotFound
    return session
