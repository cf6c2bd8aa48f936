"""What a lead is worth a call: four factors of 25 points each, that anybody can check by hand.

- `source_quality`: the points of its source.
- `status_score`: the points of its sales stage.
- `engagement`: 5 for each answered call up to 3, 1 for each minute of talk up to 5, 5 if it was
  heard within 14 days.
- `assignment`: 15 with an owner, 5 with a callback agreed on, 5 in a campaign.

The formula stands once, in `queries.FACTORS`, for one lead and for all.
"""

from collections.abc import Sequence

import msgspec

from ringdesk.domains import leads
from ringdesk.domains.automation import queries
from ringdesk.domains.automation.events import ScoringChanged
from ringdesk.domains.automation.models import Metrics, Score, Scored, Settings
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Work

MOST_POINTS, MOST_SOURCES = 25.0, 200
SOURCE_POINTS: dict[str, float] = {
    "referral": 25, "campaign": 25, "inbound": 22, "website": 20, "web": 20, "form": 20,
    "organic": 18, "event": 15, "partner": 15, "social": 12, "email": 12, "csv": 10, "import": 10,
    "cold": 5, "purchased": 5, "*": 10,
}  # fmt: skip
STAGE_POINTS: dict[str, float] = {
    "new": 10, "contacted": 20, "qualified": 25, "converted": 15, "lost": 0,
}  # fmt: skip
BATCH = 500  # leads are held meanwhile


class Kept(msgspec.Struct, frozen=True):
    source_points: str
    stage_points: str
    route_new_leads: bool


class Id(msgspec.Struct, frozen=True):
    id: int


async def settings(work: Work) -> Settings:
    """The house's points with the tenant's over them."""
    kept = await work.one(Kept, queries.SETTINGS) or Kept("{}", "{}", False)
    own = msgspec.json.decode(kept.source_points, type=dict[str, float])
    stages = msgspec.json.decode(kept.stage_points, type=dict[str, float])
    return Settings(SOURCE_POINTS | own, STAGE_POINTS | stages, kept.route_new_leads)


async def show_settings(work: Work) -> Settings:
    """For staff who may see leads."""
    require_reads(work)
    return await settings(work)


async def change_settings(
    work: Work, *, source_points: dict[str, float] | None = None,
    stage_points: dict[str, float] | None = None, route_new_leads: bool | None = None,
) -> Settings:  # fmt: skip
    """What is not given stays; points not named are the house's. For administrators."""
    require_administers(work)
    kept = await work.one(Kept, queries.SETTINGS) or Kept("{}", "{}", False)
    sources = kept.source_points if source_points is None else encoded(source_points)
    if stage_points is not None and not stage_points.keys() <= STAGE_POINTS.keys():
        raise Invalid.field("stage_points", f"There are {', '.join(STAGE_POINTS)}")
    stages = kept.stage_points if stage_points is None else encoded(stage_points)
    routes = kept.route_new_leads if route_new_leads is None else route_new_leads
    await work.run(queries.SET_SETTINGS, sources, stages, routes)
    work.record(ScoringChanged())
    return await settings(work)


def encoded(points: dict[str, float]) -> str:
    if len(points) > MOST_SOURCES or any(len(name) > 100 for name in points):
        raise Invalid.field("points", f"At most {MOST_SOURCES} names of 100 letters")
    if not all(0 <= value <= MOST_POINTS for value in points.values()):
        raise Invalid.field("points", f"0 to {MOST_POINTS:.0f}")
    return msgspec.json.encode({name.lower(): value for name, value in points.items()}).decode()


async def rescore(work: Work, lead_ids: Sequence[int], *, held: bool = False) -> list[Scored]:
    """Count anew and keep. Those that are gone are passed over. `held`: by this very act, which
    then sees them as they are."""
    if not held:
        await work.run(queries.HOLD, list(lead_ids))
    points = await settings(work)
    return await work.many(
        Scored, queries.RESCORE, encoded(points.source_points), encoded(points.stage_points),
        list(lead_ids),
    )  # fmt: skip


async def score(work: Work, *, lead_id: int) -> Score:
    """Of a lead that the caller may see, as it is now. LeadNotFound."""
    lead = await leads.get(work, lead_id=lead_id)
    [scored] = await rescore(work, [lead.id])
    better = await work.value(int, queries.BETTER_THAN, scored.score) or 0
    return shown(scored, better + 1)


async def ranked(work: Work, *, limit: int, offset: int = 0) -> list[Score]:
    """Best first; of equals the older."""
    require_reads(work)
    found = await work.many(Scored, queries.RANKED, limit, offset)
    if not found:
        return []
    before = await work.value(int, queries.BETTER_THAN, found[0].score) or 0
    ranks: list[Score] = []
    for place, one in enumerate(found):
        same = ranks[-1].rank if ranks and ranks[-1].score == one.score else None
        ranks.append(shown(one, same or (before + 1 if place == 0 else offset + place + 1)))
    return ranks


def shown(scored: Scored, rank: int) -> Score:
    factors = {
        "source_quality": scored.source_quality,
        "status_score": scored.status_score,
        "engagement": scored.engagement,
        "assignment": scored.assignment,
    }
    return Score(scored.lead_id, scored.name, round(scored.score, 1), rank, factors)


async def metrics(work: Work) -> Metrics:
    """For staff who may see leads. Today is the tenant's."""
    require_reads(work)
    found = await work.one(Metrics, queries.METRICS)
    assert found is not None, "an aggregate always has a row"
    return Metrics(round(found.avg_score, 1), found.routed_today, found.active_rules)


async def batch_to_score(work: Work, *, after: int, unscored_only: bool) -> list[int]:
    found = await work.many(Id, queries.TO_SCORE, after, unscored_only, BATCH)
    return [one.id for one in found]


async def score_batch(work: Work) -> int:
    """Of those that have no score yet: for whoever writes leads past the acts. How many."""
    batch = await batch_to_score(work, after=0, unscored_only=True)
    return len(await rescore(work, batch)) if batch else 0


async def heard(work: Work, *, lead_ids: Sequence[int]) -> None:
    """Calls to them, or from them, were answered."""
    held = [one.id for one in await work.many(Id, queries.HOLD, list(lead_ids))]
    await work.run(queries.HEARD, held)
    await rescore(work, held, held=True)


def require_reads(work: Work) -> None:
    if not work.actor.has("leads:read"):
        raise NotAllowed(needs="leads:read")


def require_administers(work: Work) -> None:
    if not work.actor.has("settings:write"):
        raise NotAllowed(needs="settings:write")
