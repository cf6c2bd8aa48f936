"""In by a name and a password, on by a refresh token, out again."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

from msgspec import Struct

from ringdesk.domains.identity import names, passwords, policy, queries, tokens
from ringdesk.domains.identity.errors import (
    BadCredentials,
    SessionNotFound,
    Suspended,
    TooManyFailures,
)
from ringdesk.domains.identity.events import (
    SessionEnded,
    SessionsEnded,
    SignedIn,
    SignInFailed,
)
from ringdesk.domains.identity.models import (
    Account,
    BySession,
    Membership,
    Person,
    Refreshable,
    Session,
    Tenant,
)
from ringdesk.domains.identity.models import SignedIn as SignedInResult
from ringdesk.domains.identity.tenants import first_tenant, tenant_by_host, tenant_of
from ringdesk.domains.identity.tokens import Signer
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Origin, Work

FREE_FAILURES = 5
LONGEST_WAIT_S = 60.0  # of one name from one address: the owner, elsewhere, is never kept waiting
MOST_FROM_ADDRESS = 200  # failures in 15 minutes


class Failures(Struct, frozen=True):
    of_name: int
    of_address: int
    since_s: float


class Caller(Struct, frozen=True, kw_only=True):
    """Where a sign-in comes from."""

    address: str
    host: str = ""
    user_agent: str = ""
    origin: Origin = Origin()


async def sign_in(
    office: Office, signer: Signer, *, username: str | None, email: str | None, password: str,
    caller: Caller,
) -> SignedInResult:  # fmt: skip
    """Unknown, wrong and deactivated take the same time and give the same BadCredentials."""
    name = username or email or ""
    hashed_name = hashlib.sha256(names.key_of(name).encode()).digest()
    async with office.open(Actor.the_house(INSTALLATION), caller.origin) as work:
        await work.run(queries.ONE_AT_A_TIME, hashed_name, caller.address)
        await refuse_too_many_failures(work, hashed_name, caller.address)
        account = await find_account(work, username=username, email=email)
        # A failure until it is none: guesses that come together must not all find a clean sheet.
        await work.run(queries.ADD_FAILURE, hashed_name, caller.address)
    right = await passwords.matches(password, account.password_hash if account else None)
    person = tenant = None
    if account is not None and right:
        async with office.open(Actor.the_house(INSTALLATION), caller.origin) as work:
            tenant, person = await person_to_be(work, account, caller.host)
    if account is None or person is None or tenant is None:
        await record_failure(office, account, caller)
        raise BadCredentials
    await renew_hash(office, account, password)
    return await begin_session(office, signer, tenant, person, caller, hashed_name=hashed_name)


async def renew_hash(office: Office, account: Account, password: str) -> None:
    """Made with parameters of another day: now is when the password is known, so hash it anew."""
    if account.password_hash is None or not passwords.is_outdated(account.password_hash):
        return
    hashed = await passwords.hash_of(password)
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        await work.run(queries.SET_PASSWORD, account.id, hashed)


async def find_account(work: Work, *, username: str | None, email: str | None) -> Account | None:
    """By either name; a value with `@` is an address. Names of two people are refused."""
    given = [name for name in (username, email) if name]
    if not given:
        raise Invalid.field("username", "Give a username or an e-mail address")
    found = [await account_named(work, name) for name in given]
    ids = {account.id if account else None for account in found}
    if len(ids) > 1 and None not in ids:
        raise Invalid.field("email", "The username and the address belong to two people")
    return found[0] if len(ids) == 1 else None


async def account_named(work: Work, name: str) -> Account | None:
    statement = queries.ACCOUNT_BY_EMAIL if "@" in name else queries.ACCOUNT_BY_USERNAME
    return await work.one(Account, statement, names.key_of(name))


async def refuse_too_many_failures(work: Work, hashed_name: bytes, address: str) -> None:
    """Counted by name *and* address, so that nobody can lock out a victim from elsewhere."""
    failures = await work.one(Failures, queries.FAILURES, hashed_name, address)
    if failures is None:
        return
    if failures.of_name >= FREE_FAILURES:
        wait = min(2.0 ** min(failures.of_name - FREE_FAILURES, 10), LONGEST_WAIT_S)
        if failures.since_s < wait:
            raise TooManyFailures(retry_after=wait - failures.since_s)
    if failures.of_address >= MOST_FROM_ADDRESS and failures.of_name > 0:
        raise TooManyFailures(retry_after=LONGEST_WAIT_S)


async def person_to_be(
    work: Work, account: Account, host: str
) -> tuple[Tenant | None, Person | None]:
    """The host's tenant if the account belongs there, else where it worked last, its home, any of
    its own. Suspended only if all of them are."""
    memberships = await work.many(Membership, queries.MEMBERSHIPS, account.id)
    mine = [membership.member_tenant_id for membership in memberships]
    by_host = await tenant_by_host(work, host)
    wanted = [by_host.id if by_host else None, account.last_tenant_id, account.home_tenant_id]
    is_suspended = False
    for tenant_id in dict.fromkeys([*wanted, *mine]):
        if tenant_id is None or tenant_id not in mine:
            continue
        async with work.within(tenant_id):
            person = await work.one(Person, queries.PERSON, account.id)
        if person is None or not person.is_active:
            continue
        tenant = await tenant_of(work, tenant_id)
        if tenant.suspended_at is None:
            return tenant, person
        is_suspended = True
    if is_suspended:
        raise Suspended
    return None, None


async def record_failure(office: Office, account: Account | None, caller: Caller) -> None:
    """In the log as an act of whose name was used: there it is looked for."""
    named = Actor(id=account.id if account else 0, tenant_id=INSTALLATION)
    async with office.open(named, caller.origin) as work:
        if account is not None:
            async with work.within(account.home_tenant_id):
                work.record(SignInFailed(person_id=account.id))
        elif (tenant := await first_tenant(work)) is not None:
            async with work.within(tenant.id):
                work.record(SignInFailed(person_id=0))


async def begin_session(
    office: Office, signer: Signer, tenant: Tenant, person: Person, caller: Caller,
    *, hashed_name: bytes | None = None,
) -> SignedInResult:  # fmt: skip
    session_id, secret = uuid4(), signer.first_refresh()
    actor = Actor(id=person.id, tenant_id=tenant.id, role=person.role, name=person.full_name)
    async with office.open(actor, caller.origin) as work:
        added = await work.run(
            queries.ADD_SESSION, session_id, person.id, tokens.digest(secret), caller.address,
            caller.user_agent[:300], tokens.REFRESH,
        )  # fmt: skip
        if not added:
            raise Suspended
        work.record(SignedIn(person_id=person.id, session_id=session_id))
        if hashed_name is not None:
            async with work.within(INSTALLATION):
                await work.run(queries.FORGET_FAILURES, hashed_name, caller.address)
    return tokens_for(signer, tenant, person, session_id, secret, tokens.REFRESH)


def tokens_for(
    signer: Signer, tenant: Tenant, person: Person, session_id: UUID, secret: bytes,
    session_lasts: timedelta,
) -> SignedInResult:  # fmt: skip
    """The pair; no access token outlives its session."""
    lasts_s = min(tokens.ACCESS_S, int(session_lasts.total_seconds()))
    return SignedInResult(
        person=person,
        tenant=tenant,
        session_id=session_id,
        access_token=signer.sign(
            person_id=person.id, tenant_id=tenant.id, session_id=session_id, lasts_s=lasts_s
        ),
        refresh_token=tokens.pack(tenant.id, session_id, secret),
        expires_in=lasts_s,
    )


async def refresh(
    office: Office, signer: Signer, *, refresh_token: str, caller: Caller
) -> SignedInResult:
    """A new pair for the present token. Its direct parent, for five seconds, gets the same new one
    (the answer may have been lost); anything older ends the whole family."""
    tenant_id, session_id, shown = tokens.unpack(refresh_token)
    async with office.open(Actor.the_house(tenant_id), caller.origin) as work:
        session = await work.one(Refreshable, queries.SESSION_FOR_REFRESH, session_id)
        if session is None or session.ended_at is not None or session.expires_at <= session.now:
            raise BadCredentials
        successor = signer.next_refresh(shown)
        if tokens.digest(shown) == session.refresh_hash:
            await work.run(queries.ROTATE, session_id, tokens.digest(successor), caller.address)
        elif not is_lost_answer(session, shown):
            await end_family(work, session)
            successor = b""
        person = await work.one(BySession, queries.PERSON_OF_SESSION, session.person_id, session_id)
        tenant = await tenant_of(work, tenant_id)
        if person is not None and person.is_suspended:
            raise Suspended  # and the token is not used up
    if person is None or not successor:
        raise BadCredentials
    return tokens_for(
        signer, tenant, person, session_id, successor, session.expires_at - session.now
    )


def is_lost_answer(session: Refreshable, shown: bytes) -> bool:
    in_time: timedelta = session.now - session.rotated_at
    return tokens.digest(shown) == session.previous_hash and in_time < tokens.GRACE


async def end_family(work: Work, session: Refreshable) -> None:
    await work.run(queries.END_SESSION, session.id, session.person_id, "refresh token used twice")
    await work.run(queries.BUMP, session.person_id)
    work.record(SessionEnded(person_id=session.person_id, session_id=session.id, reason="reuse"))


async def list_sessions(work: Work) -> list[Session]:
    """The caller's own sign-ins that still hold, newest first."""
    return await work.many(Session, queries.SESSIONS, work.actor.id)


async def end_session(work: Work, *, session_id: UUID) -> None:
    """Sign out, here or from afar: one of the caller's own sessions."""
    policy.require_in_person(work.actor)
    ended = await work.run(queries.END_SESSION, session_id, work.actor.id, "signed out")
    if not ended:
        raise SessionNotFound
    await work.run(queries.BUMP, work.actor.id)
    work.record(SessionEnded(person_id=work.actor.id, session_id=session_id, reason="signed out"))


async def end_sessions_of(
    work: Work, person_id: int, reason: str, *, but: UUID | None = None
) -> None:
    """All of a person's sessions in the present tenant; what is remembered of them is void."""
    await work.run(queries.END_SESSIONS, person_id, reason, but)
    await work.run(queries.BUMP, person_id)
    work.record(SessionsEnded(person_id=person_id, reason=reason))
