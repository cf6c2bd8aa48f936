"""Who a socket speaks for, and for how long: let in, told what they missed, looked at again when
something about them has changed, and seen out."""

import time
from collections.abc import Awaitable, Callable
from math import inf
from uuid import UUID

import msgspec

from ringdesk.domains import identity
from ringdesk.kernel.errors import NotSignedIn
from ringdesk.kernel.work import Actor, Office
from ringdesk.realtime.audiences import audiences_of
from ringdesk.realtime.client import NOT_SIGNED_IN, Client
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Dialect, frame
from ringdesk.realtime.stream import Greet
from ringdesk.realtime.streams import Streams

TICKET_LASTS_S = 12 * 3600.0  # as long as an access token; then the screen fetches another ticket
EVERYBODY = 0
GOODBYE = frame("41")  # Socket.IO: the server ends this, so the stock client does not come back


class Shown(msgspec.Struct, frozen=True):
    """What a good token said: who, for how many seconds more, and as of which notice."""

    actor: Actor
    lasts_s: float
    notices: int


class Gate:
    def __init__(
        self, office: Office, doorkeeper: identity.Doorkeeper, hub: Hub, streams: Streams
    ) -> None:
        self._office, self._doorkeeper = office, doorkeeper
        self._hub, self._streams = hub, streams
        self.when_rights_change: Callable[[Client], None] = lambda _client: None
        self._others: list[Callable[[UUID, int], Awaitable[None]]] = []
        streams.look_again = self.look_again

    def look_also(
        self, look: Callable[[UUID, int], Awaitable[None]], tenants: Callable[[], set[UUID]]
    ) -> None:
        """At something else than a socket that is open in people's names, in these tenants: it may
        outlive the socket that opened it."""
        self._others.append(look)
        self._streams.others.append(tenants)

    async def present(self, token: str) -> Shown:
        """NotSignedIn for whatever is wrong with it. An access token has dots, an API token begins
        as one, a ticket does neither and is spent by this."""
        notices = self._streams.notices
        if "." in token or token.startswith(identity.API_TOKENS_BEGIN):
            known, most = await self._doorkeeper.present(token), inf
        else:
            known, most = await self._doorkeeper.redeem(token), TICKET_LASTS_S
        lasts_s = min(most, max(0.0, known.expires_at - time.time()))
        return Shown(known.actor, lasts_s, notices)

    async def let_in(self, client: Client, shown: Shown, after: int | None, greet: Greet) -> None:
        """Join the audiences, say welcome, then what was missed since `after`, then what is new."""
        actor = shown.actor
        self.when_rights_change(client)
        await self._streams.enter(client, actor, audiences_of(actor), after, greet)
        client.ends_in(shown.lasts_s, NOT_SIGNED_IN, "the token has ended")
        if self._streams.notices != shown.notices:  # something about somebody, meanwhile
            await self.look_again(actor.tenant_id, actor.id)

    def whereabouts(self, client: Client) -> int | None:
        """The last `seq` that was told, to it or past it."""
        if client.actor is None:
            return None
        return self._streams.last_of(client.actor.tenant_id)

    async def look_again(self, tenant_id: UUID, person_id: int) -> None:
        """Are they still who they were? Sockets of ended sessions are closed, the others moved to
        where they now belong. Person 0: everybody, the whole tenant was suspended."""
        if person_id == EVERYBODY:
            clients = self._hub.of_tenant(tenant_id)
        else:
            clients = self._hub.of_person(tenant_id, person_id)
        if clients:
            await self._look_at(clients, tenant_id)
        for look in self._others:
            await look(tenant_id, person_id)

    async def _look_at(self, clients: list[Client], tenant_id: UUID) -> None:
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            for client in clients:
                before = client.actor
                if before is None:
                    continue
                try:
                    now = await identity.present_again(work, before)
                except (NotSignedIn, identity.Suspended):
                    goodbye = GOODBYE if client.dialect is Dialect.SOCKET_IO else None
                    client.close(NOT_SIGNED_IN, "signed out", goodbye)
                else:
                    self._move(client, before, now)

    def _move(self, client: Client, before: Actor, now: Actor) -> None:
        if (before.role, before.scopes) != (now.role, now.scopes):
            self.when_rights_change(client)
        self._hub.enter(client, now, audiences_of(now) | kept(client, before, now))


def kept(client: Client, before: Actor, now: Actor) -> frozenset[str]:
    """What they are watching, unless their rights changed."""
    if (before.role, before.scopes) != (now.role, now.scopes):
        return frozenset()
    return client.audiences
