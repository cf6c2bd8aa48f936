"""Document 001's AI: a question, and who may put the answer in words."""

from typing import Annotated

from litestar import Router, get, post
from litestar.params import JSONBody
from msgspec import Meta

from ringdesk.api.desk import InDesk
from ringdesk.api.door import Caller, In, InWork, raises
from ringdesk.domains import assistant, chatbot, identity
from ringdesk.kernel.errors import NotAllowed, TooMany
from ringdesk.wire.ai import AiAnswerOut, AiProviderOut

Question = Annotated[str, Meta(min_length=1, max_length=5_000)]
ProviderName = Annotated[str, Meta(min_length=1, max_length=40)]


class AskAi(In, frozen=True, kw_only=True):
    """`provider`: "local", or the name of one that the tenant has set up; by default its first."""

    query: Question
    provider: ProviderName | None = None


@post("/query", status_code=200, responses=raises(assistant.ProviderUnknown, TooMany))
async def query(data: JSONBody[AskAi], desk: InDesk, actor: Caller) -> AiAnswerOut:
    """Ask what the tenant knows: customers from what is published, staff from what staff may read.
    Nothing is kept of it. A provider that fails is stood in for, and the answer says so."""
    if desk.settings.rate_limit_enabled:
        desk.questions.count(f"{actor.tenant_id} {actor.id}")
    return AiAnswerOut.of(await chatbot.query(
        desk.models, actor, question=data.query, provider=data.provider
    ))  # fmt: skip


@get("/providers", responses=raises(NotAllowed))
async def list_providers(work: InWork) -> list[AiProviderOut]:
    """Who may be asked, in order (staff)."""
    identity.require_staff(work.actor)
    return AiProviderOut.all_of(await assistant.who_may_be_asked(work))


router = Router("/api/v1/ai", route_handlers=[query, list_providers], tags=["ai"])
