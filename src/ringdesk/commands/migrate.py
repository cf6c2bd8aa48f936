"""`ringdesk migrate`."""

import asyncpg

from ringdesk.commands.house import owners_address, run
from ringdesk.commands.outcome import Code
from ringdesk.commands.terminal import say, say_json
from ringdesk.kernel import database
from ringdesk.kernel.migrate import Revisions, revisions
from ringdesk.kernel.settings import Settings


def migrate(settings: Settings, *, check: bool, as_json: bool) -> Code:
    """With `check` nothing is changed, and FAILED means that it is behind."""
    found = run(look(settings) if check else bring_up_to_date(settings))
    behind = bool(found.missing) and check
    if as_json:
        say_json({
            "revision": found.newest if not check else found.present, "newest": found.newest,
            "missing" if check else "applied": found.missing,
        })  # fmt: skip
    elif not found.missing:
        say(f"The database is up to date: revision {found.newest}.")
    else:
        say("Missing:" if check else "Applied:")
        for name in found.missing:
            say(f"  {name}")
    return Code.FAILED if behind else Code.OK


async def look(settings: Settings) -> Revisions:
    async with owners_address(settings) as url:
        return await revisions_of(url)


async def bring_up_to_date(settings: Settings) -> Revisions:
    async with owners_address(settings) as url:
        before = await revisions_of(url)
        await database.up_to_date(settings, url)
        return before


async def revisions_of(owner_url: str) -> Revisions:
    connection = await asyncpg.connect(owner_url)
    try:
        return await revisions(connection)
    finally:
        await connection.close()
