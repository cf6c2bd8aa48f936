"""Reports that the sample's administrator saved, and one that comes every Monday."""

from datetime import datetime, time, timedelta

from ringdesk.demo.selling import acting
from ringdesk.demo.weaving import Cast
from ringdesk.domains import reporting
from ringdesk.kernel.work import Office

SAVED: tuple[tuple[reporting.ReportType, str, int], ...] = (
    ("lead_source", "Where our leads come from", 90),
    ("agent_performance", "The last four weeks", 28),
)


async def fill_reports(office: Office, cast: Cast, now: datetime) -> None:
    boss = cast.company.people[0]
    until = now.date() - timedelta(days=1)
    async with office.open(acting(cast, boss.username)) as work:
        for kind, name, days in SAVED:
            wanted = reporting.Wanted(kind, until - timedelta(days=days - 1), until)
            await reporting.create(work, wanted, name=name)
        await reporting.create_schedule(work, reporting.NewSchedule(
            name="Monday's numbers", type="agent_performance", covers="last_week",
            frequency="weekly", weekday=1, at=time(8, 0),
            recipients=[f"{boss.username}@example.org"],
        ))  # fmt: skip
