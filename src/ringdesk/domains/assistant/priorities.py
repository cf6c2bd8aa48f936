"""How soon a ticket wants somebody, by rules that say why. There is no licensed data to learn
this from, and a person must be able to see what raised it."""

import re
import tomllib
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
    """`begins` finds the first word of any of the phrases, and nothing else."""

    name: str
    points: int
    pattern: re.Pattern[str]
    begins: re.Pattern[str]


def _read() -> list[Rule]:
    return [
        Rule(
            rule["name"], rule["points"],
            re.compile(r"(?<!\w)(?:" + "|".join(rule["phrases"]) + r")(?!\w)"),
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


@lru_cache(MOST_WORDS_KNOWN)
def begun_by(word: str) -> frozenset[int]:
    """Of which rules a phrase may begin with the word: no more need be looked for, and nearly all
    words begin none."""
    return frozenset(nr for nr, rule in enumerate(RULES) if rule.begins.fullmatch(word))


OF_CATEGORY = {"system_down": 4, "network_issue": 1, "password_reset": 1}
SURE_OF_CATEGORY = 0.7
SUREST = 0.8
STEPS = ((6, "critical"), (3, "high"), (0, "medium"))


def urgency(*, title: str, description: str, guess: Prediction | None = None) -> Urgency:
    """Points of the rules that hold, and of a category we are sure of. The confidence is no
    frequency (nothing was counted), so never a high one: it grows with the distance to the next
    priority. `guess` is what `categorise` said, if it was asked already."""
    headline, body = features.tokens(title, description)
    text = " ".join([*headline, "|", *body])
    begun = frozenset().union(*map(begun_by, {*headline, *body}))
    held = [RULES[nr] for nr in sorted(begun) if RULES[nr].pattern.search(text)]
    if any(rule.name == "no hurry" for rule in held):  # "not urgent" also says "urgent"
        held = [rule for rule in held if rule.name != "asked for"]
    points = sum(rule.points for rule in held)
    reasons = [rule.name for rule in held]
    category = guess or categorise(title=title, description=description)
    if category.confidence >= SURE_OF_CATEGORY and category.category in OF_CATEGORY:
        points += OF_CATEGORY[category.category]
        reasons.append(category.category.replace("_", " "))
    priority = next((name for least, name in STEPS if points >= least), "low")
    distance = min(abs(points - edge + 0.5) for edge in (0, 3, 6))
    return Urgency(priority, min(SUREST, 0.5 + 0.1 * distance) if held else 0.5, VERSION, reasons)
