"""Golden questions and evaluations of the chatbot, as REST shows them."""

from typing import Self

from msgspec import Struct, json

from ringdesk.domains import chatbot
from ringdesk.wire.times import Time, utc, utc_or_none

scores_from = json.Decoder(chatbot.Scores).decode


class GoldenOut(Struct, frozen=True):
    """A question whose right answer is known. `source_title` is null where none is expected, or the
    entry is gone."""

    id: int
    question: str
    context: str
    expects: chatbot.Expects
    source_kind: chatbot.GoldenSource | None
    source_id: int | None
    source_title: str | None
    turn_id: int | None
    author_name: str | None
    created_at: Time

    @classmethod
    def of(cls, g: chatbot.Golden) -> Self:
        return cls(
            g.id, g.question, g.context, g.expects, g.source_kind, g.source_id, g.source_title,
            g.turn_id, g.author_name, utc(g.created_at),
        )  # fmt: skip


class AtThresholdOut(Struct, frozen=True):
    threshold: float
    answered: float
    precision: float
    escalated: float


class ScoresOut(Struct, frozen=True):
    """All but the counts are 0 to 1. `recall_at_1`: of the questions with an answer, those for
    which it is found first. `answered`: of them, those the chatbot would answer. `precision`: of
    all it would answer, what would be right. `escalated`: of those without an answer, what it would
    leave to people. `ece`: expected calibration error. `curve`: the same at other thresholds."""

    answerable: int
    unanswerable: int
    right: int
    wrong: int
    missed: int
    recall_at_1: float
    answered: float
    precision: float
    escalated: float
    ece: float
    curve: list[AtThresholdOut]

    @classmethod
    def of(cls, s: chatbot.Scores) -> Self:
        curve = [
            AtThresholdOut(one.threshold, one.answered, one.precision, one.escalated)
            for one in s.curve
        ]
        return cls(
            s.answerable, s.unanswerable, s.right, s.wrong, s.missed, s.recall_at_1, s.answered,
            s.precision, s.escalated, s.ece, curve,
        )  # fmt: skip


class EvaluationOut(Struct, frozen=True):
    """`with_drafts`: as if all drafts were published. `scores` is null until it is done."""

    id: int
    label: str
    with_drafts: bool
    state: chatbot.RunState
    error: str
    threshold: float
    knowledge_revision: int
    encoder_id: str
    provider: str
    questions: int
    scores: ScoresOut | None
    author_name: str | None
    created_at: Time
    finished_at: Time | None

    @classmethod
    def of(cls, e: chatbot.Evaluation) -> Self:
        scores = ScoresOut.of(scores_from(e.scores)) if e.state == "done" else None
        return cls(
            e.id, e.label, e.with_drafts, e.state, e.error, e.threshold, e.knowledge_revision,
            e.encoder_id, e.provider, e.questions, scores, e.author_name, utc(e.created_at),
            utc_or_none(e.finished_at),
        )  # fmt: skip


class ResultOut(Struct, frozen=True):
    """`mark`: right, wrong (answered with something else, or where nobody should), or missed
    (left to people though there is an answer)."""

    golden_id: int
    question: str
    expects: chatbot.Expects
    mark: chatbot.Mark
    source_kind: str | None
    source_id: int | None
    found_kind: str | None
    found_id: int | None
    found_title: str
    confidence: float

    @classmethod
    def of(cls, r: chatbot.Result, threshold: float) -> Self:
        return cls(
            r.golden_id, r.question, r.expects, r.mark(threshold), r.source_kind, r.source_id,
            r.found_kind, r.found_id, r.found_title, r.confidence,
        )  # fmt: skip


class DifferenceOut(Struct, frozen=True):
    golden_id: int
    question: str
    expects: chatbot.Expects
    before: chatbot.Mark
    after: chatbot.Mark
    found_before: str
    found_after: str
    confidence_before: float
    confidence_after: float


class ComparisonOut(Struct, frozen=True):
    """`better`, `worse`: questions that became right, or no longer are; what became worse comes
    first among the differences."""

    base: EvaluationOut
    run: EvaluationOut
    better: int
    worse: int
    differences: list[DifferenceOut]

    @classmethod
    def of(cls, c: chatbot.Comparison) -> Self:
        differences = [
            DifferenceOut(
                one.golden_id,
                one.question,
                one.expects,
                one.before,
                one.after,
                one.found_before,
                one.found_after,
                one.confidence_before,
                one.confidence_after,
            )
            for one in c.differences
        ]
        return cls(
            EvaluationOut.of(c.base), EvaluationOut.of(c.run), c.better, c.worse, differences
        )
