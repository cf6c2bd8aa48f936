"""Before a campaign starts: who will be skipped, and why."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from ringdesk.domains import campaigns, compliance
from ringdesk.domains.dialer import policy, queries
from ringdesk.domains.dialer.gate import Rules
from ringdesk.domains.dialer.models import RULES, Lane, Preview, Skipped
from ringdesk.domains.dialer.service import read_settings
from ringdesk.kernel.work import Work


class Group(Struct, frozen=True):
    """Leads of which the same is true, at the same places."""

    state: str
    time_zone: str | None
    zones: list[str]
    n: int


async def preview(work: Work, *, campaign_id: int, plays: bool) -> Preview:
    """As the gate would have it at this moment; one look at all leads. `plays`: no real carrier is
    asked. The campaign's CampaignNotFound."""
    policy.require_watches(work.actor)
    lane = await work.one(Lane, queries.CAMPAIGN, campaign_id)
    if lane is None:
        raise campaigns.CampaignNotFound
    settings = await read_settings(work)
    rules = Rules.of(settings, lane, plays=plays)
    now = datetime.now(UTC)
    began = await work.value(datetime, queries.DAY_BEGAN, now) or now
    groups = await work.many(
        Group, queries.PREVIEW, campaign_id, rules.most_attempts, rules.most_attempts_a_day, began,
        rules.hold // timedelta(hours=1), plays,
    )  # fmt: skip
    counts: Counter[str] = Counter()
    for one in groups:
        state = one.state
        if state == "due":
            places = (one.time_zone,) if one.time_zone else tuple(one.zones)
            if not compliance.may_call_at(now, places, rules.hours, rules.region):
                state = "calling_hours"
        counts[state] += one.n
    return Preview(
        callable=counts["due"], later=counts["later"], done=counts["done"],
        skipped=[Skipped(rule, counts[rule]) for rule in RULES if counts[rule]],
        total=counts.total(),
    )  # fmt: skip
