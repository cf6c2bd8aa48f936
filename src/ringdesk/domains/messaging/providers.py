"""The acts on a tenant's providers, for administrators. In each: permitted? load, refuse, change,
record, return."""

from typing import Any

import asyncpg
from msgspec import UNSET, Struct, ValidationError, convert, json, to_builtins
from msgspec.structs import asdict, replace

from ringdesk.domains.messaging import addresses, policy, queries, rendering
from ringdesk.domains.messaging.channels.channel import (
    Channel,
    Health,
    Kind,
    ProviderKind,
    TryLater,
    kind_of,
)
from ringdesk.domains.messaging.errors import (
    NameOfProviderTaken,
    ProviderNotFound,
    TooManyProviders,
)
from ringdesk.domains.messaging.events import (
    MessageProviderAdded,
    MessageProviderChanged,
    MessageProviderRemoved,
)
from ringdesk.domains.messaging.models import Message, Provider, ProviderChanges
from ringdesk.domains.messaging.senders import Senders, key_of, opened, sealed_for
from ringdesk.domains.messaging.service import send
from ringdesk.kernel.egress import EgressError
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor, Work

MOST_PROVIDERS, LONGEST_NAME, LONGEST_SECRET = 10, 80, 8_000
TEST_TEXT = "This is a test from Ringdesk. If you can read it, sending works."


class ProviderShown(Struct, frozen=True, kw_only=True):
    """`has_credentials` are the names of those that were given, never their values. `webhook_key`:
    what the address ends with at which the provider reports."""

    row: Provider
    has_credentials: tuple[str, ...] = ()
    webhook_key: str = ""


class Wanted(Struct, frozen=True, kw_only=True):
    """A provider as it would be, with its credentials in the open: never stored so."""

    kind: Kind
    name: str
    settings: dict[str, Any]
    secrets: dict[str, str]
    sender: str
    sender_name: str
    per_second: float
    position: int
    enabled: bool


async def list_providers(
    senders: Senders, work: Work, *, channel: Channel | None = None
) -> list[ProviderShown]:
    """By channel, in the order in which they are asked. NotAllowed."""
    policy.require(work.actor, policy.LOOK_AT_SETTINGS)
    rows = await work.many(Provider, queries.PROVIDERS, channel)
    return [_shown(senders, work, row) for row in rows]


async def get_provider(senders: Senders, work: Work, *, provider_id: int) -> ProviderShown:
    """NotAllowed, ProviderNotFound."""
    policy.require(work.actor, policy.LOOK_AT_SETTINGS)
    return _shown(senders, work, await _present(work, provider_id))


async def add_provider(senders: Senders, work: Work, changes: ProviderChanges) -> ProviderShown:
    """`channel`, `kind`, `name` and what the kind needs of settings, credentials and sender.
    NotAllowed, Invalid, NameOfProviderTaken, TooManyProviders."""
    policy.require(work.actor, policy.SETTINGS)
    named = changes if changes.name is not UNSET else replace(changes, name="-")
    wanted = _merged(None, {}, named)
    await _check_address(senders, work, wanted)
    await work.value(object, queries.LOCK_PROVIDERS)
    there = await work.many(Provider, queries.PROVIDERS, wanted.kind.channel)
    if len(there) >= MOST_PROVIDERS:
        raise TooManyProviders
    if changes.position is UNSET:
        wanted = replace(wanted, position=max((one.position + 1 for one in there), default=0))
    if changes.name is UNSET:
        wanted = replace(wanted, name=_free_name(wanted.kind.kind, there))
    provider_id = await _write(
        work, queries.ADD_PROVIDER, (wanted.kind.channel, wanted.kind.kind), wanted
    )
    await _seal(senders, work, provider_id, wanted)
    work.record(MessageProviderAdded(provider_id=provider_id))
    return _shown(senders, work, await _present(work, provider_id))


