"""Points as they come: to whom they are, with the sums; to all who work here, that boards moved.

A board's letter names nobody: some take part without their name."""

from typing import Any

from ringdesk.domains import gamification
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import game_masters_of, person, staff_of
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render


async def points(reading: Reading, fact: Fact[gamification.PointsMoved]) -> Posts:
    event = fact.event
    boards = board(fact, {"changed": "points"})
    to = person(fact.tenant_id, event.person_id)
    if not reading.wanted(to):
        return boards
    data = {"user_id": event.person_id, "points": event.points, "source": event.source}
    return (*own(fact, to, "points", data), *boards)


async def level(_: Reading, fact: Fact[gamification.LevelReached]) -> Posts:
    to = person(fact.tenant_id, fact.event.person_id)
    return own(fact, to, "level", {"user_id": fact.event.person_id, "level": fact.event.level})


async def badge(reading: Reading, fact: Fact[gamification.BadgeEarned]) -> Posts:
    to = person(fact.tenant_id, fact.event.person_id)
    data = {"user_id": fact.event.person_id, "badge_id": fact.event.badge_id}
    return own(fact, to, "badge", data)


async def completed(_: Reading, fact: Fact[gamification.ChallengeCompleted]) -> Posts:
    to = person(fact.tenant_id, fact.event.person_id)
    data = {"user_id": fact.event.person_id, "challenge_id": fact.event.challenge_id}
    return own(fact, to, "challenge", data)


async def redeemed(_: Reading, fact: Fact[gamification.RedemptionMoved]) -> Posts:
    """To whom it is, and to those who decide."""
    event = fact.event
    to = person(fact.tenant_id, event.person_id)
    data: dict[str, object] = {
        "user_id": event.person_id, "redemption_id": event.redemption_id, "status": event.state,
    }  # fmt: skip
    letter = Letter("games.redemption", data, seq=fact.seq, at=fact.at)
    return (((to, game_masters_of(fact.tenant_id)), letter),)


async def changed(_: Reading, fact: Fact[Any]) -> Posts:
    """What can be won or bought is another; whoever shows it looks again."""
    return board(fact, {"changed": CHANGED[type(fact.event)]})


def own(fact: Fact[Any], to: str, what: str, data: dict[str, Any]) -> Posts:
    letter = Letter("games.points", {"what": what, **data}, seq=fact.seq, at=fact.at)
    return (((to,), letter),)


def board(fact: Fact[Any], data: dict[str, str]) -> Posts:
    letter = Letter("games.board", data, seq=fact.seq, at=fact.at, soon_stale=True)
    return (((staff_of(fact.tenant_id),), letter),)


CHANGED: dict[type[Event], str] = {
    gamification.PlayerChanged: "points",
    gamification.ChallengeChanged: "challenges",
    gamification.CompetitionChanged: "competitions",
    gamification.CompetitionSettled: "competitions",
    gamification.RewardChanged: "rewards",
    gamification.BadgeChanged: "badges",
    gamification.GameRuleChanged: "rules",
}
LETTERS: dict[type[Event], Render] = {
    gamification.PointsMoved: points,
    gamification.LevelReached: level,
    gamification.BadgeEarned: badge,
    gamification.ChallengeCompleted: completed,
    gamification.RedemptionMoved: redeemed,
    **dict.fromkeys(CHANGED, changed),
}
