"""`ringdesk doctor`: what is wrong with this installation, and what to do about it."""

import shutil
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import asyncpg
import msgspec

from ringdesk.commands import queries as own_queries
from ringdesk.commands.advice import advice_on
from ringdesk.commands.house import owners_address, run
from ringdesk.commands.outcome import Code, first_line
from ringdesk.commands.ports import look_at_ports
from ringdesk.commands.terminal import say_json, table
from ringdesk.kernel import logs, queries
from ringdesk.kernel.embedded import reachable
from ringdesk.kernel.migrate import app_login, revisions, role_of, with_login
from ringdesk.kernel.settings import LOOPBACK, Settings

State = Literal["ok", "warning", "failed"]
OLDEST_POSTGRES = 15
LITTLE_SPACE, TOO_LITTLE_SPACE = 2 * 1024**3, 256 * 1024**2
ODD_CLOCK_S, WRONG_CLOCK_S = 2.0, 30.0  # a ticket for a socket lasts 30 s
LATE_S = 60.0  # what is due longer than this is not being worked on
SECRET_SETTINGS = ("secret", "setup_token")


REMEDY = "Leave out RINGDESK_DATABASE_APP_URL, and the program makes such a role itself."


class Finding(msgspec.Struct, frozen=True):
    about: str
    state: State
    text: str


def examine(settings: Settings, *, as_json: bool) -> Code:
    """FAILED if anything is; a warning alone is not."""
    findings = run(look_at_all(settings))
    shown = redacted(settings)
    if as_json:
        say_json({
            "ok": all(one.state != "failed" for one in findings), "findings": findings,
            "settings": shown,
        })  # fmt: skip
    else:
        table(("", "about", "finding"), [(one.state, one.about, one.text) for one in findings])
        table(("setting", "value"), [(name, str(value)) for name, value in shown.items()])
    return Code.FAILED if any(one.state == "failed" for one in findings) else Code.OK


def redacted(settings: Settings) -> dict[str, object]:
    """Without passwords: neither the secret ones nor those inside addresses."""
    values = msgspec.structs.asdict(settings)
    for name, value in values.items():
        if name in SECRET_SETTINGS and value:
            values[name] = logs.HIDDEN
        elif isinstance(value, str):
            values[name] = logs.redact(value)
    return values


async def look_at_all(settings: Settings) -> list[Finding]:
    findings = [*look_at_machine(settings), *look_at_ports_of(settings)]
    async for finding in look_at_database(settings):
        findings.append(finding)
    return findings


def look_at_machine(settings: Settings) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", "ok", version)
    yield look_at_folder(settings.folder)
    yield look_at_secret(settings)
    yield look_at_space(settings.folder)
    yield look_at_web_app()
    yield look_at_encoder()
    if settings.host not in LOOPBACK and not settings.public_url:
        text = "RINGDESK_PUBLIC_URL is not set: links in mails would not lead here."
        yield Finding("public address", "warning", text)


def look_at_folder(folder: Path) -> Finding:
    there = nearest(folder)
    if fault := writing_fault(there):
        text = f"Nothing can be written to {there} ({fault}): give it to the user who runs this, "
        return Finding("data folder", "failed", text + "or set RINGDESK_DATA_DIR.")
    if there != folder:
        return Finding("data folder", "ok", f"{folder} will be made at the first start.")
    if folder.stat().st_mode & stat.S_IWOTH and not folder.stat().st_mode & stat.S_ISVTX:
        return Finding("data folder", "failed", f"Anybody may write to {folder}: chmod o-w it.")
    return Finding("data folder", "ok", str(folder))


def nearest(folder: Path) -> Path:
    """It, or of what is above it the first that is there."""
    return next(one for one in (folder, *folder.absolute().parents) if one.exists())


