"""`ringdesk audit verify` and `ringdesk audit anchor`."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import msgspec

from ringdesk.commands.house import reading, run
from ringdesk.commands.outcome import Code, Failure
from ringdesk.commands.tenants import tenant_meant
from ringdesk.commands.terminal import progress, say, say_json
from ringdesk.domains import identity
from ringdesk.kernel import audit, queries
from ringdesk.kernel.anchors import Anchors, AnchorStore, heads_of, installations_of
from ringdesk.kernel.relay import Head, head
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office

SAID = {
    "intact": "intact",
    "changed": "BROKEN: the first row that does not fit is {seq}",
    "truncated": "BROKEN: it ends too early, row {seq} is missing",
    "anchor_mismatch": "BROKEN: row {seq} is not the one that the anchor knew",
}


def verify(settings: Settings, *, tenant: str | None, anchor: Path | None, as_json: bool) -> Code:
    known = [] if anchor is None else [read_anchors(settings, anchor)]
    with progress() as step:
        verdicts = run(verify_all(settings, tenant, known, partial(step, "Reading logs")))
    broken = [verdict for _, verdict in verdicts if verdict.state != "intact"]
    if as_json:
        say_json({
            "intact": not broken,
            "tenants": [{"name": name, **msgspec.to_builtins(one)} for name, one in verdicts],
        })  # fmt: skip
    else:
        for name, verdict in verdicts:
            said = SAID[verdict.state].format(seq=verdict.bad_seq)
            say(f"{name}: {said} ({verdict.facts} facts fit)")
    return Code.AUDIT_BROKEN if broken else Code.OK


async def verify_all(
    settings: Settings, only: str | None, given: Sequence[Anchors],
    step: Callable[[int, int], None],
) -> list[tuple[str, audit.Verdict]]:  # fmt: skip
    """Each log with its tenant's name, held against the anchors given and those that are kept;
    also those that only an anchor still knows of."""
    known = [*given, *await AnchorStore.of(settings).known()]
    async with reading(settings) as office:
        names = await names_of_logs(office, only)
        if only is None:
            lost = {UUID(one) for kept in known for one in kept.heads} - names.keys()
            names |= {tenant_id: str(tenant_id) for tenant_id in sorted(lost)}
        found = []
        for tenant_id, name in names.items():
            anchors = heads_of(known, tenant_id)
            async with office.open(Actor.the_house(tenant_id)) as work:
                found.append((name, await audit.verify(work, anchors=anchors)))
            step(len(found), len(names))
    return found


async def names_of_logs(office: Office, only: str | None) -> dict[UUID, str]:
    """Every log that there is, by tenant, oldest tenant first."""
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        if only is not None:
            tenant = await tenant_meant(work, only)
            return {tenant.id: tenant.name}
        tenants = await identity.list_tenants(work)
    logs = {row[0] for row in await office.across(queries.TENANTS_WITH_FACTS)}
    names = {tenant.id: tenant.name for tenant in tenants}
    strange = {one: "(the installation)" if one == INSTALLATION else str(one) for one in logs}
    return names | {one: name for one, name in strange.items() if one not in names}


def anchor(settings: Settings, *, out: Path | None) -> None:
    heads = run(heads_of_all(settings))
    by_tenant = {str(one): kept for one, kept in heads.items()}
    made = Anchors(installations_of(settings)[0], datetime.now(UTC), by_tenant)
    if out is None:
        say_json(made)
    else:
        out.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
        say(f"{len(heads)} heads are in {out}: keep it where whoever runs this server can't write.")


async def heads_of_all(settings: Settings) -> dict[UUID, Head]:
    async with reading(settings) as office:
        found = {}
        for tenant_id in await names_of_logs(office, None):
            async with office.open(Actor.the_house(tenant_id)) as work:
                found[tenant_id] = await head(work)
    return found


def read_anchors(settings: Settings, file: Path) -> Anchors:
    """Another installation's would accuse this one of everything."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Anchors)
    except (OSError, msgspec.MsgspecError) as error:
        raise Failure(f"{file} is no file that ringdesk audit anchor made: {error}") from error
    if found.installation not in installations_of(settings):
        raise Failure(
            f"{file} was made by another installation, or with a secret that is in neither "
            "RINGDESK_SECRET nor RINGDESK_FORMER_SECRETS: it says nothing of these logs."
        )
    return found
