"""Saved views, and the numbers beside them."""

from typing import Annotated

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Raw, Struct, json

from ringdesk.api.door import In, InWork, Said, ShortText, raises
from ringdesk.domains import tickets
from ringdesk.kernel.errors import Invalid

Value = Annotated[str, Meta(max_length=200)]


class SaveView(In, frozen=True):
    name: ShortText
    filters: dict[Annotated[str, Meta(max_length=40)], Value]
    shared: bool = False


class ViewOut(Struct, frozen=True):
    id: int
    name: str
    filters: Raw
    shared: bool
    own: bool


class CountsOut(Struct, frozen=True):
    open: int
    mine: int
    unassigned: int
    urgent: int
    unread: int


def view_out(view: tickets.SavedView, person_id: int) -> ViewOut:
    filters = Raw(view.filters.encode())
    return ViewOut(view.id, view.name, filters, view.shared, view.owner_id == person_id)


@get("/views", responses=raises())
async def list_views(work: InWork) -> list[ViewOut]:
    """One's own saved views, and what colleagues share."""
    return [view_out(one, work.actor.id) for one in await tickets.list_views(work)]


@post("/views", responses=raises())
async def save_view(data: JSONBody[SaveView], work: InWork) -> Response[ViewOut]:
    """Keep a filter under a name."""
    if len(data.filters) > 20:
        raise Invalid.field("filters", "At most 20")
    filters = json.encode(data.filters).decode()
    view = await tickets.save_view(work, name=data.name, filters=filters, shared=data.shared)
    return Response(
        view_out(view, work.actor.id), headers={"Location": f"/api/app/views/{view.id}"}
    )


@delete("/views/{view_id:int}", status_code=200, responses=raises(tickets.ViewNotFound))
async def delete_view(view_id: FromPath[int], work: InWork) -> Said:
    """Drop a saved view."""
    await tickets.delete_view(work, view_id=view_id)
    return Said("View deleted")


@get("/tickets/counts", responses=raises())
async def counts(work: InWork) -> CountsOut:
    """What waits, for the numbers beside the views."""
    found = await tickets.count(work)
    return CountsOut(found.open, found.mine, found.unassigned, found.urgent, found.unread)


router = Router(
    "/api/app", route_handlers=[list_views, save_view, delete_view, counts], tags=["web app"]
)
