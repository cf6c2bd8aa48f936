"""What the chatbot does when others speak, and what it does again if it did not succeed."""

from ringdesk.domains import conversations, identity
from ringdesk.domains.chatbot import counting, replies
from ringdesk.domains.chatbot.bot import Chatbot
from ringdesk.domains.chatbot.evaluation.acts import EVALUATE
from ringdesk.domains.chatbot.evaluation.running import Evaluating
from ringdesk.domains.chatbot.handoffs.acts import ADVANCE
from ringdesk.domains.chatbot.turns import FOLD
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

SWEEP_EVERY_S = 60.0


class Reacting:
    def __init__(self, office: Office, bot: Chatbot, jobs: Jobs) -> None:
        self._office, self._bot, self._jobs = office, bot, jobs

    async def consider(self, work: Work, event: conversations.MessageUnderstood) -> None:
        if await replies.consider(work, event):
            work.after_commit.append(self._jobs.wake)

    async def hear(self, job: Job) -> None:
        await self._bot.hear(job.tenant_id, int(job.arguments()["message_id"]))

    async def session_moved(
        self, fact: Fact[conversations.SessionJoined] | Fact[conversations.SessionEnded]
    ) -> None:
        await self._bot.advance_of_conversation(fact.tenant_id, fact.event.conversation_id)

    async def advance(self, job: Job) -> None:
        await self._bot.advance(job.tenant_id, int(job.arguments()["handoff_id"]))

    async def fold(self, job: Job) -> None:
        folded = counting.AT_ONCE
        while folded == counting.AT_ONCE:  # each batch a transaction of its own
            async with self._office.open(Actor.the_house(job.tenant_id)) as work:
                folded = await counting.fold(work)

    async def evaluate(self, job: Job) -> None:
        evaluation_id = int(job.arguments()["evaluation_id"])
        await Evaluating(self._office).evaluate(job.tenant_id, evaluation_id)

    async def sweep(self, _: Job | None = None) -> None:
        await identity.in_every_tenant(self._office, lambda house: self._bot.sweep(house.tenant_id))


def listen(registry: Registry, jobs: Jobs, office: Office, bot: Chatbot) -> None:
    reacting = Reacting(office, bot, jobs)
    registry.inside(conversations.MessageUnderstood, reacting.consider)
    jobs.handle(replies.HEAR, reacting.hear)
    registry.after(
        conversations.SessionJoined, **{"chatbot.session_joined": reacting.session_moved}
    )
    registry.after(conversations.SessionEnded, **{"chatbot.session_ended": reacting.session_moved})
    jobs.handle(ADVANCE, reacting.advance)
    jobs.handle(FOLD, reacting.fold)
    jobs.handle(EVALUATE, reacting.evaluate)
    jobs.every(SWEEP_EVERY_S, "chatbot.sweep", reacting.sweep)
