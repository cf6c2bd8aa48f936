from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

Availability = Literal["available", "busy", "away", "offline"]
AVAILABILITIES: tuple[str, ...] = get_args(Availability)


class Colleague(Struct, frozen=True):
    """A member of staff. `scopes`: given to the account, or null for those of its role. `capacity`:
    how many chats at once; `since`: in this state, null for who never said. `last_given_at`: when
    something was last handed to them by itself."""

    id: int
    full_name: str
    email: str
    role: str
    scopes: list[str] | None
    state: Availability
    capacity: int
    skills: list[str]
    since: datetime | None
    last_given_at: datetime | None
