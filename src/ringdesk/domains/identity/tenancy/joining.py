"""Following an invitation: whoever has its link reads the mail of its address."""

from typing import Literal

from msgspec import Struct

from ringdesk.domains.identity import names, passwords, policy, queries
from ringdesk.domains.identity.errors import BadInvitation, NameTaken
from ringdesk.domains.identity.events import MemberJoined, PersonRegistered, RightsChanged
from ringdesk.domains.identity.models import Account, Person, SignedIn, Tenant
from ringdesk.domains.identity.registration import NewAccount, with_free_username
from ringdesk.domains.identity.resets import set_password, verify
from ringdesk.domains.identity.signing_in import Caller, begin_session
from ringdesk.domains.identity.tenancy import queries as of_tenancy
from ringdesk.domains.identity.tenancy.invitations import Invitation, open_invitation, unpack
from ringdesk.domains.identity.tenancy.roles import Held, to_hold
from ringdesk.domains.identity.tenancy.workspace import Branding, branding, require_seat
from ringdesk.domains.identity.tokens import Signer
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work

Needs = Literal["account", "password", "nothing"]


class Offer(Struct, frozen=True, kw_only=True):
    """What a link is for, and what following it takes: a new account with name and password, a new
    password, or nothing."""

    tenant: Tenant
    branding: Branding
    email: str
    role: str
    needs: Needs


class Answer(Struct, frozen=True, kw_only=True):
    full_name: str = ""
    password: str = ""


class Joined(Struct, frozen=True, kw_only=True):
    """`signed`: None for an account that has a password of its own: a link is none."""

    person: Person
    tenant: Tenant
    signed: SignedIn | None


async def look_at_invitation(office: Office, token: str) -> Offer:
    tenant_id, secret = unpack(token)
    async with office.open(Actor.the_house(tenant_id)) as work:
        invitation, tenant = await open_or_none(work, secret)
        await held_by(work, invitation)
        return Offer(
            tenant=tenant, branding=await branding(work), email=invitation.email,
            role=invitation.role, needs=needs_of(await account_of(work, invitation)),
        )  # fmt: skip


async def follow_invitation(
    office: Office, signer: Signer, *, token: str, answer: Answer, caller: Caller
) -> Joined:
    """Membership begins. A new account, and one whose address nobody had proven, gets the password
    given now; in the latter whoever was signed in till now is out."""
    tenant_id, secret = unpack(token)
    if answer.password:
        passwords.require_good(answer.password)
    hashed = await passwords.hash_of(answer.password) if answer.password else None
    async with office.open(Actor.the_house(tenant_id), caller.origin) as work:
        invitation, tenant = await open_or_none(work, secret)
        held = await held_by(work, invitation)
        account = await account_of(work, invitation)
        needs = needs_of(account)
        if needs == "nothing":
            hashed = None
        elif hashed is None:
            raise Invalid.field("password", "Choose a password")
        if account is None:
            account = await make_account(work, invitation, tenant, answer, hashed)
        elif hashed is not None:
            passwords.require_good(answer.password, account.username, account.email)
            await set_password(work, account.id, hashed, "took over by invitation")
            await verify(work, account.id)
        person = await let_join(work, invitation, account, held, answer.full_name)
    signed = None
    if needs != "nothing":
        signed = await begin_session(office, signer, tenant, person, caller)
    return Joined(person=person, tenant=tenant, signed=signed)


async def open_or_none(work: Work, secret: bytes) -> tuple[Invitation, Tenant]:
    try:
        return await open_invitation(work, secret)
    except LookupError as error:  # a tenant that never was, or is no more
        raise BadInvitation from error


async def account_of(work: Work, invitation: Invitation) -> Account | None:
    async with work.within(INSTALLATION):
        return await work.one(Account, queries.ACCOUNT_BY_EMAIL, names.key_of(invitation.email))


def needs_of(account: Account | None) -> Needs:
    if account is None:
        return "account"
    return "nothing" if account.is_verified and account.password_hash else "password"


async def held_by(work: Work, invitation: Invitation) -> Held:
    """What the role is now, if whoever invited may still give it. BadInvitation."""
    held = await to_hold(work, invitation.role, None)
    if invitation.invited_by is None:
        return held
    inviter = await work.one(Person, queries.PERSON, invitation.invited_by)
    if inviter is None or not inviter.is_active:
        raise BadInvitation
    as_now = Actor(
        id=inviter.id, tenant_id=work.tenant_id, role=inviter.role,
        scopes=policy.scopes_of(inviter.role, inviter.scopes),
    )  # fmt: skip
    try:
        policy.require(as_now, "users:write")
        policy.require_may_grant(as_now, held.role, held.scopes)
    except NotAllowed as error:
        raise BadInvitation from error
    return held


async def make_account(
    work: Work, invitation: Invitation, tenant: Tenant, answer: Answer, hashed: str | None
) -> Account:
    new = NewAccount(
        username=names.username_from(invitation.email), email=invitation.email, password="",
    )  # fmt: skip
    passwords.require_good(answer.password, new.username, new.email)
    async with work.within(INSTALLATION):
        new = await with_free_username(work, new)
        account = await work.one(
            Account, queries.ADD_ACCOUNT, new.username, names.key_of(new.username), new.email,
            names.key_of(new.email), hashed, tenant.id, True,
        )  # fmt: skip
    if account is None:
        raise NameTaken
    return account


async def let_join(
    work: Work, invitation: Invitation, account: Account, held: Held, full_name: str
) -> Person:
    """A person in this tenant: a new one, who left before, or a customer who becomes staff."""
    tenant_id = work.tenant_id
    before = await work.one(Person, of_tenancy.PERSON_HERE, account.id)
    if held.role != "customer" and (before is None or before.role == "customer"):
        await require_seat(work, names.key_of(invitation.email))
    async with work.within(INSTALLATION):
        await work.run(queries.ADD_MEMBERSHIP, account.id, tenant_id)
        await work.run(queries.WORKED_IN, account.id, tenant_id)
    name = full_name.strip() or (before.full_name if before else account.username)
    person = await work.one(
        Person, of_tenancy.JOIN, account.id, account.username, account.email, name, held.role,
        held.scopes, held.follows_role,
    )  # fmt: skip
    if person is None:
        raise RuntimeError("The person was not added.")
    await work.run(of_tenancy.ACCEPT_INVITATION, invitation.id)
    if before is None:
        work.record(PersonRegistered(person_id=person.id, role=person.role))
    else:
        work.record(RightsChanged(person_id=person.id, role=person.role))
    work.record(MemberJoined(person_id=person.id, invitation_id=invitation.id, role=person.role))
    return person
