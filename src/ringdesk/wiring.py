"""The one page that knows everybody: who listens to what, and what is served where."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple

from litestar import Litestar
from litestar.types import ControllerRouterHandler

from ringdesk.api import auth, door, health, messages, tickets, users
from ringdesk.api.app import session, views
from ringdesk.api.desk import Desk, provide
from ringdesk.api.documents import DOCUMENT, ROUTES
from ringdesk.api.gate import App, Gate
from ringdesk.api.site import Site
from ringdesk.api.v1 import auth as v1_auth
from ringdesk.api.v1 import ws as v1_ws
from ringdesk.domains import identity
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office

DOORS: list[ControllerRouterHandler] = [
    auth.router, tickets.router, messages.router, messages.attachments, users.router,
    users.secure, v1_auth.router, v1_auth.resets, v1_ws.router, session.router, views.router,
    health.router, *ROUTES,
]  # fmt: skip
MOST_BYTES = 12 * 1024 * 1024


class House(NamedTuple):
    app: App
    rest: Litestar
    office: Office
    registry: Registry
    relay: Relay
    jobs: Jobs
    signer: identity.Signer
    doorkeeper: identity.Doorkeeper
    database: Database
    desk: Desk


def build(settings: Settings, app_url: str, *, reacting: bool = True) -> House:
    """Everything, not yet running. `reacting`: whether the relay and the jobs run in this process
    too; a second process may leave them to `ringdesk worker`."""
    database, registry = Database(app_url, size=settings.db_pool_size), Registry()
    office = Office(database, registry)
    signer = identity.Signer(settings.secret_key())
    doorkeeper = identity.Doorkeeper(office, signer)
    jobs = Jobs(office, registry)
    relay = Relay(office, registry, jobs)
    jobs.every(identity.TIDY_EVERY_S, "identity.tidy", identity.Tidying(office).tidy)
    desk = Desk(
        office=office, signer=signer, settings=settings, storage=Storage.of(settings),
        setup_token=settings.setup_token or secrets.token_urlsafe(16),
        socket_stats=lambda _: {},
    )  # fmt: skip
    rest = Litestar(
        route_handlers=DOORS,
        dependencies={**door.DEPENDENCIES, "desk": provide(desk)},
        guards=[door.require_token],
        exception_handlers={Exception: door.answer_error},
        lifespan=[lambda _: running(database, relay, jobs) if reacting else database.connected()],
        openapi_config=DOCUMENT,
        request_max_body_size=None,
        logging_config=None,  # or Litestar would set up the root logger for the whole process
    )
    gate = Gate(
        Site(rest), office=office, doorkeeper=doorkeeper, settings=settings,  # type: ignore[arg-type]
        observe=lambda *_: None,
    )  # fmt: skip
    return House(gate, rest, office, registry, relay, jobs, signer, doorkeeper, database, desk)


@asynccontextmanager
async def running(database: Database, relay: Relay, jobs: Jobs) -> AsyncIterator[None]:
    async with database.connected():
        tasks = [asyncio.create_task(relay.run()), asyncio.create_task(jobs.run())]
        try:
            yield
        finally:
            await ended(tasks)


async def ended(tasks: "list[asyncio.Task[Any]]") -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
