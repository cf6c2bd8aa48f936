"""Scores from results: pure, so that another threshold needs no other run."""

from collections.abc import Sequence

from ringdesk.domains.chatbot.evaluation.models import (
    AtThreshold,
    Difference,
    Result,
    Scores,
)

BINS = 10
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(1, 20))


def scores_of(results: Sequence[Result], threshold: float) -> Scores:
    answerable = [one for one in results if one.expects == "answer"]
    marks = [one.mark(threshold) for one in results]
    here = at_threshold(results, threshold)
    return Scores(
        answerable=len(answerable), unanswerable=len(results) - len(answerable),
        right=marks.count("right"), wrong=marks.count("wrong"), missed=marks.count("missed"),
        recall_at_1=share([one.is_correct for one in answerable]), answered=here.answered,
        precision=here.precision, escalated=here.escalated, ece=calibration_error(results),
        curve=[at_threshold(results, one) for one in THRESHOLDS],
    )  # fmt: skip


def at_threshold(results: Sequence[Result], threshold: float) -> AtThreshold:
    answered = [one for one in results if one.answered(threshold)]
    return AtThreshold(
        threshold,
        share([one.answered(threshold) for one in results if one.expects == "answer"]),
        share([one.is_correct for one in answered]),
        share([not one.answered(threshold) for one in results if one.expects == "escalate"]),
    )


def calibration_error(results: Sequence[Result]) -> float:
    """The mean distance of confidence from being right, weighted by how many are so sure."""
    if not results:
        return 0.0
    error = 0.0
    for number in range(BINS):
        held = [one for one in results if bin_of(one.confidence) == number]
        if held:
            sure = sum(one.confidence for one in held) / len(held)
            right = sum(one.is_correct for one in held) / len(held)
            error += len(held) / len(results) * abs(sure - right)
    return round(error, 4)


def bin_of(confidence: float) -> int:
    return min(int(confidence * BINS), BINS - 1)


def share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 4) if held else 0.0


def differences_of(
    before: Sequence[Result], after: Sequence[Result], thresholds: tuple[float, float]
) -> list[Difference]:
    """Of the questions in both runs, those that fare differently; what became worse comes first."""
    known = {one.golden_id: one for one in before}
    found = []
    for now in after:
        was = known.get(now.golden_id)
        if was is None:
            continue
        marks = was.mark(thresholds[0]), now.mark(thresholds[1])
        # What would not be said differs to nobody.
        said = (
            (was.found_kind, was.found_id) if was.answered(thresholds[0]) else None,
            (now.found_kind, now.found_id) if now.answered(thresholds[1]) else None,
        )
        if marks[0] != marks[1] or said[0] != said[1]:
            one = Difference(
                now.golden_id, now.question, now.expects, *marks, was.found_title,
                now.found_title, was.confidence, now.confidence,
            )  # fmt: skip
            found.append(one)
    return sorted(
        found, key=lambda one: (one.after == "right", one.before != "right", one.golden_id)
    )
