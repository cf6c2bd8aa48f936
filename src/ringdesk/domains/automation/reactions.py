"""Scores follow what people do at once, and what calls tell from the log."""

from ringdesk.domains import calls, leads
from ringdesk.domains.automation import routing, scoring
from ringdesk.domains.automation.errors import NobodyAvailable
from ringdesk.domains.automation.events import ScoringChanged
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

RESCORE = "automation.rescore"


async def score_it(work: Work, event: leads.LeadCreated | leads.LeadChanged) -> None:
    await scoring.rescore(work, [event.lead_id])


class Automation:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def route_it(self, fact: Fact[leads.LeadCreated]) -> None:
        """A tenant may have new leads routed; told twice, the lead has an owner already."""
        if fact.event.owner_id is not None:
            return
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            if not (await scoring.settings(work)).route_new_leads:
                return
            try:
                if (await leads.get(work, lead_id=fact.event.lead_id)).owner_id is None:
                    await routing.route(work, lead_id=fact.event.lead_id)
            except (NobodyAvailable, leads.LeadNotFound):
                return

    async def hear(self, fact: Fact[calls.CallEnded]) -> None:
        if fact.event.answered and fact.event.lead_id is not None:
            async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
                await scoring.heard(work, lead_id=fact.event.lead_id)

    async def score_many(self, fact: Fact[leads.LeadsChanged] | Fact[ScoringChanged]) -> None:
        """Imported leads have no score yet; after other bulk actions, and with other points, all
        are counted anew."""
        imported = isinstance(fact.event, leads.LeadsChanged) and fact.event.import_id is not None
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            await work.later(RESCORE, key="all", after=0, unscored_only=imported)

    async def score_batch(self, job: Job) -> None:
        """A batch, and the next one after it: no transaction is long."""
        given = job.arguments()
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            batch = await scoring.batch_to_score(
                work, after=given["after"], unscored_only=given["unscored_only"]
            )
            await scoring.rescore(work, batch)
            if len(batch) == scoring.BATCH:
                await work.later(RESCORE, after=batch[-1], unscored_only=given["unscored_only"])


def listen(registry: Registry, jobs: Jobs, office: Office) -> None:
    automation = Automation(office)
    registry.inside(leads.LeadCreated, score_it)
    registry.inside(leads.LeadChanged, score_it)
    registry.after(leads.LeadCreated, **{"automation.route_new_lead": automation.route_it})
    registry.after(calls.CallEnded, **{"automation.hear_call": automation.hear})
    registry.after(leads.LeadsChanged, **{"automation.score_many": automation.score_many})
    registry.after(ScoringChanged, **{"automation.score_anew": automation.score_many})
    jobs.handle(RESCORE, automation.score_batch)
