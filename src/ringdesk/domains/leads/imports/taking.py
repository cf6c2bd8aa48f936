"""A row of a file, as a row of the staging table. Pure: no database, no event loop."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import json

from ringdesk.domains.identity import names
from ringdesk.domains.leads import rules
from ringdesk.domains.leads.imports.plan import Plan
from ringdesk.domains.leads.models import PRIORITIES, RANKS
from ringdesk.domains.leads.spreadsheets import plain
from ringdesk.domains.telephony import numbers
from ringdesk.kernel import sheets
from ringdesk.kernel.errors import Invalid

COLUMNS = (
    "line", "phone", "phone_valid", "zones", "name", "email", "external_id", "source", "rank",
    "tags", "custom", "notes", "time_zone", "consent_basis",
)  # fmt: skip
NULL = "\\N"
TO_ESCAPE = re.compile(r"[\\\n\r\t]")
ESCAPED = {ord("\\"): r"\\", ord("\n"): r"\n", ord("\r"): r"\r", ord("\t"): r"\t"}
BETWEEN_TAGS = re.compile(r"[,;|]")
WORDS = {"urgent": "urgent dringend urgente срочный срочно asap critical критический kritisch",
         "high": "high hoch alta alto высокий высокая hot горячий",
         "medium": "medium normal mittel media medio средний средняя обычный warm",
         "low": "low niedrig gering baja bajo низкий низкая cold холодный"}  # fmt: skip
RANK_OF = {word: RANKS[name] for name, words in WORDS.items() for word in words.split()}


class Wrong(Exception):
    """A row that is not taken; the sentence says why."""


def escape(text: str) -> str:
    return text.translate(ESCAPED) if TO_ESCAPE.search(text) else text


def array(values: Iterable[str]) -> str:
    """As an array's literal, escaped for COPY."""
    inner = ",".join('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return escape("{" + inner + "}")


class Taker:
    """Makes staging rows of records, as a plan says."""

    def __init__(self, plan: Plan) -> None:
        fields = [plan.mapping.get(column, "skip") for column in plan.columns]
        at = {field: index for index, field in enumerate(fields)}
        self._customs = [
            (index, column)
            for index, (column, field) in enumerate(zip(plan.columns, fields, strict=True))
            if field == "custom"
        ]
        self._width, self._region = len(plan.columns), plan.region
        self._phone_needed = plan.phone_needed
        self._phone_at, self._mail_at = at.get("phone", -1), at.get("email", -1)
        self._rank_at, self._zone_at = at.get("priority", -1), at.get("time_zone", -1)
        self._tags_at = at.get("tags", -1)
        places: dict[str, int] = dict(at.items())
        self._text_at = {name: places[name] for name in rules.LONGEST if name in places}
        self._names = [at[name] for name in ("first_name", "name", "last_name") if name in at]
        presets = plan.defaults
        self._no_tags, self._rank = array(rules.tidy_tags(presets.tags)), RANKS[presets.priority]
        self._source, self._basis = escape(presets.source), escape(presets.consent_basis)
        self._tags = lru_cache(maxsize=4096)(lambda text: tags_of(text, presets.tags))
        self._zones = lru_cache(maxsize=4096)(array)

    def take(self, record: sheets.Record) -> tuple[str, bool, bool]:
        """The row; whether it has a number; whether the number's place is known. Wrong."""
        if record.fault is not None:
            raise Wrong(record.fault)
        cells = record.cells
        if len(cells) != self._width:
            cells = fitted(cells, self._width)
        whole = "".join(cells)
        if "\x00" in whole or sheets.LOST in whole:
            refuse_unreadable(whole)
        if "'" in whole:  # as spreadsheets, and our own export, mark text that is no formula
            cells = [plain(cell) for cell in cells]
        put = escape if TO_ESCAPE.search(whole) else str
        typed = cells[self._phone_at].strip() if self._phone_at >= 0 else ""
        mail = address_of(cells[self._mail_at]) if self._mail_at >= 0 else ""
        phone, valid, where = self._number(typed, mail)
        said = {name: put(text_of(name, cells[index])) for name, index in self._text_at.items()}
        if self._names:
            full = " ".join([cells[i].strip() for i in self._names])
            said["name"] = put(text_of("name", full))
        tags = cells[self._tags_at] if self._tags_at >= 0 else ""
        row = "\t".join((
            str(record.line), phone, "t" if valid else "f", self._zones(where),
            said.get("name", ""), put(mail) or NULL, said.get("external_id") or NULL,
            said.get("source") or self._source,
            str(rank_of(cells[self._rank_at], self._rank) if self._rank_at >= 0 else self._rank),
            self._tags(tags) if tags else self._no_tags,
            custom_of(cells, self._customs) if self._customs else "{}", said.get("notes", ""),
            zone_of(cells[self._zone_at]) if self._zone_at >= 0 else NULL,
            said.get("consent_basis") or self._basis,
        ))  # fmt: skip
        return row, bool(typed), bool(where) or not typed

    def _number(self, typed: str, mail: str) -> tuple[str, bool, tuple[str, ...]]:
        if typed:
            return number_of(typed, self._region)
        if self._phone_needed:
            raise Wrong("There is no telephone number")
        if not mail:
            raise Wrong("There is neither a telephone number nor an e-mail address")
        return NULL, True, ()


def fitted(cells: list[str], width: int) -> list[str]:
    """A row may end early, and be followed by delimiters; it may not have more than the header."""
    if len(cells) > width and any(map(str.strip, cells[width:])):
        raise Wrong(f"This row has {len(cells)} columns, the header has {width}")
    return (cells + [""] * (width - len(cells)))[:width]


def refuse_unreadable(whole: str) -> None:
    if "\x00" in whole:
        raise Wrong("This row has a NUL character, which no text has")
    raise Wrong("This row has bytes that are no letters in this encoding")


def number_of(typed: str, region: str) -> tuple[str, bool, tuple[str, ...]]:
    try:
        number = numbers.number(typed, region)
    except Invalid as error:
        raise Wrong(sentence_of(error, typed)) from error
    return number.e164, number.valid, number.zones


def sentence_of(error: Invalid, value: str) -> str:
    return f"{error.reason}: {value[:60]}"


def address_of(cell: str) -> str:
    if not cell or not (bare := cell.strip()):
        return ""
    try:
        return names.require_address(bare)
    except Invalid as error:
        raise Wrong(sentence_of(error, bare)) from error


def text_of(name: str, cell: str) -> str:
    tidy = cell.strip()
    if len(tidy) > rules.LONGEST[name]:
        raise Wrong(f"{name.replace('_', ' ')} is longer than {rules.LONGEST[name]} letters")
    return tidy


@lru_cache(maxsize=1024)
def rank_of(cell: str, otherwise: int) -> int:
    word = cell.strip().casefold()
    if not word:
        return otherwise
    if (rank := RANK_OF.get(word)) is None:
        raise Wrong(f"A priority is one of {', '.join(PRIORITIES)}, not {cell.strip()[:40]}")
    return rank


def tags_of(cell: str, more: list[str]) -> str:
    try:
        return array(rules.tidy_tags([*BETWEEN_TAGS.split(cell), *more]))
    except Invalid as error:
        raise Wrong(sentence_of(error, cell)) from error


@lru_cache(maxsize=1024)
def zone_of(cell: str) -> str:
    try:
        return rules.tidy_zone(cell) or NULL
    except Invalid as error:
        raise Wrong(sentence_of(error, cell)) from error


def custom_of(cells: list[str], customs: list[tuple[int, str]]) -> str:
    found: Mapping[str, str] = {
        name: value for index, name in customs if (value := cells[index].strip())
    }
    if not found:
        return "{}"
    if len(found) > rules.MOST_FIELDS or sum(map(len, found.values())) > rules.LONGEST_FIELD:
        try:
            rules.tidy_custom(found)
        except Invalid as error:
            raise Wrong(sentence_of(error, "")) from error
    return escape(json.encode(found).decode())
