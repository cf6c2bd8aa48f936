"""Calls that come in: numbers of ours, their menus, queues (supervisors); who waits (staff)."""

from typing import Annotated, Any, Self

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, Raw, Struct, UnsetType, json

from ringdesk.api.door import Id, In, InWork, Said, raises
from ringdesk.domains import calls
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.wire.times import Time, utc, utc_or_none

Name = Annotated[str, Meta(min_length=1, max_length=80)]
Text = Annotated[str, Meta(max_length=1000)]
Skill = Annotated[str, Meta(min_length=1, max_length=40)]
MOST_MENU_BYTES = 64 * 1024


class QueueIn(In, frozen=True, kw_only=True):
    """What is not given stays, or is as usual for a new one. Seconds. `ring_s`: so long it rings at
    an agent before the next is asked; 0 connects at once."""

    name: Name | UnsetType = UNSET
    skills: Annotated[list[Skill], Meta(max_length=20)] | UnsetType = UNSET
    wait_s: Annotated[int, Meta(ge=10, le=7200)] | UnsetType = UNSET
    most_waiting: Annotated[int, Meta(ge=1, le=1000)] | UnsetType = UNSET
    overflow: calls.Overflow | UnsetType = UNSET
    ring_s: Annotated[int, Meta(ge=0, le=120)] | UnsetType = UNSET

    def changes(self) -> calls.QueueChanges:
        return calls.QueueChanges(
            name=self.name, skills=self.skills, wait_s=self.wait_s,
            most_waiting=self.most_waiting, overflow=self.overflow, ring_s=self.ring_s,
        )  # fmt: skip


class QueueOut(Struct, frozen=True):
    id: int
    name: str
    skills: list[str]
    wait_s: int
    most_waiting: int
    overflow: calls.Overflow
    ring_s: int

    @classmethod
    def of(cls, q: calls.InboundQueue) -> Self:
        return cls(q.id, q.name, q.skills, q.wait_s, q.most_waiting, q.overflow, q.ring_s)


class NumberIn(In, frozen=True, kw_only=True):
    """`menu`: {do: menu, say, keys: {"1": branch}}; a branch does queue {queue_id}, menu, number
    {number}, callback, hang_up {say} or opt_out {say}, after which we never call them. Null:
    everybody goes to the queue. `hours`: when somebody answers, by the clock of `time_zone`; null
    is always."""

    number: Annotated[str, Meta(min_length=3, max_length=40)] | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=80)] | UnsetType = UNSET
    greeting: Text | UnsetType = UNSET
    language: Annotated[str, Meta(pattern=r"^[a-z]{2}-[A-Z]{2}$")] | UnsetType = UNSET
    menu: dict[str, Any] | UnsetType | None = UNSET
    queue_id: Id | UnsetType = UNSET
    hours: Annotated[str, Meta(max_length=200)] | UnsetType | None = UNSET
    time_zone: Annotated[str, Meta(max_length=64)] | UnsetType = UNSET
    closed_text: Text | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET

    def changes(self) -> calls.NumberChanges:
        return calls.NumberChanges(
            number=self.number, name=self.name, greeting=self.greeting, language=self.language,
            menu=menu_as_text(self.menu), queue_id=self.queue_id, hours=self.hours,
            time_zone=self.time_zone, closed_text=self.closed_text, enabled=self.enabled,
        )  # fmt: skip


def menu_as_text(menu: dict[str, Any] | UnsetType | None) -> str | UnsetType | None:
    if not isinstance(menu, dict):
        return menu
    text = json.encode(menu)
    if len(text) > MOST_MENU_BYTES:
        raise Invalid.field("menu", f"{MOST_MENU_BYTES} bytes at most")
    return text.decode()


class NumberOut(Struct, frozen=True):
    id: int
    number: str
    name: str
    greeting: str
    language: str
    menu: Raw | None
    queue_id: int
    hours: str | None
    time_zone: str
    closed_text: str
    enabled: bool

    @classmethod
    def of(cls, n: calls.InboundNumber) -> Self:
        menu = None if n.menu is None else Raw(n.menu.encode())
        return cls(
            n.id, n.number, n.name, n.greeting, n.language, menu, n.queue_id, n.hours,
            n.time_zone, n.closed_text, n.enabled,
        )  # fmt: skip


class WaitingOut(Struct, frozen=True):
    """`offered_to`: at whom it rings, until `offer_ends_at`."""

    call_id: int
    queue_id: int
    queue_name: str
    skills: list[str]
    since: Time
    number: str
    name: str
    position: int
    offered_to: int | None
    offered_name: str
    offer_ends_at: Time | None

    @classmethod
    def of(cls, w: calls.Waiting) -> Self:
        return cls(
            w.call_id, w.queue_id, w.queue_name, w.skills, utc(w.queued_at), w.number, w.name,
            w.position, w.offered_to, w.offered_name, utc_or_none(w.offer_ends_at),
        )  # fmt: skip


@get("/waiting", responses=raises(NotAllowed))
async def waiting(work: InWork) -> list[WaitingOut]:
    """Who waits for an agent, the longest first (staff who may see calls)."""
    return [WaitingOut.of(one) for one in await calls.waiting(work)]


