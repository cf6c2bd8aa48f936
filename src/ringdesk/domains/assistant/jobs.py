"""Learning from corrections, when there are enough new ones."""

from ringdesk.domains.assistant.learning.tenants import learn
from ringdesk.domains.assistant.models import LEARN
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Office


class Learning:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def learn(self, job: Job) -> None:
        await learn(self._office, tenant_id=job.tenant_id, task=str(job.arguments()["task"]))


def register(jobs: Jobs, office: Office) -> None:
    jobs.handle(LEARN, Learning(office).learn)
