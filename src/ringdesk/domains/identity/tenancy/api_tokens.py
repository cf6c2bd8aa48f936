"""Tokens for programs: named, of a part of their owner's rights, expiring, and shown once."""

from datetime import datetime, timedelta

from msgspec import Struct

from ringdesk.domains.identity import policy, tokens
from ringdesk.domains.identity.errors import TokenNotFound, TooManyTokens
from ringdesk.domains.identity.events import ApiTokenEnded, ApiTokenMade
from ringdesk.domains.identity.models import Arrival
from ringdesk.domains.identity.queries import BUMP
from ringdesk.domains.identity.tenancy import queries
from ringdesk.domains.identity.tokens import Signer
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_TOKENS = 50
LONGEST_DAYS = 366


class ApiToken(Struct, frozen=True):
    id: int
    person_id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class Owner(Arrival, frozen=True):
    """Whom a token speaks for, and what with."""

    token_id: int
    token_scopes: list[str]
    expires_at: datetime
    is_unseen: bool


class Ended(Struct, frozen=True):
    id: int


async def make_token(
    work: Work, signer: Signer, *, name: str, scopes: list[str], days: int
) -> tuple[ApiToken, str]:
    """The token itself is told this once. Nobody gives it what they don't hold."""
    policy.require_in_person(work.actor)
    policy.require_staff(work.actor)
    policy.require_known(scopes)
    policy.require_may_grant(work.actor, "", scopes)
    if not scopes:
        raise Invalid.field("scopes", "At least one")
    if not name.strip():
        raise Invalid.field("name", "A name has at least one letter")
    if (await work.value(int, queries.COUNT_TOKENS, work.actor.id) or 0) >= MOST_TOKENS:
        raise TooManyTokens(most=MOST_TOKENS)
    token, secret = signer.make_api_token(work.tenant_id, work.actor.id)
    made = await work.one(
        ApiToken, queries.ADD_TOKEN, work.actor.id, name.strip(), tokens.digest(secret),
        sorted({*scopes}), timedelta(days=days),
    )  # fmt: skip
    if made is None:
        raise RuntimeError("The token was not added.")
    work.record(ApiTokenMade(person_id=work.actor.id, token_id=made.id))
    return made, token


async def list_tokens(work: Work) -> list[ApiToken]:
    """The caller's own, newest first, those that ran out included."""
    policy.require_in_person(work.actor)
    return await work.many(ApiToken, queries.TOKENS, work.actor.id)


async def get_token(work: Work, *, token_id: int) -> ApiToken:
    """One of the caller's own."""
    policy.require_in_person(work.actor)
    found = await work.one(ApiToken, queries.TOKEN, token_id, work.actor.id)
    if found is None:
        raise TokenNotFound
    return found


async def end_token(work: Work, *, token_id: int) -> None:
    """In every process with the next request: its owner is looked at anew."""
    policy.require_in_person(work.actor)
    if not await work.run(queries.END_TOKEN, token_id, work.actor.id):
        raise TokenNotFound
    await work.run(BUMP, work.actor.id)
    work.record(ApiTokenEnded(person_id=work.actor.id, token_id=token_id))


async def end_tokens_of(work: Work, person_id: int) -> None:
    """All of a person's in the present tenant. Whoever calls this raises their revision."""
    for ended in await work.many(Ended, queries.END_TOKENS, person_id):
        work.record(ApiTokenEnded(person_id=person_id, token_id=ended.id))
