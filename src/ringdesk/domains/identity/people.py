"""The people of a tenant: who they are, what they may, and whether they still do."""

from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.identity import names, policy, queries
from ringdesk.domains.identity.errors import (
    AgentNotAvailable,
    LastAdministrator,
    MayNotChooseRole,
    NameTaken,
    PersonNotFound,
    SharedAccount,
)
from ringdesk.domains.identity.events import (
    PersonChanged,
    PersonDeactivated,
    PersonDeleted,
    RightsChanged,
)
from ringdesk.domains.identity.models import Account, Membership, Person
from ringdesk.domains.identity.signing_in import end_sessions_of
from ringdesk.domains.identity.tenancy.api_tokens import end_tokens_of
from ringdesk.domains.identity.tenancy.queries import NAME_HERE
from ringdesk.domains.identity.tenancy.roles import Held, known_roles, to_hold
from ringdesk.domains.identity.tenancy.workspace import require_seat
from ringdesk.kernel.errors import Invalid, NotAllowed, NotSignedIn
from ringdesk.kernel.patterns import anywhere
from ringdesk.kernel.work import INSTALLATION, Work


class PersonChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    username: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    full_name: str | UnsetType = UNSET
    role: str | UnsetType = UNSET
    scopes: list[str] | UnsetType | None = UNSET
    is_active: bool | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


class Admin(Struct, frozen=True):
    id: int


async def present_self(work: Work) -> Person:
    """Who the actor is."""
    person = await work.one(Person, queries.PERSON, work.actor.id)
    if person is None or not person.is_active:
        raise NotSignedIn
    return person


async def get_person(work: Work, *, person_id: int) -> Person:
    """Oneself, or for whoever may read users anybody of the tenant."""
    if person_id != work.actor.id and not work.actor.has("users:read"):
        raise PersonNotFound
    return await person_of(work, queries.PERSON, person_id)


async def person_of(work: Work, statement: str, person_id: int) -> Person:
    person = await work.one(Person, statement, person_id)
    if person is None:
        raise PersonNotFound
    return person


async def list_people(
    work: Work, *, roles: list[str] | None = None, is_active: bool | None = None,
    words: str | None = None, limit: int = 100, skip: int = 0,
) -> list[Person]:  # fmt: skip
    """Oldest first. Needs `users:read`."""
    policy.require(work.actor, "users:read")
    wanted = await known_roles(work, roles)
    return await find_people(work, wanted, is_active, words, False, limit, skip)


async def list_staff(work: Work, *, words: str | None = None, limit: int = 100) -> list[Person]:
    """The active colleagues, for whoever is one of them."""
    policy.require_staff(work.actor)
    return await find_people(work, None, True, words, True, limit, 0)


async def find_people(
    work: Work, roles: list[str] | None, is_active: bool | None, words: str | None,
    only_staff: bool, limit: int, skip: int,
) -> list[Person]:  # fmt: skip
    pattern = None if not words else anywhere(words)
    return await work.many(
        Person, queries.PEOPLE, roles, is_active, pattern, only_staff, limit, skip
    )


async def require_active_staff(work: Work, person_id: int) -> Person:
    """AgentNotAvailable unless the person works, today, in the actor's tenant."""
    person = await work.one(Person, queries.PERSON, person_id)
    if person is None or not person.is_active or not person.is_staff:
        raise AgentNotAvailable
    return person


async def change_person(work: Work, *, person_id: int, changes: PersonChanges) -> Person:
    """Anybody changes their own name and address; the rest is for administrators."""
    given = changes.given()
    own = person_id == work.actor.id
    if not work.actor.has("users:write"):
        if not own:
            raise PersonNotFound if not work.actor.has("users:read") else NotAllowed
        if given.keys() & {"role", "scopes", "is_active"}:
            raise MayNotChooseRole
    if own:
        policy.require_in_person(work.actor)
    await lock_administrators(work, given)
    person = await person_of(work, queries.PERSON_FOR_UPDATE, person_id)
    policy.require_may_change(work.actor, person)
    check_changes(given)
    held = await held_after(work, person, given)
    await keep_an_administrator(work, person, given)
    await keep_to_seats(work, person, held, given)
    if given.keys() & {"username", "email"}:
        await rename_account(work, person, given)
    changed = await work.one(
        Person, queries.CHANGE_PERSON, person_id, given.get("username"), given.get("email"),
        given.get("full_name"), held and held.role, held is not None, held and held.scopes,
        given.get("is_active"), held and held.follows_role,
    )  # fmt: skip
    if changed is None:
        raise PersonNotFound
    await record_change(work, person, changed, tuple(sorted(given)))
    return changed


