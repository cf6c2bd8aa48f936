"""A process that sends webhooks, to be killed: the relay, the jobs and the sending, with loopback
allowed to the first tenant, where the receiver of the tests listens.

    python -m tests.faults.webhook_worker <database> <secret>
"""

import asyncio
import sys
import tempfile

from ringdesk.kernel import logs
from ringdesk.kernel.settings import Settings
from ringdesk.wiring import build
from ringdesk.worker import reacting


async def main(url: str, secret: str) -> None:
    with tempfile.TemporaryDirectory(prefix="rd-") as folder:
        settings = Settings(
            data_dir=folder, secret=secret, database_url=url, dials=False, metrics_port=0,
            metrics_interval_s=3600, egress_allow=("127.0.0.1",), db_pool_size=4,
        )  # fmt: skip
        recent = logs.RecentRecords()
        house = build(settings, url, reacting=False, recent=recent)
        async with house.database.connected(), reacting(house, recent):
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
