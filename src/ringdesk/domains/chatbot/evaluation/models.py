from datetime import datetime
from typing import Literal

from msgspec import Struct

Expects = Literal["answer", "escalate"]
GoldenSource = Literal["faq", "article"]
RunState = Literal["running", "done", "failed"]
Mark = Literal["right", "wrong", "missed"]


class Golden(Struct, frozen=True):
    """A question whose right answer is known: the entry that answers it, or (`escalate`) nobody's.
    `context`: what was said before it. `source_title` is null where the entry is gone."""

    id: int
    question: str
    context: str
    expects: Expects
    source_kind: GoldenSource | None
    source_id: int | None
    source_title: str | None
    turn_id: int | None
    author_name: str | None
    created_at: datetime


class NewGolden(Struct, frozen=True, kw_only=True):
    question: str
    expects: Expects
    source_kind: GoldenSource | None = None
    source_id: int | None = None
    context: str = ""
    turn_id: int | None = None


class Evaluation(Struct, frozen=True):
    """`scores` is JSON of `Scores`. `with_drafts`: of what would be, if all drafts were published;
    `provider` is who would have put answers in other words: it changes none of the scores."""

    id: int
    label: str
    with_drafts: bool
    state: RunState
    error: str
    threshold: float
    knowledge_revision: int
    encoder_id: str
    provider: str
    questions: int
    scores: str
    author_name: str | None
    created_at: datetime
    finished_at: datetime | None


class Result(Struct, frozen=True):
    """What was found for a golden question, and how sure that was."""

    golden_id: int
    question: str
    expects: Expects
    source_kind: str | None
    source_id: int | None
    found_kind: str | None
    found_id: int | None
    found_title: str
    confidence: float

    @property
    def is_correct(self) -> bool:
        """Whether the first that was found is the one that should be."""
        return self.found_id is not None and (self.found_kind, self.found_id) == (
            self.source_kind, self.source_id
        )  # fmt: skip

    def answered(self, threshold: float) -> bool:
        return self.found_id is not None and self.confidence >= threshold

    def mark(self, threshold: float) -> Mark:
        """`missed`: it could have been answered, and was not; staff have it then."""
        if not self.answered(threshold):
            return "right" if self.expects == "escalate" else "missed"
        return "right" if self.is_correct else "wrong"


class AtThreshold(Struct, frozen=True):
    threshold: float
    answered: float
    precision: float
    escalated: float


class Scores(Struct, frozen=True, kw_only=True):
    """Shares are 0 to 1, and 0 over nothing. `recall_at_1`: of the questions with an answer, those
    for which it is found first. `answered`: of them, those that the chatbot would answer.
    `precision`: of all that it would answer, what would be right. `escalated`: of the questions
    without an answer, those that it would leave to people. `ece`: expected calibration error over
    ten bins of equal width (Naeini et al. 2015). `curve`: the same for other thresholds."""

    answerable: int = 0
    unanswerable: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    recall_at_1: float = 0.0
    answered: float = 0.0
    precision: float = 0.0
    escalated: float = 0.0
    ece: float = 0.0
    curve: list[AtThreshold] = []


class Difference(Struct, frozen=True):
    """A question that fares differently in two runs."""

    golden_id: int
    question: str
    expects: Expects
    before: Mark
    after: Mark
    found_before: str
    found_after: str
    confidence_before: float
    confidence_after: float


class Comparison(Struct, frozen=True):
    """`better` and `worse`: questions that became right, or no longer are."""

    base: Evaluation
    run: Evaluation
    better: int
    worse: int
    differences: list[Difference]
