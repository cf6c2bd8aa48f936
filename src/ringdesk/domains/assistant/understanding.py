"""Messages understood: rules, then the heads on the encoder's vector. Never raises for a text."""

import asyncio
import logging
from functools import cache
from pathlib import Path
from uuid import UUID

from ringdesk.domains.assistant import languages, rules
from ringdesk.domains.assistant.encoder.lane import Lane, TooBusy
from ringdesk.domains.assistant.encoder.places import ENCODER_ID
from ringdesk.domains.assistant.encoder.session import NoEncoder, Vectors
from ringdesk.domains.assistant.heads import AnotherEncoder, Decision, Head
from ringdesk.domains.assistant.models import NEUTRAL, UNCATEGORIZED, Understanding

log = logging.getLogger(__name__)

ARTEFACTS = Path(__file__).parent / "artefacts"
PATIENCE_S = 2.0  # for the encoder: a message must not wait longer for its label
BY_RULE = 0.97  # what the rules got right on the validation messages
_lane = Lane()


@cache
def shipped(task: str) -> Head:
    return Head((ARTEFACTS / f"{task}.msgpack").read_bytes())


async def understand(text: str, *, tenant_id: UUID) -> Understanding:
    """What a customer's message seems to be; of a text nobody can judge, "uncategorized" with
    confidence 0."""
    language = languages.language_of(text)
    if rules.says_nothing(text):
        return _by_rule(UNCATEGORIZED, language)
    if rules.is_greeting(text):
        return _by_rule("greeting", language)
    try:
        vector = (await asyncio.wait_for(_lane.encode([text]), PATIENCE_S))[0]
        intent, version = shipped("intent").decide(vector), shipped("intent").version
        mood, mood_version = shipped("sentiment").decide(vector), shipped("sentiment").version
    except (NoEncoder, TooBusy, AnotherEncoder, TimeoutError) as error:
        log.info("A message was not understood: %r", error)
        intent, version = Decision(UNCATEGORIZED, 0.0), "none"
        mood, mood_version = Decision(NEUTRAL, 0.0), "none"
    return Understanding(
        intent=intent.label, confidence=intent.confidence, sentiment=mood.label,
        sentiment_confidence=mood.confidence, language=language,
        model_version=f"{version}+{mood_version}",
    )  # fmt: skip


def _by_rule(intent: str, language: str) -> Understanding:
    return Understanding(
        intent=intent, confidence=BY_RULE, sentiment=NEUTRAL, sentiment_confidence=BY_RULE,
        language=language, model_version="rules-1",
    )  # fmt: skip


async def embed(texts: list[str]) -> Vectors:
    """float32 [texts, 384], rows of length one, by the encoder `ENCODER_ID`.

    Raises `NoEncoder` where it was not built, `TooBusy` when hundreds of texts wait already.
    """
    return await _lane.encode(texts)


async def warm() -> str:
    """Load what understanding needs, ahead of the first message; which encoder it is, in words."""
    try:
        await _lane.encode(["hello"])
        await asyncio.to_thread(lambda: (shipped("intent"), shipped("sentiment")))
    except (NoEncoder, TooBusy, AnotherEncoder) as error:
        return f"none: {error}"
    return ENCODER_ID
