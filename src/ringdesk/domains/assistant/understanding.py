"""Messages and tickets understood: rules, then the heads. Never raises for a text."""

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID

import msgspec
import numpy as np

from ringdesk.domains.assistant import languages, rules
from ringdesk.domains.assistant.encoder.lane import Lane, TooBusy
from ringdesk.domains.assistant.encoder.places import fault_of
from ringdesk.domains.assistant.encoder.session import NoEncoder, Vectors
from ringdesk.domains.assistant.heads import OTHERWISE, Decision, DoesNotFit, Head
from ringdesk.domains.assistant.kept_heads import kept, shipped
from ringdesk.domains.assistant.learning.tasks import PLANS, ticket_text
from ringdesk.domains.assistant.models import (
    NEUTRAL,
    OTHER,
    UNCATEGORIZED,
    FirstLook,
    Prediction,
    Understanding,
)
from ringdesk.domains.assistant.priors import prior_of
from ringdesk.domains.assistant.service import categorise
from ringdesk.domains.assistant.surface import Words, words_of
from ringdesk.kernel.work import Work

log = logging.getLogger(__name__)

PATIENCE_S = 2.0  # for the encoder: a message must not wait longer for its label
BY_RULE = 0.97
RULES_VERSION = "rules-1"
BY_A_PERSON = "person"  # in place of a model's version
UNUSABLE = (OSError, DoesNotFit, msgspec.DecodeError)  # a shipped head
_lane = Lane()


async def understand(text: str, *, work: Work | None = None) -> Understanding:
    """What a customer's message seems to be; of a text nobody can judge, "uncategorized" with
    confidence 0. `work`: of whose tenant's own heads are asked, without it the shipped ones."""
    return (await understand_all([text], work=work))[0]


async def understand_all(
    texts: Sequence[str], *, work: Work | None = None
) -> list[Understanding]:  # fmt: skip
    """The same for several texts, in their order: the heads look at all of them at once."""
    languages_of = [languages.language_of(text) for text in texts]
    found = [_ruled(text, language) for text, language in zip(texts, languages_of, strict=True)]
    left = [at for at, known in enumerate(found) if known is None]
    vectors = await _vectors_of([texts[at] for at in left], work)
    words = [words_of(texts[at]) for at in left]
    intents = await _decided("intent", vectors, words, work)
    moods = await _decided("sentiment", vectors, words, work)
    for at, (intent, intent_version), (mood, mood_version) in zip(
        left, intents, moods, strict=True
    ):
        found[at] = Understanding(
            intent=intent.label, confidence=intent.confidence, sentiment=mood.label,
            sentiment_confidence=mood.confidence, language=languages_of[at],
            model_version=f"{intent_version}+{mood_version}",
        )  # fmt: skip
    return [known for known in found if known is not None]


async def _decided(
    task: str, vectors: Vectors | None, words: list[Words], work: Work | None
) -> list[tuple[Decision, str]]:
    """Of each text, and by which version of the head."""
    if not words:
        return []
    try:
        head = await kept.of(work, task)
    except UNUSABLE as error:
        log.error("The head for %s can't be used: %s", task, error)
        return [(Decision(OTHERWISE[task], 0.0), "none")] * len(words)
    if vectors is None:
        return [(head.decide_by_words(one), f"{head.version}-words") for one in words]
    return [(one, head.version) for one in head.decide_all(vectors, np.stack(words))]


def _ruled(text: str, language: str) -> Understanding | None:
    if rules.says_nothing(text):
        return _by_rule(UNCATEGORIZED, language)
    if rules.is_greeting(text):
        return _by_rule("greeting", language)
    return None


def _by_rule(intent: str, language: str) -> Understanding:
    return Understanding(
        intent=intent, confidence=BY_RULE, sentiment=NEUTRAL, sentiment_confidence=BY_RULE,
        language=language, model_version=RULES_VERSION,
    )  # fmt: skip


async def categorise_for(work: Work | None, *, title: str, description: str) -> Prediction:
    """A ticket's category by the words and the meaning, and by what the tenant corrected. Without
    the encoder as `categorise`."""
    text = ticket_text(title, description)
    try:
        head = await kept.of(work, "category")
    except UNUSABLE as error:
        log.error("The head for categories can't be used: %s", error)
        return categorise(title=title, description=description)
    vectors = await _vectors_of([text], work) if not rules.says_nothing(text) else None
    if vectors is None:
        return categorise(title=title, description=description)
    prior = prior_of("category", title, description)
    decision = head.decide(vectors[0], words_of(text), prior)
    label = decision.label if decision.confidence >= 0.5 else OTHER
    return Prediction(label, decision.confidence, head.version)


async def first_look(
    work: Work, *, title: str, description: str, category: str | None = None
) -> FirstLook:
    """Of a ticket that is being opened; `category` is what a person says it is. The encoder is
    asked only where the tenant's own people have taught what words and rules alone can't know:
    nobody else waits for it."""
    if category is not None:
        guess = Prediction(category, 1.0, BY_A_PERSON)
    elif await _own("category", work) is not None:
        guess = await categorise_for(work, title=title, description=description)
    else:
        guess = categorise(title=title, description=description)
    if (head := await _own("priority", work)) is None:
        return FirstLook(guess, None)
    text = ticket_text(title, description)
    vectors = None if rules.says_nothing(text) else await _vectors_of([text], work)
    if vectors is None:
        return FirstLook(guess, None)
    told = head.decide(vectors[0], words_of(text), prior_of("priority", title, description))
    return FirstLook(guess, Prediction(told.label, told.confidence, head.version))


async def _own(task: str, work: Work) -> Head | None:
    try:
        return await kept.own(work, task)
    except UNUSABLE as error:
        log.error("The head for %s can't be used: %s", task, error)
        return None


async def embed(texts: list[str], *, whose: UUID | None = None) -> Vectors:
    """float32 [texts, 384], rows of length one, by the encoder `ENCODER_ID`. `whose`: the tenant
    whose texts they are, and who may ask for them again soon.

    Raises `NoEncoder` where it was not built, `TooBusy` when hundreds of texts wait already.
    """
    return await _lane.encode(texts, whose)


async def warm() -> None:
    """Load what understanding needs, ahead of the first message; never raises."""
    try:
        await asyncio.to_thread(lambda: [shipped(task) for task in PLANS])
        await asyncio.to_thread(categorise, title="hello", description="")
        await _lane.encode(["hello"])
    except (NoEncoder, TooBusy, *UNUSABLE) as error:
        log.warning("The assistant is not at its best: %s", error)


def encoder_fault() -> str | None:
    """Why only words are understood, not meanings; nothing if the encoder is there. It reads the
    whole file: for `ringdesk doctor`, not for requests."""
    return fault_of()


async def _vectors_of(texts: list[str], work: Work | None) -> Vectors | None:
    """None if there is no encoder, or not in time: then words alone must do."""
    if not texts:
        return None
    whose = None if work is None else work.tenant_id
    try:
        async with asyncio.timeout(PATIENCE_S):  # `wait_for` may swallow that we are to stop
            return await _lane.encode(texts, whose)
    except (NoEncoder, TooBusy, TimeoutError) as error:
        log.info("Words alone must do: %r", error)
        return None
