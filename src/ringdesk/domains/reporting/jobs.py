"""Sends the reports whose time has come: each once, whoever asks and whatever breaks.

Drawing up, the message to every recipient and the next time are one transaction. The file is laid
down before it: if the rest is undone, it is a file that nobody names.
"""

import logging
from datetime import UTC, date, datetime

from msgspec import Struct

from ringdesk.domains import identity, messaging
from ringdesk.domains.reporting import policy, queries, schedules, service
from ringdesk.domains.reporting.events import ReportExported, ReportNotSent, ReportSent
from ringdesk.domains.reporting.exporting import reports as files
from ringdesk.domains.reporting.models import Report, Schedule, Wanted
from ringdesk.domains.reporting.phrases import phrases_of
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)
EVERY_S = 20.0
KEPT_OF_SCHEDULE = 60


class Days(Struct, frozen=True):
    start: date
    end: date


class Mailing:
    def __init__(self, office: Office, storage: Storage) -> None:
        self._office, self._storage = office, storage

    async def send_due(self, _: Job | None = None) -> None:
        for row in await self._office.across(queries.TENANTS_WITH_DUE_REPORTS):
            while await self._send_one(Actor.the_house(row[0])):
                pass

    async def _send_one(self, house: Actor) -> bool:
        """Whether there was one. What goes wrong is told on the schedule, and it moves on: one
        broken report is in nobody's way."""
        due: Schedule | None = None
        try:
            async with self._office.open(house) as work:
                due = await work.one(Schedule, queries.DUE)
                if due is not None:
                    await self._serve(work, due)
        except Exception as error:
            if due is None:
                raise
            reason = error.text if isinstance(error, AppError) else "An internal error"
            log.warning("a scheduled report was not sent", exc_info=error)
            async with self._office.open(house) as work:
                await move_on(work, due, problem=reason)
                work.record(ReportNotSent(schedule_id=due.id, reason=reason))
        return due is not None

    async def _serve(self, work: Work, due: Schedule) -> None:
        now = datetime.now(UTC)
        if due.next_at is not None and due.next_at > now:  # the tenant has moved
            await move_on(work, due, problem=due.problem)
            return
        if not await maker_stands(work, due.made_by):
            reason = (
                "Whoever set this up is no longer here, or may see these numbers no more: open it "
                "and save it again."
            )
            await move_on(work, due, problem=reason)
            work.record(ReportNotSent(schedule_id=due.id, reason=reason))
            return
        report = await self._draw_up(work, due)
        await self._write(work, due, report)
        await work.run(queries.THIN_OUT, due.id, KEPT_OF_SCHEDULE)
        await move_on(work, due, report_id=report.id, sent_at=now)
        work.record(
            ReportSent(schedule_id=due.id, report_id=report.id, recipients=len(due.recipients))
        )

    async def _draw_up(self, work: Work, due: Schedule) -> Report:
        days = await work.one(Days, queries.COVERED, due.covers)
        assert days is not None, "made of values alone"
        wanted = Wanted(due.type, days.start, days.end)
        return await service.create(work, wanted, name=due.name, schedule_id=due.id)

    async def _write(self, work: Work, due: Schedule, report: Report) -> None:
        said = phrases_of(due.language)
        workspace = await files.workspace_of(work)
        file = await files.file_of(report, due.format, due.language, workspace=workspace)
        key = self._storage.new_key(work.tenant_id)
        await self._storage.put(key, file.content)
        work.record(ReportExported(report_id=report.id, format=due.format))
        attachment = messaging.Attachment(file.name, file.content_type, key)
        days = f"{report.start.isoformat()} – {report.end.isoformat()}"
        for recipient in due.recipients:
            await messaging.send(
                work, channel="email", recipient=recipient,
                subject=f"{due.name}: {days}",
                body=said["mail"].format(
                    name=due.name, workspace=workspace, days=days, zone=report.zone
                ),
                key=f"report:{report.id}:{recipient}", attachments=[attachment],
                headers={"Auto-Submitted": "auto-generated"}, language=due.language,
            )  # fmt: skip


async def maker_stands(work: Work, person_id: int) -> bool:
    """What it sends, its maker may see: also today."""
    try:
        person = await identity.require_active_staff(work, person_id)
    except identity.AgentNotAvailable:
        return False
    scopes = identity.scopes_of(person.role, person.scopes)
    return policy.sees_numbers(Actor(id=person.id, tenant_id=work.tenant_id, scopes=scopes))


async def move_on(
    work: Work, due: Schedule, *, problem: str = "", report_id: int | None = None,
    sent_at: datetime | None = None,
) -> None:  # fmt: skip
    """To its next time. What was missed while nobody ran is sent once, late."""
    turn = await schedules.turn_after(work, due, datetime.now(UTC))
    await work.run(queries.MOVE_ON, due.id, turn.at, turn.zone, sent_at, report_id, problem)


def register(jobs: Jobs, office: Office, storage: Storage) -> Mailing:
    mailing = Mailing(office, storage)
    jobs.every(EVERY_S, "reporting.send_due", mailing.send_due)
    return mailing
