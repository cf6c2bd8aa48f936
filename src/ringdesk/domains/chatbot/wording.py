"""What needs no model: who asks for a person, who only says thanks, and what a question is by its
words."""

import re
import tomllib
import unicodedata
from pathlib import Path

CONSIDERED = 400  # characters: whoever asks for a person says so at once, or at the end
LONGEST_KEY = 200
MOST_THANKS = 8

_MARKS = re.compile("[\u0300-\u036f]+")


def without_marks(text: str) -> str:
    """ "Й" is "и" with a mark, "ü" an "u": some keyboards leave them out."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


_FILE = Path(__file__).parent / "words" / "asking.toml"
_WORDS = tomllib.loads(without_marks(_FILE.read_text("utf-8")))
_PERSON = [re.compile(rf"(?:^|(?<= )){pattern}(?= |$)") for pattern in _WORDS["person"]]
_DENIED = [re.compile(rf"(?:^|(?<= )){pattern}") for pattern in _WORDS["denied"]]
_THANKS = frozenset(_WORDS["thanks"].split())
_AROUND = frozenset(_WORDS["around"].split())
_NOT_A_WORD = re.compile(r"[\W_]+")
_SPOKEN = re.compile(r"[^\W_]")


def plain(text: str) -> str:
    """Case, accents, signs: what does not matter goes; one blank between words."""
    folded = without_marks(text[: 2 * CONSIDERED].casefold())[: 4 * CONSIDERED]
    return _NOT_A_WORD.sub(" ", folded.replace("’", "").replace("'", "")).strip()


def asks_for_person(text: str) -> bool:
    """In English, German, Russian, Spanish: "let me talk to a human"."""
    ends = [text] if len(text) <= CONSIDERED else [text[:CONSIDERED], text[-CONSIDERED:]]
    for end in map(plain, ends):
        if any(one.search(end) for one in _PERSON) and not any(one.search(end) for one in _DENIED):
            return True
    return False


def only_thanks(text: str) -> bool:
    """Nothing but thanks or a farewell."""
    if len(text) > 100 or "?" in text:
        return False
    words = plain(text).split()
    return (
        0 < len(words) <= MOST_THANKS
        and any(word in _THANKS or word == "dank" for word in words)
        and all(word in _THANKS or word in _AROUND for word in words)
    )


def says_something(text: str) -> bool:
    """A letter or a digit at least."""
    return _SPOKEN.search(text) is not None


def key_of(text: str) -> str:
    """What two ways to type one question have in common, for counting. "" without any words."""
    return plain(text)[:LONGEST_KEY].strip()
