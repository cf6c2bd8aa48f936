"""When it is looked whether there is something to do."""

from ringdesk.domains.privacy.ledger import Ledger
from ringdesk.domains.privacy.models import Tell
from ringdesk.domains.privacy.retention import RETAIN, Retaining
from ringdesk.domains.privacy.service import WORK
from ringdesk.domains.privacy.working import Working
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office

LOOK_EVERY_S = 30.0
RETAIN_EVERY_S = 24 * 3600.0


def register(
    jobs: Jobs, office: Office, storage: Storage, ledger: Ledger, tell: Tell
) -> Working:  # fmt: skip
    """The lane is the caller's to run. `tell`: see `Working`."""
    working, retaining = Working(office, storage, ledger, tell), Retaining(office, storage, tell)
    jobs.every(LOOK_EVERY_S, "privacy.sweep", working.sweep)
    jobs.handle(WORK, working.asked)
    jobs.every(RETAIN_EVERY_S, "privacy.nightly", retaining.nightly)
    jobs.handle(RETAIN, retaining.asked)
    return working