def writing_fault(folder: Path) -> str:
    """What the operating system says to a file there; "" if it takes it. Rights alone don't tell:
    the disk may be full, or mounted to be read."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
            file.flush()
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return ""


def look_at_secret(settings: Settings) -> Finding:
    file = settings.folder / "secret"
    if settings.secret:
        return Finding("secret", "ok", "It is given by RINGDESK_SECRET.")
    if not file.exists():
        return Finding("secret", "ok", "It will be made at the first start.")
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        return Finding("secret", "failed", f"Others may read {file}: replace it, with mode 600.")
    if len(file.read_text().strip()) < 32:
        return Finding("secret", "failed", f"{file} is too short to sign with: replace it.")
    return Finding("secret", "ok", f"{file}, for its owner only.")


def look_at_space(folder: Path) -> Finding:
    there = nearest(folder)
    free = shutil.disk_usage(there).free
    text = f"{free / 1024**3:.1f} GB are free at {there}."
    if free > LITTLE_SPACE:
        return Finding("disk space", "ok", text)
    text += " Make room, or set RINGDESK_DATA_DIR to a larger disk: without it nothing is written."
    return Finding("disk space", "warning" if free > TOO_LITTLE_SPACE else "failed", text)


def look_at_web_app() -> Finding:
    from ringdesk.api.site import PLACES  # noqa: PLC0415 - it brings the whole REST floor along

    place = next((one for one in PLACES if (one / "index.html").exists()), None)
    if place is None:
        return Finding("web app", "warning", "It is not built: npm run build in web.")
    return Finding("web app", "ok", str(place))


def look_at_encoder() -> Finding:
    from ringdesk.domains import assistant  # noqa: PLC0415 - it brings numpy along

    if fault := assistant.encoder_fault():
        text = f"Messages are understood by their words alone: {fault}. ringdesk assistant build"
        return Finding("assistant", "warning", text)
    return Finding("assistant", "ok", f"The sentence encoder is {assistant.ENCODER_ID}.")


def look_at_ports_of(settings: Settings) -> Iterator[Finding]:
    for name, state, text in look_at_ports(settings):
        yield Finding(name, state, text)


async def look_at_database(settings: Settings) -> AsyncIterator[Finding]:
    """Looks only: what is missing is not made here."""
    made = reachable(settings.folder / "postgres") / "data"
    if not settings.database_url and not made.exists():
        yield Finding("database", "ok", "The embedded server will be made at the first start.")
        return
    async with AsyncExitStack() as stack:
        try:
            url = await stack.enter_async_context(owners_address(settings))
            owner = await asyncpg.connect(url, timeout=10)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, RuntimeError) as error:
            yield Finding("database", "failed", f"It does not answer: {advice_on(error)}")
            return
        stack.push_async_callback(owner.close)
        yield look_at_version(owner)
        yield await look_at_clock(owner)
        found = await revisions(owner)
        yield look_at_revisions(found.present, found.newest, found.missing)
        database = await owner.fetchval(own_queries.DATABASE)
        app_url = settings.database_app_url or with_login(
            url, *app_login(database, settings.secret_key())
        )
        async for finding in look_at_role(app_url, migrated=found.present is not None):
            yield finding


def look_at_version(owner: "asyncpg.Connection[asyncpg.Record]") -> Finding:
    major = owner.get_server_version().major
    if major < OLDEST_POSTGRES:
        text = f"PostgreSQL {major} is too old: {OLDEST_POSTGRES} is the least."
        return Finding("database", "failed", text)
    return Finding("database", "ok", f"PostgreSQL {major} answers.")


async def look_at_clock(owner: "asyncpg.Connection[asyncpg.Record]") -> Finding:
    """Sessions, leases and tickets for sockets end by the database's clock, tokens by ours."""
    before = datetime.now(UTC)
    theirs = await owner.fetchval(own_queries.CLOCK)
    ours = before + (datetime.now(UTC) - before) / 2
    apart_s = (theirs - ours).total_seconds()
    which = "ahead of" if apart_s > 0 else "behind"
    text = f"The database's is {abs(apart_s):.0f} s {which} this machine's: let both follow NTP."
    if abs(apart_s) > WRONG_CLOCK_S:
        return Finding("clock", "failed", text)
    if abs(apart_s) > ODD_CLOCK_S:
        return Finding("clock", "warning", text)
    return Finding("clock", "ok", "The database's and this machine's agree.")


def look_at_revisions(present: str | None, newest: str, missing: list[str]) -> Finding:
    if (present or "") > newest:
        text = f"It is at {present}, newer than this program ({newest}): install the newer version."
        return Finding("migrations", "failed", text)
    if missing:
        text = f"Missing: {', '.join(missing)}. The next start applies them, or ringdesk migrate."
        return Finding("migrations", "warning", text)
    return Finding("migrations", "ok", f"Up to date: {present}.")


async def look_at_role(app_url: str, *, migrated: bool) -> AsyncIterator[Finding]:
    """As the role that serves: whether row-level security holds it, and whether work gets done."""
    try:
        connection = await asyncpg.connect(app_url, timeout=10)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        state: State = "failed" if migrated else "warning"
        yield Finding("role", state, f"The role that serves can't sign in: {first_line(error)}")
        return
    try:
        faults = [row["fault"] for row in await connection.fetch(queries.FAULTS_OF_OUR_ROLE)]
        name = role_of(app_url)
        if faults:
            text = f"{name} {' and '.join(faults)}: it must own nothing and obey policies. {REMEDY}"
            yield Finding("role", "failed", text)
        else:
            yield Finding("role", "ok", f"{name} owns nothing and obeys the policies.")
        if migrated:
            yield await look_at_backlog(connection)
    finally:
        await connection.close()


async def look_at_backlog(connection: "asyncpg.Connection[asyncpg.Record]") -> Finding:
    try:
        lag_s, dead = await connection.fetchrow(own_queries.BACKLOG) or (0.0, 0)
    except asyncpg.PostgresError as error:
        return Finding("worker", "warning", f"What waits could not be read: {first_line(error)}")
    if lag_s > LATE_S:
        text = f"Work has been due for {lag_s:.0f} s: start ringdesk serve or ringdesk worker."
        return Finding("worker", "warning", text)
    if dead:
        text = f"{dead} jobs failed for good: an administrator sees them under system health."
        return Finding("worker", "warning", text)
    return Finding("worker", "ok", "Nothing is late.")
