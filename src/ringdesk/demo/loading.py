"""Puts the sample into an empty installation: people by the doors that everybody uses, the history
in a few large statements, its facts through the relay, which numbers and chains them."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from msgspec import Struct, json

from ringdesk.demo import queries
from ringdesk.demo.asking import fill_privacy
from ringdesk.demo.chats import Chats
from ringdesk.demo.companies import COMPANIES, Company
from ringdesk.demo.connecting import connect
from ringdesk.demo.drawing import fill_reports
from ringdesk.demo.games import fill_games
from ringdesk.demo.inviting import fill_workspace
from ringdesk.demo.posting import fill_messages
from ringdesk.demo.selling import fill_leads
from ringdesk.demo.shelf import fill_shelf
from ringdesk.demo.telling import Story
from ringdesk.demo.watching import count_up, fill_watch
from ringdesk.demo.weaving import DAYS, Cast, weave
from ringdesk.domains import analytics, identity, webhooks, widget
from ringdesk.kernel import queries as kernel_queries
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import INSTALLATION, NOWHERE, Actor, Office, Work

TICKETS, SEED = 5000, 7
CHATS = 100
AT_ONCE = 2000
DEMO_ADDRESS = "http://127.0.0.1:8000"  # what the sample's links begin with
OPENED = timedelta(days=DAYS + 5)  # before the first ticket
FOLD_AT_ONCE = 2_000

Step = Callable[[str, int, int], None]  # what, how much of it, of how much
Row = TypeVar("Row")


class Id(Struct, frozen=True):
    id: int


class AlreadyInUse(RuntimeError):
    pass


def silent(_what: str, _done: int, _of: int) -> None:
    """For whoever shows no progress."""


async def load(
    office: Office, settings: Settings, *, password: str, tickets: int = TICKETS, seed: int = SEED,
    until: datetime | None = None, step: Step = silent,
) -> dict[str, int]:  # fmt: skip
    """Fill an empty installation; AlreadyInUse for any other. No relay may run meanwhile: the past
    is no news to anybody, so no reaction is booked for it. How much there is of what."""
    await require_empty(office)
    now = until or datetime.now(UTC)
    casts = [await move_in(office, company, password, now) for company in COMPANIES]
    entries, talked = await fill_chats(office, casts, seed, now, step)
    stories = tell(casts, tickets, seed, now, step)
    await number(office, casts, stories)
    await write_stories(office, casts, stories, step)
    called = [await fill_leads(office, cast, seed, now) for cast in casts]
    facts = await chain(office, step)
    storage = Storage.of(settings)
    hooks = webhooks.Hooks(office, Registry(), Egress(), Vault.of(settings), ())
    imported = 0
    for nr, cast in enumerate(casts):
        await fill_workspace(office, cast, nr, DEMO_ADDRESS)
        await fill_messages(office, cast)
        await fill_games(office, cast, now)
        await fill_privacy(office, cast, seed)
        await fill_watch(office, cast, now)
        imported += await connect(office, cast, storage, hooks, now)
    facts += await chain(office, step)
    for cast in casts:
        await count_up(office, cast)
        await fold_numbers(office, cast)
        await fill_reports(office, cast, now)
    return {
        "tenants": len(casts), "people": sum(len(cast.people) for cast in casts),
        "tickets": sum(len(told) for told in stories),
        "messages": sum(len(story.lines) for told in stories for story in told), "chats": talked,
        "answers in the knowledge base": entries,
        "leads": imported + sum(made for made, _ in called),
        "calls": sum(made for _, made in called), "facts": facts,
    }  # fmt: skip


async def write_stories(
    office: Office, casts: Sequence[Cast], stories: Sequence[Sequence[Story]], step: Step
) -> None:
    """Each workspace's tickets, what was said in them, and what the log tells of them."""
    total, done = sum(len(told) for told in stories), 0
    for cast, told in zip(casts, stories, strict=True):
        async with office.open(Actor.the_house(cast.tenant_id)) as work:
            for part in parts(told):
                await write_tickets(work, part)
                await write_thread(work, part)
                done += len(part)
                step("Loading tickets", done, total)
            await write_facts(work, told)
            await work.run(queries.IN_ORDER_OF_TIME)


async def fold_numbers(office: Office, cast: Cast) -> None:
    """What the numbers' own jobs would do in their next minutes."""
    async with office.open(Actor.the_house(cast.tenant_id)) as work:
        while await analytics.fold(work, most=FOLD_AT_ONCE) == FOLD_AT_ONCE:
            continue
        await analytics.fold_chats(work, most=FOLD_AT_ONCE)
        while await analytics.fold_calls(work, most=FOLD_AT_ONCE) == FOLD_AT_ONCE:
            continue


async def fill_chats(
    office: Office, casts: Sequence[Cast], seed: int, now: datetime, step: Step
) -> tuple[int, int]:
    """Knowledge, and a month of chats and calls. How many entries, how many chats."""
    entries = talked = 0
    for cast in casts:
        boss = cast.people[cast.company.people[0].username]
        author = Actor(
            id=boss.id, tenant_id=cast.tenant_id, role=boss.role, name=boss.full_name,
            scopes=identity.scopes_of(boss.role, boss.scopes),
        )  # fmt: skip
        entries += await fill_shelf(office, cast.company, author)
        random = Random(f"{seed} chats {cast.company.name}")  # noqa: S311 - a sample, no secret
        chats = Chats(office, cast, random, now)
        for _ in range(round(CHATS * cast.company.share)):
            talked += await chats.past(1)
            step("Holding chats", talked, CHATS)
        talked += await chats.present()
        async with office.open(Actor.the_house(cast.tenant_id)) as work:
            await widget.change_settings(
                work,
                widget.WidgetChanges(
                    enabled=True,
                    title=cast.company.name,
                    channels=["chat", "voice", "video", "bot"],
                ),
            )
    return entries, talked


