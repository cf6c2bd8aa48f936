"""How accounts and tenants come to be."""

import hmac
from uuid import uuid4

from msgspec import Struct

from ringdesk.domains.identity import names, passwords, policy, queries
from ringdesk.domains.identity.errors import (
    MayNotChooseRole,
    NameTaken,
    RegistrationClosed,
    SetupRequired,
    Suspended,
)
from ringdesk.domains.identity.events import PersonRegistered, TenantOpened
from ringdesk.domains.identity.models import ROLES, Account, Person, Registered, Tenant
from ringdesk.domains.identity.tenancy.roles import Held, to_hold
from ringdesk.domains.identity.tenancy.workspace import require_seat
from ringdesk.domains.identity.tenants import (
    FIRST_TENANT_NAME,
    add_tenant,
    first_tenant,
    tenant_by_host,
    tenant_of,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Origin, Work


class NewAccount(Struct, frozen=True, kw_only=True):
    username: str
    email: str
    password: str
    full_name: str = ""
    role: str = "customer"
    scopes: list[str] | None = None


class SetupState(Struct, frozen=True):
    is_set_up: bool


class SetupRules(Struct, frozen=True):
    """How the first administrator may be made on this server: openly on loopback, otherwise with
    the one-time token."""

    openly: bool
    token: str

    def allow(self, shown: str | None) -> bool:
        return self.openly or hmac.compare_digest((shown or "").encode(), self.token.encode())


async def register_by_administrator(work: Work, new: NewAccount) -> Registered:
    """An account in the caller's tenant, of any role that the caller may give."""
    policy.require(work.actor, "users:write")
    check(new)
    held = await to_hold(work, new.role, new.scopes)
    if held.role != "customer":
        await require_seat(work)
    hashed = await passwords.hash_of(new.password)
    tenant = await tenant_of(work)
    person = await add_person(work, tenant, new, hashed, held)
    return Registered(person=person, tenant=tenant, by_another=True)


async def register(
    office: Office, new: NewAccount, *, host: str, rules: SetupRules, setup_token: str | None,
    origin: Origin,
) -> Registered:  # fmt: skip
    """A stranger's account: a customer of the tenant that the host names, or of the first one;
    and as long as there is no administrator, that."""
    check(new)
    hashed = await passwords.hash_of(new.password)  # before a connection is held
    async with office.open(Actor.the_house(INSTALLATION), origin) as work:
        if await needs_setup(work) and (new.role == "admin" or not rules.openly):
            return await register_first(work, new, hashed, rules, setup_token)
        return await register_stranger(work, new, hashed, host)


def check(new: NewAccount) -> None:
    names.require_username(new.username)
    names.require_address(new.email)
    passwords.require_good(new.password, new.username, new.email)
    if new.scopes is not None:
        policy.require_known(new.scopes)


async def register_first(
    work: Work, new: NewAccount, hashed: str, rules: SetupRules, shown: str | None
) -> Registered:
    """The first administrator, once, under a lock."""
    if not rules.allow(shown):
        raise SetupRequired
    if new.role != "admin":
        raise SetupRequired
    await work.run(queries.SET_UP)
    tenant = await first_tenant(work) or await add_tenant(work, FIRST_TENANT_NAME, first=True)
    person = await add_person(work, tenant, new, hashed)
    async with work.within(tenant.id):
        work.record(TenantOpened(person_id=person.id))
    return Registered(person=person, tenant=tenant, by_another=False)


async def register_stranger(work: Work, new: NewAccount, hashed: str, host: str) -> Registered:
    if new.role not in ROLES:
        raise Invalid.field("role", "There is no such role")
    if new.role != "customer" or new.scopes:
        raise MayNotChooseRole
    tenant = await tenant_for_strangers(work, host)
    person = await add_person(work, tenant, new, hashed)
    return Registered(person=person, tenant=tenant, by_another=False)


async def tenant_for_strangers(work: Work, host: str) -> Tenant:
    tenant = await tenant_by_host(work, host) or await first_tenant(work)
    if tenant is None:  # nobody has set up anything: the first tenant comes with its first person
        return await add_tenant(work, FIRST_TENANT_NAME, first=True)
    if tenant.suspended_at is not None:
        raise Suspended
    if not tenant.strangers_may_register:
        raise RegistrationClosed
    return tenant


async def open_tenant(
    office: Office, new: NewAccount, *, tenant_name: str, allowed: bool, rules: SetupRules,
    setup_token: str | None, origin: Origin,
) -> Registered:  # fmt: skip
    """A new tenant with this person as its administrator; on an empty installation the first."""
    check(new)
    hashed = await passwords.hash_of(new.password)
    async with office.open(Actor.the_house(INSTALLATION), origin) as work:
        first = await needs_setup(work)
        if first and not rules.allow(setup_token):
            raise SetupRequired
        if not first and not allowed:
            raise RegistrationClosed
        if first:
            await work.run(queries.SET_UP)
        old = await first_tenant(work)
        tenant = await add_tenant(work, tenant_name, first=old is None)
        person = await add_person(work, tenant, await with_free_username(work, new), hashed)
        async with work.within(tenant.id):
            work.record(TenantOpened(person_id=person.id))
    return Registered(person=person, tenant=tenant, by_another=False)


async def with_free_username(work: Work, new: NewAccount) -> NewAccount:
    """An address suggests its username; if that is somebody's, one with a number."""
    taken = await work.value(int, queries.USERNAME_TAKEN, names.key_of(new.username))
    if taken is None:
        return new
    username = f"{new.username}-{uuid4().hex[:6]}"
    return NewAccount(
        username=username, email=new.email, password=new.password, full_name=new.full_name,
        role=new.role, scopes=new.scopes,
    )  # fmt: skip


async def needs_setup(work: Work) -> bool:
    """Whether there never was an administrator; locks the question until the commit."""
    state = await work.one(SetupState, queries.LOCK_INSTALLATION)
    return state is None or not state.is_set_up


async def is_set_up(office: Office) -> bool:
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        state = await work.one(SetupState, queries.IS_SET_UP)
        return state is not None and state.is_set_up


async def add_person(
    work: Work, tenant: Tenant, new: NewAccount, hashed: str | None, held: Held | None = None
) -> Person:
    """An account of the installation and its person in the tenant, in one transaction. `held`:
    the role as it was looked up; without it the role is a built-in one."""
    held = held or Held(new.role, new.scopes, False)
    async with work.within(INSTALLATION):
        account = await work.one(
            Account, queries.ADD_ACCOUNT, new.username, names.key_of(new.username), new.email,
            names.key_of(new.email), hashed, tenant.id, False,
        )  # fmt: skip
        if account is None:
            raise NameTaken
        await work.run(queries.ADD_MEMBERSHIP, account.id, tenant.id)
    async with work.within(tenant.id):
        person = await work.one(
            Person, queries.ADD_PERSON, account.id, new.username, new.email,
            new.full_name.strip() or new.username, held.role, held.scopes, held.follows_role,
        )  # fmt: skip
        if person is None:
            raise RuntimeError("The person was not added.")
        work.record(PersonRegistered(person_id=person.id, role=person.role))
    return person
