"""Domain events, and the two speeds at which the rest of the house may answer them."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar
from uuid import UUID

from msgspec import Struct


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened, in the past tense. Ids only: the log outlives what it tells of."""


E = TypeVar("E", bound=Event)
Reaction: TypeAlias = Callable[..., Awaitable[None]]


class Fact(Struct, Generic[E], frozen=True, kw_only=True):
    """An event as the log keeps it: whose it is, and where it stands in their history."""

    tenant_id: UUID
    seq: int
    actor_id: int
    at: datetime
    event: E


def is_last(event: Event, recorded: Sequence[Event]) -> bool:
    """Whether no other of its class waits behind it: an `inside` reaction that is cheaper for all
    events of an act than for each does nothing before the last, and then answers all of them."""
    return next(one for one in reversed(recorded) if type(one) is type(event)) is event


class Registry:
    """Who answers which event. Filled once, by wiring; read by every unit of work."""

    def __init__(self) -> None:
        self.kinds: dict[str, type[Event]] = {}
        self.reactions_inside: dict[type[Event], list[Reaction]] = defaultdict(list)
        self.reactions_after: dict[str, Reaction] = {}
        self.reactions_together: dict[str, Reaction] = {}
        self.wanted: dict[str, list[str]] = defaultdict(list)
        self.listeners: dict[str, list[Reaction]] = defaultdict(list)

    def inside(self, kind: type[Event], *reactions: Reaction) -> None:
        """In the transaction of the act: `react(work, event)` may add to it, or veto by raising."""
        self.reactions_inside[kind] += reactions

    def after(self, kind: type[Event], **reactions: Reaction) -> None:
        """From the log, at least once: `react(fact)`. The name is stored, so it must not change."""
        self._know(kind)
        self.reactions_after |= reactions
        self.wanted[kind.__name__] += reactions

    def together(self, kind: type[Event], **reactions: Reaction) -> None:
        """As `after`, for what costs hardly more for many than for one: `react(facts)`, of one
        tenant and kind, oldest first. If it raises, it is called again for each of them alone: so
        what it did of them must be undone then, or bear being done twice."""
        self._know(kind)
        self.reactions_together |= reactions
        self.wanted[kind.__name__] += reactions

    def live(self, kind: type[Event], listener: Reaction) -> None:
        """At once, in this process, at most once: `listener(fact)`. For screens, which can catch
        up from the log by `seq`, and as a hint that there is something to do; never for the doing
        itself."""
        self._know(kind)
        self.listeners[kind.__name__].append(listener)

    def _know(self, kind: type[Event]) -> None:
        """The log names a fact by its class: two of one name could not be told apart in it."""
        if self.kinds.setdefault(kind.__name__, kind) is not kind:
            raise ValueError(f"{kind} and {self.kinds[kind.__name__]} have one name")
