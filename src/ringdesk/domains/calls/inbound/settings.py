"""Numbers of ours and queues, as administrators set them up."""

from msgspec import UNSET, structs

from ringdesk.domains import compliance, staffing, telephony
from ringdesk.domains.calls.errors import (
    InboundNotFound,
    InboundTaken,
    MayNotSupervise,
    QueueInUse,
)
from ringdesk.domains.calls.inbound import flow, queries
from ringdesk.domains.calls.inbound.models import (
    InboundNumber,
    InboundQueue,
    NumberChanges,
    QueueChanges,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST = 200
LONGEST_NAME, LONGEST_TEXT = 80, 1000
LEAST_WAIT_S, LONGEST_WAIT_S, MOST_WAITING = 10, 7200, 1000
RING_S, LONGEST_RING_S = 20, 120


def require_may_look(work: Work) -> None:
    if not (work.actor.has("calls:supervise") and work.actor.has("settings:read")):
        raise MayNotSupervise


def require_may_change(work: Work) -> None:
    require_may_look(work)
    if not work.actor.has("settings:write"):
        raise MayNotSupervise


async def list_queues(work: Work) -> list[InboundQueue]:
    require_may_look(work)
    return await work.many(InboundQueue, queries.QUEUES)


async def get_queue(work: Work, *, queue_id: int) -> InboundQueue:
    """InboundNotFound."""
    require_may_look(work)
    return await require_queue(work, queue_id)


async def create_queue(work: Work, changes: QueueChanges) -> InboundQueue:
    """InboundTaken for a name that is in use."""
    require_may_change(work)
    if (await work.value(int, queries.COUNT_QUEUES) or 0) >= MOST:
        raise Invalid.field("name", f"{MOST} queues at most")
    if changes.name is UNSET:
        raise Invalid.field("name", "This field is required")
    new = InboundQueue(0, "", [], 600, 50, "callback", RING_S)
    return await write_queue(work, queries.ADD_QUEUE, (), tidy_queue(new, changes))


async def change_queue(work: Work, *, queue_id: int, changes: QueueChanges) -> InboundQueue:
    """InboundNotFound, InboundTaken."""
    require_may_change(work)
    before = await require_queue(work, queue_id)
    return await write_queue(work, queries.CHANGE_QUEUE, (queue_id,), tidy_queue(before, changes))


async def write_queue(
    work: Work, statement: str, first: tuple[int, ...], queue: InboundQueue
) -> InboundQueue:
    made = await work.one(
        InboundQueue, statement, *first, queue.name, queue.skills, queue.wait_s,
        queue.most_waiting, queue.overflow, queue.ring_s,
    )  # fmt: skip
    if made is None:
        raise InboundTaken
    return made


async def remove_queue(work: Work, *, queue_id: int) -> None:
    """QueueInUse while a number leads to it, or somebody waits in it."""
    require_may_change(work)
    await require_queue(work, queue_id)
    if await work.value(bool, queries.QUEUE_IS_USED, queue_id):
        raise QueueInUse
    await work.run(queries.FORGET_QUEUE, queue_id)


async def require_queue(work: Work, queue_id: int) -> InboundQueue:
    found = await work.one(InboundQueue, queries.QUEUE, queue_id)
    if found is None:
        raise InboundNotFound
    return found


def tidy_queue(before: InboundQueue, changes: QueueChanges) -> InboundQueue:
    given = {
        name: value for name, value in structs.asdict(changes).items() if value is not UNSET
    }  # fmt: skip
    after = structs.replace(before, **given)
    if not LEAST_WAIT_S <= after.wait_s <= LONGEST_WAIT_S:
        raise Invalid.field("wait_s", f"{LEAST_WAIT_S} to {LONGEST_WAIT_S} seconds")
    if not 1 <= after.most_waiting <= MOST_WAITING:
        raise Invalid.field("most_waiting", f"1 to {MOST_WAITING}")
    if after.ring_s != 0 and not 5 <= after.ring_s <= LONGEST_RING_S:
        raise Invalid.field("ring_s", f"5 to {LONGEST_RING_S} seconds, or 0 to connect at once")
    return structs.replace(
        after, name=tidy("name", after.name, LONGEST_NAME),
        skills=staffing.tidy_skills(after.skills),
    )  # fmt: skip


async def list_numbers(work: Work) -> list[InboundNumber]:
    require_may_look(work)
    return await work.many(InboundNumber, queries.NUMBERS)


async def get_number(work: Work, *, number_id: int) -> InboundNumber:
    """InboundNotFound."""
    require_may_look(work)
    found = await work.one(InboundNumber, queries.NUMBER, number_id)
    if found is None:
        raise InboundNotFound
    return found


async def create_number(work: Work, changes: NumberChanges) -> InboundNumber:
    """InboundTaken for a number that is there already; Invalid."""
    require_may_change(work)
    if (await work.value(int, queries.COUNT_NUMBERS) or 0) >= MOST:
        raise Invalid.field("number", f"{MOST} numbers at most")
    for name in ("number", "queue_id"):
        if getattr(changes, name) is UNSET:
            raise Invalid.field(name, "This field is required")
    new = InboundNumber(0, "", "", "", "en-US", None, 0, None, "UTC", "", enabled=True)
    return await write_number(work, queries.ADD_NUMBER, (), await tidy_number(work, new, changes))


async def change_number(work: Work, *, number_id: int, changes: NumberChanges) -> InboundNumber:
    """InboundNotFound, InboundTaken; Invalid."""
    require_may_change(work)
    before = await get_number(work, number_id=number_id)
    after = await tidy_number(work, before, changes)
    return await write_number(work, queries.CHANGE_NUMBER, (number_id,), after)


async def write_number(
    work: Work, statement: str, first: tuple[int, ...], one: InboundNumber
) -> InboundNumber:
    made = await work.one(
        InboundNumber, statement, *first, one.number, one.name, one.greeting, one.language,
        one.menu, one.queue_id, one.hours, one.time_zone, one.closed_text, one.enabled,
    )  # fmt: skip
    if made is None:
        raise InboundTaken
    return made


async def remove_number(work: Work, *, number_id: int) -> None:
    """Its calls stay; where they stood in its menu is forgotten. InboundNotFound."""
    require_may_change(work)
    if not await work.run(queries.REMOVE_NUMBER, number_id):
        raise InboundNotFound


async def tidy_number(work: Work, before: InboundNumber, changes: NumberChanges) -> InboundNumber:
    given = {
        name: value for name, value in structs.asdict(changes).items() if value is not UNSET
    }  # fmt: skip
    after = structs.replace(before, **given)
    number = telephony.number(after.number)
    hours = None if after.hours is None else str(compliance.Hours.parse(after.hours))
    if not compliance.is_zone(after.time_zone):
        raise Invalid.field("time_zone", "The name of a time zone, as Europe/Berlin")
    known = {one.id for one in await work.many(InboundQueue, queries.QUEUES)}
    named = set() if after.menu is None else flow.queues_of(flow.parse(after.menu))
    if after.queue_id not in known:
        raise Invalid.field("queue_id", "There is no such queue")
    if not named <= known:
        raise Invalid.field("menu", "It names a queue that is not there")
    return structs.replace(
        after, number=number.e164, hours=hours,
        name=tidy("name", after.name, LONGEST_NAME, least=0),
        greeting=tidy("greeting", after.greeting, LONGEST_TEXT, least=0),
        closed_text=tidy("closed_text", after.closed_text, LONGEST_TEXT, least=0),
    )  # fmt: skip


def tidy(field: str, text: str, longest: int, *, least: int = 1) -> str:
    tidied = " ".join(text.split())
    if not least <= len(tidied) <= longest:
        raise Invalid.field(field, f"{least} to {longest} letters")
    return tidied
