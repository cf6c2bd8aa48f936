"""What happens to one ticket, by the rules of the house: the rows that its acts would have left.

The same rules stand in `domains/tickets`; a test holds the two together.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from ringdesk.domains import assistant, tickets
from ringdesk.domains.identity import Person
from ringdesk.kernel.events import Event

FINISHED = frozenset({"resolved", "closed"})


class NotYet(Exception):
    """It would happen after now."""


class Line(msgspec.Struct):
    """A message. `id` is given when all are known."""

    at: datetime
    sender_id: int
    from_staff: bool
    content: str
    internal: bool
    read_at: datetime | None = None
    id: int = 0


class Change(msgspec.Struct, frozen=True):
    at: datetime
    actor_id: int
    changes: str


class Happened(msgspec.Struct, frozen=True):
    at: datetime
    actor_id: int
    kind: type[Event]
    details: dict[str, Any]
    line: Line | None = None


class Story:
    """A ticket and all that belongs to it, told forward in time until `until`."""

    def __init__(
        self, *, at: datetime, until: datetime, customer: Person, title: str, description: str,
        priority: str, tags: list[str],
    ) -> None:  # fmt: skip
        guess = assistant.categorise(title=title, description=description)
        self.id = self.thread_id = 0
        self.until, self.at, self.created_at = until, at, at
        self.customer, self.agent = customer, None  # type: Person, Person | None
        self.title, self.description, self.tags = title, description, tags
        self.status, self.priority, self.category = "open", priority, str(guess.category)
        self.confidence, self.model_version = guess.confidence, guess.model_version
        self.auto_categorized, self.version = True, 1
        self.first_responded_at: datetime | None = None
        self.resolved_at: datetime | None = None
        self.last_message_at: datetime | None = None
        self.updated_at = at
        self.lines: list[Line] = []
        self.changes: list[Change] = []
        self.facts: list[Happened] = []
        self._record(customer, tickets.TicketCreated)

    def wait_until(self, at: datetime) -> None:
        """Time goes on, by at least a few seconds; NotYet past `until`."""
        self.at = max(at, self.at + timedelta(seconds=4))
        if self.at > self.until:
            raise NotYet

    def say(self, by: Person, content: str, *, internal: bool = False) -> None:
        from_staff = by.id != self.customer.id
        status = None
        if not internal and from_staff and self.status == "open":
            status = "in_progress"
        elif not internal and not from_staff and self.status == "resolved":
            status, self.resolved_at = "open", None
        line = Line(self.at, by.id, from_staff, content, internal)
        self.lines.append(line)
        self._touch()
        self.last_message_at = self.at
        if from_staff and not internal and self.first_responded_at is None:
            self.first_responded_at = self.at
        if status is not None:
            self._change(by, status=status)
            self._record(by, tickets.TicketUpdated, fields=("status",))
        self._record(by, tickets.MessagePosted, line, internal=internal, from_staff=from_staff)

    def read(self, by: Person) -> None:
        """The other side's lines so far; the customer sees no notes."""
        staff = by.id != self.customer.id
        unread = [
            line
            for line in self.lines
            if line.from_staff != staff and line.read_at is None and (staff or not line.internal)
        ]
        for line in unread:
            line.read_at = self.at
        if unread:
            self._record(by, tickets.MessagesRead, reader_id=by.id)

    def assign(self, by: Person, agent: Person) -> None:
        before = self.agent.id if self.agent else None
        self._change(by, assigned_to=agent.id)
        self.agent = agent
        self._touch()
        self._record(by, tickets.TicketAssigned, agent_id=agent.id, previous_agent_id=before)
        self._record(by, tickets.TicketUpdated, fields=("assigned_to",))

    def set(self, by: Person, **fields: Any) -> None:  # noqa: ANN401 - values of a ticket's fields
        """`status`, `priority`, `category` or `tags`, as an update would."""
        fields = {name: value for name, value in fields.items() if getattr(self, name) != value}
        if not fields:
            return
        was_finished = self.status in FINISHED
        self._change(by, **fields)
        if "category" in fields:
            self.auto_categorized, self.confidence = False, 1.0
        if self.status in FINISHED:
            self.resolved_at = self.resolved_at or self.at
        elif "status" in fields and self.status != "cancelled":
            self.resolved_at = None
        self._touch()
        if self.status in FINISHED and not was_finished:
            agent_id = self.agent.id if self.agent else None
            self._record(by, tickets.TicketResolved, agent_id=agent_id)
        self._record(by, tickets.TicketUpdated, fields=tuple(sorted(fields)))

    def _change(self, by: Person, **fields: Any) -> None:  # noqa: ANN401 - as above
        before = {"assigned_to": self.agent.id if self.agent else None}
        changes = {
            name: {"from": before.get(name, getattr(self, name, None)), "to": value}
            for name, value in sorted(fields.items())
        }
        self.changes.append(Change(self.at, by.id, msgspec.json.encode(changes).decode()))
        for name, value in fields.items():
            if name != "assigned_to":
                setattr(self, name, value)

    def _touch(self) -> None:
        self.version += 1
        self.updated_at = self.at

    def _record(
        self,
        by: Person,
        kind: type[Event],
        line: Line | None = None,
        **details: Any,  # noqa: ANN401
    ) -> None:
        details["requester_id"] = self.customer.id
        self.facts.append(Happened(self.at, by.id, kind, details, line))
