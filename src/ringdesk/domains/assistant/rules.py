"""What needs no model: greetings, and messages without a word in them."""

import re
import tomllib
from pathlib import Path

from ringdesk.domains.assistant import features

MOST_WORDS = 6  # a greeting that goes on is about something
_WORDS = tomllib.loads(
    (Path(__file__).parent / "words" / "greetings.toml").read_text(encoding="utf-8")
)
GREETS = frozenset(_WORDS["greets"].split())
AROUND = frozenset(_WORDS["around"].split())
PAIRS = frozenset(_WORDS["pairs"])
_LETTER = re.compile(r"[^\W\d_]")


def says_nothing(text: str) -> bool:
    """Without a single letter: numbers, signs, emoji."""
    return _LETTER.search(text) is None


def is_greeting(text: str) -> bool:
    """Nothing but a greeting, in the languages we speak."""
    if len(text) > 80 or "?" in text:
        return False
    words = [_plain(word) for word in features.words(text)]
    if not words or len(words) > MOST_WORDS:
        return False
    greets = any(word in GREETS for word in words) or not PAIRS.isdisjoint(features.pairs(words))
    return greets and all(word in GREETS or word in AROUND for word in words)


def _plain(word: str) -> str:
    """ "heyyy" and "hellooo": no greeting has a letter three times."""
    return re.sub(r"(.)\1{2,}", r"\1", word)
