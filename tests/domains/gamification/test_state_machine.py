"""Whatever happens to points in two tenants, in whatever order, twice or at once: the same sums as
in a plain model, nothing below zero, nothing given twice, nothing sold twice."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec import Struct, structs

from ringdesk.domains import gamification as games
from ringdesk.domains import tickets
from ringdesk.kernel import queries as kernel
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.work import Actor
from tests.domains.conversations.world import Company, World

SUMS = """
select b.person_id, b.total, b.balance,
  (select coalesce(sum(l.points), 0)::bigint from points_ledger l
    where l.tenant_id = $1 and l.person_id = b.person_id) as of_ledger,
  (select coalesce(sum(s.n), 0)::bigint from game_scores s where s.tenant_id = $1
    and s.person_id = b.person_id and s.metric = 'points' and s.period = 'all') as of_all,
  (select coalesce(sum(s.n), 0)::bigint from game_scores s where s.tenant_id = $1
    and s.person_id = b.person_id and s.metric = 'points' and s.period = 'day') as of_days
from points_balances b where b.tenant_id = $1
"""
DONE = """
select person_id, n from game_scores
where tenant_id = $1 and metric = 'tickets_resolved' and period = 'all'
"""
LAST = "select max(seq) from events where tenant_id = $1"
TENANTS, AGENTS = st.integers(0, 1), st.integers(0, 2)
POINTS, CAP = 10, 3


class Sums(Struct, frozen=True):
    person_id: int
    total: int
    balance: int
    of_ledger: int
    of_all: int
    of_days: int


class Done(Struct, frozen=True):
    person_id: int
    n: int


@dataclass
class Model:
    """One tenant's games, as anybody would write them down."""

    company: Company
    admin: Actor
    facts: list[tuple[int, int, int, bool]] = field(default_factory=list)
    given: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    resolved: Counter[int] = field(default_factory=Counter)
    today: Counter[int] = field(default_factory=Counter)
    total: Counter[int] = field(default_factory=Counter)
    balance: Counter[int] = field(default_factory=Counter)
    out: set[int] = field(default_factory=set)
    rewards: dict[int, tuple[int, int]] = field(default_factory=dict)  # cost, stock
    wanted: dict[int, tuple[int, int, str]] = field(default_factory=dict)  # person, reward, state

    def hear(self, person: int, ticket: int, own: bool) -> None:
        if own or person in self.out:
            return
        if ticket not in self.done:
            self.done.add(ticket)
            self.resolved[person] += 1
        if ticket not in self.given and self.today[person] < CAP:
            self.given.add(ticket)
            self.today[person] += 1
            self.total[person] += POINTS
            self.balance[person] += POINTS


