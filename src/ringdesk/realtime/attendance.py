"""Which of the staff are here: those who may see everybody are told when somebody's first socket
opens and when the last has been gone for a moment (a page that is loaded again is no leaving)."""

import time
from collections.abc import Callable
from uuid import UUID

from msgspec import Struct

from ringdesk.domains import identity
from ringdesk.realtime.audiences import people_readers_of
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter

GONE_AFTER_S = 2.5  # with the beat of a second: told within five seconds
ONLINE, OFFLINE = ("user.online", "user_online"), ("user.offline", "user_offline")


class Present(Struct):
    """`gone_at`: since when no socket of theirs is open here."""

    name: str
    role: str
    gone_at: float | None = None


class Attendance:
    """Every process tells of its own people; who is connected to another one as well is not gone,
    and has come before."""

    def __init__(
        self, hub: Hub, elsewhere: Callable[[UUID], list[int]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._hub, self._elsewhere, self._clock = hub, elsewhere, clock
        self._known: dict[tuple[UUID, int], Present] = {}

    def look(self) -> None:
        """At every beat."""
        now, here = self._clock(), self._here()
        for (tenant_id, person_id), present in here.items():
            known = self._known.get((tenant_id, person_id))
            if known is None:
                self._known[tenant_id, person_id] = present
                if person_id not in self._elsewhere(tenant_id):
                    self._tell(ONLINE, tenant_id, person_id, present)
            else:
                known.gone_at = None
        for key in self._known.keys() - here.keys():
            known = self._known[key]
            if known.gone_at is None:
                known.gone_at = now
            elif now - known.gone_at >= GONE_AFTER_S:
                del self._known[key]
                if key[1] not in self._elsewhere(key[0]):
                    self._tell(OFFLINE, *key, known)

    def _here(self) -> dict[tuple[UUID, int], Present]:
        return {
            (tenant_id, client.actor.id): Present(client.actor.name, client.actor.role)
            for tenant_id in self._hub.tenants
            for client in self._hub.of_tenant(tenant_id)
            if client.actor is not None and identity.is_staff(client.actor.role)
        }

    def _tell(self, names: tuple[str, str], tenant_id: UUID, person_id: int, who: Present) -> None:
        kind, heard = names
        data = {"id": str(person_id), "userId": str(person_id), "name": who.name, "role": who.role}
        letter = Letter(kind, data, as_heard=[(heard, data)])
        self._hub.broadcast(people_readers_of(tenant_id), letter)
