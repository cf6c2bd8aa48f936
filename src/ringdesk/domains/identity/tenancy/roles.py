"""Roles of a tenant's own: a name for a set of scopes, in force at once for all who have it."""

import unicodedata
from datetime import datetime

from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.identity import names, policy
from ringdesk.domains.identity.errors import (
    RoleInUse,
    RoleNameTaken,
    RoleNotFound,
    TooManyRoles,
)
from ringdesk.domains.identity.events import RightsChanged, RoleChanged, RoleDeleted, RoleMade
from ringdesk.domains.identity.models import NO_PEOPLES, ROLES
from ringdesk.domains.identity.tenancy import queries
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_ROLES = 100
RESERVED = frozenset(ROLES) | NO_PEOPLES
DESCRIBED = {
    "admin": "Everything in this workspace.",
    "support_agent": "Answers tickets and chats, and keeps the knowledge base.",
    "operator": "Calls leads of their own.",
    "customer": "Sees what is their own.",
}


class Role(Struct, frozen=True):
    id: int
    name: str
    description: str
    scopes: list[str]
    created_at: datetime


class Counted(Struct, frozen=True):
    id: int
    name: str
    description: str
    scopes: list[str]
    created_at: datetime
    members: int


class Members(Struct, frozen=True):
    role: str
    members: int


class RoleInfo(Struct, frozen=True, kw_only=True):
    """As it is listed; built-in roles have no id."""

    id: int | None
    name: str
    description: str
    scopes: list[str]
    built_in: bool
    members: int


class RoleChanges(Struct, frozen=True, kw_only=True):
    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    scopes: list[str] | UnsetType = UNSET


class Held(Struct, frozen=True):
    """What somebody is given: the role as it is written, the scopes (None: those of a built-in
    role), and whether these change with the role."""

    role: str
    scopes: list[str] | None
    follows_role: bool


class Holder(Struct, frozen=True):
    id: int


async def to_hold(work: Work, role: str, scopes: list[str] | None) -> Held:
    """A role to be given to somebody, if there is one of this name and the actor may give it.
    Invalid, HoldsMore. It does not change before the act is over."""
    policy.require_known(scopes or ())
    if role in ROLES:
        policy.require_may_grant(work.actor, role, scopes)
        return Held(role, scopes, False)
    found = await work.one(Role, queries.ROLE_BY_NAME, names.key_of(role))
    if found is None:
        raise Invalid.field("role", "There is no such role")
    policy.require_may_grant(work.actor, found.name, {*found.scopes, *(scopes or ())})
    return Held(found.name, found.scopes if scopes is None else scopes, scopes is None)


async def known_roles(work: Work, wanted: list[str] | None) -> list[str] | None:
    """The names as they are written. Invalid if there is no such role."""
    if wanted is None:
        return None
    found = []
    for name in wanted[:20]:
        if name in ROLES:
            found.append(name)
            continue
        role = await work.one(Role, queries.ROLE_BY_NAME, names.key_of(name))
        if role is None:
            raise Invalid.field("role", f"There is no such role: {name[:40]}")
        found.append(role.name)
    return found


async def list_roles(work: Work) -> list[RoleInfo]:
    """Built-in ones first. For the staff: names and rights are no secret among colleagues."""
    policy.require_staff(work.actor)
    counted = {one.role: one.members for one in await work.many(Members, queries.MEMBERS_BY_ROLE)}
    built_in = [
        RoleInfo(
            id=None, name=name, description=DESCRIBED[name],
            scopes=sorted(policy.SCOPES_OF[name]), built_in=True, members=counted.get(name, 0),
        )
        for name in ROLES
    ]  # fmt: skip
    return built_in + [shown(one, one.members) for one in await work.many(Counted, queries.ROLES)]


async def get_role(work: Work, *, role_id: int) -> RoleInfo:
    """One of the workspace's own; for the staff."""
    policy.require_staff(work.actor)
    found = await work.one(Counted, queries.ROLE_SHOWN, role_id)
    if found is None:
        raise RoleNotFound
    return shown(found, found.members)


def shown(role: Role | Counted, members: int) -> RoleInfo:
    return RoleInfo(
        id=role.id, name=role.name, description=role.description, scopes=sorted(role.scopes),
        built_in=False, members=members,
    )  # fmt: skip


