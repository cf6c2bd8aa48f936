"""Passwords changed by their owner, and new ones for those who forgot theirs."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

import msgspec

from ringdesk.domains.identity import passwords, policy, queries, tokens
from ringdesk.domains.identity.errors import BadResetToken
from ringdesk.domains.identity.events import PasswordChanged, PasswordResetRequested
from ringdesk.domains.identity.models import Account, Membership
from ringdesk.domains.identity.signing_in import account_named, end_sessions_of
from ringdesk.domains.identity.tenancy.api_tokens import end_tokens_of
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Origin, Work


async def change_password(
    office: Office, actor: Actor, *, current: str, new: str, origin: Origin
) -> None:
    """Ends every other session of the person, in every tenant; the caller's own goes on."""
    policy.require_in_person(actor)
    async with office.open(actor, origin) as work, work.within(INSTALLATION):
        account = await work.one(Account, queries.ACCOUNT, actor.id)
    if account is None or not await passwords.matches(current, account.password_hash):
        raise Invalid.field("current_password", "This is not your present password")
    passwords.require_good(new, account.username, account.email)
    hashed = await passwords.hash_of(new)
    async with office.open(actor, origin) as work:
        await set_password(work, account.id, hashed, "password changed", but=actor.session_id)


async def set_password(
    work: Work, account_id: int, hashed: str, reason: str, *, but: UUID | None = None
) -> None:
    async with work.within(INSTALLATION):
        await work.run(queries.SET_PASSWORD, account_id, hashed)
        await work.run(queries.VOID_RESETS, account_id)
        memberships = await work.many(Membership, queries.MEMBERSHIPS, account_id)
    for membership in memberships:
        async with work.within(membership.member_tenant_id):
            work.record(PasswordChanged(person_id=account_id))
            await end_sessions_of(work, account_id, reason, but=but)


async def request_reset(office: Office, *, email: str, address: str, origin: Origin) -> None:
    """Post a mail with a link, if the address is somebody's. The answer is the same if not.

    `address` is what the link begins with: from the settings, never from the request.
    """
    secret = secrets.token_bytes(16)
    async with office.open(Actor.the_house(INSTALLATION), origin) as work:
        account = await account_named(work, email) if "@" in email else None
        if account is None:
            return
        await work.run(queries.ADD_RESET, tokens.digest(secret), account.id, tokens.RESET)
        token = urlsafe_b64encode(secret).decode().rstrip("=")
        variables = {"name": account.username, "link": f"{address}/reset-password?token={token}"}
        async with work.within(account.home_tenant_id):
            await work.run(
                queries.POST_MAIL, account.email, "password_reset",
                msgspec.json.encode(variables).decode(),
            )  # fmt: skip
            work.record(PasswordResetRequested(person_id=account.id))


class Reset(msgspec.Struct, frozen=True):
    account_id: int


async def reset_password(office: Office, *, token: str, new: str, origin: Origin) -> None:
    """One use, 30 minutes; ends every session of the person."""
    passwords.require_good(new)
    try:
        secret = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as error:
        raise BadResetToken from error
    hashed = await passwords.hash_of(new)
    async with office.open(Actor.the_house(INSTALLATION), origin) as work:
        used = await work.one(Reset, queries.USE_RESET, tokens.digest(secret))
        if used is None:
            raise BadResetToken
        await set_password(work, used.account_id, hashed, "password reset")
        await verify(work, used.account_id)


async def verify(work: Work, account_id: int) -> None:
    """They read the mail of their address. If that was never known before, whoever had the account
    till now may have been anybody: the tokens that they made for programs end as well."""
    async with work.within(INSTALLATION):
        account = await work.one(Account, queries.ACCOUNT, account_id)
        memberships = await work.many(Membership, queries.MEMBERSHIPS, account_id)
        await work.run(queries.VERIFY, account_id)
    if account is None or account.is_verified:
        return
    for membership in memberships:
        async with work.within(membership.member_tenant_id):
            await end_tokens_of(work, account_id)
