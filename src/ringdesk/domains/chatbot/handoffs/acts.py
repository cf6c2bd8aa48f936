"""The acts on a handoff: ask for a person, and bring it one step further.

`step` looks at how things are and does what follows from it; it may be called at any time, by
anybody, as often as one likes. Always the conversation is locked first, then its handoff.
"""

from datetime import UTC, datetime, timedelta

from ringdesk.domains import conversations, knowledge, staffing, tickets
from ringdesk.domains.chatbot import policy
from ringdesk.domains.chatbot import queries as chatbot_queries
from ringdesk.domains.chatbot.errors import HandoffNotFound, NotTheirs
from ringdesk.domains.chatbot.events import HandoffMoved, HandoffPatienceChanged
from ringdesk.domains.chatbot.handoffs import queries
from ringdesk.domains.chatbot.handoffs.models import (
    MOVES,
    Because,
    Ending,
    Handoff,
    Seen,
    State,
    Step,
)
from ringdesk.domains.chatbot.models import Id
from ringdesk.domains.chatbot.phrases import phrase
from ringdesk.kernel.work import Work

ADVANCE = "chatbot.advance_handoff"  # the job that moves one on
PATIENCE_S = 600
LONGEST_REASON, LONGEST_SUMMARY = 500, 2_000
MOST_LINES = 60


async def request_person(work: Work, *, conversation_id: int, reason: str = "") -> Handoff:
    """By the customer. A handoff that is under way is the answer to a second request. From the
    commit on, a job sees to it that it goes on."""
    conversation = await conversations.lock(work, conversation_id)
    if conversation.customer_id != work.actor.id:
        raise NotTheirs
    return await request(work, conversation, because="asked", reason=reason)


async def request(
    work: Work, conversation: conversations.Conversation, *, because: Because, reason: str = ""
) -> Handoff:
    """In a locked conversation."""
    tidy = " ".join(reason.split())[:LONGEST_REASON]
    made = await work.one(
        Id, queries.REQUEST, conversation.id, conversation.customer_id, because, tidy
    )
    if made is None:
        known = await work.one(Id, queries.UNFINISHED, conversation.id)
        if known is None:
            raise HandoffNotFound
        return await _one(work, known.id)
    await work.run(queries.STEP, made.id, "requested", because)
    await work.later(ADVANCE, key=f"now {made.id}", handoff_id=made.id)
    work.record(
        HandoffMoved(
            handoff_id=made.id, conversation_id=conversation.id,
            customer_id=conversation.customer_id, state="requested",
        )
    )  # fmt: skip
    return await _one(work, made.id)


async def step(work: Work, *, handoff_id: int) -> Handoff | None:
    """One transition, if one is due; None if it stays where it is (or is gone)."""
    known = await work.one(Handoff, queries.GET, handoff_id)
    if known is None or known.state == "done":
        return None
    conversation = await conversations.lock(work, known.conversation_id)
    handoff = await work.one(Handoff, queries.GET_FOR_UPDATE, handoff_id)
    if handoff is None or handoff.state == "done":
        return None
    session = await _session_of(work, handoff)
    match handoff.state:
        case "requested":
            return await _begin(work, conversation, handoff, session)
        case "queued":
            return await _wait(work, conversation, handoff, session)
        case "joined" if session is None or session.status == "ended":
            return await _move(work, conversation, handoff, "done", ending="helped")
        case "joined" if session is not None and session.status == "waiting":
            return await _queue(work, conversation, handoff, session, datetime.now(UTC))
        case "ticketed":
            return await _tell(work, conversation, handoff)
    return None