async def make_role(work: Work, *, name: str, description: str, scopes: list[str]) -> RoleInfo:
    policy.require(work.actor, "users:write")
    name = require_name(name)
    require_may_make(work, scopes)
    if (await work.value(int, queries.COUNT_ROLES) or 0) >= MOST_ROLES:
        raise TooManyRoles(most=MOST_ROLES)
    made = await work.one(
        Role, queries.ADD_ROLE, name, names.key_of(name), description.strip(), sorted({*scopes})
    )
    if made is None:
        raise RoleNameTaken
    work.record(RoleMade(role_id=made.id))
    return shown(made, 0)


async def change_role(work: Work, *, role_id: int, changes: RoleChanges) -> RoleInfo:
    """All who have it may what it now says with their next request, in every process."""
    policy.require(work.actor, "users:write")
    before = await role_of(work, role_id)
    name = before.name if changes.name is UNSET else require_name(changes.name)
    text = before.description if changes.description is UNSET else changes.description.strip()
    scopes = before.scopes if changes.scopes is UNSET else sorted({*changes.scopes})
    require_may_make(work, {*before.scopes, *scopes})
    namesake = await work.value(int, queries.ROLE_NAMED, names.key_of(name))
    if namesake not in (None, role_id):
        raise RoleNameTaken
    after = await work.one(
        Role, queries.CHANGE_ROLE, role_id, name, names.key_of(name), text, scopes
    )
    if after is None:
        raise RoleNotFound
    if (before.name, before.scopes) != (after.name, after.scopes):
        await tell_holders(
            work, await work.many(Holder, queries.PASS_ON_ROLE, before.name, name, scopes), name
        )
        await work.run(queries.RENAME_IN_INVITATIONS, before.name, name)
    fields = [one for one in ("name", "description", "scopes") if differs(before, after, one)]
    if fields:
        work.record(RoleChanged(role_id=role_id, fields=tuple(fields)))
    return shown(after, len(await work.many(Holder, queries.HOLDERS, name)))


def differs(before: Role, after: Role, field: str) -> bool:
    return bool(getattr(before, field) != getattr(after, field))


async def delete_role(work: Work, *, role_id: int, successor: str | None) -> None:
    """Who has it gets the successor. RoleInUse without one."""
    policy.require(work.actor, "users:write")
    role = await role_of(work, role_id)
    require_may_make(work, role.scopes)
    members = len(await work.many(Holder, queries.HOLDERS, role.name))
    invited = await work.value(int, queries.INVITED_AS, role.name) or 0
    if successor is not None:
        held = await to_hold(work, successor, None)
        if held.role == role.name:
            raise Invalid.field("successor", "Another role than the one that goes")
        passed = await work.many(
            Holder, queries.PASS_TO_SUCCESSOR, role.name, held.role, held.scopes, held.follows_role
        )
        await tell_holders(work, passed, held.role)
        await work.run(queries.RENAME_IN_INVITATIONS, role.name, held.role)
    elif members or invited:
        raise RoleInUse(members=members, invitations=invited)
    await work.run(queries.DELETE_ROLE, role_id)
    work.record(RoleDeleted(role_id=role_id))


async def role_of(work: Work, role_id: int) -> Role:
    role = await work.one(Role, queries.ROLE_FOR_UPDATE, role_id)
    if role is None:
        raise RoleNotFound
    return role


async def tell_holders(work: Work, holders: list[Holder], role: str) -> None:
    for holder in holders:
        work.record(RightsChanged(person_id=holder.id, role=role))


def require_may_make(work: Work, scopes: "list[str] | set[str]") -> None:
    """Nobody makes or changes a role that holds more than they do."""
    policy.require_known(scopes)
    policy.require_may_grant(work.actor, "", scopes)


def require_name(name: str) -> str:
    """2 to 64 letters, digits, spaces, dots, dashes; built-in names are taken in any case."""
    tidy = " ".join(unicodedata.normalize("NFKC", name).split())
    if not 2 <= len(tidy) <= 64 or not all(c.isalnum() or c in " ._-&/" for c in tidy):
        raise Invalid.field("name", "2 to 64 letters, digits, spaces, dots or dashes")
    key = names.key_of(tidy)
    if key in RESERVED or key.replace(" ", "_").replace("-", "_") in RESERVED:
        raise RoleNameTaken
    return tidy
