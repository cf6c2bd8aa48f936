"""An evaluation at work. What drafts would change is found by publishing them in a transaction
that is then thrown away: the chatbot is asked exactly as it would be, and nobody sees any of it."""

import logging
from uuid import UUID

from ringdesk.domains import knowledge
from ringdesk.domains.chatbot.evaluation import acts, queries
from ringdesk.domains.chatbot.evaluation.models import Evaluation, Golden, Result
from ringdesk.domains.chatbot.evaluation.scoring import scores_of
from ringdesk.domains.chatbot.events import EvaluationFinished
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

AT_ONCE = 100  # questions in one transaction
MOST_DRAFTS = 500
ON_THE_SPOT = 60  # questions that whoever asks waits for


class _ThrownAway(Exception):
    pass


class Evaluating:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def evaluate(self, tenant_id: UUID, evaluation_id: int) -> Evaluation:
        """Once; of one that is finished nothing changes. What fails is said in its state."""
        house = Actor.the_house(tenant_id)
        async with self._office.open(house) as work:
            run = await acts.get_evaluation(work, evaluation_id=evaluation_id)
        if run.state != "running":
            return run
        try:
            results = await self._results(house, run)
        except Exception as error:
            log.exception("Evaluation %s failed.", evaluation_id)
            return await self._finish(house, run, [], error=type(error).__name__)
        return await self._finish(house, run, results)

    async def _results(self, house: Actor, run: Evaluation) -> list[Result]:
        results: list[Result] = []
        before: int | None = None
        while True:
            try:
                async with self._office.open(house) as work:
                    several = await acts.list_golden(work, limit=AT_ONCE, before=before)
                    if run.with_drafts:
                        await publish_drafts(work)
                    results += [await asked(work, one) for one in several]
                    raise _ThrownAway
            except _ThrownAway:
                if len(several) < AT_ONCE:
                    return results
                before = several[-1].id

    async def _finish(
        self, house: Actor, run: Evaluation, results: list[Result], *, error: str = ""
    ) -> Evaluation:
        state = "failed" if error else "done"
        async with self._office.open(house) as work:
            scores = acts.encoded(scores_of(results, run.threshold))
            ended = await work.run(queries.FINISH, run.id, state, error, scores, len(results))
            if ended:
                columns = [[getattr(one, name) for one in results]
                           for name in Result.__struct_fields__]  # fmt: skip
                await work.run(queries.KEEP_RESULTS, run.id, *columns)
                work.record(EvaluationFinished(evaluation_id=run.id, state=state))
            return await acts.get_evaluation(work, evaluation_id=run.id)


async def publish_drafts(work: Work) -> None:
    """All that customers could read; in a transaction that is thrown away."""
    kinds: tuple[knowledge.EntryKind, ...] = ("faq", "article")
    for kind in kinds:
        wanted = knowledge.EntryFilter(kind=kind, state="draft", is_active=True)
        for entry in await knowledge.list_entries(work, wanted, limit=MOST_DRAFTS):
            if entry.visibility == "public":
                published = knowledge.EntryChanges(state="published")
                await knowledge.change_entry(work, kind, entry_id=entry.id, changes=published)


async def asked(work: Work, golden: Golden) -> Result:
    """As the chatbot would: published entries alone."""
    found = await knowledge.answers(
        work, golden.question, limit=1, public_only=True, context=golden.context
    )
    best = found[0] if found else None
    return Result(
        golden.id, golden.question, golden.expects, golden.source_kind, golden.source_id,
        best.kind if best else None, best.id if best else None, best.title if best else "",
        best.confidence if best else 0.0,
    )  # fmt: skip
