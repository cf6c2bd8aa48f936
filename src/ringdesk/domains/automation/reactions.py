"""Scores follow what people do at once, and what calls tell from the log."""

from ringdesk.domains import calls, identity, leads
from ringdesk.domains.automation import learning, routing, scoring
from ringdesk.domains.automation.errors import NobodyAvailable
from ringdesk.domains.automation.events import ScoringChanged
from ringdesk.kernel.events import Fact, Registry, is_last
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work

RESCORE, REFIT = "automation.rescore", "automation.refit"
NIGHTLY_S = 24 * 3600.0


async def score_it(work: Work, event: leads.LeadCreated | leads.LeadChanged) -> None:
    await scoring.rescore(work, [event.lead_id], held=True)


async def remember_it(work: Work, event: calls.CallStarted) -> None:
    if not is_last(event, work.events):
        return
    started = [one for one in work.events if isinstance(one, calls.CallStarted)]
    await learning.remember(
        work,
        {
            one.call_id: one.lead_id
            for one in started
            if one.lead_id is not None and one.mode != "inbound"
        },
    )


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

    async def hear(self, facts: list[Fact[calls.CallEnded]]) -> None:
        answered = [fact.event.lead_id for fact in facts if fact.event.answered]
        if lead_ids := {one for one in answered if one is not None}:
            async with self._office.open(Actor.the_house(facts[0].tenant_id)) as work:
                await scoring.heard(work, lead_ids=list(lead_ids))

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

    async def refit(self, job: Job) -> None:
        """One tenant's, when an administrator asks, or every night each one's."""
        await learning.refit(self._office, Actor.the_house(job.tenant_id))

    async def refit_all(self, _: Job) -> None:
        async with self._office.open(Actor.the_house(INSTALLATION)) as work:
            tenants = await identity.list_tenants(work)
        for tenant in tenants:
            await learning.refit(self._office, Actor.the_house(tenant.id))


def listen(registry: Registry, jobs: Jobs, office: Office) -> None:
    automation = Automation(office)
    registry.inside(leads.LeadCreated, score_it)
    registry.inside(leads.LeadChanged, score_it)
    registry.after(leads.LeadCreated, **{"automation.route_new_lead": automation.route_it})
    registry.together(calls.CallEnded, **{"automation.hear_call": automation.hear})
    registry.after(leads.LeadsChanged, **{"automation.score_many": automation.score_many})
    registry.after(ScoringChanged, **{"automation.score_anew": automation.score_many})
    registry.inside(calls.CallStarted, remember_it)
    jobs.handle(RESCORE, automation.score_batch)
    jobs.handle(REFIT, automation.refit)
    jobs.every(NIGHTLY_S, "automation.refit_all", automation.refit_all)
