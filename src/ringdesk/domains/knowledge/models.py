from datetime import datetime
from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType

EntryKind = Literal["faq", "article", "canned"]
SourceKind = Literal["faq", "article", "canned", "ticket"]
SuggestionKind = Literal["faq", "article", "canned", "ticket", "phrase"]
Visibility = Literal["public", "staff"]
State = Literal["draft", "published"]
How = Literal["insert", "edit", "send"]
Language = Literal["en", "de", "ru", "es"]
LANGUAGES: tuple[str, ...] = get_args(Language)


class Entry(Struct, frozen=True):
    """A FAQ entry (title: its question, body: its answer), an article (body: Markdown) or a canned
    reply, in the order of the columns."""

    id: int
    kind: EntryKind
    title: str
    body: str
    category: str
    tags: list[str]
    language: str
    shortcut: str | None
    visibility: Visibility
    state: State
    is_active: bool
    version: int
    helpful: int
    not_helpful: int
    used: int
    author_id: int | None
    author_name: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether a customer may read it."""
        return self.visibility == "public" and self.is_live

    @property
    def is_live(self) -> bool:
        """Whether it is found when somebody asks."""
        return self.state == "published" and self.is_active


class EntryVersion(Struct, frozen=True):
    version: int
    title: str
    body: str
    category: str
    tags: list[str]
    language: str
    shortcut: str | None
    visibility: Visibility
    state: State
    is_active: bool
    author_id: int | None
    author_name: str | None
    at: datetime


class NewEntry(Struct, frozen=True, kw_only=True):
    title: str
    body: str
    category: str = ""
    tags: list[str] | None = None
    language: str = "en"
    shortcut: str | None = None
    visibility: Visibility = "public"
    state: State = "published"
    is_active: bool = True


class Known(Struct, frozen=True):
    id: int
    question: str
    language: str


class EntryChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    title: str | UnsetType = UNSET
    body: str | UnsetType = UNSET
    category: str | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    language: str | UnsetType = UNSET
    shortcut: str | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET
    state: State | UnsetType = UNSET
    is_active: bool | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


class EntryFilter(Struct, frozen=True, kw_only=True):
    """All of it must hold; every word of `words` stands in the title or the text."""

    kind: EntryKind
    category: str | None = None
    words: str | None = None
    tag: str | None = None
    language: str | None = None
    state: State | None = None
    is_active: bool | None = None
    before: int | None = None


class Found(Struct, frozen=True, kw_only=True):
    """A piece of knowledge that may answer what was asked.

    `score` is comparable within one answer only; `confidence` is calibrated, 0 to 1: of pieces
    found with 0.8, about 80 in 100 do answer. `url` is where a reader opens it, or "".
    """

    kind: SourceKind
    id: int
    title: str
    text: str
    score: float
    confidence: float
    url: str


class Suggestion(Struct, frozen=True, kw_only=True):
    """A reply that could be sent. `source_id` is None for a set phrase."""

    text: str
    kind: SuggestionKind
    source_id: int | None
    title: str
    confidence: float


class Preview(Struct, frozen=True, kw_only=True):
    """What a customer who asked this would be told: `answer` is "" where the bot would not answer,
    because `confidence` is below the tenant's `threshold`. `revision`: of the knowledge."""

    answered: bool
    answer: str
    confidence: float
    threshold: float
    sources: list[Found]
    suggestions: list[Suggestion]
    revision: int


class Line(Struct, frozen=True):
    """One thing said, and by whom (a name)."""

    who: str
    text: str
    from_staff: bool = False


class Summary(Struct, frozen=True, kw_only=True):
    """All of it in the speakers' own words; a slot without any is ""."""

    text: str
    who: str
    problem: str
    tried: str
    outcome: str
    lines: int


class UseCount(Struct, frozen=True):
    """How often suggestions of one kind (or one source) were used, and how."""

    kind: SuggestionKind
    source_id: int | None
    title: str
    inserted: int
    edited: int
    sent: int


class Revision(Struct, frozen=True):
    """Of a tenant's knowledge. `own`: made by the very transaction that asks."""

    revision: int
    complete_from: int
    own: bool


class PassageRow(Struct, frozen=True):
    """What an index is made of. Without words where the reader may not see it (any more)."""

    id: int
    kind: SourceKind
    source_id: int
    visible: bool
    title: str
    body: str
    encoder_id: str | None
    vectors: bytes | None


class PassageText(Struct, frozen=True):
    id: int
    kind: SourceKind
    source_id: int
    part: int
    title: str
    body: str


class StalePassage(Struct, frozen=True):
    id: int
    title: str
    body: str


class Id(Struct, frozen=True):
    id: int


class CategoryCount(Struct, frozen=True):
    name: str
    count: int
