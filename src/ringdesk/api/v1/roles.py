"""Document 001: the roles of a tenant."""

from typing import Annotated, Self

from litestar import Response, Router, get, post
from litestar.params import JSONBody
from msgspec import Meta, Struct, field

from ringdesk.api.door import In, InWork, raises
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, NotAllowed

RoleName = Annotated[str, Meta(min_length=1, max_length=64)]
Description = Annotated[str, Meta(max_length=500)]
Permissions = Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=50)]


class MakeRole(In, frozen=True, kw_only=True):
    name: RoleName
    description: Description = ""
    permissions: Permissions = field(default_factory=list)


class RoleOut(Struct, frozen=True, kw_only=True):
    """`permissions` are scopes. A built-in role has no id, and is as it is."""

    id: int | None
    name: str
    description: str
    permissions: list[str]
    built_in: bool
    members: int

    @classmethod
    def of(cls, role: identity.RoleInfo) -> Self:
        return cls(
            id=role.id, name=role.name, description=role.description, permissions=role.scopes,
            built_in=role.built_in, members=role.members,
        )  # fmt: skip


@post(responses=raises(NotAllowed, Conflict))
async def make_role(data: JSONBody[MakeRole], work: InWork) -> Response[RoleOut]:
    """A role of the workspace's own. Nobody makes one that holds more than they do."""
    made = await identity.make_role(
        work, name=data.name, description=data.description, scopes=data.permissions
    )
    return Response(RoleOut.of(made), headers={"Location": f"/api/app/roles/{made.id}"})


@get(responses=raises(NotAllowed))
async def list_roles(work: InWork) -> list[RoleOut]:
    """Built-in roles, then the workspace's own by name."""
    return [RoleOut.of(one) for one in await identity.list_roles(work)]


router = Router(
    "/api/v1/compliance/roles", route_handlers=[make_role, list_roles], tags=["compliance"]
)