def check_changes(given: dict[str, object]) -> None:
    if "username" in given:
        names.require_username(str(given["username"]))
    if "email" in given:
        names.require_address(str(given["email"]))
    if "full_name" in given and not str(given["full_name"]).strip():
        raise Invalid.field("full_name", "A name has at least one letter")


async def held_after(work: Work, person: Person, given: dict[str, object]) -> Held | None:
    """The role and the rights as the change leaves them, if it touches them. Scopes of their own
    stay with a new role; those of a custom role go with it."""
    if not given.keys() & {"role", "scopes"}:
        return None
    own = None if person.follows_role else person.scopes
    scopes = given.get("scopes", own)
    wanted = [str(scope) for scope in scopes] if isinstance(scopes, list) else None
    return await to_hold(work, str(given.get("role", person.role)), wanted)


async def keep_to_seats(
    work: Work, person: Person, held: Held | None, given: dict[str, object]
) -> None:
    """A customer becomes a colleague, or one comes back: that takes a seat."""
    role = held.role if held else person.role
    had = person.is_active and person.role != "customer"
    if role != "customer" and given.get("is_active", person.is_active) and not had:
        await require_seat(work)


async def lock_administrators(work: Work, given: dict[str, object]) -> None:
    """Always in one order, so that two who demote each other wait and don't deadlock."""
    if given.keys() & {"role", "is_active"}:
        await work.many(Admin, queries.LOCK_ADMINS)


async def keep_an_administrator(work: Work, person: Person, given: dict[str, object]) -> None:
    if person.role != "admin" or not person.is_active:
        return
    stays = given.get("role", "admin") == "admin" and given.get("is_active", True)
    if not stays and not await work.many(Admin, queries.OTHER_ADMINS, person.id):
        raise LastAdministrator


async def rename_account(work: Work, person: Person, given: dict[str, object]) -> None:
    """Names are the installation's: taken by anybody is taken. What isn't given stays as the
    account has it: a visitor's person shows an address that was only said. An account that works
    elsewhere, too, is renamed by its owner alone: a new address is the key to its password."""
    here = work.tenant_id
    async with work.within(INSTALLATION):
        account = await work.one(Account, queries.ACCOUNT, person.id)
        homes = await work.many(Membership, queries.MEMBERSHIPS, person.id)
        if len(homes) > 1 and person.id != work.actor.id:
            raise SharedAccount
        username = str(given.get("username", account.username if account else person.username))
        email = str(given.get("email", account.email if account else person.email))
        for statement, key in (
            (queries.ACCOUNT_BY_USERNAME, names.key_of(username)),
            (queries.ACCOUNT_BY_EMAIL, names.key_of(email)),
        ):
            holder = await work.one(Account, statement, key)
            if holder is not None and holder.id != person.id:
                raise NameTaken
        await work.run(
            queries.RENAME_ACCOUNT, person.id, username, names.key_of(username), email,
            names.key_of(email),
        )  # fmt: skip
    for home in homes:
        if home.member_tenant_id != here:
            async with work.within(home.member_tenant_id):
                await work.run(NAME_HERE, person.id, username, email)
                work.record(PersonChanged(person_id=person.id, fields=("email", "username")))


async def record_change(work: Work, before: Person, after: Person, fields: tuple[str, ...]) -> None:
    work.record(PersonChanged(person_id=after.id, fields=fields))
    if before.is_active and not after.is_active:
        work.record(PersonDeactivated(person_id=after.id))
        await end_sessions_of(work, after.id, "deactivated")
        await end_tokens_of(work, after.id)
    elif (before.role, before.scopes) != (after.role, after.scopes):
        work.record(RightsChanged(person_id=after.id, role=after.role))


async def delete_person(work: Work, *, person_id: int) -> None:
    """Out of the tenant. What they wrote stays, with their name; their account goes with their
    last tenant."""
    policy.require(work.actor, "users:write")
    await work.many(Admin, queries.LOCK_ADMINS)
    person = await person_of(work, queries.PERSON_FOR_UPDATE, person_id)
    policy.require_may_change(work.actor, person)
    await keep_an_administrator(work, person, {"is_active": False})
    await end_sessions_of(work, person_id, "deleted")
    await end_tokens_of(work, person_id)
    await work.run(queries.REMOVE_PERSON, person_id)
    work.record(PersonDeleted(person_id=person_id))
    tenant_id = work.tenant_id
    async with work.within(INSTALLATION):
        await work.run(queries.REMOVE_MEMBERSHIP, person_id, tenant_id)
        await work.run(queries.MOVE_HOME, person_id, tenant_id)
        if not await work.many(Membership, queries.MEMBERSHIPS, person_id):
            await work.run(queries.DELETE_ACCOUNT, person_id)
