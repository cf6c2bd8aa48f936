"""How likely a lead is to convert, learned from the tenant's own calls; beside the score, never in
it. What is known of a lead is kept when it is dialled, so that nothing later leaks into it; the
model is measured on the latest fifth of the calls, which it was not fitted on."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import msgspec
import numpy as np
from msgspec import Struct

from ringdesk.domains import leads
from ringdesk.domains.automation import features, logistic, queries
from ringdesk.domains.automation.features import Known
from ringdesk.domains.automation.models import Likelihood, Measured, ModelReport, Reason, Scored
from ringdesk.domains.automation.scoring import require_administers, require_reads
from ringdesk.kernel.work import Actor, Office, Work

FEWEST_ROWS, FEWEST_WINS = 200, 20
MOST_ROWS = 50_000
TESTED = 0.2
REASONS = 3


class Decided(Struct, frozen=True):
    features: str
    score: float
    won: bool


class Weights(Struct, frozen=True):
    """Columns are standardised before they are weighed."""

    sources: list[str]
    means: list[float]
    scales: list[float]
    intercept: float
    weights: list[float]

    def log_odds(self, known: Known) -> tuple[float, list[float]]:
        """The sum, and what each column adds beside that of a mean lead."""
        values = features.row(known, self.sources)
        added = [
            weight * (value - mean) / scale
            for value, mean, scale, weight in zip(
                values, self.means, self.scales, self.weights, strict=True
            )
        ]
        return self.intercept + sum(added), added


class KeptModel(Struct, frozen=True):
    id: int
    weights: str
    report: str
    made_at: datetime


class Features(Struct, frozen=True):
    features: str


async def remember(work: Work, dialled: Mapping[int, int]) -> None:
    """What is known when they are dialled. `dialled`: leads by the ids of their calls."""
    if dialled:
        await work.run(queries.SNAPSHOT, list(dialled), list(dialled.values()))


async def refit(office: Office, actor: Actor) -> ModelReport | None:
    """A new model out of what is decided by now; none if there is too little to learn from. The
    arithmetic holds no connection and not the event loop."""
    async with office.open(actor) as work:
        rows = await work.many(Decided, queries.DECIDED, MOST_ROWS)
    rows.reverse()  # oldest first
    if len(rows) < FEWEST_ROWS or sum(row.won for row in rows) < FEWEST_WINS:
        return None
    weights, report = await asyncio.to_thread(learned, rows)
    async with office.open(actor) as work:
        await work.run(
            queries.KEEP_MODEL, msgspec.json.encode(weights).decode(),
            msgspec.json.encode(report).decode(),
        )  # fmt: skip
        await work.run(queries.OLD_MODELS)
    return report


def learned(rows: list[Decided]) -> tuple[Weights, ModelReport]:
    """Fitted on the older four fifths and measured on the rest beside the score by rules; then
    fitted on all."""
    known = [msgspec.json.decode(row.features, type=Known) for row in rows]
    won = np.array([row.won for row in rows], dtype=np.float64)
    scores = np.array([row.score for row in rows])
    cut = len(rows) - int(len(rows) * TESTED)
    tried = fitted(known[:cut], won[:cut])
    p = logistic.sigmoid(np.array([tried.log_odds(one)[0] for one in known[cut:]]))
    report = ModelReport(
        rows=len(rows), wins=int(won.sum()), tested=len(rows) - cut,
        tested_wins=int(won[cut:].sum()),
        model=Measured(
            round(logistic.auc(p, won[cut:]), 3), round(logistic.in_top_half(p, won[cut:]), 3)
        ),
        rules=Measured(
            round(logistic.auc(scores[cut:], won[cut:]), 3),
            round(logistic.in_top_half(scores[cut:], won[cut:]), 3),
        ),
        calibration_error=round(logistic.calibration_error(p, won[cut:]), 3),
    )  # fmt: skip
    return fitted(known, won), report


def fitted(known: list[Known], won: logistic.Floats) -> Weights:
    sources = features.frequent_sources(known)
    x = features.matrix(known, sources)
    means, scales = x.mean(axis=0), x.std(axis=0)
    scales[scales == 0] = 1.0
    intercept, weights = logistic.fit((x - means) / scales, won)
    return Weights(sources, means.tolist(), scales.tolist(), intercept, weights.tolist())


async def model(work: Work) -> ModelReport | None:
    """The latest one's report; for staff who may see leads."""
    require_reads(work)
    kept = await work.one(KeptModel, queries.MODEL)
    if kept is None:
        return None
    report = msgspec.json.decode(kept.report, type=ModelReport)
    return msgspec.structs.replace(report, made_at=kept.made_at)


async def ask_for_refit(work: Work) -> None:
    """Now, by a job. For administrators."""
    require_administers(work)
    await work.later("automation.refit", key="refit")


async def likelihood(work: Work, *, lead_id: int) -> Likelihood:
    """Of a lead that the caller may see, with what raises and lowers it most. LeadNotFound."""
    lead = await leads.get(work, lead_id=lead_id)
    scored = await work.one(Scored, queries.FACTORS_KEPT, lead.id)
    assert scored is not None, "it was there a moment ago, in this transaction"
    kept = await work.one(KeptModel, queries.MODEL)
    found = await work.one(Features, queries.KNOWN_NOW, lead.id)
    if kept is None or found is None:
        return Likelihood(scored, None, [])
    weights = msgspec.json.decode(kept.weights, type=Weights)
    total, added = weights.log_odds(msgspec.json.decode(found.features, type=Known))
    named = sorted(
        zip(features.names(weights.sources), added, strict=True), key=lambda one: -abs(one[1])
    )
    reasons = [Reason(name, round(effect, 3)) for name, effect in named[:REASONS] if effect]
    p = float(logistic.sigmoid(np.array([total]))[0])
    return Likelihood(scored, round(p, 4), reasons)
