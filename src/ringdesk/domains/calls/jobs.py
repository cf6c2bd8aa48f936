"""What calls do later: asking carriers, and ending wrap-ups."""

from ringdesk.domains.calls.placing import Placing
from ringdesk.domains.calls.wrapping import WrapUps
from ringdesk.domains.telephony import Carriers
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.work import Office


def register(jobs: Jobs, office: Office, carriers: Carriers) -> Placing:
    """The one Placing of this process; the dialler's, too."""
    placing = Placing(office, carriers)
    placing.register(jobs)
    WrapUps(office).register(jobs)
    return placing
