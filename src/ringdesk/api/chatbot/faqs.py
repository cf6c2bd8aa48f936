"""Document 003: /api/chatbot/faqs."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType

from ringdesk.api.door import (
    IfVersion,
    In,
    InWork,
    Limit,
    Said,
    Skip,
    etag,
    page,
    raises,
)
from ringdesk.domains import knowledge
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.knowledge import EntryVersionOut, FaqOut

Question = Annotated[str, Meta(min_length=1, max_length=500)]
Answer = Annotated[str, Meta(min_length=1, max_length=10_000)]
CategoryName = Annotated[str, Meta(max_length=100)]
Tags = Annotated[list[Annotated[str, Meta(min_length=1, max_length=40)]], Meta(max_length=20)]
OneCategory = Annotated[str | None, QueryParameter(max_length=100)]
OneTag = Annotated[str | None, QueryParameter(max_length=40)]
Words = Annotated[str | None, QueryParameter(max_length=200)]
InState = Annotated[knowledge.State | None, QueryParameter(name="state")]  # Litestar's own word
Before = Annotated[
    int | None, QueryParameter(ge=1, le=2**63 - 1, description="Only older ones than this id.")
]


class CreateFaq(In, frozen=True, kw_only=True):
    question: Question
    answer: Answer
    category: CategoryName = ""
    tags: Tags | None = None
    language: knowledge.Language = "en"
    state: knowledge.State = "published"
    is_active: bool = True


class UpdateFaq(In, frozen=True, kw_only=True):
    question: Question | UnsetType = UNSET
    answer: Answer | UnsetType = UNSET
    category: CategoryName | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    language: knowledge.Language | UnsetType = UNSET
    state: knowledge.State | UnsetType = UNSET
    is_active: bool | UnsetType = UNSET


class Vote(In, frozen=True):
    helpful: bool


def answered(entry: knowledge.Entry, status: int = 200) -> Response[FaqOut]:
    headers = {"ETag": etag(entry.version)}
    if status == 201:
        headers["Location"] = f"/api/chatbot/faqs/{entry.id}"
    return Response(FaqOut.of(entry), status_code=status, headers=headers)


@get(responses=raises())
async def list_faqs(
    work: InWork,
    category: OneCategory = None,
    search: Words = None,
    tag: OneTag = None,
    language: FromQuery[knowledge.Language | None] = None,
    in_state: InState = None,
    is_active: FromQuery[bool | None] = None,
    before: Before = None,
    skip: Skip = None,
    limit: Limit = None,
) -> list[FaqOut]:
    """FAQ entries, newest first; customers see the published, active ones. `search`: every word,
    in question or answer."""
    most, offset = page(limit, skip)
    wanted = knowledge.EntryFilter(
        kind="faq", category=category or None, words=search, tag=tag and tag.lower(),
        language=language, state=in_state, is_active=is_active, before=before,
    )  # fmt: skip
    found = await knowledge.list_entries(work, wanted, limit=most, skip=offset)
    return [FaqOut.of(one) for one in found]


@post(responses=raises(NotAllowed, knowledge.TooManyEntries))
async def create_faq(data: JSONBody[CreateFaq], work: InWork) -> Response[FaqOut]:
    """Write one (staff with `faqs:write`). It answers from now on."""
    new = knowledge.NewEntry(
        title=data.question, body=data.answer, category=data.category, tags=data.tags,
        language=data.language, state=data.state, is_active=data.is_active,
    )  # fmt: skip
    return answered(await knowledge.add_entry(work, "faq", new), 201)


@get("/{faq_id:int}", responses=raises(knowledge.EntryNotFound))
async def get_faq(faq_id: FromPath[int], work: InWork) -> Response[FaqOut]:
    """One FAQ entry."""
    return answered(await knowledge.get_entry(work, "faq", entry_id=faq_id))


@put(
    "/{faq_id:int}",
    responses=raises(NotAllowed, knowledge.EntryNotFound, knowledge.EntryChangedMeanwhile),
)
async def update_faq(
    faq_id: FromPath[int], data: JSONBody[UpdateFaq], work: InWork, if_version: IfVersion
) -> Response[FaqOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    changes = knowledge.EntryChanges(
        title=data.question, body=data.answer, category=data.category, tags=data.tags,
        language=data.language, state=data.state, is_active=data.is_active,
    )  # fmt: skip
    return answered(
        await knowledge.change_entry(
            work, "faq", entry_id=faq_id, changes=changes, if_version=if_version
        )
    )


@delete("/{faq_id:int}", status_code=200, responses=raises(NotAllowed, knowledge.EntryNotFound))
async def delete_faq(faq_id: FromPath[int], work: InWork) -> Said:
    """Delete one with its versions; it answers no longer."""
    await knowledge.delete_entry(work, "faq", entry_id=faq_id)
    return Said("FAQ entry deleted")


@get("/{faq_id:int}/versions", responses=raises(NotAllowed, knowledge.EntryNotFound))
async def faq_versions(faq_id: FromPath[int], work: InWork) -> list[EntryVersionOut]:
    """How it read, newest first (staff)."""
    found = await knowledge.list_versions(work, "faq", entry_id=faq_id)
    return [EntryVersionOut.of(one) for one in found]


@post("/{faq_id:int}/feedback", status_code=200, responses=raises(knowledge.EntryNotFound))
async def vote_on_faq(
    faq_id: FromPath[int], data: JSONBody[Vote], work: InWork
) -> Response[FaqOut]:
    """Say whether it helped: one vote a person, the last one counts."""
    return answered(await knowledge.vote(work, "faq", entry_id=faq_id, helpful=data.helpful))


router = Router(
    "/api/chatbot/faqs",
    route_handlers=[
        list_faqs, create_faq, get_faq, update_faq, delete_faq, faq_versions, vote_on_faq
    ],
    tags=["knowledge"],
)  # fmt: skip