async def require_empty(office: Office) -> None:
    if await identity.is_set_up(office):
        raise AlreadyInUse(
            "This database has people already, and the demo needs an empty one: leave out "
            "RINGDESK_DATABASE_URL, or name another."
        )


async def move_in(office: Office, company: Company, password: str, now: datetime) -> Cast:
    """The company's tenant and people, as if they had come before the first ticket."""
    first, *others = company.people
    registered = await identity.open_tenant(
        office, account(company, first.username, password), tenant_name=company.name, allowed=True,
        rules=identity.SetupRules(True, secrets.token_hex(16)), setup_token=None, origin=NOWHERE,
    )  # fmt: skip
    tenant, opened = registered.tenant, now - OPENED
    people = {first.username: registered.person}
    async with office.open(Actor.the_house(tenant.id)) as work:
        for one in others:
            new = account(company, one.username, password)
            people[one.username] = await identity.add_person(work, tenant, new, None)
        await work.write_the_log()
        await work.run(queries.BACKDATE_FACTS, opened)
        await work.run(queries.BACKDATE_PEOPLE, opened)
        async with work.within(INSTALLATION):
            await work.run(queries.SAME_PASSWORD, first.username)
            await work.run(queries.BACKDATE_ACCOUNTS, opened)
            await work.run(
                queries.BACKDATE_TENANT, tenant.id, opened, company.timezone, company.name
            )
    return Cast(company, people, tenant.id)


def account(company: Company, username: str, password: str) -> identity.NewAccount:
    one = next(one for one in company.people if one.username == username)
    return identity.NewAccount(
        username=one.username, email=f"{one.username}@{company.host}", password=password,
        full_name=one.full_name, role=one.role,
    )  # fmt: skip


def tell(
    casts: Sequence[Cast], tickets: int, seed: int, now: datetime, step: Step
) -> list[list[Story]]:
    """Every company's tickets; the last one gets what rounding left."""
    shares = [round(tickets * cast.company.share) for cast in casts[:-1]]
    told, done = [], 0
    for cast, n in zip(casts, [*shares, tickets - sum(shares)], strict=True):
        stories = []
        for story in weave(cast, n=n, until=now, seed=seed):
            stories.append(story)
            done += 1
            if done % 100 == 0:
                step("Writing tickets", done, tickets)
        told.append(stories)
    return told


async def number(office: Office, casts: Sequence[Cast], stories: list[list[Story]]) -> None:
    """Ids in the order of time, through all companies, as an installation would have given them."""
    told = [story for of_company in stories for story in of_company]
    everything = sorted(told, key=lambda one: one.created_at)
    lines = sorted(
        ((line, story) for story in everything for line in story.lines), key=lambda one: one[0].at
    )
    async with office.open(Actor.the_house(casts[0].tenant_id)) as work:
        tickets = await work.many(Id, queries.RESERVE_TICKETS, len(everything))
        threads = await work.many(Id, queries.RESERVE_THREADS, len(everything))
        messages = await work.many(Id, queries.RESERVE_MESSAGES, len(lines))
    for story, ticket, thread in zip(everything, tickets, threads, strict=True):
        story.id, story.thread_id = ticket.id, thread.id
    for (line, _), message in zip(lines, messages, strict=True):
        line.id = message.id


async def write_tickets(work: Work, told: Sequence[Story]) -> None:
    rows = [
        (
            one.id, one.thread_id, one.title, one.description, one.status, one.priority,
            one.category, one.auto_categorized, one.confidence, one.model_version,
            ",".join(one.tags), one.customer.id, one.agent.id if one.agent else None,
            one.version, len(one.lines), one.created_at, one.updated_at, one.last_message_at,
            one.first_responded_at, one.resolved_at,
        )
        for one in told
    ]  # fmt: skip
    threads = [(one.thread_id, one.customer.id, one.created_at) for one in told]
    await work.run(queries.ADD_THREADS, *columns(threads))
    await work.run(queries.ADD_TICKETS, *columns(rows))


async def write_thread(work: Work, told: Sequence[Story]) -> None:
    lines = [
        (line.id, one.thread_id, line.sender_id, line.from_staff, line.content, line.internal,
         line.at, line.read_at)
        for one in told
        for line in one.lines
    ]  # fmt: skip
    changes = [
        (one.id, change.actor_id, change.changes, change.at)
        for one in told
        for change in one.changes
    ]
    changes.sort(key=lambda row: row[3])
    if lines:
        await work.run(queries.ADD_MESSAGES, *columns(lines))
    if changes:
        await work.run(queries.ADD_CHANGES, *columns(changes))


async def write_facts(work: Work, told: Sequence[Story]) -> None:
    facts = [(fact, one.id) for one in told for fact in one.facts]
    facts.sort(key=lambda pair: pair[0].at)
    for part in parts(facts):
        rows = []
        for fact, ticket_id in part:
            details = {"ticket_id": ticket_id, **fact.details}
            if fact.line is not None:
                details["message_id"] = fact.line.id
            body = json.encode(fact.kind(**details)).decode()
            rows.append((fact.actor_id, fact.kind.__name__, body, fact.at))
        await work.run(queries.ADD_FACTS, *columns(rows))


async def chain(office: Office, step: Step) -> int:
    """Have the relay's own function number all that waits, without booking a reaction."""
    carried, facts = AT_ONCE, 0
    while carried:
        nothing: list[str] = []
        carried = len(await office.across(kernel_queries.CARRY_OUT, AT_ONCE, nothing, nothing))
        facts += carried
        step("Chaining the log", facts, 0)
    return facts


def parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]
