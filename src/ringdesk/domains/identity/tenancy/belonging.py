"""Accounts that work in several tenants: opening another, seeing them, going from one to the
other, leaving."""

from uuid import UUID

from msgspec import Struct

from ringdesk.domains.identity import names, policy, queries
from ringdesk.domains.identity.errors import (
    MemberNotFound,
    RegistrationClosed,
    Suspended,
    TenantNotFound,
    TooManyTenants,
)
from ringdesk.domains.identity.events import InvitationWithdrawn, TenantOpened, TenantSwitched
from ringdesk.domains.identity.models import Account, Person, SignedIn, Tenant
from ringdesk.domains.identity.people import delete_person
from ringdesk.domains.identity.signing_in import Caller, begin_session
from ringdesk.domains.identity.tenancy import queries as of_tenancy
from ringdesk.domains.identity.tenancy.invitations import person_with
from ringdesk.domains.identity.tenancy.roles import Holder
from ringdesk.domains.identity.tenants import add_tenant, tenant_of
from ringdesk.domains.identity.tokens import Signer
from ringdesk.kernel.errors import NotSignedIn
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work

MOST_TENANTS = 100


class OwnTenant(Struct, frozen=True, kw_only=True):
    """A tenant of the caller's, and what they are there."""

    tenant: Tenant
    role: str


class Head(Struct, frozen=True):
    people: int
    staff: int


async def open_another_tenant(work: Work, *, name: str, allowed: bool) -> Tenant:
    """A new tenant with the caller as its administrator. RegistrationClosed where strangers may
    not open any; TooManyTenants."""
    policy.require_in_person(work.actor)
    policy.require_staff(work.actor)
    if not allowed:
        raise RegistrationClosed
    async with work.within(INSTALLATION):
        account = await work.one(Account, queries.ACCOUNT, work.actor.id)
        count = await work.value(int, of_tenancy.COUNT_MEMBERSHIPS, work.actor.id) or 0
    if account is None:
        raise NotSignedIn
    if count >= MOST_TENANTS:
        raise TooManyTenants(most=MOST_TENANTS)
    tenant = await add_tenant(work, name)
    async with work.within(INSTALLATION):
        await work.run(queries.ADD_MEMBERSHIP, account.id, tenant.id)
    full_name = work.actor.name
    async with work.within(tenant.id):
        await work.one(
            Person, queries.ADD_PERSON, account.id, account.username, account.email, full_name,
            "admin", None, False,
        )  # fmt: skip
        work.record(TenantOpened(person_id=account.id))
    return tenant


async def own_tenants(work: Work) -> list[OwnTenant]:
    """Where the caller works, oldest first."""
    async with work.within(INSTALLATION):
        found = await work.many(Tenant, of_tenancy.TENANTS_OF_ACCOUNT, work.actor.id)
    return await as_somebody(work, found)


async def own_tenant(work: Work, *, tenant_id: UUID) -> OwnTenant:
    """One of those. TenantNotFound."""
    async with work.within(INSTALLATION):
        found = await work.many(Tenant, of_tenancy.TENANT_OF_ACCOUNT, work.actor.id, tenant_id)
    mine = await as_somebody(work, found)
    if not mine:
        raise TenantNotFound
    return mine[0]


async def as_somebody(work: Work, found: list[Tenant]) -> list[OwnTenant]:
    """Those where the caller is let in, and as what."""
    mine = []
    for tenant in found:
        async with work.within(tenant.id):
            person = await work.one(Person, queries.PERSON, work.actor.id)
        if person is not None and person.is_active:
            mine.append(OwnTenant(tenant=tenant, role=person.role))
    return mine


async def switch_tenant(
    office: Office, signer: Signer, actor: Actor, *, tenant_id: UUID, caller: Caller
) -> SignedIn:
    """A session of its own in another tenant of the caller's, where from now on they begin.
    TenantNotFound for one that is none of theirs."""
    policy.require_in_person(actor)
    async with office.open(actor, caller.origin) as work:
        async with work.within(INSTALLATION):
            belongs = await work.value(bool, of_tenancy.BELONGS, actor.id, tenant_id)
            if not belongs:
                raise TenantNotFound
        tenant = await tenant_of(work, tenant_id)
        async with work.within(tenant_id):
            person = await work.one(Person, queries.PERSON, actor.id)
        if person is None or not person.is_active:
            raise TenantNotFound
        if tenant.suspended_at is not None:
            raise Suspended
        async with work.within(INSTALLATION):
            await work.run(queries.WORKED_IN, actor.id, tenant_id)
        work.record(TenantSwitched(person_id=actor.id))
    return await begin_session(office, signer, tenant, person, caller)


async def count_people(work: Work) -> Head:
    """The active people of the tenant, and how many of them are staff."""
    policy.require_staff(work.actor)
    return await work.one(Head, of_tenancy.COUNT_PEOPLE) or Head(0, 0)


async def remove_member(work: Work, *, email: str) -> None:
    """Withdraws an invitation, and ends a membership. MemberNotFound if there was neither."""
    policy.require(work.actor, "users:write")
    withdrawn = await work.many(Holder, of_tenancy.WITHDRAW_BY_ADDRESS, names.key_of(email))
    for one in withdrawn:
        work.record(InvitationWithdrawn(invitation_id=one.id))
    person = await person_with(work, email)
    if person is not None:
        await delete_person(work, person_id=person.id)
    elif not withdrawn:
        raise MemberNotFound