async def _begin(
    work: Work, conversation: conversations.Conversation, handoff: Handoff,
    session: conversations.Session | None,
) -> Handoff:  # fmt: skip
    """Into the queue if there is anybody who could come; else it becomes a ticket at once."""
    if conversation.state == "active" and session is None:
        return await _move(work, conversation, handoff, "joined", note="somebody is here already")
    summary = await _summary(work, conversation.id)
    if handoff.because == "unsure":
        return await _open_ticket(work, conversation, handoff, "the chatbot did not know", summary)
    if session is None:
        if not await somebody_could_come(work):
            return await _open_ticket(work, conversation, handoff, "nobody is available", summary)
        session = await conversations.request_session(
            work, type="chat", reason=handoff.reason or summary[:LONGEST_REASON],
            conversation_id=conversation.id,
        )  # fmt: skip
    if session.status == "active":
        return await _move(
            work, conversation, handoff, "joined", session_id=session.id, summary=summary
        )
    return await _queue(work, conversation, handoff, session, handoff.requested_at, summary)


async def _queue(
    work: Work, conversation: conversations.Conversation, handoff: Handoff,
    session: conversations.Session, since: datetime, summary: str | None = None,
) -> Handoff:  # fmt: skip
    """Also anew, where an agent gave the session back."""
    patience = timedelta(seconds=await patience_s(work))
    deadline = max(since + patience, datetime.now(UTC))
    look = deadline + timedelta(seconds=1)
    await work.later(
        ADVANCE, key=f"due {handoff.id} {look.timestamp():.0f}", at=look, handoff_id=handoff.id
    )
    return await _move(
        work, conversation, handoff, "queued", session_id=session.id, summary=summary,
        deadline=deadline,
    )  # fmt: skip


async def _wait(
    work: Work, conversation: conversations.Conversation, handoff: Handoff,
    session: conversations.Session | None,
) -> Handoff | None:  # fmt: skip
    """Somebody came; the customer left; or it took too long."""
    if session is not None and session.agent_id is not None:
        return await _move(work, conversation, handoff, "joined")
    if session is None or session.status == "ended":
        if session is not None and session.ended_because == "nobody_came":
            return await _open_ticket(work, conversation, handoff, "nobody came")
        return await _move(work, conversation, handoff, "done", ending="withdrawn")
    if not handoff.is_due:
        return None
    answered = await _was_answered(work, handoff)
    because = "answered" if answered else "nobody_came"
    await conversations.end_session(work, session_id=session.id, because=because)
    if answered:
        await _open_again(work, conversation.id, for_assistant=False)
        return await _move(work, conversation, handoff, "joined", note="answered without joining")
    return await _open_ticket(work, conversation, handoff, "nobody joined in time")


async def _open_ticket(
    work: Work, conversation: conversations.Conversation, handoff: Handoff, note: str,
    summary: str | None = None,
) -> Handoff:  # fmt: skip
    """And the conversation is the assistant's again, where it was."""
    ticket = await tickets.create_from_chat(
        work, conversation_id=conversation.id, reason=handoff.reason
    )
    await _open_again(work, conversation.id, for_assistant=True)
    await work.run(chatbot_queries.SET_TICKET, conversation.id, ticket.id)
    return await _move(
        work, conversation, handoff, "ticketed", ticket_id=ticket.id, note=note, summary=summary
    )


async def _open_again(work: Work, conversation_id: int, *, for_assistant: bool) -> None:
    """What ended with its session: the customer may go on."""
    now = await conversations.lock(work, conversation_id)
    if now.state in ("waiting", "ended") and now.session_id is None:
        await conversations.change_state(
            work, now, "open", assigned_to=now.assigned_to,
            assistant_answers=for_assistant and now.channel in ("chatbot", "widget"),
        )  # fmt: skip


async def _tell(work: Work, conversation: conversations.Conversation, handoff: Handoff) -> Handoff:
    """What became of it; with the same commit it is done, so it is told once. Where the chatbot
    has told it already, or a person has come meanwhile, there is nothing to tell."""
    if handoff.because == "asked":
        name = "nobody" if handoff.session_id is None else "too_long"
        words = phrase(name, conversation.language or "en", ticket=handoff.ticket_id)
        await conversations.say_as_assistant(work, conversation_id=conversation.id, content=words)
    return await _move(work, conversation, handoff, "done", ending="ticket")


