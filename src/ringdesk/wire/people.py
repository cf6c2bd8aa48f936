"""People as REST and the sockets show them."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import identity
from ringdesk.wire.times import Time, utc


class PersonOut(Struct, frozen=True):
    """Document 003's fields; `user_id` and `user_type` are 004's names for the same."""

    id: int
    username: str
    email: str
    full_name: str
    role: str
    is_active: bool
    created_at: Time
    user_id: str
    user_type: str
    scopes: list[str]

    @classmethod
    def of(cls, person: identity.Person) -> Self:
        return cls(
            person.id, person.username, person.email, person.full_name, person.role,
            person.is_active, utc(person.created_at), str(person.id), person.user_type,
            sorted(identity.scopes_of(person.role, person.scopes)),
        )  # fmt: skip
