"""The people of a tenant: who they are, what they may, and whether they still do."""

from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.identity import names, policy, queries
from ringdesk.domains.identity.errors import (
    AgentNotAvailable,
    LastAdministrator,
    MayNotChooseRole,
    NameTaken,
    PersonNotFound,
)
from ringdesk.domains.identity.events import (
    PersonChanged,
    PersonDeactivated,
    PersonDeleted,
    RightsChanged,
)
from ringdesk.domains.identity.models import STAFF, Account, Membership, Person
from ringdesk.domains.identity.signing_in import end_sessions_of
from ringdesk.kernel.errors import Invalid, NotAllowed, NotSignedIn
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
    return await find_people(work, roles, is_active, words, limit, skip)


async def list_staff(work: Work, *, words: str | None = None, limit: int = 100) -> list[Person]:
    """The active colleagues, for whoever is one of them."""
    if work.actor.role not in STAFF:
        raise NotAllowed
    return await find_people(work, sorted(STAFF), True, words, limit, 0)


async def find_people(
    work: Work, roles: list[str] | None, is_active: bool | None, words: str | None,
    limit: int, skip: int,
) -> list[Person]:  # fmt: skip
    pattern = None if not words else f"%{escaped(words)}%"
    return await work.many(Person, queries.PEOPLE, roles, is_active, pattern, limit, skip)


def escaped(words: str) -> str:
    """`%` and `_` mean themselves."""
    return words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


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
    await lock_administrators(work, given)
    person = await person_of(work, queries.PERSON_FOR_UPDATE, person_id)
    policy.require_may_change(work.actor, person)
    check_changes(work, person, given)
    await keep_an_administrator(work, person, given)
    if given.keys() & {"username", "email"}:
        await rename_account(work, person, given)
    changed = await work.one(
        Person, queries.CHANGE_PERSON, person_id, given.get("username"), given.get("email"),
        given.get("full_name"), given.get("role"), "scopes" in given, given.get("scopes"),
        given.get("is_active"),
    )  # fmt: skip
    if changed is None:
        raise PersonNotFound
    await record_change(work, person, changed, tuple(sorted(given)))
    return changed


def check_changes(work: Work, person: Person, given: dict[str, object]) -> None:
    if "username" in given:
        names.require_username(str(given["username"]))
    if "email" in given:
        names.require_address(str(given["email"]))
    if "full_name" in given and not str(given["full_name"]).strip():
        raise Invalid.field("full_name", "A name has at least one letter")
    scopes = given.get("scopes", person.scopes)
    if given.keys() & {"role", "scopes"}:
        wanted = [str(scope) for scope in scopes] if isinstance(scopes, list) else None
        policy.require_known(wanted or ())
        policy.require_may_grant(work.actor, str(given.get("role", person.role)), wanted)


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
    account has it: a visitor's person shows an address that was only said."""
    async with work.within(INSTALLATION):
        account = await work.one(Account, queries.ACCOUNT, person.id)
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


async def record_change(work: Work, before: Person, after: Person, fields: tuple[str, ...]) -> None:
    work.record(PersonChanged(person_id=after.id, fields=fields))
    if before.is_active and not after.is_active:
        work.record(PersonDeactivated(person_id=after.id))
        await end_sessions_of(work, after.id, "deactivated")
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
    await work.run(queries.REMOVE_PERSON, person_id)
    work.record(PersonDeleted(person_id=person_id))
    tenant_id = work.tenant_id
    async with work.within(INSTALLATION):
        await work.run(queries.REMOVE_MEMBERSHIP, person_id, tenant_id)
        if not await work.many(Membership, queries.MEMBERSHIPS, person_id):
            await work.run(queries.DELETE_ACCOUNT, person_id)
