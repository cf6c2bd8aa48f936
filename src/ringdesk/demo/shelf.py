"""What the sample's help desks know: FAQ entries, articles, canned replies (knowledge/*.toml)."""

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct, convert

from ringdesk.demo.companies import Company, Language
from ringdesk.domains import knowledge
from ringdesk.kernel.work import Actor, Office


class Question(Struct, frozen=True):
    category: str
    tags: tuple[str, ...]
    question: str
    answer: str


class Article(Struct, frozen=True):
    category: str
    title: str
    body: str


class Canned(Struct, frozen=True):
    shortcut: str
    title: str
    text: str


class Shelf(Struct, frozen=True):
    faq: tuple[Question, ...]
    article: tuple[Article, ...]
    canned: tuple[Canned, ...]


WRITTEN: tuple[Language, ...] = ("en", "de", "es")


@cache
def shelf(language: Language) -> Shelf:
    file = Path(__file__).parent / "knowledge" / f"{language}.toml"
    return convert(tomllib.loads(file.read_text()), Shelf)


def languages_of(company: Company) -> list[Language]:
    """Those its people speak, as far as anything is written in them; its boss's first."""
    spoken = dict.fromkeys(one.language for one in company.people)
    return [one for one in spoken if one in WRITTEN]


def language_for(company: Company, spoken: Language) -> Language:
    """In what somebody finds answers: their own tongue, or the company's."""
    written = languages_of(company)
    return spoken if spoken in written else written[0]


async def fill_shelf(office: Office, company: Company, author: Actor) -> int:
    """How many entries there are now."""
    added = 0
    async with office.open(author) as work:
        # Lists begin with what was written last: the company's own language stands on top.
        for language in reversed(languages_of(company)):
            books = shelf(language)
            entries: list[tuple[knowledge.EntryKind, knowledge.NewEntry]] = [
                ("faq", knowledge.NewEntry(title=one.question, body=one.answer, language=language,
                                           category=one.category, tags=list(one.tags)))
                for one in books.faq
            ]  # fmt: skip
            entries += [
                ("article", knowledge.NewEntry(title=one.title, body=one.body.strip(),
                                               category=one.category, language=language))
                for one in books.article
            ]  # fmt: skip
            entries += [
                ("canned", knowledge.NewEntry(title=one.title, body=one.text, language=language,
                                              shortcut=one.shortcut, visibility="staff"))
                for one in books.canned
            ]  # fmt: skip
            for kind, entry in entries:
                await knowledge.add_entry(work, kind, entry)
            added += len(entries)
    return added
