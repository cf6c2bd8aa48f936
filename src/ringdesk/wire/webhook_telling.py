"""How webhooks tell of a kind of fact. `data` names ids first, then the
thing in the shape in which REST shows it, as it is when it is sent. Without the endpoint's choice
(`include_notes`) nothing that staff wrote for themselves is in it."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ringdesk.domains import (
    calls,
    campaigns,
    conversations,
    leads,
    messaging,
    operations,
    staffing,
    tickets,
    webhooks,
)
from ringdesk.kernel.events import Event, Fact
from ringdesk.kernel.work import Work
from ringdesk.wire.calls import CallOut
from ringdesk.wire.campaigns import CampaignOut
from ringdesk.wire.conversations import ChatMessageOut, ConversationOut, SessionOut
from ringdesk.wire.leads import LeadOut
from ringdesk.wire.messages import MessageOut as WrittenOut
from ringdesk.wire.operations import AlertOut
from ringdesk.wire.staffing import ColleagueOut
from ringdesk.wire.tickets import MessageOut, TicketOut

Data: TypeAlias = dict[str, object]
Show: TypeAlias = Callable[[Work, int, bool], Awaitable[object]]


async def ticket(work: Work, ticket_id: int, _: bool) -> TicketOut:
    return TicketOut.of(await tickets.get(work, ticket_id=ticket_id))


async def lead(work: Work, lead_id: int, include_notes: bool) -> LeadOut:
    shown = LeadOut.of(await leads.get(work, lead_id=lead_id))
    return shown if include_notes else replace(shown, notes="")


async def call(work: Work, call_id: int, include_notes: bool) -> CallOut:
    shown = CallOut.of(await calls.get(work, call_id=call_id))
    return shown if include_notes else replace(shown, notes="")


async def campaign(work: Work, campaign_id: int, _: bool) -> CampaignOut:
    found = await campaigns.get(work, campaign_id=campaign_id)
    counts = (await leads.counts_of_campaigns(work)).get(campaign_id, {})
    return CampaignOut.of(found, dict.fromkeys(leads.DIAL_STATUSES, 0) | counts)


async def conversation(work: Work, conversation_id: int, include_notes: bool) -> ConversationOut:
    found = await conversations.get(work, conversation_id=conversation_id)
    return ConversationOut.of(found, for_staff=include_notes)


async def session(work: Work, session_id: int, _: bool) -> SessionOut:
    return SessionOut.of(await conversations.get_session(work, session_id=session_id))


async def written(work: Work, message_id: int, _: bool) -> WrittenOut | None:
    """None of mails of accounts: not even that there was one, to whatever workspace it belongs."""
    if await messaging.is_confidential(work, message_id=message_id):
        return None
    return WrittenOut.of(await messaging.get_message(work, number=f"msg_{message_id}"))


async def alert(work: Work, alert_id: int, _: bool) -> AlertOut:
    return AlertOut.of(await operations.get_alert(work, alert_id=alert_id))


def of_thing(name: str, subject: str, show: Show, *extra: str) -> webhooks.Tell:
    """`extra`: fields of the fact that are told besides. What shows None is not told of at all."""

    async def tell(work: Work, fact: Fact[Any], include_notes: bool) -> Data | None:
        thing_id = getattr(fact.event, subject)
        data: Data = {"id": thing_id}
        for field in extra:
            data[EXTRA_NAMES.get(field, field)] = getattr(fact.event, field, None)
        shown = await show(work, thing_id, include_notes)
        return None if shown is None else {**data, name: shown}

    return tell


EXTRA_NAMES = {"fields": "changed"}


def of_fact(subject: str | None, *extra: str) -> webhooks.Tell:
    """Where there is nothing left to show, or nothing to show but the fact."""

    async def tell(_: Work, fact: Fact[Any], __: bool) -> Data:
        data: Data = {} if subject is None else {"id": getattr(fact.event, subject)}
        return {**data, **{field: getattr(fact.event, field) for field in extra}}

    return tell


async def ticket_message(
    work: Work, fact: Fact[tickets.MessagePosted], include_notes: bool
) -> Data | None:
    event = fact.event
    if event.internal and not include_notes:
        return None
    found = await tickets.get_message(work, ticket_id=event.ticket_id, message_id=event.message_id)
    return {"id": event.message_id, "ticket_id": event.ticket_id, "message": MessageOut.of(found)}


async def chat_message(
    work: Work, fact: Fact[conversations.MessageSaid], include_notes: bool
) -> Data | None:
    """What people and the assistant say; not who came and went."""
    event = fact.event
    if event.internal and not include_notes:
        return None
    found = await conversations.get_message(work, message_id=event.message_id)
    if found.kind != "said":
        return None
    return {
        "id": event.message_id, "conversation_id": event.conversation_id,
        "ticket_id": event.ticket_id,
        "message": ChatMessageOut.of(found, for_staff=include_notes),
    }  # fmt: skip


async def colleague(work: Work, fact: Fact[staffing.AvailabilityChanged], _: bool) -> Data:
    who = await staffing.colleague(work, person_id=fact.event.person_id)
    return {"id": fact.event.person_id, "was": fact.event.was, "agent": ColleagueOut.of(who)}


class Told(Struct, frozen=True, kw_only=True):
    """How a group of topics tells of its thing."""

    name: str
    subject: str
    show: Show
    id: int  # of the example
    example: object

    def topic(
        self, type: str, description: str, *kinds: type[Event], extra: tuple[str, ...] = (),
        told: dict[str, object] | None = None,
    ) -> webhooks.Topic:  # fmt: skip
        """`told`: what the example says for `extra`."""
        example = {
            "id": self.id,
            **(told or {}),
            self.name: self.example,
        }
        return webhooks.Topic(
            type=type, description=description, kinds=kinds, subject=self.subject,
            tell=of_thing(self.name, self.subject, self.show, *extra), example=example,
        )  # fmt: skip


def fact_topic(
    type: str, description: str, kind: type[Event], subject: str | None, example: Data,
    *extra: str,
) -> webhooks.Topic:  # fmt: skip
    return webhooks.Topic(
        type=type, description=description, kinds=(kind,), subject=subject or "",
        tell=of_fact(subject, *extra), example=example,
    )  # fmt: skip
