"""Knows people by their tokens, at every door, and forgets at once what is no longer so."""

import secrets
import time
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.identity import policy, queries, tokens
from ringdesk.domains.identity.errors import Suspended
from ringdesk.domains.identity.models import Arrival, BySession
from ringdesk.domains.identity.tenancy import queries as of_tenancy
from ringdesk.domains.identity.tenancy.api_tokens import Owner
from ringdesk.domains.identity.tokens import Signer
from ringdesk.kernel.errors import NotSignedIn
from ringdesk.kernel.work import Actor, Office, Work

MOST_REMEMBERED = 20_000
SEEN_EACH_S = 60.0  # so often is written down that an API token was used


class Known(Struct, frozen=True):
    actor: Actor
    expires_at: float
    good_until: float  # after this it is looked up again


class Redeemed(Struct, frozen=True):
    person_id: int
    session_id: UUID


class Doorkeeper:
    """Remembers whom a verified token speaks for. The memory is only a guess: `Actor.proof` asks
    the database with every unit of work, and a changed person is looked up anew."""

    def __init__(self, office: Office, signer: Signer) -> None:
        self._office, self._signer = office, signer
        self._known: dict[str, Known] = {}

    def signature_holds(self, token: str) -> bool:
        """Whether we once made it and its time has not run out: no database, so no revocation."""
        try:
            self.guess(token) or self._claims(token)
        except NotSignedIn:
            return False
        return True

    def guess(self, token: str) -> Actor | None:
        """Whom we remember for this token. Good for nothing without its proof."""
        known = self._known.get(token)
        if known is None:
            return None
        if known.expires_at <= time.time():
            del self._known[token]
            raise NotSignedIn
        if known.good_until <= time.time():
            del self._known[token]
            return None
        return known.actor

    def _claims(self, token: str) -> tokens.Claims | tokens.ApiClaims:
        if token.startswith(tokens.API):
            return self._signer.read_api_token(token)
        return self._signer.read(token)

    async def actor(self, token: str) -> Actor:
        """Whom the token speaks for, asked of the database now. NotSignedIn."""
        return (await self.present(token)).actor

    async def present(self, token: str) -> Known:
        """As `actor`, with the time at which the token ends."""
        self._known.pop(token, None)
        claims = self._claims(token)
        async with self._office.open(Actor.the_house(claims.tenant_id)) as work:
            if isinstance(claims, tokens.ApiClaims):
                return self._remember(token, await known_by_token(work, claims.secret))
            known = await known_by_session(work, claims.person_id, claims.session_id)
        ends = min(claims.expires_at, known.expires_at)
        return self._remember(token, Known(known.actor, ends, ends))

    def _remember(self, token: str, known: Known) -> Known:
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[token] = known
        return known

    def forget(self, token: str) -> None:
        self._known.pop(token, None)

    def whose(self, token: str) -> str:
        """A name for the person behind a good signature: what their calls are counted under."""
        known = self._known.get(token)
        if known is not None:
            return f"{known.actor.tenant_id}:{known.actor.id}"
        claims = self._claims(token)
        return f"{claims.tenant_id}:{claims.person_id}"

    async def redeem(self, ticket: str) -> Known:
        """Whom a one-use socket ticket speaks for, as long as its session; the second time it is
        nobody's."""
        tenant_id, _, secret = tokens.unpack(ticket)
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            found = await work.one(Redeemed, queries.REDEEM_TICKET, tokens.digest(secret))
            if found is None:
                raise NotSignedIn
            return await known_by_session(work, found.person_id, found.session_id)


async def known_by_session(work: Work, person_id: int, session_id: UUID) -> Known:
    """Who a session speaks for now, and until when at most; NotSignedIn if it has ended or the
    person may not come in; Suspended if the whole tenant may not."""
    person = await work.one(BySession, queries.PERSON_OF_SESSION, person_id, session_id)
    if person is None:
        raise NotSignedIn
    scopes = policy.scopes_of(person.role, person.scopes)
    actor = as_actor(work, person, person.role, scopes, session_id=session_id)
    ends = person.session_ends_at.timestamp()
    return Known(actor, ends, ends)


async def known_by_token(work: Work, secret: bytes) -> Known:
    """Whom an API token speaks for. As `known_by_session`."""
    owner = await work.one(Owner, of_tenancy.OWNER_BY_SECRET, tokens.digest(secret))
    actor = of_owner(work, owner)
    if owner is None:
        raise NotSignedIn
    if owner.is_unseen:
        await work.run(of_tenancy.SEE_TOKEN, owner.token_id)
    return Known(actor, owner.expires_at.timestamp(), time.time() + SEEN_EACH_S)


async def present_again(work: Work, actor: Actor) -> Actor:
    """The same one, as of now: by their session, or their API token. As
    `known_by_session`."""
    if actor.token_id is not None:
        return of_owner(work, await work.one(Owner, of_tenancy.OWNER_BY_ID, actor.token_id))
    if actor.session_id is None:
        return actor
    return (await known_by_session(work, actor.id, actor.session_id)).actor


def of_owner(work: Work, owner: Owner | None) -> Actor:
    if owner is None:
        raise NotSignedIn
    held = policy.scopes_of(owner.role, owner.scopes)
    role, scopes = policy.rights_of_token(owner.role, held, owner.token_scopes)
    return as_actor(work, owner, role, scopes, token_id=owner.token_id)


def as_actor(
    work: Work, person: Arrival, role: str, scopes: frozenset[str], *,
    session_id: UUID | None = None, token_id: int | None = None,
) -> Actor:  # fmt: skip
    if person.is_suspended:
        raise Suspended
    return Actor(
        id=person.id, tenant_id=work.tenant_id, role=role, scopes=scopes, name=person.full_name,
        session_id=session_id, token_id=token_id,
        proof=queries.PROOF.format(
            tenant_id=work.tenant_id, person_id=person.id, revision=person.revision
        ),
    )  # fmt: skip


async def issue_socket_ticket(work: Work) -> str:
    """A ticket for one socket, good for 30 seconds and one use; only its hash is kept."""
    policy.require_in_person(work.actor)
    if work.actor.session_id is None:
        raise NotSignedIn
    secret = secrets.token_bytes(32)
    await work.run(
        queries.ADD_TICKET, tokens.digest(secret), work.actor.id, work.actor.session_id,
        tokens.SOCKET_TICKET,
    )  # fmt: skip
    return tokens.pack(work.tenant_id, work.actor.session_id, secret)
