"""What people correct: kept for learning, bounded, and forgotten with the person who wrote it."""

from ringdesk.domains.assistant import queries
from ringdesk.domains.assistant.kept_heads import kept
from ringdesk.domains.assistant.learning.tasks import PLANS
from ringdesk.domains.assistant.models import LEARN
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

LABELS = {task: plan.labels for task, plan in PLANS.items()}
LONGEST_TEXT = 4_000
MOST_KEPT = 800  # a kind and tenant; the oldest go
LEARN_AFTER = 25  # new ones


async def keep_correction(
    work: Work, *, kind: str, text: str, label: str, predicted: str, confidence: float,
    model_version: str, said_by: int | None = None,
) -> None:  # fmt: skip
    """Somebody of the staff says what the text is: `kind` one of `LABELS`, `label` one of its
    labels. `said_by` is who wrote the text. After some, the tenant's head is
    trained anew."""
    if label not in LABELS.get(kind, ()):
        raise Invalid.field("label", f"Expected one of: {', '.join(LABELS.get(kind, ()))}")
    words = text.replace("\0", "").strip()[:LONGEST_TEXT]
    if not words:
        return  # nothing to learn from
    by = work.actor.id or None  # the house is no person
    await work.run(
        queries.KEEP_CORRECTION, kind, words, label, predicted[:64],
        min(max(confidence, 0.0), 1.0), model_version[:200], said_by, by,
    )  # fmt: skip
    await work.run(queries.DROP_OLDEST_CORRECTIONS, kind, MOST_KEPT)
    if (await work.value(int, queries.NEW_CORRECTIONS, kind) or 0) >= LEARN_AFTER:
        await work.later(LEARN, key=f"{LEARN}:{kind}", task=kind)


async def forget_person(work: Work, *, person_id: int) -> int:
    """Their words, and the heads that may have learned from them; how many texts there were.
    What remains is learned again."""
    forgotten = await work.run(queries.FORGET_CORRECTIONS, person_id)
    if forgotten:
        await work.run(queries.DROP_HEADS)
        work.after_commit.append(lambda: kept.notice(work.tenant_id))
        for task in LABELS:
            await work.later(LEARN, key=f"{LEARN}:{task}", task=task)
    return forgotten
