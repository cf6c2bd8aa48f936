"""A model's text as plain text: nothing in it is markup, hides, or leads anywhere it may not."""

import re
import unicodedata
from collections.abc import Container

MOST_CONSIDERED = 20_000  # characters; no answer we ask for is longer
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,2000}>")
_OPENED = re.compile(r"<+(?=[!/?a-zA-Z])")
_IMAGE_OR_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,500})\]"
    r"\(\s*<?((?:[^()\s<>]|\([^()\s<>]{0,200}\)){0,1000})>?[^()\n]{0,300}\)"
)
_URL = re.compile(
    r"(?i)(?:\b(?:[a-z][a-z0-9+.-]{1,20}://|(?:javascript|data|vbscript|mailto|tel|file|blob):)"
    r"|\bwww\.|\b[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/)[^\s<>\"'()\[\]]{0,2000}"
)
_TRAILING = ".,;:!?"
# What may still become a tag, a link or a placeholder when more of a stream has come.
_UNFINISHED = re.compile(
    r"(?:<[^<>]{0,500}|!?\[[^\[\]]{0,300}(?:\](?:\([^()]{0,300})?)?|\S{1,500})\Z"
)
HELD_BACK = 1_000  # characters


def plain(text: str, links: Container[str] = frozenset()) -> str:
    """Without control and direction marks, tags, images, and links that are not in `links`."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", text[:MOST_CONSIDERED]))
    while True:  # taking a tag out may put another together; each turn makes the text shorter
        without = _OPENED.sub("", _TAG.sub("", text))
        if without == text:
            break
        text = without
    text = _IMAGE_OR_LINK.sub(lambda found: _words_of(found, links), text)
    return _URL.sub(lambda found: _if_allowed(found[0], links), text)


def _words_of(found: re.Match[str], links: Container[str]) -> str:
    words, address = found[1], found[2]
    if found[0].startswith("!") or address not in links:
        return words
    return f"{words} ({address})" if words and words != address else address


def _if_allowed(address: str, links: Container[str]) -> str:
    bare = address.rstrip(_TRAILING)
    return address if bare in links else address[len(bare) :]


def shortened(text: str, most: int) -> str:
    """At most so many characters, ended at a sentence or at least a word where there is one."""
    text = text.strip()
    if len(text) <= most:
        return text
    cut = text[:most]
    sentence = max(cut.rfind(end) for end in (". ", "! ", "? ", ".\n", "!\n", "?\n"))
    if sentence >= most // 2:
        return cut[: sentence + 1]
    word = cut[: most - 1].rfind(" ")
    return (cut[:word] if word >= most // 2 else cut[: most - 1]).rstrip() + "…"


def finished(text: str) -> int:
    """How much of a stream's text can be shown already."""
    tail = text[-HELD_BACK:]
    open_end = _UNFINISHED.search(tail)
    return len(text) if open_end is None else len(text) - len(tail) + open_end.start()
