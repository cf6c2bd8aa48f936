"""Consents against a plain model: two tenants, several people, whatever order."""

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ringdesk.domains import consent, identity
from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

Move = tuple[int, int, Literal["record", "take_back"], consent.Type, bool]
MOVES = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 2), st.sampled_from(["record", "record", "take_back"]),
        st.sampled_from(consent.TYPES), st.booleans(),
    ),
    min_size=1, max_size=14,
)  # fmt: skip


@dataclass
class Model:
    """Of each person and type all that was said, in order."""

    said: dict[tuple[int, int, str], list[bool]] = field(default_factory=dict)

    def add(self, tenant: int, person: int, kind: str, value: bool) -> None:
        self.said.setdefault((tenant, person, kind), []).append(value)

    def holds(self, tenant: int, person: int, kind: str) -> bool:
        return self.said.get((tenant, person, kind), [False])[-1]


async def address_of(tenant: Tenant, who: Person) -> str:
    async with tenant.work() as work:
        return (await identity.get_person(work, person_id=who.id)).email


async def newcomers(tenant: Tenant) -> list[Person]:
    return [await tenant.person() for _ in range(3)]


async def act(tenant: Tenant, who: Person, move: Any, address: str) -> None:
    async with tenant.work() as work:
        if move[2] == "record":
            await consent.record(
                work, person_id=who.id, type=move[3], value=move[4], source="staff"
            )
        else:
            await consent.take_back(work, address=address)


@settings(
    max_examples=8, deadline=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(moves=MOVES)
async def test_what_holds_is_what_was_said_last(make_tenant: MakeTenant, moves: list[Move]) -> None:
    tenants = [await make_tenant(), await make_tenant()]
    people = [await newcomers(one) for one in tenants]
    addresses = [
        [await address_of(one, who) for who in theirs]
        for one, theirs in zip(tenants, people, strict=True)
    ]
    model = Model()
    for move in moves:
        at, nr = move[0], move[1]
        await act(tenants[at], people[at][nr], move, addresses[at][nr])
        if move[2] == "record":
            model.add(at, nr, move[3], move[4])
        else:
            model.add(at, nr, "marketing", False)
    for at, tenant in enumerate(tenants):
        async with tenant.work() as work:
            for nr, who in enumerate(people[at]):
                kept = await consent.consents_of(work, who.id)
                for kind in consent.TYPES:
                    told = [one.value for one in reversed(kept) if one.type == kind]
                    assert told == model.said.get((at, nr, kind), [])
                    standing = [one.value for one in kept if one.type == kind and one.standing]
                    assert standing == told[-1:]
                    found = await consent.holds(work, person_id=who.id, type=kind)
                    assert found == model.holds(at, nr, kind)
                may = await consent.allows(
                    work, purpose="marketing", address=addresses[at][nr]
                )  # fmt: skip
                assert may == model.holds(at, nr, "marketing")
                # Another tenant's people agreed to nothing here.
                elsewhere = addresses[1 - at][nr]
                assert not await consent.allows(work, purpose="marketing", address=elsewhere)
