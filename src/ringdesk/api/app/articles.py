"""Articles: longer texts in Markdown, for customers or for staff alone."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.chatbot.faqs import (
    Before,
    CategoryName,
    InState,
    OneCategory,
    OneTag,
    Tags,
    Vote,
    Words,
)
from ringdesk.api.door import (
    IfVersion,
    In,
    InWork,
    Limit,
    Said,
    ShortText,
    Skip,
    etag,
    page,
    raises,
)
from ringdesk.domains import knowledge
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.knowledge import ArticleOut, EntryVersionOut

Markdown = Annotated[str, Meta(min_length=1, max_length=50_000)]


class CreateArticle(In, frozen=True, kw_only=True):
    title: ShortText
    body: Markdown
    category: CategoryName = ""
    tags: Tags | None = None
    language: knowledge.Language = "en"
    visibility: knowledge.Visibility = "public"
    state: knowledge.State = "draft"
    is_active: bool = True


class UpdateArticle(In, frozen=True, kw_only=True):
    title: ShortText | UnsetType = UNSET
    body: Markdown | UnsetType = UNSET
    category: CategoryName | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    language: knowledge.Language | UnsetType = UNSET
    visibility: knowledge.Visibility | UnsetType = UNSET
    state: knowledge.State | UnsetType = UNSET
    is_active: bool | UnsetType = UNSET


def answered(entry: knowledge.Entry, status: int = 200) -> Response[ArticleOut]:
    headers = {"ETag": etag(entry.version)}
    if status == 201:
        headers["Location"] = f"/api/app/articles/{entry.id}"
    return Response(ArticleOut.of(entry), status_code=status, headers=headers)


@get(responses=raises())
async def list_articles(
    work: InWork,
    category: OneCategory = None,
    search: Words = None,
    tag: OneTag = None,
    language: FromQuery[knowledge.Language | None] = None,
    in_state: InState = None,
    before: Before = None,
    skip: Skip = None,
    limit: Limit = None,
) -> list[ArticleOut]:
    """Articles, newest first; customers see the published ones that are for them."""
    most, offset = page(limit, skip)
    wanted = knowledge.EntryFilter(
        kind="article", category=category or None, words=search, tag=tag and tag.lower(),
        language=language, state=in_state, before=before,
    )  # fmt: skip
    found = await knowledge.list_entries(work, wanted, limit=most, skip=offset)
    return [ArticleOut.of(one) for one in found]


@post(responses=raises(NotAllowed, knowledge.TooManyEntries))
async def create_article(data: JSONBody[CreateArticle], work: InWork) -> Response[ArticleOut]:
    """Write one; a draft unless it is said to be published."""
    new = knowledge.NewEntry(**structs.asdict(data))
    return answered(await knowledge.add_entry(work, "article", new), 201)


@get("/{article_id:int}", responses=raises(knowledge.EntryNotFound))
async def get_article(article_id: FromPath[int], work: InWork) -> Response[ArticleOut]:
    """One article: what a customer opens as a source."""
    return answered(await knowledge.get_entry(work, "article", entry_id=article_id))


@put(
    "/{article_id:int}",
    responses=raises(NotAllowed, knowledge.EntryNotFound, knowledge.EntryChangedMeanwhile),
)
async def update_article(
    article_id: FromPath[int], data: JSONBody[UpdateArticle], work: InWork, if_version: IfVersion
) -> Response[ArticleOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    changes = knowledge.EntryChanges(**structs.asdict(data))
    return answered(
        await knowledge.change_entry(
            work, "article", entry_id=article_id, changes=changes, if_version=if_version
        )
    )


@delete("/{article_id:int}", status_code=200, responses=raises(NotAllowed, knowledge.EntryNotFound))
async def delete_article(article_id: FromPath[int], work: InWork) -> Said:
    """Delete one with its versions; it answers no longer."""
    await knowledge.delete_entry(work, "article", entry_id=article_id)
    return Said("Article deleted")


@get("/{article_id:int}/versions", responses=raises(NotAllowed, knowledge.EntryNotFound))
async def article_versions(article_id: FromPath[int], work: InWork) -> list[EntryVersionOut]:
    """How it read, newest first (staff)."""
    found = await knowledge.list_versions(work, "article", entry_id=article_id)
    return [EntryVersionOut.of(one) for one in found]


@post("/{article_id:int}/feedback", status_code=200, responses=raises(knowledge.EntryNotFound))
async def vote_on_article(
    article_id: FromPath[int], data: JSONBody[Vote], work: InWork
) -> Response[ArticleOut]:
    """Say whether it helped: one vote a person, the last one counts."""
    voted = await knowledge.vote(work, "article", entry_id=article_id, helpful=data.helpful)
    return answered(voted)


router = Router(
    "/api/app/articles",
    route_handlers=[
        list_articles, create_article, get_article, update_article, delete_article,
        article_versions, vote_on_article,
    ],
    tags=["knowledge"],
)  # fmt: skip
