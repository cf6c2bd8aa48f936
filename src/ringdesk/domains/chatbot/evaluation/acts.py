"""The acts on golden questions and evaluations."""

import msgspec

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.chatbot import policy
from ringdesk.domains.chatbot.errors import (
    EvaluationNotFound,
    GoldenKnown,
    GoldenNotFound,
    NothingToEvaluate,
    TooManyGolden,
)
from ringdesk.domains.chatbot.evaluation import queries
from ringdesk.domains.chatbot.evaluation.models import (
    Comparison,
    Evaluation,
    Golden,
    GoldenSource,
    NewGolden,
    Result,
)
from ringdesk.domains.chatbot.evaluation.scoring import differences_of
from ringdesk.domains.chatbot.models import Id
from ringdesk.domains.chatbot.turns import get_turn
from ringdesk.domains.chatbot.wording import key_of
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_GOLDEN = 2_000
MOST_DIFFERENCES = 500
EVALUATE = "chatbot.evaluate"


async def list_golden(
    work: Work, *, limit: int = 100, skip: int = 0, before: int | None = None
) -> list[Golden]:
    """Newest first (staff)."""
    policy.require_may_see_golden(work.actor)
    return await work.many(Golden, queries.GOLDENS, before, limit, skip)


async def get_golden(work: Work, *, golden_id: int) -> Golden:
    policy.require_may_see_golden(work.actor)
    found = await work.one(Golden, queries.GOLDEN, golden_id)
    if found is None:
        raise GoldenNotFound
    return found


async def add_golden(work: Work, new: NewGolden) -> Golden:
    """GoldenKnown for a question whose words are in the set already."""
    policy.require_may_judge(work.actor)
    if (await work.value(int, queries.COUNT_GOLDEN) or 0) >= MOST_GOLDEN:
        raise TooManyGolden(most=MOST_GOLDEN)
    if new.turn_id is not None:
        policy.require_may_see_turns(work.actor)
        await get_turn(work, turn_id=new.turn_id)
    question = new.question.strip()
    key = key_of(question)
    if not key:
        raise Invalid.field("question", "A word at least")
    kind, source = await _expected(work, new.expects, new.source_kind, new.source_id)
    made = await work.one(
        Id, queries.ADD_GOLDEN, question, key, new.context.strip(), new.expects, kind, source,
        new.turn_id, work.actor.id or None,
    )  # fmt: skip
    if made is None:
        raise GoldenKnown
    return await get_golden(work, golden_id=made.id)


async def import_golden(work: Work, several: list[NewGolden]) -> tuple[int, int]:
    """All of them or none; how many were added, and how many were known already."""
    added = 0
    for one in several:
        try:
            await add_golden(work, one)
            added += 1
        except GoldenKnown:
            continue
    return added, len(several) - added


async def change_golden(
    work: Work, *, golden_id: int, expects: str, source_kind: GoldenSource | None,
    source_id: int | None,
) -> Golden:  # fmt: skip
    policy.require_may_judge(work.actor)
    await get_golden(work, golden_id=golden_id)
    kind, source = await _expected(work, expects, source_kind, source_id)
    await work.run(queries.CHANGE_GOLDEN, golden_id, expects, kind, source)
    return await get_golden(work, golden_id=golden_id)


async def delete_golden(work: Work, *, golden_id: int) -> None:
    """What runs have made of it stays with them."""
    policy.require_may_judge(work.actor)
    if not await work.run(queries.DELETE_GOLDEN, golden_id):
        raise GoldenNotFound


async def _expected(
    work: Work, expects: str, kind: GoldenSource | None, source_id: int | None
) -> tuple[GoldenSource | None, int | None]:
    if expects == "escalate":
        if source_id is not None:
            raise Invalid.field("source_id", "None, where nobody's answer is expected")
        return None, None
    if kind is None or source_id is None:
        raise Invalid.field("source_id", "The entry that answers it, with its source_kind")
    await knowledge.get_entry(work, kind, entry_id=source_id)
    return kind, source_id


async def begin_evaluation(
    work: Work, *, label: str = "", with_drafts: bool = False, threshold: float | None = None
) -> Evaluation:
    """Of the golden set as it is now; a job does the rest. `threshold`: the tenant's, if None."""
    policy.require_may_judge(work.actor)
    questions = await work.value(int, queries.COUNT_GOLDEN) or 0
    if not questions:
        raise NothingToEvaluate
    settings = await assistant.settings(work)
    made = await work.one(
        Id, queries.BEGIN, label.strip(), with_drafts,
        settings.ai_confidence_threshold if threshold is None else threshold,
        await knowledge.revision(work), assistant.ENCODER_ID, settings.provider, questions,
        work.actor.id or None,
    )  # fmt: skip
    if made is None:
        raise EvaluationNotFound
    await work.later(EVALUATE, key=str(made.id), evaluation_id=made.id)
    return await get_evaluation(work, evaluation_id=made.id)


async def get_evaluation(work: Work, *, evaluation_id: int) -> Evaluation:
    policy.require_may_see_golden(work.actor)
    found = await work.one(Evaluation, queries.EVALUATION, evaluation_id)
    if found is None:
        raise EvaluationNotFound
    return found


async def list_evaluations(work: Work, *, limit: int = 100, skip: int = 0) -> list[Evaluation]:
    """Newest first (staff)."""
    policy.require_may_see_golden(work.actor)
    return await work.many(Evaluation, queries.EVALUATIONS, limit, skip)


async def results_of(work: Work, *, evaluation_id: int) -> list[Result]:
    await get_evaluation(work, evaluation_id=evaluation_id)
    return await work.many(Result, queries.RESULTS, evaluation_id)


async def compare(work: Work, *, base_id: int, evaluation_id: int) -> Comparison:
    """What changed from one run to another, question by question."""
    base = await get_evaluation(work, evaluation_id=base_id)
    run = await get_evaluation(work, evaluation_id=evaluation_id)
    found = differences_of(
        await results_of(work, evaluation_id=base_id),
        await results_of(work, evaluation_id=evaluation_id), (base.threshold, run.threshold),
    )  # fmt: skip
    better = sum(one.after == "right" and one.before != "right" for one in found)
    worse = sum(one.before == "right" and one.after != "right" for one in found)
    return Comparison(base, run, better, worse, found[:MOST_DIFFERENCES])


def encoded(scores: msgspec.Struct) -> str:
    return msgspec.json.encode(scores).decode()
