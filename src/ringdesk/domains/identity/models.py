from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from msgspec import Struct

Role = Literal["admin", "support_agent", "operator", "customer"]
UserType = Literal["admin", "customer"]
ROLES: tuple[str, ...] = get_args(Role)
NO_PEOPLES = frozenset({"house", "token", "assistant"})  # whom acts are said to be by


def is_staff(role: str) -> bool:
    """Which side a role speaks for: all but customers, and so every custom role, are staff. The
    house, at work for a tenant, is nobody's colleague."""
    return role not in ("customer", "house", "")


class Tenant(Struct, frozen=True, kw_only=False):
    id: UUID
    name: str
    hosts: list[str]
    strangers_may_register: bool
    timezone: str
    created_at: datetime
    suspended_at: datetime | None = None


class Person(Struct, frozen=True):
    """An account's face in one tenant; `id` is the account's number everywhere."""

    id: int
    username: str
    email: str
    full_name: str
    role: str
    scopes: list[str] | None
    is_active: bool
    revision: int
    created_at: datetime
    follows_role: bool  # the scopes are those of a custom role, and change with it

    @property
    def is_staff(self) -> bool:
        return is_staff(self.role)

    @property
    def user_type(self) -> UserType:
        """Which side a person speaks for."""
        return "admin" if self.is_staff else "customer"


class Arrival(Person, frozen=True):
    """A person at the door of their tenant."""

    is_suspended: bool  # the tenant, not the person


class BySession(Arrival, frozen=True):
    """A session ends by itself, and nobody says so then."""

    session_ends_at: datetime


class Account(Struct, frozen=True):
    id: int
    username: str
    email: str
    password_hash: str | None
    home_tenant_id: UUID
    last_tenant_id: UUID | None
    is_verified: bool


class Membership(Struct, frozen=True):
    member_tenant_id: UUID


class Session(Struct, frozen=True):
    """A sign-in, as its person sees it in the list."""

    id: UUID
    person_id: int
    address: str | None
    user_agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class Refreshable(Struct, frozen=True):
    id: UUID
    person_id: int
    refresh_hash: bytes
    previous_hash: bytes | None
    rotated_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    now: datetime


class SignedIn(Struct, frozen=True, kw_only=True):
    """What a sign-in gives: who, where, and the two tokens."""

    person: Person
    tenant: Tenant
    session_id: UUID
    access_token: str
    refresh_token: str
    expires_in: int


class Registered(Struct, frozen=True, kw_only=True):
    person: Person
    tenant: Tenant
    by_another: bool  # an administrator made it; nobody gets another's token
