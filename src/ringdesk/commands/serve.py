"""`ringdesk serve` and `ringdesk worker`."""

import asyncio
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ringdesk.commands.house import run
from ringdesk.commands.terminal import say
from ringdesk.kernel import logs
from ringdesk.kernel.settings import Settings

if TYPE_CHECKING:
    from ringdesk.serving import Companion, Ready
    from ringdesk.wiring import House

log = logging.getLogger(__name__)


def serve(settings: Settings, *, reacting: bool) -> None:
    run_server(settings, reacting=reacting, ready=lambda house: announce(settings, house))


def run_server(
    settings: Settings, *, reacting: bool = True, ready: "Ready",
    beside: "Companion | None" = None, shown: str = "NOTSET",
) -> None:  # fmt: skip
    from ringdesk import serving  # noqa: PLC0415 - `ringdesk --help` needs no server

    recent = say_what_happens(settings, shown=shown)
    with suppress(asyncio.CancelledError):  # told to stop while it was starting
        run(
            serving.serve(
                settings,
                recent=recent,
                reacting=reacting,
                ready=ready,
                beside=beside or serving.nobody_beside,
            )
        )


def say_what_happens(settings: Settings, *, shown: str = "NOTSET") -> logs.RecentRecords:
    """Lines for people on a terminal, JSON for whoever collects them; from the level `shown` on."""
    return logs.configure_logging(settings.log_level, json=not sys.stderr.isatty(), shown=shown)


def announce(settings: Settings, house: "House") -> None:
    """The address; on an empty installation also how to set it up."""
    say(f"Ringdesk is ready: {settings.address}")
    asyncio.get_running_loop().create_task(tell_how_to_set_up(settings, house))


async def tell_how_to_set_up(settings: Settings, house: "House") -> None:
    from ringdesk.domains import identity  # noqa: PLC0415 - as above

    if await identity.is_set_up(house.office):
        return
    say("Nobody has an account yet. Open the address and make the first administrator,")
    say("or run: ringdesk admin create")
    if not settings.on_loopback and not settings.setup_token:
        say(f"Set-up token, asked for by the set-up page: {house.desk.setup_rules.token}")


def work(settings: Settings) -> None:
    from ringdesk import worker  # noqa: PLC0415 - as above

    recent = say_what_happens(settings)
    run(worker.work(settings, recent=recent, ready=lambda: say("The worker is ready.")))
