"""What processes tell each other, whichever bus carries it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from ringdesk.realtime.letter import Sealed


class Told(msgspec.Struct, tag="told", frozen=True):
    """A fact; with its letters, if the process it comes from had to write them anyway."""

    tenant_id: UUID
    seq: int
    actor_id: int
    at: datetime
    kind: str
    body: msgspec.Raw
    posts: list[tuple[tuple[str, ...], Sealed]] | None


class Said(msgspec.Struct, tag="said", frozen=True):
    """A letter about no fact."""

    audiences: tuple[str, ...]
    letter: Sealed


class Present(msgspec.Struct, tag="present", frozen=True):
    """Who is connected to a process: for each socket, its person."""

    people: dict[str, list[int]]


class Watcher(msgspec.Struct, frozen=True):
    id: int
    full_name: str
    typing: bool
    staff: bool


class Watching(msgspec.Struct, tag="watching", frozen=True):
    """Who looks at a thing ("ticket", "conversation"), of those connected to one process."""

    tenant_id: UUID
    kind: str
    thing_id: int
    people: list[Watcher]


Envelope: TypeAlias = Told | Said | Present | Watching


class Parcel(msgspec.Struct, frozen=True):
    sender: str
    envelopes: list[Envelope]


Hearing: TypeAlias = Callable[[str, Any], None]
