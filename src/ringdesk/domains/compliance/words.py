"""Words by which somebody asks not to be called or written to again.

The first line is what carriers and regulators name (CTIA Messaging Principles 5.1.3; 47 CFR
64.1200(a)(10)); then the same in the other languages of the house.
"""

import re
import unicodedata

ALONE = frozenset({
    "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "opt out",
    "optout", "remove", "remove me",
    "stopp", "abmelden", "abbestellen", "austragen", "ende", "kündigen",
    "стоп", "отписаться", "отписка", "отмена", "хватит", "удалить",
    "alto", "parar", "baja", "cancelar", "darme de baja", "fin",
    "to'xta", "toʻxta", "bekor",
})  # fmt: skip
WITHIN = re.compile(
    r"\b(?:do not|don'?t|stop|never|quit) (?:ever )?(?:call(?:ing)?|phon(?:e|ing)|contact(?:ing)?|"
    r"ring(?:ing)?)\b|\bdo not call\b|\b(?:take|remove) me (?:off|from)\b|\bunsubscribe\b|"
    r"\bopt(?:ing)?[ -]out\b"
    r"|\brufen? sie (?:mich )?(?:bitte )?(?:nicht|nie)\b|\bnicht mehr (?:an)?rufen\b"
    r"|\b(?:больше )?не звон(?:ите|и)\b|\bперестаньте звонить\b|\bудалите мой номер\b"
    r"|\bno (?:me )?llam(?:e|en|es)\b|\bdejen? de llamar\b"
)


def asks_to_stop(text: str) -> bool:
    """A message that is such a word and nothing else, or says so in a sentence."""
    folded = unicodedata.normalize("NFKC", text[:2000]).casefold().replace("\u2019", "'")
    bare = " ".join(re.sub(r"[^\w'ʻ]+", " ", folded).split())
    return bare in ALONE or WITHIN.search(" ".join(folded.split())) is not None
