"""Whether a question leans on what was said before it: "and on a Mac?", "how long does that take?".

By its words, in the languages we speak. Whoever changes the subject must not get the last answer
once more; so a word that points back counts, and words that only look so ("is it possible", "this
week") do not.
"""

import re

LONGEST_FRAGMENT = 3  # words

_POINTS_BACK = re.compile(
    r"""\b(?:
    it|its|that|this|these|those|they|them|their
    |davon|damit|dafur|dazu|darauf|daruber|dort|dasselbe|dies(?:e[mnrs]?)?
    |(?:geht|dauert|kostet|ist|kann|muss|wird|war|heisst|funktioniert|mache\ ich)\ (?:das|es)
    |eso|esto|esos?|esas?|ello|ahi|lo\ mismo|\w{3,}(?:ar|er|ir)l[oa]s?
    |это|этот|эта|эти|этого|этим|этом|этои|там|его|ее|их|оно|они
    )\b""",
    re.VERBOSE,
)
_ONLY_LOOKS_SO = re.compile(
    r"""\b(?:is|would|will|was)\ it\ (?:ok|okay|possible|allowed|safe|fine|legal|worth|true)\b
    |\b(?:this|these|that)\ (?:week|weekend|month|year|morning|afternoon|evening|friday|monday
      |tuesday|wednesday|thursday|saturday|sunday|summer|winter)\b
    |\b(?:ist|ware)\ es\ (?:moglich|erlaubt|ok|okay)\b
    |\besta\ (?:semana|tarde|noche|manana)\b|\beste\ (?:mes|ano|fin)\b
    |\bэт(?:о|а|у|ои|ом|им)\ (?:возможно|недел\w*|месяц\w*|год\w*|утро\w*|вечер\w*)""",
    re.VERBOSE,
)
_AND = re.compile(r"^(?:and|but|or|und|oder|aber|y|o|pero|а|и|или|но) ")
# What a whole question begins with; without it, few words are a piece of one.
_BEGINS_A_QUESTION = re.compile(
    r"""(?:is|are|was|do|does|did|can|could|may|must|should|will|would|have|has|i|we|my|our|please
    |what|where|when|who|why|how|which
    |ist|sind|gibt|kann|darf|muss|soll|haben|habt|ich|wir|mein|was|wo|wann|wer|warum|wie|welche\w*
    |es|hay|puedo|puede|tengo|tienen|mi|que|donde|cuando|quien|por|como|cual
    |есть|можно|могу|нужно|надо|я|мы|мои|моя|что|где|когда|кто|почему|как|какои|какая)\b""",
    re.VERBOSE,
)


def points_back(plain: str) -> bool:
    """Of a text without case, accents and signs."""
    rest = _AND.sub("", plain, count=1)
    if not rest:
        return False
    if len(rest.split()) <= LONGEST_FRAGMENT and not _BEGINS_A_QUESTION.match(rest):
        return True
    return _POINTS_BACK.search(_ONLY_LOOKS_SO.sub(" ", plain)) is not None
