"""What a talk came to, as its disposition says: the stage, a callback, another try.

Here alone an answered lead goes back to the queue: a person who talked to them says so, and when.
And here alone one leaves it uncalled: they called us, and somebody talked to them.
"""

from datetime import datetime

from ringdesk.domains.leads import moving, noting, queries, service
from ringdesk.domains.leads.events import LeadChanged
from ringdesk.domains.leads.models import Lead, Stage
from ringdesk.kernel.work import Work


async def settle(
    work: Work, *, lead_id: int, stage: Stage | None = None, callback_at: datetime | None = None,
    callback_owner_id: int | None = None, again_at: datetime | None = None,
) -> Lead:  # fmt: skip
    """`callback_at` with the person who promised it: the lead is theirs to call from then on.
    `again_at`: in the queue, not before then. What is not given stays, but an old callback is
    done by this talk. LeadNotFound. Whether the caller may, the act says."""
    before = await service.lock(work, lead_id=lead_id)
    wanted: dict[str, object] = {
        "callback_at": callback_at, "callback_owner_id": callback_owner_id,
    }  # fmt: skip
    if stage is not None:
        wanted["stage"] = stage
    if callback_owner_id is not None:
        wanted["owner_id"] = callback_owner_id
    moved = {name: value for name, value in wanted.items() if getattr(before, name) != value}
    lead = before
    if moved:
        lead = await service.write(work, before, moved)
        await noting.note_changes(work, before, lead, moved)
        service.tell(work, before, lead, moved)
    if again_at is None or lead.dial_status not in ("answered", "pending"):
        return lead
    after = await service.require_one(
        work, queries.MOVE, [lead.id], ["pending"], [lead.last_outcome], [again_at], [False]
    )
    await moving.told(work, lead, after)
    if lead.dial_status == "pending":  # it waits as before, but not until then
        work.record(LeadChanged(lead_id=lead.id, owner_id=after.owner_id, fields=("ready_at",)))
    return after


async def called_us(work: Work, *, lead_id: int) -> None:
    """Somebody of ours talks to them: if they wait to be called, nobody need do so any more, unless
    the talk is settled so."""
    lead = await service.lock(work, lead_id=lead_id)
    if lead.dial_status != "pending":
        return
    after = await service.require_one(
        work, queries.MOVE, [lead.id], ["answered"], ["called us"], [None], [False]
    )
    await moving.told(work, lead, after)
