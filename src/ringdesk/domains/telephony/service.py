"""The acts on a tenant's carriers, for administrators. In each: permitted? load, refuse, change,
record, return."""

import asyncio
from typing import Any

import asyncpg
from msgspec import UNSET, Struct, convert, json
from msgspec.structs import asdict, replace

from ringdesk.domains.telephony import policy, queries
from ringdesk.domains.telephony.carrier import Health
from ringdesk.domains.telephony.carriers import Carriers, opened, sealed_for
from ringdesk.domains.telephony.errors import CarrierNameTaken, CarrierNotFound, TooManyCarriers
from ringdesk.domains.telephony.events import CarrierAdded, CarrierChanged, CarrierRemoved
from ringdesk.domains.telephony.models import CarrierChanges, CarrierKind, Configured
from ringdesk.domains.telephony.settings import (
    ADDRESS,
    SipSettings,
    checked_caller_ids,
    checked_credentials,
    checked_name,
    checked_settings,
    require_complete,
)
from ringdesk.kernel.egress import EgressError
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import NOWHERE, Actor, Opening, Origin, Work

MOST_CARRIERS = 10
OFF = Health(ok=False, says="Switched off")
GONE = Health(ok=False, says="It cannot be used: see the log")
# Twilio gives a new account one call a second; a trunk of one's own bears more.
PER_SECOND: dict[CarrierKind, float] = {"twilio": 1.0, "sip": 10.0, "simulation": 100.0}
MOST_CALLS: dict[CarrierKind, int] = {"twilio": 100, "sip": 100, "simulation": 1000}


class CarrierShown(Struct, frozen=True, kw_only=True):
    """`has_credentials` are the names of those that were given, never their values. `inbound_url`:
    what is to be entered with a number at a carrier that calls back."""

    row: Configured
    health: Health
    has_credentials: tuple[str, ...] = ()
    inbound_url: str | None = None


class Wanted(Struct, frozen=True, kw_only=True):
    """A carrier as it would be, with its credentials in the open: never stored so."""

    kind: CarrierKind
    name: str
    settings: dict[str, Any]
    secrets: dict[str, str]
    caller_ids: list[str]
    most_calls: int
    calls_per_second: float
    position: int
    enabled: bool


async def list_carriers(carriers: Carriers, actor: Actor) -> list[CarrierShown]:
    """In the order in which they are asked, each with its health of the last half minute. Opens
    work of its own: nobody waits for a carrier with a transaction open. NotAllowed."""
    policy.require_may_look(actor)
    async with carriers.office.open(actor) as work:
        rows = await work.many(Configured, queries.CARRIERS)
    return list(await asyncio.gather(*(_shown(carriers, actor, row) for row in rows)))


async def get_carrier(carriers: Carriers, actor: Actor, *, carrier_id: int) -> CarrierShown:
    """NotAllowed, CarrierNotFound."""
    policy.require_may_look(actor)
    return await _shown(carriers, actor, await _row(carriers, actor, carrier_id))


async def add_carrier(
    carriers: Carriers, actor: Actor, changes: CarrierChanges, opening: Opening | None = None
) -> CarrierShown:
    """`kind`, `name` and what the kind needs of settings and credentials. NotAllowed, Invalid,
    CarrierNameTaken, TooManyCarriers."""
    policy.require_may_change(actor)
    wanted = _merged(None, {}, changes)
    await _check_address(carriers, actor, wanted)
    async with opening() if opening else carriers.office.open(actor) as work:
        await work.value(object, queries.LOCK)
        there = await work.many(Configured, queries.CARRIERS)
        if len(there) >= MOST_CARRIERS:
            raise TooManyCarriers
        row = await _write(work, queries.ADD, wanted.kind, wanted)
        if wanted.secrets:
            row = await _seal(work, carriers, row.id, wanted)
        work.record(CarrierAdded(carrier_id=row.id))
    carriers.notice(actor.tenant_id)
    return await _shown(carriers, actor, row)


