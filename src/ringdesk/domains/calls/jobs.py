"""What calls do beside the acts of people: asking carriers, hearing them, ending wrap-ups."""

from ringdesk.domains.calls import queries
from ringdesk.domains.calls.attempts.placing import Placing
from ringdesk.domains.calls.inbound.hearing import Inbound
from ringdesk.domains.calls.wrapping import WrapUps
from ringdesk.domains.leads import LeadsMerged
from ringdesk.domains.telephony import Carriers
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.work import Office, Work


def register(jobs: Jobs, office: Office, registry: Registry, carriers: Carriers) -> Placing:
    """The one Placing of this process; the dialler's, too."""
    placing = Placing(office, carriers)
    placing.register(jobs)
    WrapUps(office).register(jobs)
    Inbound(office, carriers).register(registry, jobs)
    registry.inside(LeadsMerged, calls_go_along)
    return placing


async def calls_go_along(work: Work, event: LeadsMerged) -> None:
    """Who was called as another lead was called as this one."""
    await work.run(queries.GO_ALONG, event.lead_id, list(event.merged_ids))
