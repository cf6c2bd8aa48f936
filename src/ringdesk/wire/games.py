"""Games as REST and the sockets show them; people are `user_id`, as in document 001."""

from datetime import date
from typing import Annotated, Self

from msgspec import UNSET, Meta, Struct, structs

from ringdesk.domains import gamification as games
from ringdesk.wire.times import Time, utc, utc_or_none

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Text = Annotated[str, Meta(max_length=1000)]
# An emoji, a word for one of the web app's own pictures, or an address (which it does not load).
Icon = Annotated[str, Meta(max_length=500)]
Count = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Points = Annotated[int, Meta(ge=1, le=1_000_000)]
RewardPoints = Annotated[int, Meta(ge=0, le=100_000)]
Value = Annotated[str, Meta(max_length=100)] | bool | int | float


def given_of(data: Struct) -> dict[str, object]:
    """The fields that a caller gave."""
    return {name: value for name, value in structs.asdict(data).items() if value is not UNSET}


class PointsOut(Struct, frozen=True):
    """`total_points`: earned in all; `balance`: what of it can be spent."""

    user_id: int
    total_points: int
    level: int
    balance: int
    participates: bool
    anonymous: bool

    @classmethod
    def of(cls, person_id: int, one: games.Standing) -> Self:
        return cls(person_id, one.total, one.level, one.balance, one.participates, one.anonymous)


class EntryOut(Struct, frozen=True):
    id: int
    points: int
    source: games.Source
    reason: str
    at: Time

    @classmethod
    def of(cls, one: games.Entry) -> Self:
        return cls(one.id, one.points, one.kind, one.reason, utc(one.at))


class PlaceOut(Struct, frozen=True):
    """`points`: of the period, or how many of the metric. Of somebody anonymous `user_id` is 0 and
    `name` empty."""

    rank: int
    user_id: int
    name: str
    total_points: int
    level: int
    points: int
    anonymous: bool
    is_me: bool

    @classmethod
    def of(cls, one: games.Place) -> Self:
        return cls(
            one.rank, one.person_id, one.name, one.total, one.level, one.points, one.anonymous,
            one.is_me,
        )  # fmt: skip


class BoardOut(Struct, frozen=True):
    """`next`: what to give as `after` for the next page; null at the end."""

    period: games.Period
    start: date
    places: list[PlaceOut]
    next: str | None

    @classmethod
    def of(cls, one: games.Board) -> Self:
        after = None if one.after is None else f"{one.after[0]}.{one.after[1]}"
        return cls(one.period, one.start, [PlaceOut.of(line) for line in one.places], after)


class EarnedBadgeOut(Struct, frozen=True):
    id: int
    name: str
    description: str
    icon: str
    earned_at: Time

    @classmethod
    def of(cls, one: games.EarnedBadge) -> Self:
        return cls(one.id, one.name, one.description, one.icon, utc(one.earned_at))


class BadgeOut(Struct, frozen=True):
    id: int
    name: str
    description: str
    icon: str
    metric: games.Metric | None
    at_least: int | None
    enabled: bool
    holders: int
    created_at: Time

    @classmethod
    def of(cls, one: games.Badge) -> Self:
        return cls(
            one.id, one.name, one.description, one.icon, one.metric, one.at_least, one.enabled,
            one.holders, utc(one.created_at),
        )  # fmt: skip


class ChallengeOut(Struct, frozen=True):
    """`progress`: the reader's, or their best team's."""

    id: int
    name: str
    description: str
    audience: games.Audience
    metric: games.Metric
    target_score: int
    reward_points: int
    start_date: date
    end_date: date
    enabled: bool
    progress: int
    completed: bool
    completed_at: Time | None
    completions: int
    created_at: Time

    @classmethod
    def of(cls, one: games.Challenge) -> Self:
        return cls(
            one.id, one.name, one.description, one.audience, one.metric, one.target,
            one.reward_points, one.start_date, one.end_date, one.enabled, one.progress,
            one.completed_at is not None, utc_or_none(one.completed_at), one.completions,
            utc(one.created_at),
        )  # fmt: skip


