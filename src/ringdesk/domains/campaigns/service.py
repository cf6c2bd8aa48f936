"""The acts on a campaign. In each: permitted? load and lock, refuse, change, record, return."""

from datetime import UTC, datetime, timedelta

from msgspec import structs

from ringdesk.domains import leads
from ringdesk.domains.campaigns import policy, queries, rules
from ringdesk.domains.campaigns.errors import (
    CampaignChangedMeanwhile,
    CampaignMoveRefused,
    CampaignNotFound,
    CampaignNotRunning,
    CampaignRunning,
)
from ringdesk.domains.campaigns.events import CampaignChanged, CampaignCreated, CampaignMoved
from ringdesk.domains.campaigns.models import (
    MOVES,
    STATUSES,
    Campaign,
    CampaignChanges,
    CountOf,
    Found,
    NewCampaign,
    Stats,
    Status,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

# In the order of the statements.
WRITTEN = (
    "name", "description", "mode", "caller_id", "script_id", "hours", "start_date", "end_date",
    "max_attempts", "max_abandonment", "ring_timeout_s", "wrap_up_s", "preview_s",
    "detect_machines", "record_calls", "uk_rules", "retry", "skills", "team_id", "budget", "custom",
)  # fmt: skip


LONGEST_AHEAD = timedelta(days=100 * 365)


async def create(work: Work, new: NewCampaign) -> Campaign:
    """A draft. For administrators."""
    policy.require_may_manage(work.actor)
    given = await rules.tidied(work, structs.asdict(new))
    rules.require_in_order(new.start_date, new.end_date)
    values = [given[name] for name in WRITTEN]
    made = await require_one(work, queries.CREATE, work.actor.id, *values)
    work.record(CampaignCreated(campaign_id=made.id))
    return made


async def get(work: Work, *, campaign_id: int) -> Campaign:
    policy.require_may_read(work.actor)
    return await require_one(work, queries.GET, campaign_id)


async def list_campaigns(
    work: Work, *, status: Status | None = None, limit: int = 100, offset: int = 0
) -> list[Campaign]:
    """Newest first."""
    policy.require_may_read(work.actor)
    return await work.many(Campaign, queries.LIST, status, limit, offset)


async def stats(work: Work) -> Stats:
    policy.require_may_read(work.actor)
    counts = {one.status: one.n for one in await work.many(CountOf, queries.BY_STATUS)}
    by_status: dict[str, int] = dict.fromkeys(leads.DIAL_STATUSES, 0)
    for counted in (await leads.counts_of_campaigns(work)).values():
        for status, n in counted.items():
            by_status[status] += n
    return Stats(sum(counts.values()), {one: counts.get(one, 0) for one in STATUSES}, by_status)


async def change(
    work: Work, *, campaign_id: int, changes: CampaignChanges, version: int | None = None
) -> Campaign:
    """Change only the fields given; a `status` is a move. For administrators.

    With `version`, CampaignChangedMeanwhile if it moved on."""
    policy.require_may_manage(work.actor)
    before = await require_one(work, queries.GET_FOR_UPDATE, campaign_id)
    if version is not None and version != before.version:
        raise CampaignChangedMeanwhile(version=before.version, updated_at=before.updated_at)
    given = await rules.tidied(work, changes.given())
    to = given.pop("status", before.status)
    moved = {name: value for name, value in given.items() if getattr(before, name) != value}
    after = before
    if moved:
        values = [moved.get(name, getattr(before, name)) for name in WRITTEN]
        after = await require_one(work, queries.CHANGE, campaign_id, *values)
        rules.require_in_order(after.start_date, after.end_date)
        work.record(CampaignChanged(campaign_id=campaign_id, fields=tuple(sorted(moved))))
    if to != before.status:
        if to == "scheduled":
            raise Invalid.field("status", "A campaign is scheduled with its time")
        after = await move(work, after, str(to))
    return after


async def remove(work: Work, *, campaign_id: int) -> None:
    """Out of every list; its leads and calling lists go free. CampaignRunning while it runs."""
    policy.require_may_manage(work.actor)
    campaign = await require_one(work, queries.GET_FOR_UPDATE, campaign_id)
    if campaign.status == "running":
        raise CampaignRunning
    await work.run(queries.REMOVE, campaign_id)
    await work.run(queries.DETACH_LISTS, campaign_id)
    if not await leads.leave_campaign(work, campaign_id=campaign_id):
        await work.later("campaigns.clear", key=str(campaign_id), campaign_id=campaign_id)
    work.record(CampaignMoved(campaign_id=campaign_id, before=campaign.status, after="removed"))


async def start(work: Work, *, campaign_id: int) -> Campaign:
    """From draft, scheduled or paused. For administrators, and the schedule."""
    return await move(work, await held(work, campaign_id), "running")


async def pause(work: Work, *, campaign_id: int) -> Campaign:
    """Calls in progress end as they would."""
    return await move(work, await held(work, campaign_id), "paused")


async def end(work: Work, *, campaign_id: int) -> Campaign:
    """For good."""
    return await move(work, await held(work, campaign_id), "completed")


async def schedule(work: Work, *, campaign_id: int, at: datetime) -> Campaign:
    """It starts by itself at that time; to schedule it again is to put it off. Invalid for the past
    and for what is more than a hundred years ahead."""
    campaign = await held(work, campaign_id)
    if at.tzinfo is None:
        raise Invalid.field("scheduled_time", "With its zone, such as 2026-01-31T10:00:00Z")
    now = datetime.now(UTC)
    if at <= now:
        raise Invalid.field("scheduled_time", "In the future")
    if at > now + LONGEST_AHEAD:
        raise Invalid.field("scheduled_time", "Within a hundred years")
    return await move(work, campaign, "scheduled", at=at)


async def next_lead(work: Work, *, campaign_id: int | None = None) -> leads.Lead | None:
    """The caller's next lead, claimed: of a campaign that runs, or of all those and of none.
    CampaignNotRunning."""
    if campaign_id is None:
        running = [one.id for one in await work.many(Found, queries.RUNNING)]
        return await leads.claim_next(work, among=running)
    policy.require_may_read(work.actor)
    campaign = await require_one(work, queries.GET, campaign_id)
    if campaign.status != "running":
        raise CampaignNotRunning
    return await leads.claim_next(work, campaign_id=campaign_id)


async def held(work: Work, campaign_id: int) -> Campaign:
    policy.require_may_manage(work.actor)
    return await require_one(work, queries.GET_FOR_UPDATE, campaign_id)


async def move(work: Work, before: Campaign, to: str, *, at: datetime | None = None) -> Campaign:
    """A locked campaign, from one status to another; CampaignMoveRefused."""
    possible = MOVES[before.status]
    if to not in possible:
        raise CampaignMoveRefused(status=before.status, possible=list(possible))
    after = await require_one(work, queries.MOVE, before.id, to, at)
    work.record(CampaignMoved(campaign_id=before.id, before=before.status, after=after.status))
    return after


async def require_one(work: Work, statement: str, *values: object) -> Campaign:
    campaign = await work.one(Campaign, statement, *values)
    if campaign is None:
        raise CampaignNotFound
    return campaign