async def change_carrier(
    carriers: Carriers, actor: Actor, *, carrier_id: int, changes: CarrierChanges,
    origin: Origin = NOWHERE,
) -> CarrierShown:  # fmt: skip
    """NotAllowed, CarrierNotFound, Invalid, CarrierNameTaken."""
    policy.require_may_change(actor)
    before = await _row(carriers, actor, carrier_id)
    wanted = _merged(before, opened(carriers.vault, actor.tenant_id, before), changes)
    if wanted.settings != before.shown:
        await _check_address(carriers, actor, wanted)
    async with carriers.office.open(actor, origin) as work:
        await work.value(object, queries.LOCK)
        present = await _present(work, carrier_id)
        # Anew, from what is there now: a colleague's change of this moment is not undone.
        secrets = opened(carriers.vault, actor.tenant_id, present)
        wanted = _merged(present, secrets, changes)
        row = await _write(work, queries.CHANGE, carrier_id, wanted)
        if changes.credentials:  # sealed anew the carrier would be built anew, for nothing
            row = await _seal(work, carriers, carrier_id, wanted)
        if fields := _changed(present, row, changes):
            work.record(CarrierChanged(carrier_id=carrier_id, fields=fields))
    carriers.notice(actor.tenant_id)
    return await _shown(carriers, actor, row)


async def remove_carrier(
    carriers: Carriers, actor: Actor, *, carrier_id: int, origin: Origin = NOWHERE
) -> None:
    """Also its credentials. What it still carries ends unheard: switch it off first, and wait.
    NotAllowed, CarrierNotFound."""
    policy.require_may_change(actor)
    async with carriers.office.open(actor, origin) as work:
        if not await work.run(queries.REMOVE, carrier_id):
            raise CarrierNotFound
        work.record(CarrierRemoved(carrier_id=carrier_id))
    carriers.notice(actor.tenant_id)


async def test_carrier(carriers: Carriers, actor: Actor, *, carrier_id: int) -> Health:
    """Asked now, switched on or not; no call is placed. NotAllowed, CarrierNotFound."""
    policy.require_may_change(actor)
    await _row(carriers, actor, carrier_id)
    carriers.notice(actor.tenant_id)
    try:
        trunk = await carriers.trunk(actor.tenant_id, carrier_id)
    except CarrierNotFound:
        return GONE
    if trunk.is_started:
        return await trunk.health()
    try:  # switched off: for the length of the question
        await trunk.start()
        return await trunk.health()
    except OSError:
        return GONE
    finally:
        await trunk.close()


async def _row(carriers: Carriers, actor: Actor, carrier_id: int) -> Configured:
    async with carriers.office.open(actor) as work:
        return await _present(work, carrier_id)


async def _present(work: Work, carrier_id: int) -> Configured:
    found = await work.one(Configured, queries.CARRIER, carrier_id)
    if found is None:
        raise CarrierNotFound
    return found


async def _shown(carriers: Carriers, actor: Actor, row: Configured) -> CarrierShown:
    names = tuple(sorted(opened(carriers.vault, actor.tenant_id, row)))
    try:
        trunk = await carriers.trunk(actor.tenant_id, row.id)
    except CarrierNotFound:
        return CarrierShown(row=row, health=GONE, has_credentials=names)
    return CarrierShown(
        row=row, has_credentials=names, inbound_url=trunk.inbound_url,
        health=await trunk.recent_health() if row.enabled else OFF,
    )  # fmt: skip


async def _write(work: Work, statement: str, first: str | int, wanted: Wanted) -> Configured:
    """`first`: the kind of a new one, the id of one that is there. CarrierNameTaken."""
    try:
        row = await work.one(
            Configured, statement, first, wanted.name, json.encode(wanted.settings).decode(),
            wanted.caller_ids, wanted.most_calls, wanted.calls_per_second, wanted.position,
            wanted.enabled,
        )  # fmt: skip
    except asyncpg.UniqueViolationError as error:
        raise CarrierNameTaken from error
    if row is None:
        raise CarrierNotFound
    return row


