from datetime import datetime
from typing import Literal

from msgspec import Struct

RedemptionState = Literal["requested", "approved", "fulfilled", "refused"]


class Reward(Struct, frozen=True):
    """`stock`: none for as many as are wanted."""

    id: int
    name: str
    description: str
    points_cost: int
    stock: int | None
    needs_approval: bool
    enabled: bool
    created_at: datetime


class NewReward(Struct, frozen=True, kw_only=True):
    name: str
    description: str = ""
    points_cost: int
    stock: int | None = None
    needs_approval: bool = True
    enabled: bool = True


class Redemption(Struct, frozen=True):
    id: int
    reward_id: int
    reward_name: str
    person_id: int
    person_name: str
    points_cost: int
    state: RedemptionState
    note: str
    created_at: datetime
    changed_at: datetime


class Redeemed(Struct, frozen=True):
    """`balance`: what is left to spend."""

    redemption: Redemption
    balance: int
