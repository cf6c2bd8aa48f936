"""Who can take something on, as REST and sockets show it."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import staffing
from ringdesk.wire.times import Time, utc_or_none


class ColleagueOut(Struct, frozen=True):
    id: int
    full_name: str
    role: str
    state: staffing.Availability
    capacity: int
    skills: list[str]
    since: Time | None

    @classmethod
    def of(cls, one: staffing.Colleague) -> Self:
        return cls(
            one.id, one.full_name, one.role, one.state, one.capacity, one.skills,
            utc_or_none(one.since),
        )  # fmt: skip
