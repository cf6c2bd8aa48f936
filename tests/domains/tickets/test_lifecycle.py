"""The whole life of tickets against a plain dictionary: whatever people do, in whatever order."""

import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from ringdesk.domains import identity, tickets
from ringdesk.kernel.database import Urls
from ringdesk.kernel.errors import AppError, NotFound
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from ringdesk.wiring import House, build

T = TypeVar("T")
WHO = ("admin", "agent", "carla", "cora")
STAFF = ("admin", "agent")
FINAL = ("closed", "cancelled")
DONE = ("resolved", "closed")
ROLES = {"admin": "admin", "agent": "support_agent", "carla": "customer", "cora": "customer"}


@dataclass
class Expected:
    """What a ticket should be by now."""

    requester: str
    title: str
    status: str = "open"
    priority: str = "medium"
    assigned_to: str | None = None
    version: int = 1
    is_done: bool = False
    deleted: bool = False
    said: list[tuple[str, bool]] = field(default_factory=list)
    unread_by_staff: int = 0
    unread_by_customer: int = 0
    changes: int = 0

    def seen_by(self, who: str) -> bool:
        return not self.deleted and (who in STAFF or who == self.requester)

    def change(self, given: dict[str, Any]) -> None:
        real = {name: value for name, value in given.items() if getattr(self, name) != value}
        if real:
            self.version += 1
            self.changes += 1
        for name, value in real.items():
            setattr(self, name, value)
        if "status" in real:
            self.is_done = self.status in DONE or (self.is_done and self.status == "cancelled")


class Desk:
    """One tenant and its people, from code that does not wait."""

    def __init__(self, portal: BlockingPortal, house: House) -> None:
        self._portal, self._house = portal, house
        self.tenant_id, self.ids = portal.call(self._open_tenant)
        self.names = {person_id: name for name, person_id in self.ids.items()}

    async def _open_tenant(self) -> tuple[UUID, dict[str, int]]:
        async with self._house.office.open(Actor.the_house(INSTALLATION)) as work:
            tenant = await identity.add_tenant(work, "Lifecycle")
            ids = {}
            for who in WHO:
                name = f"{who}-{secrets.token_hex(6)}"
                new = identity.NewAccount(
                    username=name, email=f"{name}@example.org", password="", role=ROLES[who]
                )
                ids[who] = (await identity.add_person(work, tenant, new, None)).id
        return tenant.id, ids

    def do(self, who: str, act: Callable[[Work], Awaitable[T]]) -> T:
        actor = Actor(
            id=self.ids[who], tenant_id=self.tenant_id, role=ROLES[who], name=who,
            scopes=identity.scopes_of(ROLES[who], None),
        )  # fmt: skip

        async def run() -> T:
            async with self._house.office.open(actor) as work:
                return await act(work)

        return self._portal.call(run)


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except AppError as error:
        return "NOT_FOUND" if isinstance(error, NotFound) else error.code
    return "done"


