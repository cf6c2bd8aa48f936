"""Games hear of what people do from the log, so that no act waits for them."""

from collections.abc import Callable, Coroutine
from typing import Any

from ringdesk.domains import calls, conversations, identity, knowledge, leads, tickets
from ringdesk.domains.gamification import playing, queries
from ringdesk.domains.gamification.contests import challenges, competitions
from ringdesk.domains.gamification.models import FactKind
from ringdesk.domains.gamification.rules import presets
from ringdesk.kernel.events import Event, Fact, Registry
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

SETTLE_EVERY_S = 300.0
EVENTS: dict[FactKind, type[Event]] = {
    "ticket_resolved": tickets.TicketResolved,
    "chat_finished": conversations.SessionEnded,
    "chat_rated": conversations.ConversationRated,
    "call_finished": calls.CallEnded,
    "call_wrapped_up": calls.CallWrappedUp,
    "lead_moved": leads.LeadStageMoved,
    "lead_converted": leads.LeadConverted,
    "entry_written": knowledge.EntryAdded,
}


async def show_or_hide(
    work: Work,
    event: identity.PersonChanged | identity.PersonDeactivated | identity.PersonDeleted
    | identity.RightsChanged,
) -> None:  # fmt: skip
    """Who leaves is on no board any more, and who comes back is."""
    await work.run(queries.SHOW, event.person_id)


class Games:
    def __init__(self, office: Office) -> None:
        self._office = office

    def hear(self, kind: FactKind) -> Callable[[list[Fact[Any]]], Coroutine[Any, Any, None]]:
        async def react(facts: list[Fact[Any]]) -> None:
            """Most are nobody's. The others have a work each: it holds who did it."""
            house, seqs = Actor.the_house(facts[0].tenant_id), [fact.seq for fact in facts]
            async with self._office.open(house) as work:
                played = await playing.played_in(work, kind=kind, seqs=seqs)
            for seq in played:
                async with self._office.open(house) as work:
                    await playing.play(work, kind=kind, seq=seq)

        return react

    async def begin(self, fact: Fact[identity.TenantOpened]) -> None:
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            await presets.lay(work)

    async def reward_team(self, job: Job) -> None:
        """Each member in a work of their own: nobody waits for all of them."""
        given = job.arguments()
        house = Actor.the_house(job.tenant_id)
        async with self._office.open(house) as work:
            members = await challenges.members(work, team_id=given["team_id"])
        for person_id in members:
            async with self._office.open(house) as work:
                await challenges.win_as_member(
                    work, challenge_id=given["challenge_id"], person_id=person_id
                )

    async def reward_winners(self, job: Job) -> None:
        given = job.arguments()
        house = Actor.the_house(job.tenant_id)
        async with self._office.open(house) as work:
            members = await challenges.members(work, team_id=given["team_id"])
        for person_id in members:
            async with self._office.open(house) as work:
                await competitions.reward_member(
                    work, competition_id=given["competition_id"], person_id=person_id
                )

    async def settle(self, _: Job | None = None) -> None:
        await identity.in_every_tenant(self._office, self.settle_in)

    async def settle_in(self, house: Actor) -> None:
        """Competitions whose last day is over."""
        async with self._office.open(house) as work:
            over = await competitions.to_settle(work)
        for competition_id in over:
            async with self._office.open(house) as work:
                await competitions.settle(work, competition_id=competition_id)


def listen(registry: Registry, jobs: Jobs, office: Office) -> None:
    games = Games(office)
    for kind, event in EVENTS.items():
        registry.together(event, **{f"gamification.{kind}": games.hear(kind)})
    registry.after(identity.TenantOpened, **{"gamification.begin": games.begin})
    for gone in (
        identity.PersonChanged, identity.PersonDeactivated, identity.PersonDeleted,
        identity.RightsChanged,
    ):  # fmt: skip
        registry.inside(gone, show_or_hide)
    jobs.handle(challenges.REWARD_TEAM, games.reward_team)
    jobs.handle(competitions.REWARD_WINNERS, games.reward_winners)
    jobs.every(SETTLE_EVERY_S, "gamification.settle", games.settle)
