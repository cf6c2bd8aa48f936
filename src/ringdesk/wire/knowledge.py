"""FAQ entries, articles, canned replies and what retrieval finds, as REST shows them."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import knowledge
from ringdesk.wire.tickets import AgentOut
from ringdesk.wire.times import Time


def author_of(id: int | None, name: str | None) -> AgentOut | None:
    return None if id is None else AgentOut(id, name or "")


class FaqOut(Struct, frozen=True):
    """Document 003's fields, and what the editor needs beside them."""

    id: int
    question: str
    answer: str
    category: str
    tags: list[str]
    is_active: bool
    created_at: Time
    updated_at: Time
    state: knowledge.State
    language: str
    version: int
    helpful: int
    not_helpful: int
    used: int
    author: AgentOut | None
    url: str

    @classmethod
    def of(cls, e: knowledge.Entry) -> Self:
        return cls(
            e.id, e.title, e.body, e.category, e.tags, e.is_active, e.created_at, e.updated_at,
            e.state, e.language, e.version, e.helpful, e.not_helpful, e.used,
            author_of(e.author_id, e.author_name), knowledge.address("faq", e.id),
        )  # fmt: skip


class ArticleOut(Struct, frozen=True):
    """`body` is Markdown, as it was written: whoever shows it renders it as text, never as HTML."""

    id: int
    title: str
    body: str
    category: str
    tags: list[str]
    language: str
    visibility: knowledge.Visibility
    state: knowledge.State
    is_active: bool
    version: int
    helpful: int
    not_helpful: int
    used: int
    author: AgentOut | None
    created_at: Time
    updated_at: Time
    url: str

    @classmethod
    def of(cls, e: knowledge.Entry) -> Self:
        return cls(
            e.id, e.title, e.body, e.category, e.tags, e.language, e.visibility, e.state,
            e.is_active, e.version, e.helpful, e.not_helpful, e.used,
            author_of(e.author_id, e.author_name), e.created_at, e.updated_at,
            knowledge.address("article", e.id),
        )  # fmt: skip


class CannedReplyOut(Struct, frozen=True):
    id: int
    shortcut: str
    title: str
    text: str
    category: str
    tags: list[str]
    language: str
    is_active: bool
    version: int
    used: int
    author: AgentOut | None
    created_at: Time
    updated_at: Time

    @classmethod
    def of(cls, e: knowledge.Entry) -> Self:
        return cls(
            e.id, e.shortcut or "", e.title, e.body, e.category, e.tags, e.language, e.is_active,
            e.version, e.used, author_of(e.author_id, e.author_name), e.created_at, e.updated_at,
        )  # fmt: skip


class EntryVersionOut(Struct, frozen=True):
    """`title` and `body` are a FAQ entry's question and answer, a canned reply's title and text."""

    version: int
    title: str
    body: str
    category: str
    tags: list[str]
    language: str
    shortcut: str | None
    visibility: knowledge.Visibility
    state: knowledge.State
    is_active: bool
    author: AgentOut | None
    at: Time

    @classmethod
    def of(cls, v: knowledge.EntryVersion) -> Self:
        return cls(
            v.version, v.title, v.body, v.category, v.tags, v.language, v.shortcut, v.visibility,
            v.state, v.is_active, author_of(v.author_id, v.author_name), v.at,
        )  # fmt: skip


class SourceOut(Struct, frozen=True):
    """Something found; `url` is where it opens in the web app, or ""."""

    kind: knowledge.SourceKind
    id: int
    title: str
    text: str
    confidence: float
    url: str

    @classmethod
    def of(cls, found: knowledge.Found) -> Self:
        return cls(found.kind, found.id, found.title, found.text, found.confidence, found.url)


class SuggestionOut(Struct, frozen=True):
    """`id` tells it from its neighbours; `source_id` is null for a set phrase."""

    id: str
    text: str
    kind: knowledge.SuggestionKind
    source_id: int | None
    title: str
    confidence: float

    @classmethod
    def of(cls, one: knowledge.Suggestion) -> Self:
        name = f"{one.kind}-{one.source_id or 0}"
        return cls(name, one.text, one.kind, one.source_id, one.title, one.confidence)
