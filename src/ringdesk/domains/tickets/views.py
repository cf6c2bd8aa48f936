"""Filters that people keep under a name."""

from ringdesk.domains.tickets import policy, queries
from ringdesk.domains.tickets.errors import MayNotChange, ViewNotFound
from ringdesk.domains.tickets.models import Found, SavedView
from ringdesk.kernel.work import Work


async def list_views(work: Work) -> list[SavedView]:
    """One's own, and what colleagues share."""
    require_staff(work)
    return await work.many(SavedView, queries.VIEWS, work.actor.id)


async def save_view(work: Work, *, name: str, filters: str, shared: bool) -> SavedView:
    """`filters` is JSON, as the web app wrote it."""
    require_staff(work)
    view = await work.one(SavedView, queries.ADD_VIEW, work.actor.id, name, filters, shared)
    if view is None:
        raise ViewNotFound
    return view


async def delete_view(work: Work, *, view_id: int) -> None:
    """One's own; whoever runs the desk also what is shared."""
    require_staff(work)
    runs = policy.runs_the_desk(work.actor)
    if await work.one(Found, queries.DELETE_VIEW, view_id, work.actor.id, runs) is None:
        raise ViewNotFound


def require_staff(work: Work) -> None:
    if not policy.sees_all(work.actor):
        raise MayNotChange(fields=["views"])
