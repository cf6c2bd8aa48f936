"""How soon a ticket wants somebody, by rules that say why. There is no licensed data to learn
this from, and a person must be able to see what raised it."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from ringdesk.domains.assistant import features
from ringdesk.domains.assistant.models import Prediction, Urgency
from ringdesk.domains.assistant.service import categorise

VERSION: Final = "urgency-rules-2"
RULES_FILE = Path(__file__).parent / "words" / "urgency.toml"


MOST_WORDS_KNOWN = 50_000


class Rule(NamedTuple):
    """`pattern`: a phrase, from its beginning; `begins`: the first word of one, and no more."""

    name: str
    points: int
    pattern: re.Pattern[str]
    begins: re.Pattern[str]


def _read() -> list[Rule]:
    return [
        Rule(
            rule["name"], rule["points"],
            re.compile("(?:" + "|".join(rule["phrases"]) + r")(?!\w)"),
            re.compile("|".join(first_word(phrase) for phrase in rule["phrases"])),
        )
        for rule in tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))["rule"]
    ]  # fmt: skip


def first_word(phrase: str) -> str:
    """A phrase's own regular expression up to its first space outside of brackets."""
    depth = 0
    for at, sign in enumerate(phrase):
        depth += (sign == "(") - (sign == ")")
        if sign == " " and depth == 0:
            return phrase[:at]
    return phrase


RULES = _read()


_begin_nothing: set[str] = set()  # nearly all words do


@lru_cache(MOST_WORDS_KNOWN)
def begun_by(word: str) -> frozenset[int]:
    """Of which rules a phrase may begin with the word."""
    return frozenset(nr for nr, rule in enumerate(RULES) if rule.begins.fullmatch(word))


def beginnings(words: list[str]) -> dict[str, frozenset[int]]:
    """The words with which a phrase may begin, and of which rules: no more need be looked for."""
    unknown = set(words) - _begin_nothing
    found = {word: begun for word in unknown if (begun := begun_by(word))}
    if len(_begin_nothing) < MOST_WORDS_KNOWN:
        _begin_nothing.update(unknown - found.keys())
    return found


def rules_held(words: list[str]) -> list[Rule]:
    """Those of which a phrase stands in the words, in the rules' order."""
    if not (begun := beginnings(words)):
        return []
    text, held = f" {' '.join(words)} ", set[int]()
    for word, rules in begun.items():
        for at in places(f" {word} ", text):
            held.update(nr for nr in rules - held if RULES[nr].pattern.match(text, at + 1))
    return [RULES[nr] for nr in sorted(held)]


def places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


OF_CATEGORY = {"system_down": 4, "network_issue": 1, "password_reset": 1}
SURE_OF_CATEGORY = 0.7
SUREST = 0.8
STEPS = ((6, "critical"), (3, "high"), (0, "medium"))


def urgency(*, title: str, description: str, guess: Prediction | None = None) -> Urgency:
    """Points of the rules that hold, and of a category we are sure of. The confidence is no
    frequency (nothing was counted), so never a high one: it grows with the distance to the next
    priority. `guess` is what `categorise` said, if it was asked already."""
    headline, body = features.tokens(title, description)
    held = rules_held([*headline, "|", *body])
    if any(rule.name == "no hurry" for rule in held):  # "not urgent" also says "urgent"
        held = [rule for rule in held if rule.name != "asked for"]
    points = sum(rule.points for rule in held)
    reasons = [rule.name for rule in held]
    category = guess or categorise(title=title, description=description)
    if category.confidence >= SURE_OF_CATEGORY and category.category in OF_CATEGORY:
        points += OF_CATEGORY[category.category]
        reasons.append(category.category.replace("_", " "))
    priority = next((name for least, name in STEPS if points >= least), "low")
    if not held:
        return Urgency(priority, 0.5, VERSION, reasons)
    distance = min(abs(points - edge + 0.5) for edge, _ in STEPS)
    return Urgency(priority, min(SUREST, 0.5 + 0.1 * distance), VERSION, reasons)
