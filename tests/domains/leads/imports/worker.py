"""A worker of its own, to be killed: `python -m tests.domains.leads.imports.worker URL FOLDER
TENANT IMPORT`."""

import asyncio
import sys
from uuid import UUID

from ringdesk.domains.leads import imports
from ringdesk.domains.leads.imports.working import Ticket
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office


async def main(url: str, folder: str, tenant: str, import_id: str) -> None:
    base = Database(url, size=4)
    async with base.connected():
        storage = Storage.of(Settings(data_dir=folder))
        lanes = imports.Importing(Office(base, Registry()), storage)
        await lanes.carry_out(Ticket(UUID(tenant), int(import_id)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
