"""Who is looking at a ticket, and who types. Kept by the sockets, gone with them, never stored."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias
from uuid import UUID

import msgspec

from ringdesk.domains import tickets
from ringdesk.kernel.errors import NotSignedIn
from ringdesk.kernel.work import ActorChanged, Office
from ringdesk.realtime.audiences import watching_requester, watching_staff
from ringdesk.realtime.bus import Watcher, Watching
from ringdesk.realtime.client import Client
from ringdesk.realtime.commands import Answer
from ringdesk.realtime.gate import Gate
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter

TYPING_S = 10.0  # then it was forgotten to say that they stopped
REPEAT_S, ELSEWHERE_S = 15.0, 45.0  # other processes are told again, and believed for so long

Key: TypeAlias = tuple[UUID, int]


class Viewing(msgspec.Struct, frozen=True):
    """`ticket_id` null: no ticket any more."""

    ticket_id: int | None = None
    typing: bool = False


class Watch(msgspec.Struct):
    key: Key
    who: Watcher
    at: float


class Presence:
    def __init__(self, office: Office, hub: Hub, gate: Gate) -> None:
        self._office, self._hub, self._gate = office, hub, gate
        self.carry: Callable[[Watching], None] = lambda _watching: None
        self._watches: dict[Client, Watch] = {}
        self._here: dict[Key, set[Client]] = defaultdict(set)
        self._elsewhere: dict[Key, dict[str, tuple[float, list[Watcher]]]] = defaultdict(dict)
        self._repeated = time.monotonic()
        gate.when_rights_change = self.leave

    async def view(self, client: Client, said: Viewing) -> Answer | None:
        """Client says ticket.viewing. TicketNotFound for what they may not see."""
        now = self._watches.get(client)
        if said.ticket_id is None:
            self.leave(client)
        elif now is not None and now.key[1] == said.ticket_id:
            now.at = time.monotonic()
            if now.who.typing != said.typing:
                now.who = msgspec.structs.replace(now.who, typing=said.typing)
                self._tell(now.key)
        else:
            await self._may_see(client, said.ticket_id)
            self.leave(client)
            self._begin(client, said.ticket_id, said.typing)
        return None

    async def _may_see(self, client: Client, ticket_id: int) -> None:
        for _ in range(2):
            if client.actor is None:
                raise NotSignedIn
            try:
                async with self._office.open(client.actor) as work:
                    await tickets.get(work, ticket_id=ticket_id)
                return
            except ActorChanged:
                await self._gate.look_again(client.actor.tenant_id, client.actor.id)
        raise NotSignedIn

    def _begin(self, client: Client, ticket_id: int, typing: bool) -> None:
        actor = client.actor
        if actor is None or client.closed:
            return
        key, staff = (actor.tenant_id, ticket_id), tickets.sees_all(actor)
        who = Watcher(actor.id, actor.name, typing, staff)
        self._watches[client] = Watch(key, who, time.monotonic())
        self._here[key].add(client)
        self._hub.join(client, watching_staff(*key) if staff else watching_requester(*key))
        if self._leave_at_the_end not in client.when_closed:
            client.when_closed.append(self._leave_at_the_end)
        self._tell(key)

    def _leave_at_the_end(self) -> None:
        for client in [one for one in self._watches if one.closed]:
            self.leave(client)

    def leave(self, client: Client) -> None:
        watch = self._watches.pop(client, None)
        if watch is None:
            return
        for audience in (watching_staff(*watch.key), watching_requester(*watch.key)):
            if audience in client.audiences:
                self._hub.leave_audience(client, audience)
        self._here[watch.key].discard(client)
        if not self._here[watch.key]:
            del self._here[watch.key]
        self._tell(watch.key)

    # Telling.

    def _ours(self, key: Key) -> list[Watcher]:
        return [self._watches[client].who for client in self._here.get(key, ())]

    def _tell(self, key: Key) -> None:
        self._show(key)
        self.carry(Watching(*key, self._ours(key)))

    def _show(self, key: Key) -> None:
        """Staff see who is there. The requester sees which of the staff are writing, no more."""
        everybody = self._ours(key)
        for _, people in self._elsewhere.get(key, {}).values():
            everybody += people
        together = merged(everybody)
        writing = [one for one in together if one.staff and one.typing]
        self._hub.deliver((watching_staff(*key),), letter(key, together))
        self._hub.deliver((watching_requester(*key),), letter(key, writing))

    def hear(self, sender: str, watching: Watching) -> None:
        """From another process."""
        key = (watching.tenant_id, watching.ticket_id)
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
    data = {"ticket_id": key[1], "people": seen}
    return Letter("ticket.presence", data, soon_stale=True)
