"""What a stream finds in its process, the same for all of them."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from ringdesk.kernel.events import Event, Fact, Registry
from ringdesk.kernel.work import Office
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.reading import Posts, Reading, Render


class Heard(msgspec.Struct):
    """A fact, and the letters about it if somebody has written them already; `unwanted` are those
    for whom none was written, because nobody of them was here."""

    fact: Fact[Any]
    written: bool = False
    posts: Posts = ()
    unwanted: frozenset[str] = frozenset()


class Surroundings:
    """`renderers` write the letters about a fact, after `read_ahead` has read for many at once.
    `concerns`: whose sockets a fact befalls; `look_again` at them. `carry`: to other processes, if
    there is a way. `notices` goes up whenever somebody may no longer be who they were."""

    def __init__(self, office: Office, registry: Registry, hub: Hub) -> None:
        self.office, self.registry, self.hub = office, registry, hub
        self.renderers: dict[type[Event], Render] = {}
        self.read_ahead: Callable[[Reading, Sequence[Fact[Any]]], Awaitable[None]]
        self.concerns: dict[type[Event], Callable[[Any], int]] = {}
        self.look_again: Callable[[UUID, int], Awaitable[None]]
        self.carry: Callable[[Heard], None] | None = None
        self.notices = 0

    def reading(self, tenant_id: UUID) -> Reading:
        """For everybody who listens, here or (we cannot know) in another process."""
        anywhere = self.carry is not None
        return Reading(self.office, tenant_id, lambda name: anywhere or self.hub.has(name))
