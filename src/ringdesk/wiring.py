"""The one page that knows everybody: who listens to what, and what is served where."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, NamedTuple, TypeAlias, cast

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
from ringdesk.api.straight import Straight
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

Loop: TypeAlias = Callable[[], Coroutine[Any, Any, None]]
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
    behind: list[Loop]  # what a process that reacts runs


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
    reach = Reach(
        office, registry, jobs, settings, sockets, Storage.of(settings), Vault.of(settings),
        Egress(allow=settings.egress_allow),
    )  # fmt: skip
    interpreter, models = conversing(reach)
    hear(reach)
    schedule(reach)
    media, carriers, dials = telephone(reach)
    importing = imports.register(jobs, office, reach.storage, realtime.imports_shown(sockets.hub))
    hooks = webhooks.Hooks(office, registry, reach.egress, reach.vault, TOPICS)
    hooks.moved = realtime.deliveries_shown(sockets.hub)
    sending, post, incoming = webhooks.register(jobs, hooks), send_mail(reach), receive_mail(reach)
    desk = Desk(
        office=office, signer=signer, settings=settings, storage=reach.storage,
        setup_token=settings.setup_token or secrets.token_urlsafe(16),
        socket_stats=sockets.hub.stats, vault=reach.vault, carriers=carriers,
        media=media, models=models, hooks=hooks, messaging=post,
    )  # fmt: skip
    ledger, shown = privacy.Ledger.of(settings), realtime.chores_shown(sockets.hub)
    erasing = privacy.register(jobs, office, reach.storage, ledger, shown)
    behind = [
        relay.run, jobs.run, interpreter.run, importing.run, sending.run, post.sending.run,
        post.centres.run, incoming.run, erasing.run, *([dials.run] if settings.dials else ()),
    ]  # fmt: skip
    recent = recent or logs.RecentRecords()
    keeper = operations.LogKeeper(office, recent)
    rest = rest_of(
        settings, desk, [
            lambda _: database.connected(),
            lambda _: metrics.serving(
                settings.metrics_host, settings.metrics_port,
                partial(operations.numbers, office, database, recent),
            ),
            lambda _: sockets.running(),
            lambda _: telephony.carrying(carriers, media, receives=settings.dials),
            lambda _: running(*WARM, *(behind if reacting else ()), keeper.run),
            lambda _: storing_the_last(keeper),
        ],
    )  # fmt: skip
    app = Gate(
        Site(beside(sockets, Straight(rest, desk=desk))), office=office, doorkeeper=doorkeeper,
        settings=settings, observe=metrics.observe, note=refusals.note,
    )  # fmt: skip
    return House(
        app, rest, office, registry, relay, jobs, interpreter, signer, doorkeeper, database, desk,
        sockets, carriers, dials, importing, sending, post, incoming, behind,
    )  # fmt: skip


def rest_of(settings: Settings, desk: Desk, lifespan: list[Callable[[Litestar], Any]]) -> Litestar:
    return Litestar(
        route_handlers=DOORS,
        dependencies={**door.DEPENDENCIES, "desk": provide(desk)},
        exception_handlers={Exception: door.answer_error},
        lifespan=lifespan,
        openapi_config=DOCUMENT,
        request_class=StrictRequest,
        request_max_body_size=settings.most_bytes,
        state=State({"largest_import": settings.largest_import}),
        logging_config=None,  # or Litestar would set up the root logger for the whole process
    )


class Reach(NamedTuple):
    """What those parts share that are put together one by one."""

    office: Office
    registry: Registry
    jobs: Jobs
    settings: Settings
    sockets: realtime.Realtime
    storage: Storage
    vault: Vault
    egress: Egress


def conversing(reach: Reach) -> tuple[conversations.Interpreter, assistant.Models]:
    """Tickets and chats, who understands what is said in them, and who answers by itself."""
    office, registry, jobs, *_ = reach
    tickets.listen(registry, office)
    interpreter = conversations.listen(registry, jobs, office)
    conversations.watch_calls(jobs, office)
    models = assistant.Models(office, reach.egress, reach.vault)
    chatbot.listen(registry, jobs, office, chatbot.Chatbot(office, models))
    signalling.connect(reach.sockets, office, registry)
    return interpreter, models


def hear(reach: Reach) -> None:
    """Those who only answer to what others do."""
    office, registry, jobs, settings, *_ = reach
    automation.listen(registry, jobs, office)
    gamification.listen(registry, jobs, office)
    governance.listen(registry, office, settings.address)
    opt_outs.listen(registry)
    consent.listen(registry)
    compliance.listen(registry)


def telephone(
    reach: Reach,
) -> tuple[telephony.Media, telephony.Carriers, dialer.Dialer]:
    """Carriers, the sound of calls, calls themselves, and who dials them."""
    office, registry, jobs, settings, sockets, storage, vault, egress = reach
    media = telephony.Media(telephony.Range(*settings.media), settings.folder / "recordings")
    played = telephony.simulated_carriers(
        settings.folder / "simulation", settings.telephony_simulation_speed
    )
    carriers = telephony.build_carriers(
        office, registry, vault, egress, settings.address, media, played
    )
    placing = calls.register(jobs, office, registry, carriers)
    calls.listen(registry, office)
    dials = dialer.Dialer(office, carriers, placing)
    softphone.connect(sockets, office, registry, media, list(settings.stun_servers))
    dialer.register(registry, jobs, office, carriers, dials)
    dials.on_decision(realtime.decisions_shown(sockets.hub))
    calls.Recordings(office, storage, media.folder).register(jobs)
    return media, carriers, dials


def send_mail(reach: Reach) -> messaging.Messaging:
    """Messages on every channel."""
    office, registry, jobs, settings, sockets, storage, vault, egress = reach
    post = messaging.Messaging(
        office=office, vault=vault, egress=egress, storage=storage, secret=settings.secret_key(),
        public_url=settings.address,
    )  # fmt: skip
    post.delivery.put_off = realtime.delays_shown(sockets.hub)
    post.listen(registry, jobs)
    return post


def receive_mail(reach: Reach) -> mailroom.Mailroom:
    """Mail that comes in, and answers to it."""
    office, registry, jobs, settings, _, storage, vault, egress = reach
    mailroom.listen(registry, office)
    mailroom.register(jobs, office, storage)
    return mailroom.Mailroom(
        office=office, vault=vault, egress=egress, storage=storage,
        most_bytes=settings.attachment_max_mb * 1024 * 1024,
    )  # fmt: skip


def schedule(reach: Reach) -> None:
    """What is done again and again."""
    office, _, jobs, settings, sockets, storage, *_ = reach
    jobs.every(identity.TIDY_EVERY_S, "identity.tidy", identity.Tidying(office).tidy)
    analytics.register(jobs, office)
    reporting.register(jobs, office, storage)
    governance.register(jobs, office, AnchorStore.of(settings))
    compliance.use_house_hours(settings.calling_hours)
    compliance.register(jobs, office)
    leads.register(jobs, office)
    campaigns.register(jobs, office)
    assistant.register(jobs, office)
    knowledge.register(jobs, office)
    watch = operations.register(jobs, office, settings)
    watch.on_sample(realtime.metrics_shown(sockets.hub))


def beside(sockets: realtime.Realtime, rest: App) -> App:
    """The sockets' addresses go to the sockets, all else to REST."""

    socket_app = cast(App, sockets.app)

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        ours = "path" in scope and sockets.serves(cast(dict[str, Any], scope))
        await (socket_app if ours else rest)(scope, receive, send)

    return serve


@asynccontextmanager
async def running(*loops: Loop) -> AsyncIterator[None]:
    """Loops that run for as long as the process serves."""
    tasks = [asyncio.create_task(loop()) for loop in loops]
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
