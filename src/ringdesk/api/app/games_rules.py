"""What gives points and badges: rules with a dry run, for who runs the games."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType, field

from ringdesk.api.door import In, InWork, Said, raises
from ringdesk.domains import gamification as games
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.games import (
    BadgeOut,
    ConditionIO,
    Count,
    GameRuleOut,
    Icon,
    Name,
    Text,
    given_of,
)

Conditions = Annotated[list[ConditionIO], Meta(max_length=10)]
RulePoints = Annotated[int, Meta(ge=1, le=10_000)]
Cap = Annotated[int, Meta(ge=1, le=10_000)]


class CreateGameRule(In, frozen=True, kw_only=True):
    """`daily_cap`: how often it gives in a day, to each person."""

    name: Name
    kind: games.FactKind
    conditions: Conditions = field(default_factory=list)
    points: RulePoints
    daily_cap: Cap = 50
    enabled: bool = True

    def read(self) -> games.NewRule:
        return games.NewRule(
            name=self.name, kind=self.kind, points=self.points, daily_cap=self.daily_cap,
            conditions=[one.read() for one in self.conditions], enabled=self.enabled,
        )  # fmt: skip


class ChangeGameRule(In, frozen=True, kw_only=True):
    name: Name | UnsetType = UNSET
    kind: games.FactKind | UnsetType = UNSET
    conditions: Conditions | UnsetType = UNSET
    points: RulePoints | UnsetType = UNSET
    daily_cap: Cap | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class ChangeBadge(In, frozen=True, kw_only=True):
    name: Name | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    icon: Icon | UnsetType = UNSET
    metric: games.Metric | UnsetType | None = UNSET
    at_least: Count | UnsetType | None = UNSET
    enabled: bool | UnsetType = UNSET


class FieldOut(Struct, frozen=True):
    name: str
    kind: games.FieldKind
    operators: list[games.Operator]


class KindOut(Struct, frozen=True):
    """A kind of fact that rules may pay for, with what they may ask of it."""

    kind: games.FactKind
    fields: list[FieldOut]
    metrics: list[games.Metric]


class WouldGetOut(Struct, frozen=True):
    user_id: int
    name: str
    times: int
    points: int


class DryRunOut(Struct, frozen=True):
    """`repeated`: done to the same thing before; `capped`: beyond the day's cap."""

    days: int
    facts: int
    matched: int
    repeated: int
    capped: int
    points: int
    truncated: bool
    people: list[WouldGetOut]

    @classmethod
    def of(cls, one: games.DryRun) -> "DryRunOut":
        people = [WouldGetOut(p.person_id, p.name, p.times, p.points) for p in one.people]
        return cls(
            one.days, one.facts, one.matched, one.repeated, one.capped, one.points,
            one.truncated, people,
        )  # fmt: skip


@get("/kinds", responses=raises(NotAllowed))
async def list_kinds(work: InWork) -> list[KindOut]:
    """What rules can be made of."""
    await games.list_rules(work)
    return [
        KindOut(
            kind.name,
            [FieldOut(name, of, list(games.OPERATORS_FOR[of])) for name, of in kind.fields.items()],
            list(kind.counts),
        )
        for kind in games.KINDS.values()
    ]  # fmt: skip


@get("/rules", responses=raises(NotAllowed))
async def list_rules(work: InWork) -> list[GameRuleOut]:
    """What gives points; everybody of the staff may know."""
    return [GameRuleOut.of(one) for one in await games.list_rules(work)]


@post("/rules", responses=raises(NotAllowed))
async def create_rule(data: JSONBody[CreateGameRule], work: InWork) -> Response[GameRuleOut]:
    """Make a rule (administrators)."""
    made = await games.create_rule(work, data.read())
    return Response(GameRuleOut.of(made), headers={"Location": f"/api/app/games/rules/{made.id}"})


@post("/rules/dry-run", status_code=200, responses=raises(NotAllowed))
async def dry_run(data: JSONBody[CreateGameRule], work: InWork) -> DryRunOut:
    """What a rule would have given over the last 30 days; nothing is changed (administrators)."""
    return DryRunOut.of(await games.dry_run(work, data.read()))


@get("/rules/{game_rule_id:int}", responses=raises(NotAllowed, games.RuleNotFound))
async def get_rule(game_rule_id: FromPath[int], work: InWork) -> GameRuleOut:
    """What it pays for."""
    return GameRuleOut.of(await games.rule_of_id(work, rule_id=game_rule_id))


@put("/rules/{game_rule_id:int}", responses=raises(NotAllowed, games.RuleNotFound))
async def change_rule(
    game_rule_id: FromPath[int], data: JSONBody[ChangeGameRule], work: InWork
) -> GameRuleOut:
    """Change the fields given; what it gave stays (administrators)."""
    given = given_of(data)
    if data.conditions is not UNSET:
        given["conditions"] = [one.read() for one in data.conditions]
    return GameRuleOut.of(await games.change_rule(work, rule_id=game_rule_id, given=given))


@delete(
    "/rules/{game_rule_id:int}", status_code=200, responses=raises(NotAllowed, games.RuleNotFound)
)  # fmt: skip
async def delete_rule(game_rule_id: FromPath[int], work: InWork) -> Said:
    """Points that it gave stay (administrators)."""
    await games.remove_rule(work, rule_id=game_rule_id)
    return Said("Rule deleted successfully")


@get("/badges", responses=raises(NotAllowed))
async def list_badges(work: InWork) -> list[BadgeOut]:
    """All badges that there are, by name."""
    return [BadgeOut.of(one) for one in await games.list_badges(work)]


@get("/badges/{badge_id:int}", responses=raises(NotAllowed, games.BadgeNotFound))
async def get_badge(badge_id: FromPath[int], work: InWork) -> BadgeOut:
    """What it is for, and how many have it."""
    return BadgeOut.of(await games.badge_of_id(work, badge_id=badge_id))


@put(
    "/badges/{badge_id:int}",
    responses=raises(NotAllowed, games.BadgeNotFound),
)  # fmt: skip
async def change_badge(
    badge_id: FromPath[int], data: JSONBody[ChangeBadge], work: InWork
) -> BadgeOut:
    """Change the fields given; who has it keeps it (administrators)."""
    changed = await games.change_badge(work, badge_id=badge_id, given=given_of(data))
    return BadgeOut.of(changed)


@delete(
    "/badges/{badge_id:int}", status_code=200,
    responses=raises(NotAllowed, games.BadgeNotFound),
)  # fmt: skip
async def delete_badge(badge_id: FromPath[int], work: InWork) -> Said:
    """Also from those who have it (administrators)."""
    await games.remove_badge(work, badge_id=badge_id)
    return Said("Badge deleted successfully")


router = Router(
    "/api/app/games",
    route_handlers=[
        list_kinds, list_rules, create_rule, dry_run, get_rule, change_rule, delete_rule,
        list_badges, get_badge, change_badge, delete_badge,
    ],
    tags=["games"],
)  # fmt: skip
