"""Words by which somebody asks not to be called or written to again.

The first line is what carriers and regulators name (CTIA Messaging Principles 5.1.3; 47 CFR
64.1200(a)(10)); then the same in the other languages of the house, and in Uzbek.
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
# The same rules name these, to be written to again and to be told where one is. "Yes" is one only
# where the carrier itself took it for one: alone it answers anything.
AGAIN = frozenset({
    "start", "unstop", "opt in", "optin", "resume", "subscribe",
    "starten", "anmelden", "старт", "подписаться", "возобновить", "iniciar", "alta", "suscribir",
})  # fmt: skip
ASKING = frozenset({"help", "info", "hilfe", "помощь", "справка", "инфо", "ayuda"})
CALLS = re.compile(
    r"\b(?:do not|don'?t|stop|never|quit) (?:ever )?(?:call(?:ing)?|phon(?:e|ing)|ring(?:ing)?) "
    r"(?:me|us|this number|here)\b|\b(?:do not|stop) call(?:ing)?[.!]*$"
    r"|\b(?:take|remove) (?:me|my number|us) (?:off|from) your (?:call|phone|dial)"
    r"|\brufen? sie (?:mich )?(?:bitte )?(?:nicht|nie)\b|\bnicht mehr (?:an)?rufen\b"
    r"|\b(?:больше )?не звон(?:ите|и)\b|\bперестаньте звонить\b|\bудалите мой номер\b"
    r"|\bno (?:me )?llam(?:e|en|es)\b|\bdejen? de llamar\b"
)
WITHIN = re.compile(
    r"\b(?:do not|don'?t|stop|never|quit) (?:ever )?(?:call(?:ing)?|phon(?:e|ing)|contact(?:ing)?|"
    r"ring(?:ing)?)\b|\b(?:take|remove) me (?:off|from)\b|\bunsubscribe\b|\bopt(?:ing)?[ -]out\b"
)


def asks_to_stop(text: str) -> bool:
    """An answer to what we sent: one such word and nothing else, or it says so in a sentence."""
    said = folded(text)
    return bare(said) in ALONE or WITHIN.search(said) is not None or CALLS.search(said) is not None


def asks_to_start(text: str) -> bool:
    """They want to be written to again: one such word and nothing else."""
    return bare(folded(text)) in AGAIN


def asks_for_help(text: str) -> bool:
    """Who is this, and how do I end it: one such word and nothing else."""
    return bare(folded(text)) in ASKING


def bare(said: str) -> str:
    return " ".join(re.sub(r"[^\w'ʻ]+", " ", said).split())


def asks_not_to_be_called(text: str) -> bool:
    """Where people talk of anything: only what is said of calls, to us."""
    return CALLS.search(folded(text)) is not None


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:2000]).casefold().replace("\u2019", "'")
    return " ".join(plain.split())
