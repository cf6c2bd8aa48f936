"""A tenant's own heads: learned from what its people corrected, kept if they are no worse."""

import asyncio
from datetime import datetime
from uuid import UUID

import msgspec
import numpy as np

from ringdesk.domains.assistant import queries
from ringdesk.domains.assistant.encoder.lane import TooBusy
from ringdesk.domains.assistant.encoder.session import NoEncoder, Vectors
from ringdesk.domains.assistant.events import HeadChanged
from ringdesk.domains.assistant.heads import Head
from ringdesk.domains.assistant.kept_heads import kept, shipped
from ringdesk.domains.assistant.learning.adapting import adapt
from ringdesk.domains.assistant.learning.judging import quality
from ringdesk.domains.assistant.learning.lessons import Examples, unpack
from ringdesk.domains.assistant.learning.tasks import PLANS
from ringdesk.domains.assistant.models import Quality
from ringdesk.domains.assistant.priors import prior_of
from ringdesk.domains.assistant.surface import words_of
from ringdesk.domains.assistant.understanding import embed
from ringdesk.kernel.errors import Conflict, Invalid, NotFound
from ringdesk.kernel.work import Actor, Office, Work

FEWEST = 5  # corrections; fewer can't be judged
MAY_LOSE = 0.02  # of the accuracy on the shipped examples, after the threshold
VERSIONS_KEPT = 5


class CannotLearn(Conflict):
    code, text = "CANNOT_LEARN", "The sentence encoder is missing or busy: see ringdesk doctor."


class NoSuchHead(NotFound):
    code = "NO_SUCH_HEAD"


class LearningReport(msgspec.Struct, frozen=True, kw_only=True):
    """`before` is the shipped head on the corrections, which it never saw; `after` the tenant's by
    cross-validation over the same; `shipped_before` and `shipped_after` the same for what the
    shipped head had learned from. `version` is 0 if nothing was kept, and `reason` says why."""

    task: str
    corrections: int
    before: Quality | None = None
    after: Quality | None = None
    shipped_before: Quality | None = None
    shipped_after: Quality | None = None
    version: int = 0
    reason: str = ""


class HeadKept(msgspec.Struct, frozen=True):
    """`report` is a `LearningReport` as JSON."""

    task: str
    version: int
    active: bool
    corrections: int
    made_at: datetime
    report: str


class Correction(msgspec.Struct, frozen=True):
    text: str
    label: str


async def learn(office: Office, *, tenant_id: UUID, task: str) -> LearningReport:
    """Trains in a thread, outside of any transaction: seconds, for some thousand corrections."""
    if task not in PLANS:
        raise Invalid.field("task", f"Expected one of: {', '.join(PLANS)}")
    async with office.open(Actor.the_house(tenant_id)) as work:
        corrections = await work.many(Correction, queries.CORRECTIONS, task)
    if len(corrections) < FEWEST:
        text = f"{FEWEST} corrections are the least to learn from."
        return LearningReport(task=task, corrections=len(corrections), reason=text)
    try:
        vectors = await embed([one.text for one in corrections])
    except (NoEncoder, TooBusy) as error:
        raise CannotLearn from error
    content, report = await asyncio.to_thread(trained, task, corrections, vectors)
    if report.reason:
        return report
    async with office.open(Actor.the_house(tenant_id)) as work:
        return await _keep(work, report, content)


def trained(
    task: str, corrections: list[Correction], vectors: Vectors
) -> tuple[bytes, LearningReport]:  # fmt: skip
    """The file of the tenant's head and what to say of it; `reason` is given if it is worse."""
    plan, base = PLANS[task], shipped(task)
    own = _examples(corrections, vectors, plan.labels, base)
    known = unpack(base.file.lessons, len(plan.labels))
    result = adapt(base.file, base.version, known, own, by_rules=plan.by_rules)
    mine = np.arange(len(own.labels) + len(known.labels)) < len(own.labels)
    judged = np.concatenate([np.zeros(len(own.labels), bool), known.judged])
    truth, (named, confidence) = result.seen.truth, result.judgement
    before = _of_shipped(base, own)
    after = quality(truth[mine], named[mine], confidence[mine])
    still = quality(truth[judged], named[judged], confidence[judged])
    reason = ""
    if after.accuracy < before.accuracy:
        reason = "It would be worse on what was corrected."
    elif still.accuracy < base.file.quality.accuracy - MAY_LOSE:
        reason = "It would forget too much of what it knew."
    return msgspec.msgpack.encode(result.file), LearningReport(
        task=task, corrections=len(corrections), before=before, after=after,
        shipped_before=base.file.quality, shipped_after=still, reason=reason,
    )  # fmt: skip


def _examples(
    corrections: list[Correction], vectors: Vectors, labels: tuple[str, ...], base: Head
) -> Examples:  # fmt: skip
    words = np.stack([words_of(one.text) for one in corrections])
    priors = None
    if base.file.prior:
        priors = np.array([prior_of(base.file.task, *_parts(one.text)) for one in corrections])
    return Examples(
        vectors.astype(np.float64), words.astype(np.float64),
        np.array([labels.index(one.label) for one in corrections]),
        np.ones(len(corrections)),
        np.array([base.scores(vectors[at], words[at]) for at in range(len(words))]),
        priors,
    )  # fmt: skip


def _parts(text: str) -> tuple[str, str]:
    title, _, description = text.partition("\n")
    return title, description


def _of_shipped(base: Head, own: Examples) -> Quality:
    decisions = [
        base.decide(
            own.vectors[at].astype(np.float32),
            own.words[at].astype(np.float32),
            None if own.priors is None else own.priors[at],
        )
        for at in range(len(own.labels))
    ]
    named = np.array([base.labels.index(one.label) for one in decisions])
    return quality(own.labels, named, np.array([one.confidence for one in decisions]))


async def _keep(work: Work, report: LearningReport, content: bytes) -> LearningReport:
    await work.run(queries.RETIRE, report.task)
    body = msgspec.json.encode(report).decode()
    version = await work.value(
        int, queries.ADD_HEAD, report.task, content, body, report.corrections
    )
    await work.run(queries.DROP_OLD_HEADS, report.task, VERSIONS_KEPT)
    _changed(work, report.task, version or 0)
    return msgspec.structs.replace(report, version=version or 0)


async def list_heads(work: Work) -> list[HeadKept]:
    """By task, the newest first."""
    return await work.many(HeadKept, queries.HEADS)


async def roll_back(work: Work, *, task: str, version: int) -> None:
    """Serve with an earlier version again, or with the shipped head: version 0."""
    await work.run(queries.RETIRE, task)
    if version and not await work.run(queries.ACTIVATE, task, version):
        raise NoSuchHead
    _changed(work, task, version)


def _changed(work: Work, task: str, version: int) -> None:
    work.record(HeadChanged(task=task, version=version))
    work.after_commit.append(lambda: kept.notice(work.tenant_id))
