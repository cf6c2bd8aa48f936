"""What a domain keeps of people, told table by table: shown to them, and forgotten when they ask.

Each domain declares its own tables (`PERSONAL` in its face); privacy walks over all of them. A test
asks the catalogue for tables that nobody declared.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from ringdesk.kernel import queries
from ringdesk.kernel.work import Work

ERASED = "[erased]"  # what stands where words were

Of = Literal["person", "leads", "addresses", "numbers"]
Fate = Literal["erased", "anonymised", "retained"]
Kind = Literal[
    "tickets", "chats", "calls", "recordings", "messages", "leads", "visitors", "imports", "logs"
]


class Subject(Struct, frozen=True, kw_only=True):
    """Whose data: somebody with an account (`person_id`, else 0), leads that are the same human,
    and by what else rows may name them: e-mail addresses in lower case, numbers as E.164."""

    person_id: int = 0
    lead_ids: list[int] = []
    addresses: list[str] = []
    numbers: list[str] = []


Act: TypeAlias = Callable[[Work, Subject], Awaitable[int]]


class Holding(Struct, frozen=True, kw_only=True):
    """Rows of one table that speak of a subject. `$2` of every statement is what `of` names.

    `about`: in plain words, for the archive and the dry run. `fate`: what erasure does; `reason`:
    the legal reason, for what is retained. `shows`: one column `row`, JSON text; "" where there is
    nothing that is not shown elsewhere. `counts`: how many erasure would touch (default: those
    shown). `files`: name, content_type, storage_key. `forgets`: an update or a delete; `act`: where
    a statement is not enough. `reviewed`: others wrote it about them: only in an archive that
    an administrator let out."""

    table: str
    about: str
    fate: Fate
    of: Of = "person"
    reason: str = ""
    shows: str = ""
    counts: str = ""
    files: str = ""
    forgets: str = ""
    act: Act | None = None
    reviewed: bool = False

    def applies_to(self, subject: Subject) -> bool:
        return bool(self.key_of(subject))

    def key_of(self, subject: Subject) -> Any:  # noqa: ANN401 - an id or a list, as `of` says
        return {
            "person": subject.person_id, "leads": subject.lead_ids,
            "addresses": subject.addresses, "numbers": subject.numbers,
        }[self.of]  # fmt: skip


class Expiry(Struct, frozen=True, kw_only=True):
    """What retention takes of a kind. `$2` is the moment before which it is too old. `counts`: how
    many are; `files` (storage_key, `$3` at most) of the next ones; `removes`: `$3` of them, the
    same ones first."""

    kind: Kind
    about: str
    counts: str
    removes: str
    files: str = ""


class Personal(Struct, frozen=True, kw_only=True):
    """What a domain declares. `nothing`: tables without anything of people, each with why."""

    domain: str
    holdings: tuple[Holding, ...] = ()
    nothing: dict[str, str] = {}
    expiries: tuple[Expiry, ...] = ()


class Row(Struct, frozen=True):
    row: str


class StoredFile(Struct, frozen=True):
    name: str
    content_type: str
    storage_key: str


class StorageKey(Struct, frozen=True):
    storage_key: str


async def count(work: Work, holding: Holding, subject: Subject) -> int:
    """How many rows erasure would touch, or keep."""
    if not holding.applies_to(subject) or not (holding.counts or holding.shows):
        return 0
    statement = holding.counts or queries.COUNT_FOUND.format(statement=holding.shows)
    return await work.value(int, statement, holding.key_of(subject)) or 0


async def files_of(work: Work, holding: Holding, subject: Subject) -> list[StoredFile]:
    if not holding.files or not holding.applies_to(subject):
        return []
    return await work.many(StoredFile, holding.files, holding.key_of(subject))


async def forget(work: Work, holding: Holding, subject: Subject) -> int:
    """How many rows were touched. Again it touches none, or the same to the same end."""
    if not holding.applies_to(subject):
        return 0
    touched = 0
    if holding.forgets:
        touched = await work.run(holding.forgets, holding.key_of(subject))
    if holding.act is not None:
        touched += await holding.act(work, subject)
    return touched
