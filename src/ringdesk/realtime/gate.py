"""Who a socket speaks for, and for how long: let in, told what they missed, looked at again when
something about them has changed, and seen out."""

import time
from collections.abc import Callable
from uuid import UUID

import msgspec

from ringdesk.domains import identity
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.work import Actor, Office
from ringdesk.realtime.audiences import audiences_of
from ringdesk.realtime.client import NOT_SIGNED_IN, Client
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Dialect, frame
from ringdesk.realtime.stream import Greet
from ringdesk.realtime.streams import Streams

TICKET_LASTS_S = 12 * 3600.0  # as long as an access token; then the screen fetches another ticket
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
        streams.look_again = self.look_again

    async def present(self, token: str) -> Shown:
        """NotSignedIn for whatever is wrong with it. An access token has dots, a ticket none; a
        ticket is spent by this."""
        notices = self._streams.notices
        if "." in token:
            known = await self._doorkeeper.present(token)
            return Shown(known.actor, max(0.0, known.expires_at - time.time()), notices)
        return Shown(await self._doorkeeper.redeem(token), TICKET_LASTS_S, notices)

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
        where they now belong."""
        clients = self._hub.of_person(tenant_id, person_id)
        if not clients:
            return
        themselves = Actor(id=person_id, tenant_id=tenant_id)
        async with self._office.open(themselves) as work:
            try:
                person = await identity.get_person(work, person_id=person_id)
            except NotFound:
                person = None
            sessions = {session.id for session in await identity.list_sessions(work)}
        for client in clients:
            actor = client.actor
            if actor is None:
                continue
            if person is None or not person.is_active or actor.session_id not in sessions:
                goodbye = GOODBYE if client.dialect is Dialect.SOCKET_IO else None
                client.close(NOT_SIGNED_IN, "signed out", goodbye)
            else:
                self._move(client, actor, person)

    def _move(self, client: Client, actor: Actor, person: identity.Person) -> None:
        scopes = identity.scopes_of(person.role, person.scopes)
        if (person.role, scopes) != (actor.role, actor.scopes):
            self.when_rights_change(client)
        # Without its proof: that was of an earlier revision, and we have just asked.
        now = msgspec.structs.replace(
            actor, role=person.role, scopes=scopes, name=person.full_name, proof=None
        )
        self._hub.enter(client, now, audiences_of(now) | kept(client, actor, now))


def kept(client: Client, before: Actor, now: Actor) -> frozenset[str]:
    """What they are watching, unless their rights changed."""
    if (before.role, before.scopes) != (now.role, now.scopes):
        return frozenset()
    return client.audiences
