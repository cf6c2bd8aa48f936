"""A process that sends, to be killed: the relay, the jobs and the queue of messages, with a post
office as its provider.

    python -m ringdesk.domains.messaging.channels.fakes.worker <database url> <port> <knows: 0 or 1>
"""

import asyncio
import logging
import sys
import tempfile
from datetime import timedelta

from ringdesk.domains.messaging.channels.fakes.post_office import stand_in
from ringdesk.domains.messaging.house import Messaging
from ringdesk.kernel.db import Database
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office

LEASE = timedelta(seconds=3)  # the post office answers at once, or never


async def main(url: str, port: int, knows: bool) -> None:
    stand_in(port, knows=knows)
    database, registry = Database(url, size=8), Registry()
    office = Office(database, registry)
    jobs = Jobs(office, registry)
    with tempfile.TemporaryDirectory() as folder:
        post = Messaging(
            office=office, vault=Vault(b"x" * 32), egress=Egress(), secret=b"x" * 32,
            storage=Storage.of(Settings(data_dir=folder)), public_url="http://desk.test",
        )  # fmt: skip
        post.listen(registry, jobs)
        post.sending.delivery.lease = LEASE
        relay = Relay(office, registry, jobs)
        async with database.connected():
            print("ready", flush=True)
            await asyncio.gather(relay.run(), jobs.run(), post.sending.run())


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"))
