"""Games in the sample: what its people did lately gave them points, as it would have."""

from datetime import datetime, timedelta

from msgspec import Struct

from ringdesk.demo import queries
from ringdesk.demo.selling import acting
from ringdesk.demo.weaving import Cast
from ringdesk.domains import gamification as games
from ringdesk.domains import staffing
from ringdesk.kernel.work import Actor, Office, Work

DAYS = 10  # of the history; all of it would take longer than all the rest of the sample
KIND_OF = {kind.event: kind.name for kind in games.KINDS.values()}
REWARDS = (
    games.NewReward(
        name="Coffee on the house", points_cost=50, needs_approval=False,
        description="At the bar downstairs",
    ),
    games.NewReward(
        name="Cinema ticket", points_cost=300, stock=8, description="For two, any evening"
    ),
    games.NewReward(
        name="Leave an hour early", points_cost=400, description="On a day that you choose"
    ),
    games.NewReward(
        name="A course of your choice", points_cost=2_500, stock=2,
        description="Up to 300, paid by the house",
    ),
)  # fmt: skip


class Done(Struct, frozen=True):
    seq: int
    kind: str


async def fill_games(office: Office, cast: Cast, now: datetime) -> None:
    """After the facts have their numbers: points, teams, a challenge, a competition, a shop."""
    boss = cast.company.people[0].username
    async with office.open(acting(cast, boss)) as work:
        await furnish(work, cast, now)
    async with office.open(Actor.the_house(cast.tenant_id)) as work:
        since = now - timedelta(days=DAYS)
        for done in await work.many(Done, queries.DONE_SINCE, list(KIND_OF), since):
            await games.play(work, kind=KIND_OF[done.kind], seq=done.seq)


async def furnish(work: Work, cast: Cast, now: datetime) -> None:
    players = [
        cast.people[one.username].id
        for role in ("support_agent", "operator")
        for one in cast.company.in_role(role)
    ]
    for name, members in (("North", players[::2]), ("South", players[1::2])):
        await staffing.create_team(work, name=name, member_ids=members)
    month = now.date().replace(day=1)
    end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    await games.create_competition(
        work,
        games.NewCompetition(
            name="Cup of the month", description="Which team helps more people, head for head",
            scoring="per_member", start_date=month, end_date=end, reward_points=150,
        ),
    )  # fmt: skip
    await games.create_challenge(
        work,
        games.NewChallenge(
            name="Clear the desk", description="Resolve 60 tickets in ten days",
            metric="tickets_resolved", target=60, reward_points=100,
            start_date=now.date() - timedelta(days=DAYS), end_date=now.date() + timedelta(days=4),
        ),
    )  # fmt: skip
    for reward in REWARDS:
        await games.create_reward(work, reward)
