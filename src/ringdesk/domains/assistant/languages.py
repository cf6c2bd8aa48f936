"""The language of a short message: by its script, its letters, and its commonest words.

Made for the sentence or two people type into a chat, where language detectors trained on
documents guess wildly. Where the words don't say, it is "und": the caller keeps what the
conversation spoke before.
"""

import re
import tomllib
from pathlib import Path

from ringdesk.domains.assistant import features
from ringdesk.domains.assistant.models import UNDETERMINED

LEAST_LETTERS = 12
CONSIDERED = 600  # characters: the first lines tell
LEAD = 1.0  # how many words the best must be ahead
_FILE = Path(__file__).parent / "words" / "languages.toml"
WORDS = {
    language: frozenset(words.split())
    for language, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()
}
_LETTERS = {
    "de": "äöüß", "es": "ñ¿¡", "fr": "çèêëàùœ", "pt": "ãõ", "pl": "ąćęłńśźż",
}  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")), ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")), ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")), ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")), ("hi", re.compile("[\u0900-\u097f]")),
)  # fmt: skip


def language_of(text: str) -> str:
    """A BCP 47 primary tag, or "und"."""
    start = text[:CONSIDERED]
    letters = len(_LETTER.findall(start))
    cyrillic = len(_CYRILLIC.findall(start))
    if cyrillic >= 3 and 2 * cyrillic > letters:
        return "uk" if _UKRAINIAN.search(start) else "ru"
    for language, script in _SCRIPTS:
        if 2 * len(script.findall(start)) > letters > 0:
            return language
    return _by_words(start) if letters >= LEAST_LETTERS else UNDETERMINED


def _by_words(text: str) -> str:
    words = features.words(text)
    folded = text.casefold()
    points = {
        language: sum(word in common for word in words)
        + (2.0 if any(letter in folded for letter in _LETTERS.get(language, "")) else 0.0)
        for language, common in WORDS.items()
    }
    best, second = sorted(points, key=points.__getitem__, reverse=True)[:2]
    return best if points[best] - points[second] >= LEAD else UNDETERMINED
