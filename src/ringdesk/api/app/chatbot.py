"""The chatbot for the web app and the widget: a person is asked for, an answer is judged."""

from typing import Annotated

from litestar import Router, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from ringdesk.api.app.conversations import shown_one
from ringdesk.api.desk import InDesk
from ringdesk.api.door import Caller, In, InVisit, InWork, raises
from ringdesk.domains import chatbot, conversations
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.chatbot import HandoffForStaffOut, TurnOut
from ringdesk.wire.conversations import ConversationOut

Reason = Annotated[str, Meta(max_length=1000)]


class ToPerson(In, frozen=True):
    reason: Reason = ""


class Judge(In, frozen=True):
    verdict: chatbot.Verdict


class ChatbotSettingsOut(Struct, frozen=True):
    """`handoff_patience_s`: seconds that a customer waits for a person before a ticket is opened
    instead."""

    handoff_patience_s: int


class ChatbotSettingsIn(In, frozen=True):
    handoff_patience_s: Annotated[int, Meta(ge=30, le=86_400)]


@post(
    "/conversations/{conversation_id:int}/person", status_code=200,
    responses=raises(conversations.ConversationNotFound, chatbot.NotTheirs),
)  # fmt: skip
async def ask_for_person(
    conversation_id: FromPath[int], actor: Caller, visit: InVisit, desk: InDesk,
    data: JSONBody[ToPerson | None] = None,
) -> ConversationOut:  # fmt: skip
    """Talk to a person: the chat waits in the queue, or becomes a ticket if nobody is there. To ask
    again changes nothing."""
    await chatbot.Chatbot(desk.office, desk.models).bring_person(
        actor, conversation_id=conversation_id, reason=data.reason if data else "",
        origin=visit.origin,
    )  # fmt: skip
    async with desk.office.open(actor, visit.origin) as work:
        found = await conversations.get(work, conversation_id=conversation_id)
        return await shown_one(work, found)


@get(
    "/conversations/{conversation_id:int}/handoff",
    responses=raises(NotAllowed, conversations.ConversationNotFound, chatbot.HandoffNotFound),
)
async def handoff(conversation_id: FromPath[int], work: InWork) -> HandoffForStaffOut:
    """Why the customer was handed over, what was said before, and every step since (staff)."""
    seen = await chatbot.latest_handoff_for_staff(work, conversation_id=conversation_id)
    return HandoffForStaffOut.of(seen)


@put("/chatbot/turns/{turn_id:int}/verdict", responses=raises(NotAllowed, chatbot.TurnNotFound))
async def judge(turn_id: FromPath[int], data: JSONBody[Judge], work: InWork) -> TurnOut:
    """Say whether an answer was right (staff)."""
    return TurnOut.of(await chatbot.judge(work, turn_id=turn_id, verdict=data.verdict))


@get("/chatbot/settings", responses=raises(NotAllowed))
async def get_settings(work: InWork) -> ChatbotSettingsOut:
    """How long customers wait for a person (staff)."""
    return ChatbotSettingsOut(await chatbot.show_patience_s(work))


@put("/chatbot/settings", responses=raises(NotAllowed))
async def set_settings(data: JSONBody[ChatbotSettingsIn], work: InWork) -> ChatbotSettingsOut:
    """Change it (administrators)."""
    await chatbot.set_patience_s(work, seconds=data.handoff_patience_s)
    return ChatbotSettingsOut(await chatbot.show_patience_s(work))


router = Router(
    "/api/app",
    route_handlers=[ask_for_person, handoff, judge, get_settings, set_settings],
    tags=["chatbot"],
)
