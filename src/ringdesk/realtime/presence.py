"""Who is looking at a ticket or a conversation, and who types. Kept by the sockets, gone with them,
never stored. One mechanism for both: a socket looks at one of each at a time."""

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple, TypeAlias
from uuid import UUID

import msgspec

from ringdesk.domains import conversations, tickets
from ringdesk.kernel.work import Work
from ringdesk.realtime.acting import Acting
from ringdesk.realtime.audiences import watching_customer, watching_staff
from ringdesk.realtime.client import Client
from ringdesk.realtime.commands import Answer
from ringdesk.realtime.envelopes import Watcher, Watching
from ringdesk.realtime.gate import Gate
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter

TYPING_S = 10.0  # then it was forgotten to say that they stopped
REPEAT_S, ELSEWHERE_S = 15.0, 45.0  # other processes are told again, and believed for so long

KINDS = ("ticket", "conversation")
Key: TypeAlias = tuple[UUID, str, int]  # tenant, kind of thing, its id
Look: TypeAlias = Callable[[Work, int], Awaitable[bool]]


class TicketViewing(msgspec.Struct, frozen=True):
    """`ticket_id` null: no ticket any more."""

    ticket_id: int | None = None
    typing: bool = False


class ConversationViewing(msgspec.Struct, frozen=True):
    """`conversation_id` null: no conversation any more."""

    conversation_id: int | None = None
    typing: bool = False


class Begun(NamedTuple):
    typing: bool
    staff: bool


class Watch(msgspec.Struct):
    key: Key
    who: Watcher
    at: float


async def look_at_ticket(work: Work, ticket_id: int) -> bool:
    """Whether they look at it as staff; TicketNotFound for what they may not see."""
    await tickets.get(work, ticket_id=ticket_id)
    return tickets.sees_all(work.actor)


async def look_at_conversation(work: Work, conversation_id: int) -> bool:
    conversation = await conversations.get_chat(work, conversation_id=conversation_id)
    return conversations.reads(work.actor, conversation)


class Presence:
    def __init__(self, acting: Acting, hub: Hub, gate: Gate) -> None:
        self._acting, self._hub = acting, hub
        self.carry: Callable[[Watching], None] = lambda _watching: None
        self._watches: dict[tuple[Client, str], Watch] = {}
        self._here: dict[Key, set[Client]] = defaultdict(set)
        self._elsewhere: dict[Key, dict[str, tuple[float, list[Watcher]]]] = defaultdict(dict)
        self._repeated = time.monotonic()
        gate.when_rights_change = self.leave_all

    async def view_ticket(self, client: Client, said: TicketViewing) -> Answer | None:
        """Client says ticket.viewing."""
        return await self._view(client, "ticket", said.ticket_id, said.typing, look_at_ticket)

    async def view_conversation(self, client: Client, said: ConversationViewing) -> Answer | None:
        """Client says conversation.viewing."""
        return await self._view(
            client, "conversation", said.conversation_id, said.typing, look_at_conversation
        )

    async def _view(
        self, client: Client, kind: str, thing_id: int | None, typing: bool, look: Look
    ) -> Answer | None:
        now = self._watches.get((client, kind))
        if thing_id is None:
            self.leave(client, kind)
        elif now is not None and now.key[2] == thing_id:
            now.at = time.monotonic()
            if now.who.typing != typing:
                now.who = msgspec.structs.replace(now.who, typing=typing)
                self._tell(now.key)
        else:
            staff = await self._acting.do(client, lambda work: look(work, thing_id))
            self.leave(client, kind)
            self._begin(client, kind, thing_id, Begun(typing, staff))
        return None

    def _begin(self, client: Client, kind: str, thing_id: int, begun: Begun) -> None:
        actor = client.actor
        if actor is None or client.closed:
            return
        key = (actor.tenant_id, kind, thing_id)
        who = Watcher(actor.id, actor.name, begun.typing, begun.staff)
        self._watches[client, kind] = Watch(key, who, time.monotonic())
        self._here[key].add(client)
        self._hub.join(client, (watching_staff if begun.staff else watching_customer)(*key))
        if self._leave_at_the_end not in client.when_closed:
            client.when_closed.append(self._leave_at_the_end)
        self._tell(key)

    def _leave_at_the_end(self) -> None:
        for client, kind in [at for at in self._watches if at[0].closed]:
            self.leave(client, kind)

    def leave_all(self, client: Client) -> None:
        for kind in KINDS:
            self.leave(client, kind)

    def leave(self, client: Client, kind: str) -> None:
        watch = self._watches.pop((client, kind), None)
        if watch is None:
            return
        for audience in (watching_staff(*watch.key), watching_customer(*watch.key)):
            if audience in client.audiences:
                self._hub.leave_audience(client, audience)
        self._here[watch.key].discard(client)
        if not self._here[watch.key]:
            del self._here[watch.key]
        self._tell(watch.key)

    # Telling.

    def _ours(self, key: Key) -> list[Watcher]:
        return [self._watches[client, key[1]].who for client in self._here.get(key, ())]

    def _tell(self, key: Key) -> None:
        self._show(key)
        self.carry(Watching(*key, self._ours(key)))

    def _show(self, key: Key) -> None:
        """Staff see who is there. The customer sees which of the staff are writing, no more."""
        everybody = self._ours(key)
        for _, people in self._elsewhere.get(key, {}).values():
            everybody += people
        together = merged(everybody)
        writing = [one for one in together if one.staff and one.typing]
        self._hub.deliver((watching_staff(*key),), letter(key, together))
        self._hub.deliver((watching_customer(*key),), letter(key, writing))

    def hear(self, sender: str, watching: Watching) -> None:
        """From another process."""
        key = (watching.tenant_id, watching.kind, watching.thing_id)
        known = self._elsewhere[key].pop(sender, None)
        if watching.people:
            self._elsewhere[key][sender] = (time.monotonic() + ELSEWHERE_S, watching.people)
        elif not self._elsewhere[key]:
            del self._elsewhere[key]
        if known is None or known[1] != watching.people:
            self._show(key)

    def sweep(self) -> None:
        now = time.monotonic()
        for watch in list(self._watches.values()):
            if watch.who.typing and now - watch.at > TYPING_S:
                watch.who = msgspec.structs.replace(watch.who, typing=False)
                self._tell(watch.key)
        for key, processes in list(self._elsewhere.items()):
            for sender, (until, _) in list(processes.items()):
                if until < now:
                    self.hear(sender, Watching(*key, []))
        if now - self._repeated > REPEAT_S:
            self._repeated = now
            for key in self._here:
                self.carry(Watching(*key, self._ours(key)))


def merged(people: Iterable[Watcher]) -> list[Watcher]:
    """One entry for a person with several windows; typing if they type in one of them."""
    found: dict[int, Watcher] = {}
    for one in people:
        known = found.get(one.id)
        if known is None or (one.typing and not known.typing):
            found[one.id] = one
    return sorted(found.values(), key=lambda one: one.id)


def letter(key: Key, people: list[Watcher]) -> Letter:
    seen = [{"id": one.id, "full_name": one.full_name, "typing": one.typing} for one in people]
    _, kind, thing_id = key
    data = {f"{kind}_id": thing_id, "people": seen}
    return Letter(f"{kind}.presence", data, soon_stale=True)
