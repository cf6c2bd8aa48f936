"""What of a ticket's text the classifier looks at; training and run time both come here."""

import math
import re
import unicodedata
from itertools import pairwise

CONSIDERED = 4_000  # characters of title and description together
LONGEST_TITLE = 500
LONGEST_WORD = 32
MOST_WORDS = 400  # in the title and in the description
GRAM_WEIGHT = 1.5  # what all pieces of a word weigh beside the word itself

_MARKS = re.compile("[\u0300-\u036f]+")
_PLACES = re.compile(r"https?://\S+|www\.\S+|\S{1,64}@\S+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_BETWEEN_WORDS = {at: " " for at in range(128) if not chr(at).isalnum() and chr(at) != "'"}


def tokens(title: str, description: str) -> tuple[list[str], list[str]]:
    """The words of both parts, cut to what is considered: the rest of a long mail is quotation."""
    headline = title[:LONGEST_TITLE]
    found = words(headline), words(description[: CONSIDERED - len(headline)])
    if all(word.isdigit() for part in found for word in part):
        return [], []  # numbers beside words may mean something; alone they say nothing
    return found


def words(text: str) -> list[str]:
    """Case, accents, addresses and long numbers vary most and say least: they go."""
    folded = text.casefold().replace("’", "'")
    if not folded.isascii():
        # NFKD can make eighteen letters of one: cut again, before anything else is done.
        folded = _MARKS.sub("", unicodedata.normalize("NFKD", folded)[: 2 * CONSIDERED])
    if "@" in folded or "://" in folded or "www." in folded:
        folded = _PLACES.sub(" ", folded)
    found = _plain_words(folded) if folded.isascii() else _WORD.findall(folded)
    found = found[:MOST_WORDS]
    if "".join(found).isalpha() and len(max(found, key=len)) <= LONGEST_WORD:
        return found  # as nearly all are: there is nothing to shape
    return [word if _is_plain(word) else _shape(word) for word in found]


def _is_plain(word: str) -> bool:
    return word.isalpha() and len(word) <= LONGEST_WORD


def _plain_words(folded: str) -> list[str]:
    """What `_WORD` finds in ASCII, at a tenth of its price."""
    pieces = folded.translate(_BETWEEN_WORDS).split()
    if "".join(pieces).isalpha():
        return pieces
    found: list[str] = []
    for piece in pieces:
        if piece.isalpha():
            found.append(piece)
        else:
            found += _WORD.findall(piece)
    return found


def _shape(word: str) -> str:
    # 500, 503 and 443 mean something; a ticket number only that it is one.
    if word[0].isdigit():
        return word if len(word) == 3 else "0" * min(len(word), 6)
    return word.replace("'", "")[:LONGEST_WORD]


def pairs(tokens: list[str]) -> list[str]:
    """Neighbouring words, which tell "not working" from "working"."""
    return [f"{left} {right}" for left, right in pairwise(tokens)]


def grams(word: str) -> list[str]:
    """Pieces of 3 to 5 letters, edges marked, by which an unknown word resembles known ones."""
    edged = f"<{word}>"
    return [edged[at : at + size] for size in (3, 4, 5) for at in range(len(edged) - size + 1)]


def gram_share(pieces: int) -> float:
    """What one piece counts in a word of so many: long words must not shout."""
    return GRAM_WEIGHT / math.sqrt(pieces)