async def _seal(work: Work, carriers: Carriers, carrier_id: int, wanted: Wanted) -> Configured:
    sealed = None
    if wanted.secrets:
        purpose = sealed_for(work.tenant_id, carrier_id)
        sealed = carriers.vault.seal(json.encode(wanted.secrets).decode(), purpose=purpose)
    row = await work.one(Configured, queries.SEAL, carrier_id, sealed)
    if row is None:
        raise CarrierNotFound
    return row


def _merged(before: Configured | None, secrets: dict[str, str], changes: CarrierChanges) -> Wanted:
    """Invalid."""
    given = {name: value for name, value in asdict(changes).items() if value is not UNSET}
    kind = _kind_of(before, changes)
    start = _start(before, kind)
    settings = checked_settings(kind, given.get("settings", start.settings))
    fresh = checked_credentials(kind, given.get("credentials", {}))
    moved = before is not None and _moved(before, kind, settings)
    if moved and not set(secrets) <= set(fresh):
        # Or secrets that nobody may read could be read by sending them to a place of one's own.
        raise Invalid.field("credentials", "Enter them again: the address changed")
    merged = {name: value for name, value in {**secrets, **fresh}.items() if value is not None}
    require_complete(kind, settings, merged)
    return replace(
        start, kind=kind, settings=settings, secrets=merged,
        name=checked_name(given.get("name", start.name)),
        caller_ids=checked_caller_ids(given.get("caller_ids", start.caller_ids)),
        **{one: given[one] for one in SCALARS if one in given},
    )  # fmt: skip


SCALARS = ("most_calls", "calls_per_second", "position", "enabled")


def _kind_of(before: Configured | None, changes: CarrierChanges) -> CarrierKind:
    if before is None:
        for field in ("kind", "name"):
            if getattr(changes, field) is UNSET:
                raise Invalid.field(field, "A new carrier needs it")
    elif changes.kind is not UNSET and changes.kind != before.kind:
        raise Invalid.field("kind", "Add another carrier instead: calls hang on this one")
    return before.kind if before is not None else changes.kind  # type: ignore[return-value]


def _start(before: Configured | None, kind: CarrierKind) -> Wanted:
    if before is None:
        return Wanted(
            kind=kind, name="", settings={}, secrets={}, caller_ids=[], position=0, enabled=True,
            most_calls=MOST_CALLS[kind], calls_per_second=PER_SECOND[kind],
        )  # fmt: skip
    return Wanted(
        kind=before.kind, name=before.name, settings=before.shown, secrets={},
        caller_ids=before.caller_ids, most_calls=before.most_calls, position=before.position,
        calls_per_second=before.calls_per_second, enabled=before.enabled,
    )  # fmt: skip


def _moved(before: Configured, kind: CarrierKind, settings: dict[str, Any]) -> bool:
    return any(before.shown.get(one) != settings.get(one) for one in ADDRESS[kind])


def _changed(before: Configured, after: Configured, changes: CarrierChanges) -> tuple[str, ...]:
    fields = [
        name for name in CarrierChanges.__struct_fields__
        if name != "credentials" and getattr(before, name) != getattr(after, name)
    ]  # fmt: skip
    return (*fields, *(["credentials"] if changes.credentials else []))


async def _check_address(carriers: Carriers, actor: Actor, wanted: Wanted) -> None:
    """Invalid, in one sentence for all reasons, or the machine's network could be felt out."""
    urls = addresses_of(wanted.kind, wanted.settings)
    if not urls:
        return
    async with carriers.office.open(actor) as work:
        at_home = bool(await work.value(bool, queries.AT_HOME))
    try:
        for url in urls:
            await carriers.egress.check(url, at_home=at_home)
    except EgressError as error:
        raise Invalid.field("settings", "Not the address of a public server") from error


def addresses_of(kind: CarrierKind, settings: dict[str, Any]) -> list[str]:
    """What the way out is asked about. A telephone exchange speaks no HTTP, but where it stands is
    looked at in the same way."""
    if kind == "twilio":
        return [settings["base_url"]] if settings["base_url"] else []
    if kind == "sip":
        hosts, port = convert(settings, SipSettings).next_hops
        written = [f"[{one}]" if ":" in one else one for one in hosts]
        return [f"https://{one}:{port}" for one in written]
    return []
