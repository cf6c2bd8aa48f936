"""Reports that come by themselves: when, of what days, in which form, to whom."""

from datetime import UTC, datetime, time

from msgspec import Struct, structs

from ringdesk.domains.messaging import addresses
from ringdesk.domains.reporting import policy, queries
from ringdesk.domains.reporting.errors import ScheduleNotFound, TooManySchedules
from ringdesk.domains.reporting.events import (
    ReportScheduleChanged,
    ReportScheduleCreated,
    ReportScheduleDeleted,
)
from ringdesk.domains.reporting.models import Frequency, NewSchedule, Schedule
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_SCHEDULES, MOST_RECIPIENTS = 200, 20


class Turn(Struct, frozen=True):
    """When it comes next, and the zone in which that was reckoned."""

    at: datetime
    zone: str


async def create_schedule(work: Work, given: NewSchedule) -> Schedule:
    """Needs `analytics:read`: what it sends, its maker may see."""
    policy.require_numbers(work.actor)
    given = checked(given)
    turn = await turn_after(work, given, datetime.now(UTC))
    made = await work.value(
        int, queries.INSERT_SCHEDULE, *columns(given, turn), work.actor.id, MOST_SCHEDULES
    )
    if made is None:
        raise TooManySchedules(most=MOST_SCHEDULES)
    work.record(ReportScheduleCreated(schedule_id=made))
    return await get_schedule(work, schedule_id=made)


async def change_schedule(work: Work, *, schedule_id: int, given: NewSchedule) -> Schedule:
    """All of it anew. It goes on with the rights of who changed it."""
    policy.require_numbers(work.actor)
    before = await work.one(Schedule, queries.LOCK_SCHEDULE, schedule_id)
    if before is None:
        raise ScheduleNotFound
    given = checked(given)
    fields = tuple(
        name for name in structs.asdict(given) if getattr(given, name) != getattr(before, name)
    )
    turn = await turn_after(work, given, datetime.now(UTC))
    await work.run(queries.CHANGE_SCHEDULE, schedule_id, *columns(given, turn), work.actor.id)
    if fields:
        work.record(ReportScheduleChanged(schedule_id=schedule_id, fields=fields))
    return await get_schedule(work, schedule_id=schedule_id)


async def get_schedule(work: Work, *, schedule_id: int) -> Schedule:
    policy.require_numbers(work.actor)
    found = await work.one(Schedule, queries.SCHEDULE, schedule_id)
    if found is None:
        raise ScheduleNotFound
    return found


async def list_schedules(work: Work) -> list[Schedule]:
    policy.require_numbers(work.actor)
    return await work.many(Schedule, queries.SCHEDULES)


async def remove_schedule(work: Work, *, schedule_id: int) -> None:
    """What it sent so far stays."""
    policy.require_numbers(work.actor)
    if not await work.run(queries.DELETE_SCHEDULE, schedule_id):
        raise ScheduleNotFound
    work.record(ReportScheduleDeleted(schedule_id=schedule_id))


async def turn_after(work: Work, given: NewSchedule | Schedule, after: datetime) -> Turn:
    """The first time after a moment that the tenant's clock shows the hour on a day of its own."""
    turn = await next_turn(work, given.frequency, given.weekday, given.month_day, given.at, after)
    assert turn is not None, "there is one in any two months"
    return turn


async def next_turn(
    work: Work, frequency: Frequency, weekday: int, month_day: int, at: time, after: datetime
) -> Turn | None:
    return await work.one(Turn, queries.NEXT, after, frequency, weekday, month_day, at)


def columns(given: NewSchedule, turn: Turn) -> tuple[object, ...]:
    return (
        given.name, given.type, given.covers, given.frequency, given.weekday, given.month_day,
        given.at, turn.zone, given.format, given.language, given.recipients, given.is_active,
        turn.at if given.is_active else None,
    )  # fmt: skip


def checked(given: NewSchedule) -> NewSchedule:
    name = " ".join(given.name.split())
    if not name:
        raise Invalid.field("name", "Say what it is called")
    if given.at.tzinfo is not None:
        raise Invalid.field("at", "A time of the workspace's clock, such as 08:30")
    recipients = list(dict.fromkeys(
        addresses.checked("email", one, "recipients") for one in given.recipients
    ))  # fmt: skip
    if not 1 <= len(recipients) <= MOST_RECIPIENTS:
        raise Invalid.field("recipients", f"1 to {MOST_RECIPIENTS} addresses")
    at = given.at.replace(second=0, microsecond=0)
    return structs.replace(given, name=name, at=at, recipients=recipients)
