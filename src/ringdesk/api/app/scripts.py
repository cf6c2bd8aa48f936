"""Scripts: what to say, with the lead's fields in it."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from ringdesk.api.campaign_bodies import Name
from ringdesk.api.door import In, InWork, Said, raises
from ringdesk.domains import campaigns
from ringdesk.wire.campaigns import ScriptOut

Body = Annotated[str, Meta(max_length=50_000)]


class CreateScript(In, frozen=True):
    """`body`: plain text; `{{name}}` becomes the lead's name."""

    name: Name
    body: Body


class ChangeScript(In, frozen=True, kw_only=True):
    name: Name | UnsetType = UNSET
    body: Body | UnsetType = UNSET


@get(responses=raises(campaigns.MayNotReadCampaigns))
async def list_scripts(work: InWork) -> list[ScriptOut]:
    """Scripts by name."""
    return [ScriptOut.of(one) for one in await campaigns.list_scripts(work)]


@post(responses=raises(campaigns.MayNotManageCampaigns))
async def create_script(data: JSONBody[CreateScript], work: InWork) -> Response[ScriptOut]:
    """A new script (administrators)."""
    made = await campaigns.create_script(work, name=data.name, body=data.body)
    return Response(ScriptOut.of(made), headers={"Location": f"/api/app/scripts/{made.id}"})


@get("/{script_id:int}", responses=raises(campaigns.MayNotReadCampaigns, campaigns.ScriptNotFound))
async def get_script(script_id: FromPath[int], work: InWork) -> ScriptOut:
    """A script as it is written."""
    return ScriptOut.of(await campaigns.get_script(work, script_id=script_id))


@put(
    "/{script_id:int}", responses=raises(campaigns.MayNotManageCampaigns, campaigns.ScriptNotFound)
)
async def change_script(
    script_id: FromPath[int], data: JSONBody[ChangeScript], work: InWork
) -> ScriptOut:
    """Change a script (administrators)."""
    changed = await campaigns.change_script(
        work, script_id=script_id, name=None if data.name is UNSET else data.name,
        body=None if data.body is UNSET else data.body,
    )  # fmt: skip
    return ScriptOut.of(changed)


@delete(
    "/{script_id:int}", status_code=200,
    responses=raises(
        campaigns.MayNotManageCampaigns, campaigns.ScriptNotFound, campaigns.ScriptInUse
    ),
)  # fmt: skip
async def delete_script(script_id: FromPath[int], work: InWork) -> Said:
    """Drop a script that no campaign uses."""
    await campaigns.remove_script(work, script_id=script_id)
    return Said("Script deleted")


router = Router(
    "/api/app/scripts",
    route_handlers=[list_scripts, create_script, get_script, change_script, delete_script],
    tags=["campaigns"],
)