async def change_provider(
    senders: Senders, work: Work, *, provider_id: int, changes: ProviderChanges
) -> ProviderShown:
    """NotAllowed, ProviderNotFound, Invalid, NameOfProviderTaken."""
    policy.require(work.actor, policy.SETTINGS)
    await work.value(object, queries.LOCK_PROVIDERS)
    before = await _present(work, provider_id)
    secrets = opened(senders.vault, work.tenant_id, before)
    wanted = _merged(before, secrets, changes)
    if wanted.settings != before.shown:
        await _check_address(senders, work, wanted)
    await _write(work, queries.CHANGE_PROVIDER, (provider_id,), wanted)
    if changes.credentials:
        await _seal(senders, work, provider_id, wanted)
    after = await _present(work, provider_id)
    fields = [
        name for name in ("name", "settings", "sender", "sender_name", "per_second", "position",
                          "enabled") if getattr(before, name) != getattr(after, name)
    ]  # fmt: skip
    if changes.credentials:
        fields.append("credentials")
    if fields:
        work.record(MessageProviderChanged(provider_id=provider_id, fields=tuple(fields)))
    return _shown(senders, work, after)


async def remove_provider(work: Work, *, provider_id: int) -> None:
    """Also its credentials. Messages that were lost while it was asked can't be asked about any
    more. NotAllowed, ProviderNotFound."""
    policy.require(work.actor, policy.SETTINGS)
    if not await work.run(queries.REMOVE_PROVIDER, provider_id):
        raise ProviderNotFound
    work.record(MessageProviderRemoved(provider_id=provider_id))


async def check_provider(senders: Senders, actor: Actor, *, provider_id: int) -> Health:
    """Asked now, switched on or not; nothing is sent. Opens work of its own: nobody waits for a
    provider with a transaction open. NotAllowed, ProviderNotFound."""
    policy.require(actor, policy.SETTINGS)
    async with senders.office.open(actor) as work:
        row = await _present(work, provider_id)
    try:
        sender = senders.of(actor.tenant_id, row)
    except TryLater as error:
        return Health(False, error.reason)
    try:
        return await sender.check()
    finally:
        await sender.close()


async def send_test(work: Work, *, provider_id: int, recipient: str) -> Message:
    """One message by the queue as any other, but by this provider alone, switched on or not: so
    the log shows what became of it. NotAllowed, ProviderNotFound, Invalid, QuotaReached."""
    policy.require(work.actor, policy.SETTINGS)
    row = await _present(work, provider_id)
    subject = "A test" if row.channel in ("email", "push") else ""
    return await send(
        work, channel=row.channel, recipient=recipient, subject=subject, body=TEST_TEXT,
        by_provider=provider_id,
    )  # fmt: skip


def _free_name(kind: str, there: list[Provider]) -> str:
    taken = {one.name.lower() for one in there}
    return next(f"{kind} {nr}" for nr in range(1, 100) if f"{kind} {nr}" not in taken)


async def _present(work: Work, provider_id: int) -> Provider:
    found = await work.one(Provider, queries.PROVIDER, provider_id)
    if found is None:
        raise ProviderNotFound
    return found


def _shown(senders: Senders, work: Work, row: Provider) -> ProviderShown:
    names = tuple(sorted(opened(senders.vault, work.tenant_id, row)))
    return ProviderShown(row=row, has_credentials=names, webhook_key=key_of(work.tenant_id, row.id))


async def _write(work: Work, statement: str, first: tuple[object, ...], wanted: Wanted) -> int:
    try:
        found = await work.value(
            int, statement, *first, wanted.name, json.encode(wanted.settings).decode(),
            wanted.sender, wanted.sender_name, wanted.per_second, wanted.position, wanted.enabled,
        )  # fmt: skip
    except asyncpg.UniqueViolationError as error:
        raise NameOfProviderTaken from error
    if found is None:
        raise ProviderNotFound
    return found


async def _seal(senders: Senders, work: Work, provider_id: int, wanted: Wanted) -> None:
    sealed = None
    if wanted.secrets:
        purpose = sealed_for(work.tenant_id, provider_id)
        sealed = senders.vault.seal(json.encode(wanted.secrets).decode(), purpose=purpose)
    await work.run(queries.SEAL_PROVIDER, provider_id, sealed)