class Games(RuleBasedStateMachine):
    world: World
    tenants: list[Model]

    @initialize()
    def open(self) -> None:
        self.tenants = []
        for _ in range(2):
            company = self.world.tenant()
            admin = structs.replace(company.agents[0], scopes=frozenset({"*"}), role="admin")
            self.tenants.append(Model(company, admin))
            self.resolve(len(self.tenants) - 1, 0, 0, own=True)
            self.world.as_(admin, lambda work: self.prepare(work))

    async def prepare(self, work: Any) -> None:
        """One rule of ours in the place of the presets, which are never laid again."""
        from ringdesk.domains.gamification.rules import presets  # noqa: PLC0415

        await presets.lay(work)
        for one in await games.list_rules(work):
            await games.remove_rule(work, rule_id=one.id)
        await games.create_rule(
            work,
            games.NewRule(name="R", kind="ticket_resolved", points=POINTS, daily_cap=CAP),
        )

    @rule(tenant=TENANTS, agent=AGENTS, ticket=st.integers(1, 12), own=st.booleans())
    def resolve(self, tenant: int, agent: int, ticket: int, own: bool) -> None:
        model = self.tenants[tenant]
        person = model.company.agents[agent].id
        fact = tickets.TicketResolved(
            ticket_id=ticket, agent_id=person, requester_id=person if own else person + 10**9
        )

        async def record(work: Any) -> None:
            work.record(fact)

        self.world.as_(model.company.house, record)
        self.world.do(self.world.office.across(kernel.CARRY_OUT, 100, [], []))
        seq = self.world.as_(model.company.house, lambda work: work.value(int, LAST))
        assert seq is not None
        model.facts.append((seq, person, ticket, own))

    @rule(tenant=TENANTS, which=st.integers(0, 30), times=st.integers(1, 3))
    def hear(self, tenant: int, which: int, times: int) -> None:
        """Once, or several times at once, as jobs may."""
        model = self.tenants[tenant]
        seq, person, ticket, own = model.facts[which % len(model.facts)]

        async def hear_it() -> None:
            async with self.world.office.open(model.company.house) as work:
                await games.play(work, kind="ticket_resolved", seq=seq)

        async def at_once() -> None:
            await asyncio.gather(*(hear_it() for _ in range(times)))

        self.world.do(at_once())
        model.hear(person, ticket, own)

    @rule(tenant=TENANTS, agent=AGENTS, points=st.integers(1, 60), takes=st.booleans())
    def by_hand(self, tenant: int, agent: int, points: int, takes: bool) -> None:
        model = self.tenants[tenant]
        person = model.company.agents[agent].id
        act = games.revoke if takes else games.award
        may = model.balance[person] >= points if takes else person not in model.out
        try:
            self.world.as_(
                model.admin, lambda work: act(work, person_id=person, points=points, reason="x")
            )
        except AppError as error:
            assert error.status == 409 and not may
            return
        assert may
        signed = -points if takes else points
        model.total[person] += signed
        model.balance[person] += signed

    @rule(tenant=TENANTS, cost=st.integers(1, 40), stock=st.integers(0, 4))
    def put_into_the_shop(self, tenant: int, cost: int, stock: int) -> None:
        model = self.tenants[tenant]
        new = games.NewReward(name="R", points_cost=cost, stock=stock)
        made = self.world.as_(model.admin, lambda work: games.create_reward(work, new))
        model.rewards[made.id] = (cost, stock)

    @precondition(lambda self: any(one.rewards for one in self.tenants))
    @rule(data=st.data(), buyers=st.lists(AGENTS, min_size=1, max_size=6))
    def redeem_at_once(self, data: st.DataObject, buyers: list[int]) -> None:
        model = data.draw(st.sampled_from([one for one in self.tenants if one.rewards]))
        reward = data.draw(st.sampled_from(sorted(model.rewards)))
        cost, stock = model.rewards[reward]

        async def buy(actor: Actor) -> games.Redeemed | None:
            try:
                async with self.world.office.open(actor) as work:
                    return await games.redeem(work, reward_id=reward)
            except AppError as error:
                assert error.status == 409
                return None

        async def all_at_once() -> list[games.Redeemed | None]:
            return await asyncio.gather(*(buy(model.company.agents[one]) for one in buyers))

        bought = [one.redemption for one in self.world.do(all_at_once()) if one is not None]
        wishes = Counter(model.company.agents[one].id for one in buyers)
        affordable = sum(min(n, model.balance[who] // cost) for who, n in wishes.items())
        assert len(bought) == min(stock, affordable)
        model.rewards[reward] = (cost, stock - len(bought))
        for one in bought:
            model.balance[one.person_id] -= cost
            model.wanted[one.id] = (one.person_id, reward, "requested")

    @precondition(lambda self: any(one.wanted for one in self.tenants))
    @rule(data=st.data(), to=st.sampled_from(["approved", "fulfilled", "refused"]))
    def decide(self, data: st.DataObject, to: Any) -> None:
        model = data.draw(st.sampled_from([one for one in self.tenants if one.wanted]))
        which = data.draw(st.sampled_from(sorted(model.wanted)))
        person, reward, state = model.wanted[which]
        may = (state, to) in {
            ("requested", "approved"), ("requested", "refused"), ("approved", "fulfilled"),
            ("approved", "refused"),
        }  # fmt: skip
        try:
            self.world.as_(
                model.admin, lambda work: games.decide(work, redemption_id=which, state=to)
            )
        except AppError as error:
            assert error.status == 409 and not may
            return
        assert may
        model.wanted[which] = (person, reward, to)
        if to == "refused":
            cost, stock = model.rewards[reward]
            model.rewards[reward] = (cost, stock + 1)
            model.balance[person] += cost

    @rule(tenant=TENANTS, agent=AGENTS, takes_part=st.booleans())
    def choose(self, tenant: int, agent: int, takes_part: bool) -> None:
        model = self.tenants[tenant]
        actor = model.company.agents[agent]
        self.world.as_(actor, lambda work: games.choose(work, participates=takes_part))
        (model.out.discard if takes_part else model.out.add)(actor.id)

    @invariant()
    def sums_are_those_of_the_model(self) -> None:
        for model in getattr(self, "tenants", []):
            house = model.company.house
            found = self.world.as_(house, lambda work: work.many(Sums, SUMS))
            for one in found:
                assert one.total == model.total[one.person_id] == one.of_all == one.of_days
                assert one.balance == model.balance[one.person_id] == one.of_ledger
            assert {one.person_id for one in found} >= set(+model.total)
            done = self.world.as_(house, lambda work: work.many(Done, DONE))
            assert {one.person_id: one.n for one in done} == +model.resolved

    @invariant()
    def boards_show_who_takes_part(self) -> None:
        for model in getattr(self, "tenants", []):
            board = self.world.as_(model.admin, games.board)
            expected = {
                who: total for who, total in model.total.items()
                if total > 0 and who not in model.out
            }  # fmt: skip
            assert {one.person_id: one.points for one in board.places} == expected
            for one in board.places:
                better = sum(1 for total in expected.values() if total > one.points)
                assert one.rank == better + 1

    @invariant()
    def shelves_hold_what_was_not_sold(self) -> None:
        for model in getattr(self, "tenants", []):
            shown = self.world.as_(
                model.admin, lambda work: games.list_rewards(work, available=False)
            )
            assert {one.id: (one.points_cost, one.stock) for one in shown} == model.rewards


def test_points_are_always_those_of_a_plain_model(world: World) -> None:
    Games.world = world
    run_state_machine_as_test(
        Games,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=timedelta(seconds=20),
            suppress_health_check=list(HealthCheck), print_blob=True,
            phases=[Phase.generate],  # each step is a few transactions: shrinking takes minutes
        ),
    )  # fmt: skip
