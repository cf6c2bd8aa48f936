"""Customers without a password: made after consent, known again by a token of their own or by what
the embedding site vouches for, and never by an address they say is theirs."""

import secrets
import unicodedata
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.identity import names, queries, tokens
from ringdesk.domains.identity.errors import BadCredentials, Suspended
from ringdesk.domains.identity.events import PersonChanged, VisitorConsented
from ringdesk.domains.identity.models import Person, SignedIn
from ringdesk.domains.identity.registration import NewAccount, add_person
from ringdesk.domains.identity.signing_in import Caller, begin_session, end_sessions_of
from ringdesk.domains.identity.tenants import tenant_of
from ringdesk.domains.identity.tokens import Signer
from ringdesk.kernel.work import Actor, Office, Work

# Accounts need an address; a name below `invalid` (RFC 2606) is nobody's and gets no mail. It stays
# in the account, where names are unique: the person shows what they said, or nothing.
PLACEHOLDER = "visitor.invalid"
TOKEN_BYTES = 32
LONGEST_NAME = 120


class Newcomer(Struct, frozen=True, kw_only=True):
    """Who comes. `external_id` is for callers who checked its signature; `name` and `email` are
    claims, shown and never believed. `leaves_token`: whether they want to be known again."""

    token: str | None = None
    external_id: str | None = None
    name: str = ""
    email: str = ""
    page: str = ""
    leaves_token: bool = True


class Visited(Struct, frozen=True, kw_only=True):
    """`visitor_token` is told once, when it is made; None for a known one and for those whom their
    site names."""

    signed: SignedIn
    visitor_token: str | None
    known: bool


class Visitor(Struct, frozen=True):
    person_id: int
    external_id: str | None
    is_active: bool
    is_deleted: bool


async def welcome_visitor(
    office: Office, signer: Signer, *, tenant_id: UUID, newcomer: Newcomer, caller: Caller
) -> Visited:
    """In, as the visitor they were before or as a new one. BadCredentials for one who was shut
    out; a token of another tenant is no token."""
    if newcomer.email:
        names.require_address(newcomer.email)
    token = None
    async with office.open(Actor.the_house(tenant_id), caller.origin) as work:
        tenant = await tenant_of(work)
        if tenant.suspended_at is not None:
            raise Suspended
        visitor = await recognise(work, newcomer)
        if visitor is None:
            if newcomer.external_id is None and newcomer.leaves_token:
                token = secrets.token_urlsafe(TOKEN_BYTES)
            person = await make_visitor(work, newcomer, token)
        else:
            person = await see_again(work, visitor, newcomer)
    signed = await begin_session(office, signer, tenant, person, caller)
    return Visited(signed=signed, visitor_token=token, known=visitor is not None)


async def recognise(work: Work, newcomer: Newcomer) -> Visitor | None:
    """By the site's word first. A token names only those whom no site ever named: it may lie on a
    computer that many use."""
    by_token = None
    if newcomer.token is not None:
        by_token = await work.one(Visitor, queries.VISITOR_BY_TOKEN, digest_of(newcomer.token))
    if newcomer.external_id is None:
        return admitted(by_token)
    # Two pages of one person open at once: the second waits, and finds what the first made.
    hashed = tokens.digest(newcomer.external_id.encode())
    await work.run(queries.ONE_AT_A_TIME, hashed, "external id")
    by_name = await work.one(Visitor, queries.VISITOR_BY_EXTERNAL_ID, newcomer.external_id)
    if by_name is not None and by_name.is_deleted:
        await work.run(queries.FORGET_VISITOR, by_name.person_id)
        by_name = None
    if by_name is None and by_token is not None and by_token.is_active:
        await work.run(queries.NAME_VISITOR, by_token.person_id, newcomer.external_id)
        await end_sessions_of(work, by_token.person_id, "named by their site")
        return by_token
    return admitted(by_name)


def admitted(visitor: Visitor | None) -> Visitor | None:
    """Whoever was deleted is a stranger; whoever was deactivated stays outside."""
    if visitor is None or visitor.is_deleted:
        return None
    if not visitor.is_active:
        raise BadCredentials
    return visitor


async def make_visitor(work: Work, newcomer: Newcomer, token: str | None) -> Person:
    tag = secrets.token_hex(8)
    new = NewAccount(
        username=f"visitor-{tag}", email=f"visitor-{tag}@{PLACEHOLDER}", password="",
        full_name=tidy_name(newcomer.name) or f"Visitor {tag[:4].upper()}",
    )  # fmt: skip
    person = await add_person(work, await tenant_of(work), new, None)
    await work.run(queries.SHOW_ADDRESS, person.id, newcomer.email)
    await work.run(
        queries.ADD_VISITOR, person.id, digest_of(token) if token else None, newcomer.external_id,
        newcomer.page[:500] or None,
    )  # fmt: skip
    work.record(VisitorConsented(person_id=person.id))
    return person


async def see_again(work: Work, visitor: Visitor, newcomer: Newcomer) -> Person:
    """Takes over what they now say of themselves, if they say anything."""
    await work.run(queries.SEE_VISITOR, visitor.person_id)
    person = await work.one(Person, queries.PERSON, visitor.person_id)
    if person is None:
        raise BadCredentials
    name = tidy_name(newcomer.name) or person.full_name
    email = newcomer.email or person.email
    changed = [
        field
        for field, now, then in (
            ("full_name", name, person.full_name), ("email", email, person.email),
        )
        if now != then
    ]  # fmt: skip
    if changed:
        await work.run(queries.NAME_PERSON, person.id, name, email)
        work.record(PersonChanged(person_id=person.id, fields=tuple(changed)))
        person = await work.one(Person, queries.PERSON, person.id) or person
    return person


def tidy_name(name: str) -> str:
    """Without controls and marks of direction, on one line."""
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in name)
    return " ".join(visible.split())[:LONGEST_NAME]


def digest_of(token: str) -> bytes:
    return tokens.digest(token.encode())