def _merged(before: Provider | None, secrets: dict[str, str], changes: ProviderChanges) -> Wanted:
    """Invalid."""
    given = {name: value for name, value in asdict(changes).items() if value is not UNSET}
    kind = _kind(before, changes)
    settings = checked_settings(kind, given.get("settings", before.shown if before else {}))
    fresh = checked_credentials(kind, given.get("credentials", {}))
    moved = before is not None and any(
        before.shown.get(one) != settings.get(one) for one in kind.place
    )
    if moved and not set(secrets) <= set(fresh):
        # Or secrets that nobody may read could be read by sending them to a place of one's own.
        raise Invalid.field("credentials", "Enter them again: the address changed")
    merged = {name: value for name, value in {**secrets, **fresh}.items() if value is not None}
    for one in kind.credentials:
        if one.required and one.name not in merged:
            raise Invalid.field(f"credentials.{one.name}", "It is needed")
    return Wanted(
        kind=kind, settings=settings, secrets=merged,
        name=_name(given.get("name", before.name if before else "")),
        sender=checked_sender(kind, given.get("sender", before.sender if before else "")),
        sender_name=rendering.check_line(
            "sender_name", given.get("sender_name", before.sender_name if before else ""), 100
        ),
        per_second=given.get("per_second", before.per_second if before else kind.per_second),
        position=given.get("position", before.position if before else 0),
        enabled=given.get("enabled", before.enabled if before else True),
    )  # fmt: skip


def _kind(before: Provider | None, changes: ProviderChanges) -> Kind:
    channel: Channel | None = before.channel if before else None
    kind: ProviderKind | None = before.kind if before else None
    for field, present in (("channel", channel), ("kind", kind)):
        wanted = getattr(changes, field)
        if before is not None and wanted is not UNSET and wanted != present:
            raise Invalid.field(field, "Add another provider instead: messages hang on this one")
        if before is None and wanted is UNSET:
            raise Invalid.field(field, "A new provider needs it")
    found = kind_of(channel or str(changes.channel), kind or str(changes.kind))
    if found is None:
        raise Invalid.field("kind", "This channel has no such provider")
    return found


def checked_settings(kind: Kind, settings: dict[str, Any]) -> dict[str, Any]:
    try:
        found: dict[str, Any] = to_builtins(convert(settings, kind.settings))
    except ValidationError as error:
        raise Invalid.field("settings", str(error)) from error
    return found


def checked_credentials(kind: Kind, given: dict[str, str | None]) -> dict[str, str | None]:
    known = {one.name: one for one in kind.credentials}
    for name, value in given.items():
        if name not in known:
            raise Invalid.field(f"credentials.{name[:40]}", "This kind has no such credential")
        if value is None:
            continue
        lines = known[name].lines
        odd = any(not letter.isprintable() and not (lines and letter in "\r\n\t")
                  for letter in value)  # fmt: skip
        if not 1 <= len(value) <= LONGEST_SECRET or odd:
            raise Invalid.field(f"credentials.{name}", f"1 to {LONGEST_SECRET} characters of text")
    return given


def checked_sender(kind: Kind, sender: str) -> str:
    checked = rendering.check_line("sender", sender.strip(), addresses.LONGEST)
    if not checked:
        if kind.sender == "needed":
            raise Invalid.field("sender", "It says who writes: it is needed")
        return ""
    if kind.sender == "none":
        raise Invalid.field("sender", "This provider has a sender of its own")
    return kind.check_sender(checked)


def _name(name: str) -> str:
    if not name.strip():
        raise Invalid.field("name", "A provider needs a name")
    return rendering.check_line("name", name.strip(), LONGEST_NAME)


async def _check_address(senders: Senders, work: Work, wanted: Wanted) -> None:
    """Invalid, in one sentence for all reasons, or the machine's network could be felt out."""
    settings = convert(wanted.settings, wanted.kind.settings)
    at_home = bool(await work.value(bool, queries.AT_HOME))
    try:
        if url := wanted.kind.address_of(settings):
            await senders.egress.check(url, at_home=at_home)
        if place := wanted.kind.host_of(settings):
            if wanted.kind.ports and place[1] not in wanted.kind.ports and not at_home:
                raise Invalid.field("settings", "No such server is at this port")
            await senders.egress.addresses_of(*place, at_home=at_home)
    except EgressError as error:
        raise Invalid.field("settings", "Not the address of a public server") from error