class Lifecycle(RuleBasedStateMachine):
    shared: ClassVar[Desk]
    made = Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self.desk = self.shared
        self.desk.tenant_id, self.desk.ids = self.desk._portal.call(self.desk._open_tenant)
        self.desk.names = {person_id: name for name, person_id in self.desk.ids.items()}
        self.expected: dict[int, Expected] = {}

    @rule(target=made, who=st.sampled_from(WHO), priority=st.sampled_from(tickets.PRIORITIES))
    def create(self, who: str, priority: Any) -> int:
        title = f"T{len(self.expected)}"
        ticket = self.desk.do(
            who, lambda work: tickets.create(work, title=title, description="x", priority=priority)
        )
        self.expected[ticket.id] = Expected(who, title, priority=priority)
        return ticket.id

    @rule(
        ticket_id=made, who=st.sampled_from(WHO),
        given=st.fixed_dictionaries({}, optional={
            "status": st.sampled_from(tickets.STATUSES),
            "priority": st.sampled_from(tickets.PRIORITIES),
            "title": st.sampled_from(["A", "B"]),
            "assigned_to": st.sampled_from([None, *WHO]),
        }),
        stale=st.booleans(),
    )  # fmt: skip
    def update(self, ticket_id: int, who: str, given: dict[str, Any], stale: bool) -> None:
        model = self.expected[ticket_id]
        changes = dict(given)
        if changes.get("assigned_to") is not None:
            changes["assigned_to"] = self.desk.ids[changes["assigned_to"]]
        version = model.version - 1 if stale else model.version
        got = outcome(
            lambda: self.desk.do(
                who,
                lambda work: tickets.update(
                    work,
                    ticket_id=ticket_id,
                    changes=tickets.TicketChanges(**changes),
                    if_version=version,
                ),
            )
        )
        assert got == self.outcome_of_update(model, who, given, stale)
        if got == "done":
            model.change(given)

    def outcome_of_update(
        self, model: Expected, who: str, given: dict[str, Any], stale: bool
    ) -> str:
        real = {name for name, value in given.items() if getattr(model, name) != value}
        if not model.seen_by(who):
            return "NOT_FOUND"
        if stale:
            return "STALE"
        if who not in STAFF:
            if real - {"title", "status", "description"}:
                return "MAY_NOT_CHANGE"
            if "status" in real and given["status"] == "in_progress":
                return "MAY_NOT_CHANGE"
        if "assigned_to" in real and given["assigned_to"] not in (None, *STAFF):
            return "AGENT_NOT_AVAILABLE"
        return "done"

    @rule(ticket_id=made, who=st.sampled_from(WHO), to=st.sampled_from([None, *WHO]))
    def assign(self, ticket_id: int, who: str, to: str | None) -> None:
        model = self.expected[ticket_id]
        agent_id = None if to is None else self.desk.ids[to]
        got = outcome(
            lambda: self.desk.do(
                who, lambda work: tickets.assign(work, ticket_id=ticket_id, agent_id=agent_id)
            )
        )
        if who not in STAFF:
            assert got == "MAY_NOT_ASSIGN"
        elif model.deleted:
            assert got == "NOT_FOUND"
        elif (to or who) not in STAFF:
            assert got == "AGENT_NOT_AVAILABLE"
        else:
            assert got == "done"
            model.change({"assigned_to": to or who})

    @rule(ticket_id=made, who=st.sampled_from(WHO), internal=st.booleans())
    def say(self, ticket_id: int, who: str, internal: bool) -> None:
        model = self.expected[ticket_id]
        got = outcome(
            lambda: self.desk.do(
                who,
                lambda work: tickets.post_message(
                    work, ticket_id=ticket_id, content="x", internal=internal
                ),
            )
        )
        if not model.seen_by(who):
            assert got == "NOT_FOUND"
        elif internal and who not in STAFF:
            assert got == "MAY_NOT_CHANGE"
        elif not internal and model.status in FINAL:
            assert got == "TICKET_IS_FINAL"
        else:
            assert got == "done"
            self.was_said(model, who, internal)

    def was_said(self, model: Expected, who: str, internal: bool) -> None:
        model.said.append((who, internal))
        model.version += 1
        from_staff = who in STAFF and who != model.requester
        if from_staff or internal:
            model.unread_by_customer += not internal
        else:
            model.unread_by_staff += 1
        if internal:
            return
        if from_staff and model.status == "open":
            model.status = "in_progress"
            model.changes += 1
        elif not from_staff and model.status == "resolved":
            model.status, model.is_done = "open", False
            model.changes += 1

    @rule(ticket_id=made, who=st.sampled_from(WHO))
    def delete(self, ticket_id: int, who: str) -> None:
        model = self.expected[ticket_id]
        got = outcome(
            lambda: self.desk.do(who, lambda work: tickets.delete(work, ticket_id=ticket_id))
        )
        if not model.seen_by(who):
            assert got == "NOT_FOUND"
        else:
            assert got == ("done" if who == "admin" else "MAY_NOT_DELETE")
            model.deleted = got == "done"

    @invariant()
    def everybody_sees_what_they_should(self) -> None:
        for who in ("agent", "carla", "cora"):
            shown = self.desk.do(
                who, lambda work: tickets.list_tickets(work, tickets.TicketFilter())
            )
            mine = [nr for nr, model in self.expected.items() if model.seen_by(who)]
            assert [ticket.id for ticket in shown] == sorted(mine, reverse=True)
            for ticket in shown:
                self.agrees(ticket, self.expected[ticket.id], who)

    def agrees(self, ticket: tickets.Ticket, model: Expected, who: str) -> None:
        heard = [one for one in model.said if who in STAFF or not one[1]]
        got = (
            ticket.title, ticket.status, ticket.priority, ticket.version,
            self.desk.names.get(ticket.assigned_to or 0), ticket.resolved_at is not None,
            ticket.message_count,
        )  # fmt: skip
        assert got == (
            model.title, model.status, model.priority, model.version, model.assigned_to,
            model.is_done, len(heard),
        )  # fmt: skip
        unread = model.unread_by_staff if who in STAFF else model.unread_by_customer
        assert ticket.unread_count == unread

    @invariant()
    def counts_agree(self) -> None:
        waiting = [
            model for model in self.expected.values()
            if not model.deleted and model.status in tickets.UNFINISHED
        ]  # fmt: skip
        counts = self.desk.do("agent", tickets.count)
        assert counts.open == len(waiting)
        assert counts.mine == sum(model.assigned_to == "agent" for model in waiting)
        assert counts.unassigned == sum(model.assigned_to is None for model in waiting)
        assert counts.urgent == sum(model.priority == "critical" for model in waiting)

    @rule(ticket_id=made)
    def history_tells_all(self, ticket_id: int) -> None:
        model = self.expected[ticket_id]
        if not model.deleted:
            told = self.desk.do("agent", lambda work: tickets.history(work, ticket_id=ticket_id))
            assert len(told) == model.changes


@contextmanager
def a_desk(installation: Settings, urls: Urls) -> Iterator[Desk]:
    with start_blocking_portal() as portal:
        house = build(installation, urls.app, reacting=False)
        with portal.wrap_async_context_manager(house.database.connected()):
            yield Desk(portal, house)


@pytest.fixture
def desk(settings: Settings, database: Urls) -> Iterator[Desk]:
    with a_desk(settings, database) as opened:
        yield opened


def test_tickets_are_what_the_acts_made_of_them(desk: Desk) -> None:
    Lifecycle.shared = desk
    machine = Lifecycle.TestCase
    machine.settings = settings(
        max_examples=12, stateful_step_count=25, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    machine("runTest").runTest()
