from ringdesk.kernel.events import Event


class PointsMoved(Event, frozen=True, kw_only=True):
    """A line of the ledger. `source`: what for (rule, awarded, revoked, challenge, competition,
    redeemed, refunded)."""

    person_id: int
    entry_id: int
    points: int
    source: str


class LevelReached(Event, frozen=True, kw_only=True):
    person_id: int
    level: int


class BadgeEarned(Event, frozen=True, kw_only=True):
    """By hand or by its rule."""

    person_id: int
    badge_id: int


class ChallengeCompleted(Event, frozen=True, kw_only=True):
    person_id: int
    challenge_id: int


class PlayerChanged(Event, frozen=True, kw_only=True):
    """Takes part, or not; under their name, or not."""

    person_id: int
    participates: bool
    anonymous: bool


class GameRuleChanged(Event, frozen=True, kw_only=True):
    rule_id: int


class BadgeChanged(Event, frozen=True, kw_only=True):
    badge_id: int


class ChallengeChanged(Event, frozen=True, kw_only=True):
    challenge_id: int


class CompetitionChanged(Event, frozen=True, kw_only=True):
    competition_id: str


class CompetitionSettled(Event, frozen=True, kw_only=True):
    """It is over; `team_ids`: who won, several of equals, none where nobody did anything."""

    competition_id: str
    team_ids: tuple[int, ...]


class RewardChanged(Event, frozen=True, kw_only=True):
    reward_id: int


class RedemptionMoved(Event, frozen=True, kw_only=True):
    """`state`: requested, approved, fulfilled, refused."""

    redemption_id: int
    reward_id: int
    person_id: int
    state: str
