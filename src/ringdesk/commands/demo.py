"""`ringdesk demo`."""

import asyncio
import os
import sys
import time
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from ringdesk.commands.house import run
from ringdesk.commands.serve import run_server
from ringdesk.commands.terminal import progress, say
from ringdesk.demo import mark
from ringdesk.demo.companies import COMPANIES, sign_ins
from ringdesk.kernel.database import prepared
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Office

if TYPE_CHECKING:
    from ringdesk.wiring import House


def demo(settings: Settings, *, pace: float, fresh: bool, open_browser: bool, tickets: int) -> None:
    """`tickets`: how many are made, where the sample is not there yet."""
    settings = mark.demo_settings(settings)
    found = mark.mark_of(settings)
    if found is not None and (fresh or not found.loaded):
        mark.clear(settings)
        found = None
    known = found or run(load(settings, tickets))
    run_server(
        settings, ready=lambda house: announce(settings, known, house, open_browser=open_browser),
        beside=partial(people_acting, settings, known.password, pace),
        # The sign-ins stay in sight: what else is logged stands in the app, under System.
        shown="NOTSET" if "RINGDESK_LOG_LEVEL" in os.environ else "ERROR",
    )  # fmt: skip


async def load(settings: Settings, tickets: int) -> mark.Mark:
    """Into an empty installation only: AlreadyInUse for anything else."""
    from ringdesk.demo.loading import load as fill  # noqa: PLC0415 - a second start needs none
    from ringdesk.demo.loading import require_empty  # noqa: PLC0415

    began = time.monotonic()
    async with prepared(settings) as urls:
        database = Database(urls.app, size=2)
        async with database.connected():
            office = Office(database, Registry())
            await require_empty(office)
            begun = mark.begin(settings)
            with progress() as step:
                counted = await fill(
                    office, settings, password=begun.password, tickets=tickets, step=step
                )
    amounts = ", ".join(f"{n:,} {what}" for what, n in counted.items())
    say(f"A sample workspace was made in {time.monotonic() - began:.0f} s: {amounts}.")
    return mark.finish(settings, begun)


@asynccontextmanager
async def people_acting(
    settings: Settings, password: str, pace: float, _: "House"
) -> AsyncIterator[None]:
    """Customers and agents of the sample, over HTTP like anybody, until the server stops."""
    if pace <= 0:
        yield
        return
    from ringdesk.demo.acting import Troupe  # noqa: PLC0415 - brings the HTTP client

    troupe = Troupe(COMPANIES, f"http://{loopback(settings)}", password=password, pace=pace)
    playing = asyncio.create_task(troupe.play())
    try:
        yield
    finally:
        playing.cancel()
        with suppress(asyncio.CancelledError):
            await playing


def loopback(settings: Settings) -> str:
    """Where this machine reaches the server, whatever address it is bound to."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    return f"[{host}]:{settings.port}" if ":" in host else f"{host}:{settings.port}"


def announce(settings: Settings, known: mark.Mark, house: "House", *, open_browser: bool) -> None:
    offer_sign_ins(house, settings, known)
    say()
    say(f"Ringdesk is ready: {settings.address}")
    say(f"Sign in with the password {known.password} as")
    for one in sign_ins():
        say(f"  {one.username:<18} {one.role:<14} {one.full_name}, {one.company}")
    say(f"A customer's page with the widget on it: {settings.address}/widget/demo")
    say("People of the sample keep acting; Ctrl-C stops it all.")
    if known.password == mark.PASSWORD and not settings.on_loopback:
        say("Everybody who reaches this address knows the password: start with --fresh.")
    if open_browser and sys.stdout.isatty():
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, settings.address)


def offer_sign_ins(house: "House", settings: Settings, known: mark.Mark) -> None:
    """The sign-in page offers them too, where nobody but this machine can ask for it."""
    from ringdesk.api.desk import SampleAccountOut, SampleOut  # noqa: PLC0415 - served with it

    if known.password == mark.PASSWORD and settings.on_loopback:
        accounts = [
            SampleAccountOut(one.username, one.full_name, one.role, one.company)
            for one in sign_ins()
        ]
        house.desk.sample = SampleOut(known.password, accounts)
