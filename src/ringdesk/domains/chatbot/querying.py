"""A single question, answered from what the tenant knows: no conversation, nothing kept of it, no
ticket. Customers are answered from what is published, staff from what staff may read."""

import msgspec

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.chatbot.answering import CERTAIN
from ringdesk.domains.chatbot.phrases import phrase
from ringdesk.domains.chatbot.rewriting import INSTRUCTIONS, LONGEST_PASSAGE, WITHIN_S, keeps_to
from ringdesk.domains.chatbot.wording import only_thanks, says_something
from ringdesk.kernel.work import Actor, Work

LOCAL = "local"
MOST_SOURCES = 3
BESIDE_THE_BEST = 0.5  # of the best one's confidence; what is less sure is no source of it


class Queried(msgspec.Struct, frozen=True, kw_only=True):
    """`provider`: who put it in words; "local" in the words of the source. `fell_back`: somebody
    else was to do that, and could not; `why` says it by name. `confidence` is calibrated, that the
    answer answers, whether it was good enough to be given or not."""

    answer: str
    answered: bool
    confidence: float
    sources: list[knowledge.Found]
    provider: str = LOCAL
    fell_back: bool = False
    why: str | None = None


class _Looked(msgspec.Struct, frozen=True, kw_only=True):
    found: Queried
    passage: str = ""
    most: int
    asks: str


async def query(
    models: assistant.Models, actor: Actor, *, question: str, provider: str | None = None
) -> Queried:
    """Opens work of its own: nobody waits for a model with a transaction open. `provider`: a name
    of the tenant's, "local" for none; by default the first of them. Raises ProviderUnknown."""
    async with models.office.open(actor) as work:
        if provider is not None:
            await assistant.require_provider(work, provider)
        looked = await _look(work, question, provider)
    if not looked.passage or looked.asks == LOCAL:
        return looked.found
    return await _in_other_words(models, actor, question, looked)


async def _look(work: Work, question: str, provider: str | None) -> _Looked:
    settings = await assistant.settings(work)
    most, asks = settings.max_response_length, provider or settings.provider
    language = (await assistant.understand(question, work=work)).language

    def fixed(name: str, confidence: float) -> _Looked:
        said = knowledge.shortened(phrase(name, language), most)
        found = Queried(answer=said, answered=False, confidence=confidence, sources=[])
        return _Looked(found=found, most=most, asks=asks)

    if only_thanks(question):
        return fixed("thanked", CERTAIN)
    if not says_something(question):
        return fixed("unclear", 0.0)
    # As much as they may read, and no more: knowledge goes by their scopes.
    found = await knowledge.answers(work, question, limit=MOST_SOURCES, public_only=False)
    if not found or found[0].confidence < settings.ai_confidence_threshold:
        return fixed("not_known", found[0].confidence if found else 0.0)
    passage = knowledge.readable(found[0])
    likely = [
        one for one in found if one.confidence >= BESIDE_THE_BEST * found[0].confidence
    ]  # fmt: skip
    answered = Queried(
        answer=knowledge.shortened(passage, most), answered=True, confidence=found[0].confidence,
        sources=likely,
    )  # fmt: skip
    return _Looked(found=answered, passage=passage, most=most, asks=asks)


async def _in_other_words(
    models: assistant.Models, actor: Actor, question: str, looked: _Looked
) -> Queried:
    """By the provider asked for, from the best passage and nothing else; or as it was found."""
    completion = await assistant.complete(
        models, actor.tenant_id, purpose="query", instructions=INSTRUCTIONS,
        data={"question": question, "passage": looked.passage[:LONGEST_PASSAGE]},
        max_length=looked.most, local=looked.found.answer, within_s=WITHIN_S,
        providers=[looked.asks], asked_by=actor.id,
    )  # fmt: skip
    text, why = completion.text.strip(), ""
    if completion.is_local:
        failed = [one.outcome for one in completion.attempts if one.provider != LOCAL]
        why = failed[-1] if failed else "not_configured"
    elif not keeps_to(text, looked.passage, question):
        why = "left_the_source"
    else:
        said = knowledge.shortened(text, looked.most)
        return msgspec.structs.replace(looked.found, answer=said, provider=completion.provider)
    return msgspec.structs.replace(looked.found, fell_back=True, why=why)
