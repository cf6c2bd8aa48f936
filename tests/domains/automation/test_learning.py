"""What a tenant's own calls teach, and how it is measured."""

import asyncio
import random
from typing import Any

import numpy as np
import pytest

from ringdesk.domains import automation
from ringdesk.domains.automation import features, learning, logistic, scoring
from ringdesk.domains.automation.features import Known
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

LEAD = """
insert into leads (tenant_id, phone, source, rank, created_at) values ($1, $2, $3, 2, now())
returning id
"""
CALL = """
insert into calls (tenant_id, lead_id, number, status, created_at)
values ($1, $2, $3, 'completed', now()) returning id
"""
AGED = "update dial_snapshots set at = now() - interval '31 days' where tenant_id = $1"
CONVERTED = """
update leads set stage = 'converted', converted_at = now() - interval '30 days'
where tenant_id = $1 and id = $2
"""


def known(**given: Any) -> Known:
    plain: dict[str, Any] = {
        "source": "web", "stage": "new", "rank": 2, "attempts": 0, "answered": 0, "talk_s": 0,
        "age_s": 0, "email": False, "named": True, "hour": 10,
    }  # fmt: skip
    return Known(**(plain | given))


async def dialled(tenant: Tenant, rows: int, *, seed: int = 7) -> None:
    """Leads from referrals buy six times as often as others, and nothing else matters."""
    dice = random.Random(seed)
    async with tenant.work() as work:
        for n in range(rows):
            source = dice.choice(["referral", "cold", "web"])
            number = f"+1212{n:07d}"
            lead = await work.value(int, LEAD, number, source)
            call = await work.value(int, CALL, lead, number)
            assert lead is not None and call is not None
            await learning.remember(work, {call: lead})
            if dice.random() < (0.6 if source == "referral" else 0.1):
                await work.run(CONVERTED, lead)
        await work.run(AGED)


class TestLogisticRegression:
    def test_finds_the_weights_that_made_the_data(self) -> None:
        dice = np.random.default_rng(1)
        x = dice.normal(size=(20_000, 3))
        won = (dice.random(20_000) < logistic.sigmoid(x @ [1.0, -0.5, 0.0] - 1.0)).astype(float)
        intercept, weights = logistic.fit(x, won)
        assert intercept == pytest.approx(-1.0, abs=0.06)
        assert weights.tolist() == pytest.approx([1.0, -0.5, 0.0], abs=0.06)

    def test_stays_finite_where_all_is_separable(self) -> None:
        x = np.array([[0.0], [0.0], [1.0], [1.0]])
        _, weights = logistic.fit(x, np.array([0.0, 0, 1, 1]))
        assert np.isfinite(weights).all()

    @pytest.mark.parametrize(
        ("scores", "won", "area"),
        [
            ([1, 2, 3, 4], [0, 0, 1, 1], 1.0),
            ([4, 3, 2, 1], [0, 0, 1, 1], 0.0),
            ([1, 1, 1, 1], [0, 1, 0, 1], 0.5),
            ([1, 2, 2, 3], [0, 0, 1, 1], 0.875),
            ([1, 2], [1, 1], 0.5),
        ],
    )
    def test_is_measured_by_the_area_under_its_curve(
        self, scores: list[float], won: list[float], area: float
    ) -> None:
        assert logistic.auc(np.array(scores, float), np.array(won, float)) == area

    def test_is_calibrated_when_it_says_what_happens(self) -> None:
        dice = np.random.default_rng(2)
        p = dice.random(50_000)
        won = (dice.random(50_000) < p).astype(float)
        assert logistic.calibration_error(p, won) < 0.01
        assert logistic.calibration_error(np.clip(p + 0.2, 0, 1), won) > 0.1

    def test_counts_the_wins_of_the_better_half(self) -> None:
        assert logistic.in_top_half(np.array([4.0, 3, 2, 1]), np.array([1.0, 0, 1, 0])) == 0.5
        assert logistic.in_top_half(np.array([1.0, 2]), np.array([0.0, 0])) == 0


class TestTheFeatures:
    def test_stand_in_the_order_of_their_names(self) -> None:
        sources = ["web", "cold"]
        assert len(features.row(known(), sources)) == len(features.names(sources))
        cold = dict(
            zip(features.names(sources), features.row(known(source="cold"), sources), strict=True)
        )
        assert (cold["source cold"], cold["source web"], cold["morning"]) == (1, 0, 1)

    def test_give_rare_sources_no_column(self) -> None:
        many = [known(source="web")] * 10 + [known(source="rare")]
        assert features.frequent_sources(many) == ["web"]


class TestTheModel:
    async def test_is_not_made_of_too_little(self, tenant: Tenant) -> None:
        await dialled(tenant, 30)
        house = tenant.house
        assert await learning.refit(house.office, Actor.the_house(tenant.id)) is None
        found = (await tenant.admin.get("/api/app/scoring/model")).json()
        assert (found["ready"], found["model"]) == (False, None)

    async def test_learns_what_sells_and_says_so(self, tenant: Tenant) -> None:
        await dialled(tenant, 600)
        report = await learning.refit(tenant.house.office, Actor.the_house(tenant.id))
        assert report is not None
        assert report.rows == 600 and report.tested == 120
        assert report.model.auc > 0.65 > report.rules.auc
        async with tenant.work() as work:
            good = await work.value(int, LEAD, "+12129999991", "referral")
            poor = await work.value(int, LEAD, "+12129999992", "cold")
            assert good is not None and poor is not None
            best = await automation.likelihood(work, lead_id=good)
            worst = await automation.likelihood(work, lead_id=poor)
        assert best.likelihood is not None and worst.likelihood is not None
        assert best.likelihood > 0.4 > 0.25 > worst.likelihood
        assert best.reasons[0].feature == "source referral" and best.reasons[0].effect > 0
        shown = (await tenant.admin.get(f"/api/app/scoring/leads/{good}")).json()
        assert shown["likelihood"] == best.likelihood

    async def test_is_each_tenants_own(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            lead = await work.value(int, LEAD, "+12129999993", "referral")
        shown = (await tenant.admin.get(f"/api/app/scoring/leads/{lead}")).json()
        assert (shown["likelihood"], shown["reasons"]) == (None, [])
        assert (await tenant.agent.post("/api/app/scoring/model/refit")).status_code == 403
        assert (await tenant.admin.post("/api/app/scoring/model/refit")).status_code == 200


class TestScoresUnderWay:
    async def test_changes_and_calls_of_one_lead_do_not_wait_for_each_other(
        self, tenant: Tenant
    ) -> None:
        """A change holds the lead, then its score; so must whoever heard of a call."""
        async with tenant.work() as work:
            lead = await work.value(int, LEAD, "+12129999994", "web")
            assert lead is not None

        async def change(n: int) -> None:
            path, body = f"/api/v1/leads?id={lead}", {"notes": f"{n}", "source": f"source {n}"}
            assert (await tenant.admin.put(path, body)).status_code == 200

        async def hear() -> None:
            async with tenant.work() as work:
                await scoring.heard(work, lead_ids=[lead])

        for n in range(15):
            await asyncio.gather(change(n), hear(), hear())