class CompetitionOut(Struct, frozen=True):
    id: str
    name: str
    description: str
    metric: games.Metric
    scoring: games.Scoring
    start_date: date
    end_date: date
    team_ids: list[int]
    reward_points: int
    state: games.CompetitionState
    winners: list[int]
    settled_at: Time | None
    created_at: Time

    @classmethod
    def of(cls, one: games.Competition) -> Self:
        return cls(
            one.id, one.name, one.description, one.metric, one.scoring, one.start_date,
            one.end_date, one.team_ids, one.reward_points, one.state, one.winners,
            utc_or_none(one.settled_at), utc(one.created_at),
        )  # fmt: skip


class TeamPlaceOut(Struct, frozen=True):
    rank: int
    team_id: int
    name: str
    total_points: int
    members: int
    score: float

    @classmethod
    def of(cls, one: games.TeamPlace) -> Self:
        return cls(one.rank, one.team_id, one.name, one.points, one.members, one.score)


class RewardOut(Struct, frozen=True):
    id: int
    name: str
    description: str
    points_cost: int
    stock: int | None
    needs_approval: bool
    enabled: bool
    created_at: Time

    @classmethod
    def of(cls, one: games.Reward) -> Self:
        return cls(
            one.id, one.name, one.description, one.points_cost, one.stock, one.needs_approval,
            one.enabled, utc(one.created_at),
        )  # fmt: skip


class RedemptionOut(Struct, frozen=True):
    id: int
    reward_id: int
    reward_name: str
    user_id: int
    user_name: str
    points_cost: int
    status: games.RedemptionState
    note: str
    created_at: Time
    changed_at: Time

    @classmethod
    def of(cls, one: games.Redemption) -> Self:
        return cls(
            one.id, one.reward_id, one.reward_name, one.person_id, one.person_name,
            one.points_cost, one.state, one.note, utc(one.created_at), utc(one.changed_at),
        )  # fmt: skip


class ProfileOut(Struct, frozen=True):
    """`rank`: of all time; 0: not on the boards."""

    user_id: int
    name: str
    total_points: int
    level: int
    balance: int
    rank: int
    badges: list[EarnedBadgeOut]
    challenges: list[ChallengeOut]
    counted: dict[games.Metric, int]
    participates: bool
    anonymous: bool

    @classmethod
    def of(cls, one: games.Profile) -> Self:
        standing = one.standing
        return cls(
            one.person_id, one.name, standing.total, standing.level, standing.balance, one.rank,
            [EarnedBadgeOut.of(badge) for badge in one.badges],
            [ChallengeOut.of(challenge) for challenge in one.challenges], one.counted,
            standing.participates, standing.anonymous,
        )  # fmt: skip


class ConditionIO(Struct, frozen=True, forbid_unknown_fields=True):
    """`in` takes a list; the other comparisons one value of the field's kind."""

    field: Annotated[str, Meta(min_length=1, max_length=50)]
    op: games.Operator
    value: Value | Annotated[list[Value], Meta(max_length=20)]

    @classmethod
    def of(cls, one: games.Condition) -> Self:
        return cls(one.field, one.op, one.value)

    def read(self) -> games.Condition:
        return games.Condition(self.field, self.op, self.value)


class GameRuleOut(Struct, frozen=True):
    id: int
    name: str
    kind: games.FactKind
    points: int
    daily_cap: int
    enabled: bool
    created_at: Time
    updated_at: Time
    conditions: list[ConditionIO]

    @classmethod
    def of(cls, one: games.Rule) -> Self:
        return cls(
            one.id, one.name, one.kind, one.points, one.daily_cap, one.enabled,
            utc(one.created_at), utc(one.updated_at),
            [ConditionIO.of(condition) for condition in one.conditions],
        )  # fmt: skip
