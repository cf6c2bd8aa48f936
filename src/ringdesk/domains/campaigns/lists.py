"""Calling lists: leads that were brought in together, and go to a campaign together."""

from ringdesk.domains import leads
from ringdesk.domains.campaigns import policy, queries
from ringdesk.domains.campaigns.errors import CallingListNotFound, NameTaken
from ringdesk.domains.campaigns.models import CallingList
from ringdesk.domains.campaigns.rules import tidy_name
from ringdesk.domains.campaigns.service import require_one as require_campaign
from ringdesk.kernel.work import Work


async def list_lists(work: Work, *, campaign_id: int | None = None) -> list[CallingList]:
    """Newest first."""
    policy.require_may_read(work.actor)
    return await work.many(CallingList, queries.LISTS, campaign_id)


async def get_list(work: Work, *, list_id: int) -> CallingList:
    policy.require_may_read(work.actor)
    return await require_list(work, queries.GET_LIST, list_id)


async def create_list(work: Work, *, name: str, campaign_id: int | None = None) -> CallingList:
    """For administrators. NameTaken."""
    policy.require_may_manage(work.actor)
    if campaign_id is not None:
        await require_campaign(work, queries.GET, campaign_id)
    made = await work.one(
        CallingList, queries.CREATE_LIST, tidy_name(name), campaign_id, work.actor.id
    )
    if made is None:
        raise NameTaken
    return made


async def rename_list(work: Work, *, list_id: int, name: str) -> CallingList:
    """For administrators. NameTaken."""
    policy.require_may_manage(work.actor)
    before = await require_list(work, queries.GET_LIST_FOR_UPDATE, list_id)
    tidy = tidy_name(name)
    if await work.value(int, queries.LIST_OF_NAME, tidy, list_id) is not None:
        raise NameTaken
    return await require_list(work, queries.CHANGE_LIST, list_id, tidy, before.campaign_id)


async def attach_list(work: Work, *, list_id: int, campaign_id: int | None) -> CallingList:
    """Its leads go to the campaign, or, with none, out of the one they are in: the first thousands
    at once, the rest by and by."""
    policy.require_may_manage(work.actor)
    before = await require_list(work, queries.GET_LIST_FOR_UPDATE, list_id)
    if campaign_id is not None:
        await require_campaign(work, queries.GET, campaign_id)
    after = await require_list(work, queries.CHANGE_LIST, list_id, before.name, campaign_id)
    await follow(work, after)
    return after


async def follow(work: Work, one: CallingList) -> None:
    """The leads of a list go where it is; what is left to do is left to a job."""
    last = await leads.follow_list(work, list_id=one.id, campaign_id=one.campaign_id)
    if last is not None:
        await work.later("campaigns.follow_list", key=str(one.id), list_id=one.id)


async def remove_list(work: Work, *, list_id: int) -> None:
    """The list, not its leads. A long one goes by and by."""
    policy.require_may_manage(work.actor)
    await require_list(work, queries.GET_LIST_FOR_UPDATE, list_id)
    if await leads.leave_list(work, list_id=list_id):
        await work.run(queries.REMOVE_LIST, list_id)
    else:
        await work.later("campaigns.remove_list", key=str(list_id), list_id=list_id)


async def require_list(work: Work, statement: str, *values: object) -> CallingList:
    found = await work.one(CallingList, statement, *values)
    if found is None:
        raise CallingListNotFound
    return found
