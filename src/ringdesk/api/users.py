"""Document 000: /api/users and /api/secure/users."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.auth import Name, Password
from ringdesk.api.door import (
    In,
    InWork,
    Limit,
    Said,
    Skip,
    page,
    raises,
)
from ringdesk.domains import identity
from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed
from ringdesk.wire.people import PersonOut

RoleName = Annotated[str, Meta(min_length=1, max_length=64)]
Scopes = Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=50)]


MOST_ROLES, LONGEST_ROLE = 20, 64


class ChangeUser(In, frozen=True, kw_only=True):
    username: Name | UnsetType = UNSET
    email: Name | UnsetType = UNSET
    full_name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    role: RoleName | UnsetType = UNSET
    scopes: Scopes | UnsetType | None = UNSET
    is_active: bool | UnsetType = UNSET


class CreateUser(In, frozen=True, kw_only=True):
    username: Name
    email: Name
    password: Password
    full_name: Annotated[str, Meta(max_length=200)] = ""
    role: RoleName = "customer"
    scopes: Scopes | None = None


def several_roles(text: str | None) -> list[str] | None:
    """Names with commas between; which roles there are the workspace knows."""
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    if len(names) > MOST_ROLES or any(len(name) > LONGEST_ROLE for name in names):
        raise Invalid.field("role", "There is no such role")
    return names or None


@get(responses=raises(NotAllowed))
async def list_users(
    work: InWork,
    role: FromQuery[str | None] = None,
    is_active: FromQuery[bool | None] = None,
    q: Annotated[str | None, QueryParameter(max_length=100)] = None,
    skip: Skip = None,
    limit: Limit = None,
) -> list[PersonOut]:
    """The people of the workspace, oldest first. Needs `users:read`."""
    most, offset = page(limit, skip)
    found = await identity.list_people(
        work, roles=several_roles(role), is_active=is_active, words=q or None,
        limit=most, skip=offset,
    )  # fmt: skip
    return [PersonOut.of(one) for one in found]


@get("/{user_id:int}", responses=raises(identity.PersonNotFound))
async def get_user(user_id: FromPath[int], work: InWork) -> PersonOut:
    """Oneself; with `users:read` anybody of the workspace."""
    return PersonOut.of(await identity.get_person(work, person_id=user_id))


@put("/{user_id:int}", responses=raises(identity.PersonNotFound, NotAllowed, Conflict))
async def change_user(
    user_id: FromPath[int], data: JSONBody[ChangeUser], work: InWork
) -> PersonOut:
    """Change the fields given. Role, scopes and `is_active` need `users:write`."""
    changes = identity.PersonChanges(**structs.asdict(data))
    return PersonOut.of(await identity.change_person(work, person_id=user_id, changes=changes))


@delete(
    "/{user_id:int}", status_code=200,
    responses=raises(identity.PersonNotFound, NotAllowed, Conflict),
)  # fmt: skip
async def delete_user(user_id: FromPath[int], work: InWork) -> Said:
    """Remove a person from the workspace. What they wrote stays."""
    await identity.delete_person(work, person_id=user_id)
    return Said("User deleted successfully")


router = Router(
    "/api/users", route_handlers=[list_users, get_user, change_user, delete_user], tags=["users"]
)


@post(responses=raises(NotAllowed, Conflict))
async def create_user(data: JSONBody[CreateUser], work: InWork) -> Response[PersonOut]:
    """Make an account with scopes of its own. Needs `users:write`; nobody gives what they lack."""
    new = identity.NewAccount(**structs.asdict(data))
    made = await identity.register_by_administrator(work, new)
    return Response(PersonOut.of(made.person), headers={"Location": f"/api/users/{made.person.id}"})


@get(responses=raises(NotAllowed))
async def list_secure_users(
    work: InWork, role: FromQuery[str | None] = None, skip: Skip = None, limit: Limit = None
) -> list[PersonOut]:
    """The people of the workspace with their scopes. Needs `users:read`."""
    most, offset = page(limit, skip)
    found = await identity.list_people(work, roles=several_roles(role), limit=most, skip=offset)
    return [PersonOut.of(one) for one in found]


secure = Router(
    "/api/secure/users", route_handlers=[list_secure_users, create_user], tags=["users"]
)
