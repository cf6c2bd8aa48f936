"""Who is connected to other processes, as they last said."""

import time
from uuid import UUID

from ringdesk.realtime.envelopes import Present

BELIEVED_S = 15.0


class Elsewhere:
    def __init__(self) -> None:
        self._said: dict[str, tuple[float, Present]] = {}

    def hear(self, sender: str, present: Present) -> None:
        self._said[sender] = (time.monotonic() + BELIEVED_S, present)

    def people_of(self, tenant_id: UUID) -> list[int]:
        """The person of each socket."""
        now, found = time.monotonic(), list[int]()
        for sender, (until, present) in list(self._said.items()):
            if until < now:
                del self._said[sender]
            else:
                found += present.people.get(str(tenant_id), [])
        return found
