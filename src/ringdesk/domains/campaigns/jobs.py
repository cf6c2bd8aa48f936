"""Campaigns that begin and end by the clock, and leads that follow their list by and by."""

from ringdesk.domains import leads
from ringdesk.domains.campaigns import queries, service
from ringdesk.domains.campaigns.models import CallingList, Campaign, Found
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office

LOOK_EVERY_S = 5.0


class Chores:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def by_the_clock(self, _: Job | None = None) -> None:
        """Start what is due, end what is over. Of several that try it, one does it."""
        for row in await self._office.across(queries.TENANTS_WITH_CHORES):
            async with self._office.open(Actor.the_house(row[0])) as work:
                for due in await work.many(Found, queries.DUE):
                    campaign = await work.one(Campaign, queries.GET_FOR_UPDATE, due.id)
                    if campaign is not None and campaign.status == "scheduled":
                        await service.move(work, campaign, "running")
                for over in await work.many(Found, queries.OVER):
                    campaign = await work.one(Campaign, queries.GET_FOR_UPDATE, over.id)
                    if campaign is not None and campaign.status in ("running", "paused"):
                        await service.move(work, campaign, "completed")

    async def follow_list(self, job: Job) -> None:
        """From the oldest lead to the newest; if the list is moved meanwhile, from the oldest."""
        list_id = job.arguments()["list_id"]
        last: int | None = 0
        campaign_id: int | None = 0  # of none yet
        while last is not None:  # each batch a transaction of its own
            async with self._office.open(Actor.the_house(job.tenant_id)) as work:
                one = await work.one(CallingList, queries.GET_LIST_FOR_UPDATE, list_id)
                if one is None:
                    return
                if one.campaign_id != campaign_id:
                    last, campaign_id = 0, one.campaign_id
                last = await leads.follow_list(
                    work, list_id=one.id, campaign_id=campaign_id, after=last
                )

    async def remove_list(self, job: Job) -> None:
        list_id, done = job.arguments()["list_id"], False
        while not done:
            async with self._office.open(Actor.the_house(job.tenant_id)) as work:
                one = await work.one(CallingList, queries.GET_LIST_FOR_UPDATE, list_id)
                done = one is None or await leads.leave_list(work, list_id=list_id)
                if done:
                    await work.run(queries.REMOVE_LIST, list_id)

    async def clear(self, job: Job) -> None:
        """A campaign that was removed lets its leads go."""
        campaign_id, done = job.arguments()["campaign_id"], False
        while not done:
            async with self._office.open(Actor.the_house(job.tenant_id)) as work:
                done = await leads.leave_campaign(work, campaign_id=campaign_id)


def register(jobs: Jobs, office: Office) -> None:
    chores = Chores(office)
    jobs.every(LOOK_EVERY_S, "campaigns.by_the_clock", chores.by_the_clock)
    jobs.handle("campaigns.follow_list", chores.follow_list)
    jobs.handle("campaigns.remove_list", chores.remove_list)
    jobs.handle("campaigns.clear", chores.clear)