class AnsweringOut(Struct, frozen=True):
    """How often it rang at somebody in the last day, and what they did not take."""

    agent_id: int
    full_name: str
    offered: int
    declined: int
    unanswered: int


@get("/answering", responses=raises(calls.MayNotSupervise))
async def answering(work: InWork) -> list[AnsweringOut]:
    """At whom calls rang in the last day (whoever supervises calls)."""
    return [
        AnsweringOut(one.agent_id, one.full_name, one.offered, one.declined, one.unanswered)
        for one in await calls.answering(work)
    ]


@post(
    "/calls/{call_id:int}/accept", status_code=200,
    responses=raises(
        calls.MayNotCall, calls.CallNotFound, calls.NotRinging, calls.PersonBusy,
        calls.CallNotLive,
    ),
)  # fmt: skip
async def accept(call_id: FromPath[int], work: InWork) -> Said:
    """Take the call that rings at oneself."""
    await calls.accept(work, call_id=call_id)
    return Said("Connected")


@post(
    "/calls/{call_id:int}/decline", status_code=200,
    responses=raises(calls.MayNotCall, calls.CallNotFound, calls.NotRinging),
)  # fmt: skip
async def decline(call_id: FromPath[int], work: InWork) -> Said:
    """Let the call that rings at oneself go on to the next. It is counted."""
    await calls.decline(work, call_id=call_id)
    return Said("It goes on to the next")


@get("/queues", responses=raises(calls.MayNotSupervise))
async def list_queues(work: InWork) -> list[QueueOut]:
    """All queues, by name (whoever supervises calls)."""
    return [QueueOut.of(one) for one in await calls.list_queues(work)]


@post("/queues", responses=raises(calls.MayNotSupervise, calls.InboundTaken))
async def create_queue(data: JSONBody[QueueIn], work: InWork) -> Response[QueueOut]:
    """Make a queue (whoever supervises calls)."""
    made = await calls.create_queue(work, data.changes())
    return Response(QueueOut.of(made), headers={"Location": f"/api/app/inbound/queues/{made.id}"})


@get("/queues/{queue_id:int}", responses=raises(calls.MayNotSupervise, calls.InboundNotFound))
async def get_queue(queue_id: FromPath[int], work: InWork) -> QueueOut:
    """One queue (whoever supervises calls)."""
    return QueueOut.of(await calls.get_queue(work, queue_id=queue_id))


@put(
    "/queues/{queue_id:int}",
    responses=raises(calls.MayNotSupervise, calls.InboundNotFound, calls.InboundTaken),
)
async def change_queue(queue_id: FromPath[int], data: JSONBody[QueueIn], work: InWork) -> QueueOut:
    """Change the fields given (whoever supervises calls)."""
    return QueueOut.of(await calls.change_queue(work, queue_id=queue_id, changes=data.changes()))


@delete(
    "/queues/{queue_id:int}", status_code=200,
    responses=raises(calls.MayNotSupervise, calls.InboundNotFound, calls.QueueInUse),
)  # fmt: skip
async def remove_queue(queue_id: FromPath[int], work: InWork) -> Said:
    """Remove a queue to which nothing leads (whoever supervises calls)."""
    await calls.remove_queue(work, queue_id=queue_id)
    return Said("Queue removed")


@get("/numbers", responses=raises(calls.MayNotSupervise))
async def list_numbers(work: InWork) -> list[NumberOut]:
    """All numbers of ours (whoever supervises calls)."""
    return [NumberOut.of(one) for one in await calls.list_numbers(work)]


@post("/numbers", responses=raises(calls.MayNotSupervise, calls.InboundTaken))
async def create_number(data: JSONBody[NumberIn], work: InWork) -> Response[NumberOut]:
    """Set up a number of ours (whoever supervises calls)."""
    made = await calls.create_number(work, data.changes())
    return Response(NumberOut.of(made), headers={"Location": f"/api/app/inbound/numbers/{made.id}"})


@get("/numbers/{number_id:int}", responses=raises(calls.MayNotSupervise, calls.InboundNotFound))
async def get_number(number_id: FromPath[int], work: InWork) -> NumberOut:
    """One number of ours (whoever supervises calls)."""
    return NumberOut.of(await calls.get_number(work, number_id=number_id))


@put(
    "/numbers/{number_id:int}",
    responses=raises(calls.MayNotSupervise, calls.InboundNotFound, calls.InboundTaken),
)
async def change_number(
    number_id: FromPath[int], data: JSONBody[NumberIn], work: InWork
) -> NumberOut:
    """Change the fields given (whoever supervises calls)."""
    changed = await calls.change_number(work, number_id=number_id, changes=data.changes())
    return NumberOut.of(changed)


@delete(
    "/numbers/{number_id:int}", status_code=200,
    responses=raises(calls.MayNotSupervise, calls.InboundNotFound),
)  # fmt: skip
async def remove_number(number_id: FromPath[int], work: InWork) -> Said:
    """Answer this number no more (whoever supervises calls). Its calls stay."""
    await calls.remove_number(work, number_id=number_id)
    return Said("Number removed")


router = Router(
    "/api/app/inbound",
    route_handlers=[
        waiting, answering, accept, decline, list_queues, create_queue, get_queue,
        change_queue, remove_queue, list_numbers, create_number, get_number, change_number,
        remove_number,
    ],
    tags=["calls"],
)  # fmt: skip
