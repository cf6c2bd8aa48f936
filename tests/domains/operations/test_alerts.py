import pytest
from msgspec import Struct

from ringdesk.domains import operations
from ringdesk.domains.operations.models import DEFAULT_RULES
from ringdesk.kernel.errors import Invalid
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

RULE = next(rule for rule in DEFAULT_RULES if rule.metric == "job_lag_s")
BAD, GOOD, BETWEEN = RULE.raise_above + 1, RULE.clear_below - 1, RULE.clear_below + 1
LOGGED = """
select kind from outbox where tenant_id = $1 union all select kind from events where tenant_id = $1
"""


class Kind(Struct, frozen=True):
    kind: str


async def measure(tenant: Tenant, *values: float, metric: str = "job_lag_s") -> None:
    for value in values:
        async with tenant.work() as work:
            await operations.check(work, {metric: value})


async def alerts(tenant: Tenant) -> list[operations.Alert]:
    async with tenant.work() as work:
        return await operations.list_alerts(work)


async def told(tenant: Tenant) -> list[str]:
    async with tenant.work() as work:
        logged = await work.many(Kind, LOGGED)
    return sorted(one.kind for one in logged if one.kind.startswith("Alert"))


class TestCheck:
    async def test_raises_one_alert_for_what_lasts_and_tells_of_it(self, tenant: Tenant) -> None:
        await measure(tenant, *[BAD] * (RULE.samples + 3))
        (alert,) = await alerts(tenant)
        assert (alert.metric, alert.value, alert.threshold) == ("job_lag_s", BAD, RULE.raise_above)
        assert alert.resolved_at is None
        assert await told(tenant) == ["AlertCreated"]

    async def test_says_nothing_of_a_peak(self, tenant: Tenant) -> None:
        await measure(tenant, *([BAD] * (RULE.samples - 1) + [GOOD]) * 2)
        assert await alerts(tenant) == []

    async def test_resolves_it_only_when_it_is_well_below(self, tenant: Tenant) -> None:
        await measure(tenant, *[BAD] * RULE.samples, *[BETWEEN] * 5)
        assert [alert.resolved_at for alert in await alerts(tenant)] == [None]
        await measure(tenant, *[GOOD] * RULE.samples)
        assert all(alert.resolved_at for alert in await alerts(tenant))
        assert await told(tenant) == ["AlertCreated", "AlertResolved"]

    async def test_another_tenant_has_no_part_in_it(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        await measure(tenant, *[BAD] * RULE.samples)
        assert await alerts(other) == []


class TestChangeRule:
    async def test_holds_for_the_next_measurement(self, tenant: Tenant) -> None:
        changes = operations.RuleChanges(raise_above=5, clear_below=5, samples=1)
        async with tenant.work() as work:
            await operations.change_rule(work, metric="job_lag_s", changes=changes)
        await measure(tenant, 6)
        assert len(await alerts(tenant)) == 1

    async def test_switched_off_resolves_what_was_raised(self, tenant: Tenant) -> None:
        await measure(tenant, *[BAD] * RULE.samples)
        async with tenant.work() as work:
            off = operations.RuleChanges(enabled=False)
            await operations.change_rule(work, metric="job_lag_s", changes=off)
        await measure(tenant, BAD)
        assert all(alert.resolved_at for alert in await alerts(tenant))

    async def test_thresholds_the_wrong_way_round_are_refused(self, tenant: Tenant) -> None:
        with pytest.raises(Invalid):
            async with tenant.work() as work:
                changes = operations.RuleChanges(raise_above=1, clear_below=2)
                await operations.change_rule(work, metric="job_lag_s", changes=changes)
