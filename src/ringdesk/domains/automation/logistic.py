"""Logistic regression with an L2 penalty, and honest measures of it. No database, no clock.

Fitted by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and Friedman,
The Elements of Statistical Learning, 4.4.1); the intercept is not penalised.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS, CLOSE_ENOUGH, STEEPEST = 50, 1e-8, 30.0


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -STEEPEST, STEEPEST))))


def fit(x: Floats, won: Floats, *, penalty: float = 1.0) -> tuple[float, Floats]:
    """Intercept and weights, for the rows of `x` (n, k) and 0 or 1 in `won` (n,)."""
    rows, columns = x.shape
    full = np.hstack([np.ones((rows, 1)), x])
    weights = np.zeros(columns + 1)
    ridge = np.diag([0.0] + [penalty] * columns)
    for _ in range(STEPS):
        p = sigmoid(full @ weights)
        gradient = full.T @ (won - p) - ridge @ weights
        hessian = (full * (p * (1 - p))[:, None]).T @ full + ridge + np.eye(columns + 1) * 1e-9
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < CLOSE_ENOUGH:
            break
    return float(weights[0]), np.asarray(weights[1:])


def auc(scores: Floats, won: Floats) -> float:
    """That a winner stands above a loser; ties count half (Mann and Whitney's U). 0.5 if there are
    not both."""
    winners = int(won.sum())
    losers = len(won) - winners
    if not winners or not losers:
        return 0.5
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    _, group, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.bincount(group, ranks) / sizes)[group]
    above = float(ranks[won == 1].sum()) - winners * (winners + 1) / 2
    return above / (winners * losers)


def in_top_half(scores: Floats, won: Floats) -> float:
    """The share of all wins that the better half of the leads holds, 0 to 1."""
    if not won.sum():
        return 0.0
    best = np.argsort(-scores, kind="stable")[: (len(scores) + 1) // 2]
    return float(won[best].sum() / won.sum())


def calibration_error(p: Floats, won: Floats, *, bins: int = 10) -> float:
    """Expected calibration error: |mean p - share won| over bins of equal count, weighted."""
    if not len(p):
        return 0.0
    groups = np.array_split(np.argsort(p, kind="stable"), min(bins, len(p)))
    gaps = [abs(float(p[one].mean() - won[one].mean())) * len(one) for one in groups]
    return sum(gaps) / len(p)
