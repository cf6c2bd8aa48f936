"""`ringdesk privacy replay`, `ringdesk tenant export`, `ringdesk tenant erase`."""

from pathlib import Path
from uuid import UUID

from ringdesk.commands.house import acting, run
from ringdesk.commands.outcome import Failure
from ringdesk.commands.tenants import tenant_meant
from ringdesk.commands.terminal import say, say_json
from ringdesk.domains import identity, privacy
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office
from ringdesk.kernel.zipping import zipped


def export(settings: Settings, tenant: str, *, out: Path, as_json: bool) -> None:
    name, rows, size = run(export_tenant(settings, tenant, out))
    if as_json:
        say_json({"tenant": name, "rows": rows, "bytes": size, "file": str(out)})
    else:
        say(f"{name}: {rows} rows and all files are in {out} ({size} bytes).")


async def export_tenant(settings: Settings, meant: str, out: Path) -> tuple[str, int, int]:
    """Into a file that nobody else may read; nothing is left of it if it breaks off."""
    rows, size = privacy.Rows(), 0
    async with acting(settings) as house:
        found = await meant_by(house.office, meant)
        entries = privacy.tenant_entries(
            house.office, house.desk.storage, Actor.the_house(found.id), found.name, rows
        )
        unfinished = out.with_name(out.name + ".part")
        unfinished.touch(mode=0o600)
        try:
            with unfinished.open("wb") as file:
                async for piece in zipped(entries):
                    size += file.write(piece)
            unfinished.rename(out)
        finally:
            unfinished.unlink(missing_ok=True)
    return found.name, rows.count, size


def erase(
    settings: Settings, tenant: str, *, typed: str, days: int, keep: bool, as_json: bool
) -> None:
    told = run(erase_tenant(settings, tenant, typed, days, keep))
    if as_json:
        say_json(told)
    else:
        for line in sentences(told):
            say(line)


async def erase_tenant(
    settings: Settings, meant: str, typed: str, days: int, keep: bool
) -> dict[str, object]:
    async with acting(settings) as house:
        found = await meant_by(house.office, meant)
        actor = Actor.the_house(found.id)
        async with house.office.open(actor) as work:
            if keep:
                await privacy.call_off_erasure(work)
                return {"tenant": found.name, "kept": True}
            if typed != found.name:
                raise Failure("The name is not the tenant's: nothing was planned.")
            planned = await privacy.plan_erasure(work, typed=typed, days=days)
        told: dict[str, object] = {"tenant": found.name, "due_at": planned.due_at}
        if days == 0:
            gone = await privacy.erase_tenant(
                house.office, house.desk.storage, privacy.Ledger.of(settings), found.id
            )
            told["gone"] = {table: rows for table, rows in gone.items() if rows}
        return told


def sentences(told: dict[str, object]) -> list[str]:
    if "kept" in told:
        return [f"{told['tenant']} stays."]
    if "gone" in told:
        gone = told["gone"]
        rows = sum(gone.values()) if isinstance(gone, dict) else 0
        return [f"{told['tenant']} is gone: {rows} rows and files."]
    return [
        f"All of {told['tenant']} goes at {told['due_at']}.",
        "Until then: ringdesk tenant erase … --keep, or an administrator in the app.",
    ]


def replay(settings: Settings, *, tenant: str | None, as_json: bool) -> None:
    told = run(replay_all(settings, tenant))
    if as_json:
        say_json(told)
        return
    for one in told:
        say(
            f"{one['tenant']}: {one['entries']} entries; {one['people']} people and "
            f"{one['contacts']} contacts were back and are gone again ({one['rows']} rows)."
        )
    if not told:
        say("The ledger has nothing for the tenants that are here.")


async def replay_all(settings: Settings, only: str | None) -> list[dict[str, object]]:
    """Tenants that were erased and are back go first; then people, tenant by tenant."""
    ledger = privacy.Ledger.of(settings)
    told: list[dict[str, object]] = []
    async with acting(settings) as house:
        storage = house.desk.storage
        async with house.office.open(Actor.the_house(INSTALLATION)) as work:
            tenants = [
                one for one in await identity.list_tenants(work)
                if only is None or one in [await tenant_meant(work, only)]
            ]  # fmt: skip
        gone = {UUID(entry.tenant) for entry in await privacy.tenants_to_go_again(ledger)}
        for one in tenants:
            if one.id in gone:
                async with house.office.open(Actor.the_house(one.id)) as work:
                    await privacy.plan_erasure(work, typed=one.name, days=0)
                rows = await privacy.erase_tenant(house.office, storage, ledger, one.id)
                told.append({
                    "tenant": one.name, "entries": 1, "people": 0, "contacts": 0,
                    "rows": sum(rows.values()),
                })  # fmt: skip
                continue
            done = await privacy.replay(house.office, storage, ledger, one.id)
            if done.entries:
                told.append({
                    "tenant": one.name, "entries": done.entries, "people": done.people,
                    "contacts": done.contacts, "rows": done.rows,
                })  # fmt: skip
    return told


async def meant_by(office: Office, text: str) -> identity.Tenant:
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        return await tenant_meant(work, text)
