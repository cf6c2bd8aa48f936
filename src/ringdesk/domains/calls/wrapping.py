"""After the talk: what became of it, in the tenant's own words, and what follows from that."""

from datetime import UTC, datetime

from ringdesk.domains import campaigns, compliance, leads
from ringdesk.domains.calls import policy, queries, retries
from ringdesk.domains.calls.attempts.starting import FORGET
from ringdesk.domains.calls.errors import DispositionUnknown, NothingToWrapUp
from ringdesk.domains.calls.events import CallWrappedUp
from ringdesk.domains.calls.models import Call, Found
from ringdesk.domains.calls.moving import END_WRAP_UP, give_up, hold
from ringdesk.domains.calls.service import find, settings_for
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

STAGE_OF: dict[str, leads.Stage] = {"won": "converted", "lost": "lost"}


async def wrap_up(
    work: Work, *, call_id: int, disposition_id: int, notes: str | None = None,
    callback_at: datetime | None = None,
) -> Call:  # fmt: skip
    """Say what became of it, once; ends the wrap-up, or says it later. `callback_at` belongs to a
    disposition that means callback, and is in the future. CallNotFound, NothingToWrapUp,
    DispositionUnknown."""
    call = policy.require_may_act(work.actor, await hold(work, call_id))
    if call.is_live or call.disposition_id is not None or call.agent_id is None:
        raise NothingToWrapUp(status=call.status, disposition=call.disposition)
    known = await campaigns.dispositions(work, campaign_id=call.campaign_id, keep=True)
    chosen = next((one for one in known if one.id == disposition_id), None)
    if chosen is None:
        raise DispositionUnknown(disposition_id=disposition_id)
    require_time(chosen.means, callback_at)
    await work.run(queries.WRAP_UP, call_id, disposition_id, notes)
    await work.run(
        queries.NOTE_EVENT, call_id, "wrapped-up", "person", work.actor.id or None, None,
        chosen.code, None,
    )  # fmt: skip
    await follow(work, call, chosen.means, chosen.label, callback_at)
    work.record(
        CallWrappedUp(
            call_id=call_id, lead_id=call.lead_id, agent_id=call.agent_id,
            disposition=chosen.code, means=chosen.means,
        )
    )  # fmt: skip
    return await find(work, call_id)


def require_time(means: str, callback_at: datetime | None) -> None:
    """Invalid."""
    if means != "callback":
        if callback_at is not None:
            raise Invalid.field("callback_at", "Only for a disposition that means a callback")
    elif callback_at is None:
        raise Invalid.field("callback_at", "When they want to be called")
    else:
        leads.require_promise(callback_at)


async def follow(
    work: Work, call: Call, means: str, label: str, callback_at: datetime | None
) -> None:
    """What a disposition does, in the same transaction."""
    if means == "do_not_call":
        await compliance.forbid(work, number=call.number, reason=label, source="disposition")
    if call.lead_id is None:
        return
    again_at = callback_at
    if means == "retry":
        minutes = (await settings_for(work, call.campaign_id)).minutes()
        again_at = retries.ready_at("no-answer", datetime.now(UTC), minutes)
    await leads.settle(
        work, lead_id=call.lead_id, stage=STAGE_OF.get(means), callback_at=callback_at,
        callback_owner_id=None if callback_at is None else call.agent_id, again_at=again_at,
    )  # fmt: skip


class WrapUps:
    """Nobody writes for ever: after its time a wrap-up is over by itself."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def end(self, job: Job) -> None:
        call_id = int(job.arguments()["call_id"])
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            ended = await work.one(Found, queries.END_DUE_WRAP_UP, call_id)
            if ended is None:
                return
            call = await find(work, call_id)
            work.record(
                CallWrappedUp(
                    call_id=call_id, lead_id=call.lead_id, agent_id=call.agent_id or 0,
                    disposition="", means="neutral",
                )
            )  # fmt: skip

    async def forget(self, job: Job) -> None:
        """A call that a person played and forgot keeps its number and them for ever, else."""
        call_id = int(job.arguments()["call_id"])
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            await give_up(work, call_id=call_id, because="forgotten")

    def register(self, jobs: Jobs) -> None:
        jobs.handle(FORGET, self.forget)
        jobs.handle(END_WRAP_UP, self.end)
