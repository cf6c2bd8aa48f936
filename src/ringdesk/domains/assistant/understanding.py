"""Messages and tickets understood: rules, then the heads. Never raises for a text."""

import asyncio
import logging

import msgspec
import numpy as np

from ringdesk.domains.assistant import languages, rules
from ringdesk.domains.assistant.encoder.lane import Lane, TooBusy
from ringdesk.domains.assistant.encoder.places import fault_of
from ringdesk.domains.assistant.encoder.session import NoEncoder, Vectors
from ringdesk.domains.assistant.heads import OTHERWISE, Decision, DoesNotFit
from ringdesk.domains.assistant.kept_heads import kept, shipped
from ringdesk.domains.assistant.learning.tasks import PLANS, ticket_text
from ringdesk.domains.assistant.models import (
    CATEGORIES,
    NEUTRAL,
    OTHER,
    UNCATEGORIZED,
    Prediction,
    Understanding,
)
from ringdesk.domains.assistant.service import categorise, log_probabilities
from ringdesk.domains.assistant.surface import words_of
from ringdesk.kernel.work import Work

log = logging.getLogger(__name__)

PATIENCE_S = 2.0  # for the encoder: a message must not wait longer for its label
BY_RULE = 0.97
RULES_VERSION = "rules-1"
UNUSABLE = (OSError, DoesNotFit, msgspec.DecodeError)  # a shipped head
_lane = Lane()


async def understand(text: str, *, work: Work | None = None) -> Understanding:
    """What a customer's message seems to be; of a text nobody can judge, "uncategorized" with
    confidence 0. `work`: of whose tenant's own heads are asked, without it the shipped ones."""
    language = languages.language_of(text)
    if rules.says_nothing(text):
        return _by_rule(UNCATEGORIZED, language)
    if rules.is_greeting(text):
        return _by_rule("greeting", language)
    vector, words = await _vector_of(text), words_of(text)
    found = {}
    for task in ("intent", "sentiment"):
        try:
            head = await kept.of(work, task)
        except UNUSABLE as error:
            log.error("The head for %s can't be used: %s", task, error)
            found[task] = Decision(OTHERWISE[task], 0.0), "none"
            continue
        if vector is None:
            found[task] = head.decide_by_words(words), f"{head.version}-words"
        else:
            found[task] = head.decide(vector, words), head.version
    (intent, intent_version), (mood, mood_version) = found["intent"], found["sentiment"]
    return Understanding(
        intent=intent.label, confidence=intent.confidence, sentiment=mood.label,
        sentiment_confidence=mood.confidence, language=language,
        model_version=f"{intent_version}+{mood_version}",
    )  # fmt: skip


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
    vector = await _vector_of(text) if not rules.says_nothing(text) else None
    if vector is None:
        return categorise(title=title, description=description)
    likely = log_probabilities(title=title, description=description)
    prior = np.array([likely[label] for label in CATEGORIES])
    decision = head.decide(vector, words_of(text), prior)
    label = decision.label if decision.confidence >= 0.5 else OTHER
    return Prediction(label, decision.confidence, head.version)


async def embed(texts: list[str]) -> Vectors:
    """float32 [texts, 384], rows of length one, by the encoder `ENCODER_ID`.

    Raises `NoEncoder` where it was not built, `TooBusy` when hundreds of texts wait already.
    """
    return await _lane.encode(texts)


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


async def _vector_of(text: str) -> Vectors | None:
    try:
        found: Vectors = (await asyncio.wait_for(_lane.encode([text]), PATIENCE_S))[0]
    except (NoEncoder, TooBusy, TimeoutError) as error:
        log.info("Words alone must do: %r", error)
        return None
    return found
