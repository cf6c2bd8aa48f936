"""How well the chatbot would answer: golden questions, runs over them, and two runs compared."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import (
    AnyRequest,
    Id,
    In,
    InVisit,
    InWork,
    Limit,
    Said,
    Skip,
    page,
    raises,
)
from ringdesk.domains import chatbot, knowledge
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.evaluation import ComparisonOut, EvaluationOut, GoldenOut, ResultOut

Question = Annotated[str, Meta(min_length=1, max_length=1_000)]
Context = Annotated[str, Meta(max_length=2_000)]
Before = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


class AddGolden(In, frozen=True, kw_only=True):
    """`turn_id`: the question to the chatbot that it was taken from."""

    question: Question
    expects: chatbot.Expects = "answer"
    source_kind: chatbot.GoldenSource | None = None
    source_id: Id | None = None
    context: Context = ""
    turn_id: Id | None = None

    def as_new(self) -> chatbot.NewGolden:
        return chatbot.NewGolden(
            question=self.question, expects=self.expects, source_kind=self.source_kind,
            source_id=self.source_id, context=self.context, turn_id=self.turn_id,
        )  # fmt: skip


class ChangeGolden(In, frozen=True, kw_only=True):
    expects: chatbot.Expects
    source_kind: chatbot.GoldenSource | None = None
    source_id: Id | None = None


class ImportGolden(In, frozen=True):
    questions: Annotated[list[AddGolden], Meta(min_length=1, max_length=200)]


class ImportedOut(Struct, frozen=True):
    added: int
    known: int


class RunEvaluation(In, frozen=True, kw_only=True):
    """`with_drafts`: as if all drafts were published. `threshold`: the tenant's, if absent."""

    label: Annotated[str, Meta(max_length=100)] = ""
    with_drafts: bool = False
    threshold: Annotated[float, Meta(ge=0, le=1)] | None = None


def made(golden: chatbot.Golden, status: int) -> Response[GoldenOut]:
    headers = {"Location": f"/api/app/chatbot/golden/{golden.id}"} if status == 201 else {}
    return Response(GoldenOut.of(golden), status_code=status, headers=headers)


@get("/golden", responses=raises(NotAllowed))
async def list_golden(
    work: InWork, before: Before = None, skip: Skip = None, limit: Limit = None
) -> list[GoldenOut]:
    """Questions whose right answer is known, newest first (staff)."""
    most, offset = page(limit, skip)
    found = await chatbot.list_golden(work, limit=most, skip=offset, before=before)
    return [GoldenOut.of(one) for one in found]


@post(
    "/golden",
    responses=raises(
        NotAllowed, chatbot.GoldenKnown, chatbot.TooManyGolden, knowledge.EntryNotFound,
        chatbot.TurnNotFound,
    ),
)  # fmt: skip
async def add_golden(data: JSONBody[AddGolden], work: InWork) -> Response[GoldenOut]:
    """Add one, written or taken from what a customer asked (staff with `faqs:write`)."""
    return made(await chatbot.add_golden(work, data.as_new()), 201)


@post(
    "/golden/import", status_code=200,
    responses=raises(NotAllowed, chatbot.TooManyGolden, knowledge.EntryNotFound),
)  # fmt: skip
async def import_golden(data: JSONBody[ImportGolden], work: InWork) -> ImportedOut:
    """Add many at once: all, or none if one of them is wrong; those known already are passed
    over."""
    added, known = await chatbot.import_golden(work, [one.as_new() for one in data.questions])
    return ImportedOut(added, known)


@get("/golden/{golden_id:int}", responses=raises(NotAllowed, chatbot.GoldenNotFound))
async def get_golden(golden_id: FromPath[int], work: InWork) -> GoldenOut:
    """One question."""
    return GoldenOut.of(await chatbot.get_golden(work, golden_id=golden_id))


@put(
    "/golden/{golden_id:int}",
    responses=raises(NotAllowed, chatbot.GoldenNotFound, knowledge.EntryNotFound),
)
async def change_golden(
    golden_id: FromPath[int], data: JSONBody[ChangeGolden], work: InWork
) -> GoldenOut:
    """Change what is expected."""
    changed = await chatbot.change_golden(
        work, golden_id=golden_id, expects=data.expects, source_kind=data.source_kind,
        source_id=data.source_id,
    )  # fmt: skip
    return GoldenOut.of(changed)


@delete(
    "/golden/{golden_id:int}", status_code=200, responses=raises(NotAllowed, chatbot.GoldenNotFound)
)
async def delete_golden(golden_id: FromPath[int], work: InWork) -> Said:
    """Take one out of the set; runs keep what they made of it."""
    await chatbot.delete_golden(work, golden_id=golden_id)
    return Said("Golden question deleted")


@get("/evaluations", responses=raises(NotAllowed))
async def list_evaluations(
    work: InWork, skip: Skip = None, limit: Limit = None
) -> list[EvaluationOut]:
    """Runs, newest first (staff)."""
    most, offset = page(limit, skip)
    found = await chatbot.list_evaluations(work, limit=most, skip=offset)
    return [EvaluationOut.of(one) for one in found]


@post("/evaluations", responses=raises(NotAllowed, chatbot.NothingToEvaluate))
async def evaluate(
    data: JSONBody[RunEvaluation], request: AnyRequest, visit: InVisit, desk: InDesk
) -> Response[EvaluationOut]:
    """Ask the chatbot all golden questions. A small set is done with the answer; a larger one is
    `running` until a job has done it."""
    async with visit.act(request) as work:
        run = await chatbot.begin_evaluation(
            work, label=data.label, with_drafts=data.with_drafts, threshold=data.threshold
        )
    if run.questions <= chatbot.ON_THE_SPOT:
        run = await chatbot.Evaluating(desk.office).evaluate(work.tenant_id, run.id)
    headers = {"Location": f"/api/app/chatbot/evaluations/{run.id}"}
    return Response(EvaluationOut.of(run), status_code=201, headers=headers)


@get("/evaluations/{evaluation_id:int}", responses=raises(NotAllowed, chatbot.EvaluationNotFound))
async def get_evaluation(evaluation_id: FromPath[int], work: InWork) -> EvaluationOut:
    """One run with its scores."""
    return EvaluationOut.of(await chatbot.get_evaluation(work, evaluation_id=evaluation_id))


@get(
    "/evaluations/{evaluation_id:int}/results",
    responses=raises(NotAllowed, chatbot.EvaluationNotFound),
)
async def results(evaluation_id: FromPath[int], work: InWork) -> list[ResultOut]:
    """Question by question."""
    run = await chatbot.get_evaluation(work, evaluation_id=evaluation_id)
    found = await chatbot.results_of(work, evaluation_id=evaluation_id)
    return [ResultOut.of(one, run.threshold) for one in found]


@get(
    "/evaluations/{evaluation_id:int}/comparison/{base_id:int}",
    responses=raises(NotAllowed, chatbot.EvaluationNotFound),
)
async def compare(
    evaluation_id: FromPath[int], base_id: FromPath[int], work: InWork
) -> ComparisonOut:
    """What changed since another run, question by question."""
    found = await chatbot.compare(work, base_id=base_id, evaluation_id=evaluation_id)
    return ComparisonOut.of(found)


router = Router(
    "/api/app/chatbot",
    route_handlers=[
        list_golden, add_golden, import_golden, get_golden, change_golden, delete_golden,
        list_evaluations, evaluate, get_evaluation, results, compare,
    ],
    tags=["evaluation"],
)  # fmt: skip
