"""What of a text is compared word by word."""

import re
import unicodedata

CONSIDERED = 6_000  # characters
MOST_TERMS = 600
STEM = 7  # letters that tell words apart; what follows is mostly inflection, in any language

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]+")
# Words that say nothing alone, in the languages we speak. Short on purpose: rare is what counts.
_EMPTY_WORDS = """
a an and are as at be by can could do does for from has have how i if in is it its me my of on or
our should so that the their there they this to was we what when where which who why will with
would you your
der die das ein eine und oder ist sind ich wie was wo wann warum kann mein meine nicht auf mit von
zu im am für
el la los las un una y o es son como que qué cómo dónde cuando puedo mi de del en con por para se
и в на с по как что где когда почему я мой моя мы это не к у из за от для ли же бы
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def terms(text: str) -> list[str]:
    """In order, with repetitions; case, accents, endings and empty words are gone."""
    found = _WORD.findall(folded(text))
    kept = [word for word in found if word not in _EMPTY] or found
    return [stem(word) for word in kept[:MOST_TERMS]]


def folded(text: str) -> str:
    """Without case and accents."""
    lower = text[:CONSIDERED].casefold()
    if lower.isascii():
        return lower
    # NFKD can make eighteen letters of one: cut again.
    return _MARKS.sub("", unicodedata.normalize("NFKD", lower)[: 2 * CONSIDERED])


def plain(text: str) -> str:
    """Words alone, one blank between them."""
    return " ".join(_WORD.findall(folded(text)))


def stem(word: str) -> str:
    """printers and printer, resets and reset; long words by their beginning."""
    if any(letter.isdigit() for letter in word):
        return word[:32]  # a number or a code: every sign of it counts
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word[: -len(ending)]
            break
    return word[:STEM].rstrip("e") or word[:STEM]