async def somebody_could_come(work: Work) -> bool:
    """Somebody is available or busy. Where nobody of the staff ever said what they are, the tenant
    does not use availability, and a session waits for whoever looks."""
    team = await staffing.team(work)
    if all(one.since is None for one in team):
        return bool(team)
    return any(one.state in ("available", "busy") for one in team)


async def patience_s(work: Work) -> int:
    """How long a customer waits for a person before a ticket is opened instead."""
    return await work.value(int, chatbot_queries.SETTINGS) or PATIENCE_S


async def show_patience_s(work: Work) -> int:
    """The same for staff who ask."""
    policy.require_may_see_turns(work.actor)
    return await patience_s(work)


async def set_patience_s(work: Work, *, seconds: int) -> None:
    policy.require_may_set(work.actor)
    if seconds != await patience_s(work):
        await work.run(chatbot_queries.SET_SETTINGS, seconds)
        work.record(HandoffPatienceChanged(seconds=seconds))


async def latest_for_staff(work: Work, *, conversation_id: int) -> Seen:
    """With the summary, for whoever may join."""
    policy.require_may_see_turns(work.actor)
    return await latest(work, conversation_id=conversation_id)


async def latest(work: Work, *, conversation_id: int) -> Seen:
    """The latest handoff of a conversation one may see; HandoffNotFound if there was none."""
    conversation = await conversations.get(work, conversation_id=conversation_id)
    handoff = await work.one(Handoff, queries.LATEST, conversation_id)
    if handoff is None:
        raise HandoffNotFound
    return await seen(work, conversation, handoff)


async def seen(work: Work, conversation: conversations.Conversation, handoff: Handoff) -> Seen:
    steps = await work.many(Step, queries.STEPS, handoff.id)
    position = conversation.session_position if handoff.state == "queued" else None
    pace = await conversations.pace(work) if position else None
    wait = None if position is None or pace is None else position * pace
    return Seen(handoff, position, wait, steps)


async def _session_of(work: Work, handoff: Handoff) -> conversations.Session | None:
    """The handoff's, or one for which the customer already waits in this conversation."""
    if handoff.session_id is not None:
        return await conversations.get_session(work, session_id=handoff.session_id)
    found = await conversations.list_sessions(
        work, type="chat", conversation_id=handoff.conversation_id, limit=1
    )
    return found[0] if found and found[0].status != "ended" else None


async def _was_answered(work: Work, handoff: Handoff) -> bool:
    """Whether staff wrote to the customer without joining the session."""
    said = await conversations.latest_messages(
        work, conversation_id=handoff.conversation_id, limit=20
    )
    since = handoff.requested_at.replace(microsecond=0)
    return any(one.is_by_staff and one.sender_id != 0 and one.created_at >= since for one in said)


async def _summary(work: Work, conversation_id: int) -> str:
    lines = await conversations.lines_of(work, conversation_id=conversation_id, limit=MOST_LINES)
    return (await knowledge.summarise(lines)).text[:LONGEST_SUMMARY]


async def _move(
    work: Work, conversation: conversations.Conversation, handoff: Handoff, state: State, *,
    session_id: int | None = None, ticket_id: int | None = None, summary: str | None = None,
    deadline: datetime | None = None, ending: Ending | None = None, note: str = "",
) -> Handoff:  # fmt: skip
    if state not in MOVES[handoff.state]:
        raise ValueError(f"No handoff goes from {handoff.state} to {state}")
    await work.run(
        queries.MOVE, handoff.id, state, session_id, ticket_id, summary, deadline, ending, note
    )
    work.record(
        HandoffMoved(
            handoff_id=handoff.id, conversation_id=conversation.id,
            customer_id=conversation.customer_id, state=state,
        )
    )  # fmt: skip
    return await _one(work, handoff.id)


async def _one(work: Work, handoff_id: int) -> Handoff:
    handoff = await work.one(Handoff, queries.GET, handoff_id)
    if handoff is None:
        raise HandoffNotFound
    return handoff
