"""Roles of a tenant's own, changed and dropped; what there is to be permitted."""

from litestar import Router, delete, get, put
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import UNSET, UnsetType

from ringdesk.api.door import In, InWork, Said, raises
from ringdesk.api.v1.roles import Description, Permissions, RoleName, RoleOut
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed

LONGEST_NAME = 64


class ChangeRole(In, frozen=True, kw_only=True):
    name: RoleName | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    permissions: Permissions | UnsetType = UNSET


@get("/scopes", responses=raises(NotAllowed))
async def scopes(work: InWork) -> list[str]:
    """All that a role or a token can be given."""
    identity.require_staff(work.actor)
    return sorted(identity.SCOPES)


@get("/roles/{role_id:int}", responses=raises(identity.RoleNotFound, NotAllowed))
async def get_role(role_id: FromPath[int], work: InWork) -> RoleOut:
    """One of the workspace's own."""
    return RoleOut.of(await identity.get_role(work, role_id=role_id))


@put("/roles/{role_id:int}", responses=raises(identity.RoleNotFound, NotAllowed, Conflict))
async def change_role(role_id: FromPath[int], data: JSONBody[ChangeRole], work: InWork) -> RoleOut:
    """Change the fields given. Permissions are in force with everybody's next request."""
    changes = identity.RoleChanges(
        name=data.name, description=data.description, scopes=data.permissions
    )
    return RoleOut.of(await identity.change_role(work, role_id=role_id, changes=changes))


@delete(
    "/roles/{role_id:int}", status_code=200,
    responses=raises(identity.RoleNotFound, NotAllowed, identity.RoleInUse),
)  # fmt: skip
async def delete_role(
    role_id: FromPath[int], work: InWork, successor: FromQuery[str | None] = None
) -> Said:
    """Drop a role. `successor`: the role that whoever has it gets instead."""
    if successor is not None and len(successor) > LONGEST_NAME:
        raise Invalid.field("successor", "There is no such role")
    await identity.delete_role(work, role_id=role_id, successor=successor or None)
    return Said("Role deleted")


router = Router(
    "/api/app", route_handlers=[scopes, get_role, change_role, delete_role], tags=["web app"]
)
