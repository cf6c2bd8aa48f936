"""The one page that knows everybody: who listens to what, and what is served where."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, NamedTuple, cast

from litestar import Litestar
from litestar.datastructures import State

from ringdesk import realtime
from ringdesk.api import door
from ringdesk.api.bodies import StrictRequest
from ringdesk.api.desk import Desk, provide
from ringdesk.api.documents import DOCUMENT
from ringdesk.api.doors import DOORS
from ringdesk.api.gate import App, Gate, Message, Receive, Send
from ringdesk.api.site import Site
from ringdesk.domains import (
    analytics,
    assistant,
    automation,
    calls,
    campaigns,
    chatbot,
    compliance,
    consent,
    conversations,
    dialer,
    gamification,
    governance,
    identity,
    knowledge,
    leads,
    mailroom,
    messaging,
    operations,
    privacy,
    reporting,
    telephony,
    tickets,
    webhooks,
)
from ringdesk.domains.leads import imports, opt_outs
from ringdesk.kernel import logs, metrics
from ringdesk.kernel.anchors import AnchorStore
from ringdesk.kernel.db import Database
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office
from ringdesk.realtime import signalling, softphone
from ringdesk.wire.webhook_topics import TOPICS

WARM = (assistant.warm, telephony.warm_numbers)  # what is slow the first time


class House(NamedTuple):
    app: App
    rest: Litestar
    office: Office
    registry: Registry
    relay: Relay
    jobs: Jobs
    interpreter: conversations.Interpreter
    signer: identity.Signer
    doorkeeper: identity.Doorkeeper
    database: Database
    desk: Desk
    realtime: realtime.Realtime
    carriers: telephony.Carriers
    dialer: dialer.Dialer
    importing: imports.Importing
    sending: webhooks.Sending
    messaging: messaging.Messaging
    mailroom: mailroom.Mailroom


def build(
    settings: Settings, app_url: str, *, reacting: bool = True,
    recent: logs.RecentRecords | None = None,
) -> House:  # fmt: skip
    """Everything, not yet running.

    `reacting`: whether the relay and the jobs run in this process too; a second process may leave
    them to `ringdesk worker`. `recent`: the log records that operations is to store.
    """
    database, registry = Database(app_url, size=settings.db_pool_size), Registry()
    office = Office(database, registry)
    signer = identity.Signer(settings.secret_key())
    doorkeeper = identity.Doorkeeper(office, signer)
    jobs = Jobs(office, registry)
    relay = Relay(office, registry, jobs)
    sockets = realtime.build(office, registry, doorkeeper, settings)
    sockets.listen(registry)
    refusals = governance.Refusals(office)
    sockets.commands.on_refusal = refusals.note_at_socket
    recent = recent or logs.RecentRecords()
    keeper = operations.LogKeeper(office, recent)
    tickets.listen(registry, office)
    interpreter = conversations.listen(registry, jobs, office)
    conversations.watch_calls(jobs, office)
    egress, vault = Egress(allow=settings.egress_allow), vault_of(settings)
    models = assistant.Models(office, egress, vault)
    chatbot.listen(registry, jobs, office, chatbot.Chatbot(office, models))
    automation.listen(registry, jobs, office)
    gamification.listen(registry, jobs, office)
    opt_outs.listen(registry)
    consent.listen(registry)
    compliance.listen(registry)
    signalling.connect(sockets, office, registry)
    schedule(registry, jobs, office, settings, sockets.hub)
    storage = Storage.of(settings)
    reach = Reach(office, registry, jobs, settings, sockets, storage)
    media, carriers, dials = telephone(reach, vault, egress)
    reporting.register(jobs, office, storage)
    importing = imports.register(jobs, office, storage, realtime.imports_shown(sockets.hub))
    hooks = webhooks.Hooks(office, registry, egress, vault, TOPICS)
    sending = webhooks.register(jobs, hooks)
    post = messaging.Messaging(
        office=office, vault=vault, egress=egress, storage=storage, secret=settings.secret_key(),
        public_url=settings.address,
    )  # fmt: skip
    post.listen(registry, jobs)
    desk = Desk(
        office=office, signer=signer, settings=settings, storage=storage,
        setup_token=settings.setup_token or secrets.token_urlsafe(16),
        socket_stats=sockets.hub.stats, vault=vault, carriers=carriers,
        media=media, models=models, hooks=hooks, messaging=post,
    )  # fmt: skip
    behind = [relay.run, jobs.run, interpreter.run, importing.run, sending.run]
    behind.append(post.sending.run)
    incoming = receive_mail(reach, vault, egress)
    behind += [incoming.run, post.centres.run]
    behind.append(privacy.register(jobs, office, storage, privacy.Ledger.of(settings)).run)
    if settings.dials:
        behind.append(dials.run)
    loops = [*behind, keeper.run] if reacting else [keeper.run]
    look = partial(operations.numbers, office, database, recent)
    rest = Litestar(
        route_handlers=DOORS,
        dependencies={**door.DEPENDENCIES, "desk": provide(desk)},
        exception_handlers={Exception: door.answer_error},
        lifespan=[
            lambda _: database.connected(),
            lambda _: metrics.serving(settings.metrics_host, settings.metrics_port, look),
            lambda _: sockets.running(),
            lambda _: telephony.carrying(carriers, media, receives=settings.dials),
            lambda _: running(*(loop() for loop in (*WARM, *loops))),
            lambda _: storing_the_last(keeper),
        ],
        openapi_config=DOCUMENT,
        request_class=StrictRequest,
        request_max_body_size=settings.most_bytes,
        state=State({"largest_import": settings.largest_import}),
        logging_config=None,  # or Litestar would set up the root logger for the whole process
    )
    app = Gate(
        Site(beside(sockets, cast(App, rest))), office=office, doorkeeper=doorkeeper,
        settings=settings, observe=metrics.observe, note=refusals.note,
    )  # fmt: skip
    return House(
        app, rest, office, registry, relay, jobs, interpreter, signer, doorkeeper, database, desk,
        sockets, carriers, dials, importing, sending, post, incoming,
    )  # fmt: skip


class Reach(NamedTuple):
    """What those parts share that are put together one by one."""

    office: Office
    registry: Registry
    jobs: Jobs
    settings: Settings
    sockets: realtime.Realtime
    storage: Storage


def telephone(
    reach: Reach, vault: Vault, egress: Egress
) -> tuple[telephony.Media, telephony.Carriers, dialer.Dialer]:
    """Carriers, the sound of calls, calls themselves, and who dials them."""
    office, registry, jobs, settings, sockets, storage = reach
    media = telephony.Media(telephony.Range(*settings.media), settings.folder / "recordings")
    played = telephony.simulated_carriers(
        settings.folder / "simulation", settings.telephony_simulation_speed
    )
    carriers = telephony.build_carriers(
        office, registry, vault, egress, settings.address, media, played
    )
    placing = calls.register(jobs, office, registry, carriers)
    dials = dialer.Dialer(office, carriers, placing)
    softphone.connect(sockets, office, registry, media, list(settings.stun_servers))
    dialer.register(registry, jobs, office, carriers, dials)
    dials.on_decision(realtime.decisions_shown(sockets.hub))
    calls.Recordings(office, storage, media.folder).register(jobs)
    return media, carriers, dials


def receive_mail(reach: Reach, vault: Vault, egress: Egress) -> mailroom.Mailroom:
    """Mail that comes in, and answers to it."""
    office, registry, jobs, settings, _, storage = reach
    mailroom.listen(registry, office)
    mailroom.register(jobs, office, storage)
    return mailroom.Mailroom(
        office=office, vault=vault, egress=egress, storage=storage,
        most_bytes=settings.attachment_max_mb * 1024 * 1024,
    )  # fmt: skip


def vault_of(settings: Settings) -> Vault:
    return Vault(settings.secret_key(), [one.encode() for one in settings.former_secrets])


def schedule(
    registry: Registry, jobs: Jobs, office: Office, settings: Settings, hub: realtime.Hub
) -> None:
    jobs.every(identity.TIDY_EVERY_S, "identity.tidy", identity.Tidying(office).tidy)
    analytics.register(jobs, office)
    governance.listen(registry, office, settings.address)
    governance.register(jobs, office, AnchorStore.of(settings))
    compliance.use_house_hours(settings.calling_hours)
    compliance.register(jobs, office)
    leads.register(jobs, office)
    campaigns.register(jobs, office)
    assistant.register(jobs, office)
    knowledge.register(jobs, office)
    watch = operations.register(jobs, office, settings)
    watch.on_sample(realtime.metrics_shown(hub))


def beside(sockets: realtime.Realtime, rest: App) -> App:
    """The sockets' addresses go to the sockets, all else to REST."""

    socket_app = cast(App, sockets.app)

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        ours = "path" in scope and sockets.serves(cast(dict[str, Any], scope))
        await (socket_app if ours else rest)(scope, receive, send)

    return serve


@asynccontextmanager
async def running(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Loops that run for as long as the process serves."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


@asynccontextmanager
async def storing_the_last(keeper: operations.LogKeeper) -> AsyncIterator[None]:
    yield
    with suppress(Exception):  # the database may be gone; the stream has the records anyway
        await keeper.store()
