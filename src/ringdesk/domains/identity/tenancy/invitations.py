"""Into a tenant by a link that was mailed: one use, seven days."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from ringdesk.domains.identity import names, policy, tokens
from ringdesk.domains.identity.errors import (
    AlreadyMember,
    BadInvitation,
    InvitationNotFound,
    Suspended,
)
from ringdesk.domains.identity.events import InvitationWithdrawn, MemberInvited
from ringdesk.domains.identity.models import Account, Person, Tenant
from ringdesk.domains.identity.queries import ACCOUNT_BY_EMAIL, PERSON, POST_MAIL
from ringdesk.domains.identity.tenancy import queries
from ringdesk.domains.identity.tenancy.roles import to_hold
from ringdesk.domains.identity.tenancy.workspace import require_seat
from ringdesk.domains.identity.tenants import tenant_of
from ringdesk.kernel.errors import TooMany
from ringdesk.kernel.work import INSTALLATION, Work

LASTS = timedelta(days=7)
MOST_A_DAY = 200  # addresses
MOST_SENDS = 10  # to one address, until it comes or is given up


class Invitation(Struct, frozen=True):
    id: int
    email: str
    role: str
    invited_by: int | None
    created_at: datetime
    sent_at: datetime
    expires_at: datetime

    @property
    def state(self) -> Literal["invited", "expired"]:
        return "invited" if self.expires_at > datetime.now(UTC) else "expired"


async def invite(work: Work, *, email: str, role: str, address: str) -> Invitation:
    """Mail a link. It is the same for an address that has an account and for one that has none;
    only who works here already is refused (AlreadyMember). `address` is what the link begins with:
    from the settings, never from the request. A second invitation replaces the first."""
    policy.require(work.actor, "users:write")
    names.require_address(email)
    held = await to_hold(work, role, None)
    person = await person_with(work, email)
    if person is not None and (person.is_staff or not person.is_active or held.role == "customer"):
        raise AlreadyMember
    if held.role != "customer":
        await require_seat(work, names.key_of(email))
    return await send_link(work, email, held.role, address)


async def send_link(work: Work, email: str, role: str, address: str) -> Invitation:
    """TooMany: whoever opens a workspace must not mail the world from here."""
    secret = secrets.token_bytes(16)
    if (await work.value(int, queries.SENT_TODAY) or 0) >= MOST_A_DAY:
        raise TooMany(retry_after=3600)
    invitation = await work.one(
        Invitation, queries.INVITE, email, names.key_of(email), role, tokens.digest(secret),
        inviter_of(work), LASTS, MOST_SENDS,
    )  # fmt: skip
    if invitation is None:
        raise TooMany(retry_after=24 * 3600)
    tenant = await tenant_of(work, work.tenant_id)
    variables = {
        "tenant": tenant.name, "inviter": work.actor.name or tenant.name, "role": role,
        "link": f"{address}/invitation?token={pack(work.tenant_id, secret)}",
        "days": str(LASTS.days),
    }  # fmt: skip
    await work.run(POST_MAIL, email, "invitation", msgspec.json.encode(variables).decode())
    work.record(MemberInvited(invitation_id=invitation.id, role=role))
    return invitation


def inviter_of(work: Work) -> int | None:
    """With whose rights the link is good; None: the house's, who opens a tenant is no one in it."""
    return work.actor.id or None if work.actor.tenant_id == work.tenant_id else None


async def list_invitations(work: Work) -> list[Invitation]:
    """Those that nobody followed yet, the latest first; some may have run out."""
    policy.require(work.actor, "users:read")
    return await work.many(Invitation, queries.INVITATIONS)


async def get_invitation(work: Work, *, invitation_id: int) -> Invitation:
    """One that nobody followed yet."""
    policy.require(work.actor, "users:read")
    found = await work.one(Invitation, queries.OPEN_INVITATION, invitation_id)
    if found is None:
        raise InvitationNotFound
    return found


async def resend(work: Work, *, invitation_id: int, address: str) -> Invitation:
    """A new link, for seven more days; the old one is void."""
    policy.require(work.actor, "users:write")
    found = await work.one(Invitation, queries.OPEN_INVITATION, invitation_id)
    if found is None:
        raise InvitationNotFound
    held = await to_hold(work, found.role, None)
    return await send_link(work, found.email, held.role, address)


async def withdraw(work: Work, *, invitation_id: int) -> None:
    policy.require(work.actor, "users:write")
    if await work.value(int, queries.WITHDRAW, invitation_id) is None:
        raise InvitationNotFound
    work.record(InvitationWithdrawn(invitation_id=invitation_id))


async def person_with(work: Work, email: str) -> Person | None:
    """Of the work's tenant, by the account's address: what a visitor said is theirs counts for
    nothing."""
    async with work.within(INSTALLATION):
        account = await work.one(Account, ACCOUNT_BY_EMAIL, names.key_of(email))
    return None if account is None else await work.one(Person, PERSON, account.id)


def pack(tenant_id: UUID, secret: bytes) -> str:
    return urlsafe_b64encode(tenant_id.bytes + secret).decode().rstrip("=")


def unpack(token: str) -> tuple[UUID, bytes]:
    """Tenant and secret. BadInvitation."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as error:
        raise BadInvitation from error
    if len(raw) != 32:
        raise BadInvitation
    return UUID(bytes=raw[:16]), raw[16:]


async def open_invitation(work: Work, secret: bytes) -> tuple[Invitation, Tenant]:
    """Locked until the act is over: of two who follow one link, one comes in. BadInvitation."""
    found = await work.one(Invitation, queries.INVITATION_BY_TOKEN, tokens.digest(secret))
    if found is None:
        raise BadInvitation
    tenant = await tenant_of(work)
    if tenant.suspended_at is not None:
        raise Suspended
    return found, tenant
