"""What calls do beside the acts of people: asking carriers, hearing them, ending wrap-ups."""

from ringdesk.domains.calls.attempts.placing import Placing
from ringdesk.domains.calls.inbound.hearing import Inbound
from ringdesk.domains.calls.wrapping import WrapUps
from ringdesk.domains.telephony import Carriers
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.work import Office


def register(jobs: Jobs, office: Office, registry: Registry, carriers: Carriers) -> Placing:
    """The one Placing of this process; the dialler's, too."""
    placing = Placing(office, carriers)
    placing.register(jobs)
    WrapUps(office).register(jobs)
    Inbound(office, carriers).register(registry, jobs)
    return placing
