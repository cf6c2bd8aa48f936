"""Roles and rights against a plain model: two tenants, several people, whatever order. What each
may is asked with their own session and with an API token, both remembered from before."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ringdesk.domains import identity
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.work import ActorChanged
from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

SCOPES = ("tickets:read", "leads:read", "chats:read", "faqs:read")
TOKEN = ("tickets:read", "leads:read")
NAMES = ("Red", "Blue")
BUILT_IN = identity.scopes_of("support_agent", None)
some = st.lists(st.sampled_from(SCOPES), unique=True, max_size=3)
at = st.integers(0, 1)
name = st.sampled_from(NAMES)
person = st.integers(0, 1)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("make"), at, name, some),
        st.tuples(st.just("change"), at, name, some),
        st.tuples(st.just("drop"), at, name, st.booleans()),
        st.tuples(st.just("give"), at, person, st.sampled_from((*NAMES, "support_agent"))),
        st.tuples(st.just("scopes"), at, person, st.none() | some),
    ),
    min_size=3, max_size=16,
)  # fmt: skip


@dataclass
class Model:
    """Of one tenant. `people`: the role, and scopes of their own."""

    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    people: dict[int, tuple[str, frozenset[str] | None]] = field(
        default_factory=lambda: {0: ("support_agent", None), 1: ("support_agent", None)}
    )

    def may(self, who: int) -> frozenset[str]:
        role, own = self.people[who]
        return own if own is not None else self.roles.get(role, BUILT_IN)

    def holders(self, role: str) -> list[int]:
        return [who for who, (held, _) in self.people.items() if held == role]

    def move(self, kind: str, what: Any, value: Any) -> bool:
        """False: it is refused."""
        if kind == "make":
            if what in self.roles:
                return False
            self.roles[what] = frozenset(value)
        elif kind == "change":
            if what not in self.roles:
                return False
            self.roles[what] = frozenset(value)
        elif kind == "drop":
            return self.drop(what, value)
        elif kind == "give":
            if value not in (*self.roles, "support_agent"):
                return False
            self.people[what] = (value, self.people[what][1])
        else:
            self.people[what] = (self.people[what][0], None if value is None else frozenset(value))
        return True

    def drop(self, role: str, has_successor: bool) -> bool:
        if role not in self.roles or (self.holders(role) and not has_successor):
            return False
        del self.roles[role]
        for who in self.holders(role):
            self.people[who] = ("support_agent", self.people[who][1])
        return True


async def role_id(tenant: Tenant, called: str) -> int:
    listed = (await tenant.admin.get("/api/v1/compliance/roles")).json()
    return next((int(one["id"]) for one in listed if one["name"] == called), 10**9)


async def act(tenant: Tenant, people: list[Person], kind: str, what: Any, value: Any) -> bool:
    try:
        if kind == "make":
            async with tenant.work() as work:
                await identity.make_role(work, name=what, description="", scopes=value)
        elif kind == "change":
            nr = await role_id(tenant, what)
            async with tenant.work() as work:
                await identity.change_role(
                    work, role_id=nr, changes=identity.RoleChanges(scopes=value)
                )
        elif kind == "drop":
            nr = await role_id(tenant, what)
            async with tenant.work() as work:
                successor = "support_agent" if value else None
                await identity.delete_role(work, role_id=nr, successor=successor)
        else:
            field_name = "role" if kind == "give" else "scopes"
            changes = identity.PersonChanges(**{field_name: value})
            async with tenant.work() as work:
                await identity.change_person(work, person_id=people[what].id, changes=changes)
    except AppError:
        return False
    return True


async def rights_of(tenant: Tenant, token: str) -> frozenset[str]:
    """As the next request finds them: by what is remembered, if its proof holds."""
    keeper, office = tenant.house.doorkeeper, tenant.house.office
    actor = keeper.guess(token) or await keeper.actor(token)
    try:
        async with office.open(actor) as work:
            return work.actor.scopes
    except ActorChanged:
        keeper.forget(token)
        return (await keeper.actor(token)).scopes


@settings(
    max_examples=12, deadline=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(moves=MOVES)
async def test_everybody_may_what_the_model_says(make_tenant: MakeTenant, moves: list[Any]) -> None:
    tenants = [await make_tenant(), await make_tenant()]
    models = [Model(), Model()]
    people = [[await one.person("support_agent") for _ in range(2)] for one in tenants]
    programs = []
    for theirs in people:
        made = [
            await one.post("/api/app/tokens", {"name": "x", "scopes": [*TOKEN]}) for one in theirs
        ]
        programs.append([one.json()["token"] for one in made])
    for kind, where, what, value in moves:
        done = await act(tenants[where], people[where], kind, what, value)
        assert done == models[where].move(kind, what, value), (kind, what, value)
        for here in (0, 1):
            for who in (0, 1):
                may = models[here].may(who)
                assert await rights_of(tenants[here], people[here][who].token) == may
                both = await rights_of(tenants[here], programs[here][who])
                assert both == may & frozenset(TOKEN)
