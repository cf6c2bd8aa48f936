"""Grows the hand-written examples: small grammars for vocabulary, greetings for robustness."""

import random
import re
import tomllib
from collections.abc import Iterator

from ringdesk.domains.assistant.training.examples import HERE, Example

GRAMMAR = HERE / "grammar.toml"
SEED = 20_261_122
PER_CATEGORY = {"en": 400, "de": 120, "es": 120, "ru": 120}
GRAMMAR_WEIGHT = 0.4
DRESSED_WEIGHT = 0.5

_SLOT = re.compile(r"\{(\w+)\}")

Slots = dict[str, list[str]]


def grown() -> list[Example]:
    """Examples out of the grammars, without repetition, the same in every run."""
    grammars = _grammars()
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    return [
        Example(category, language, *_cut(text, chance), weight=GRAMMAR_WEIGHT)
        for language, categories in grammars.items()
        for category, slots in categories.items()
        if category != "around"
        for text in _texts(slots, PER_CATEGORY[language], chance)
    ]


def dressed(examples: list[Example]) -> list[Example]:
    """Each example once more between a greeting and a farewell of any class, with some slips.

    What people write around their trouble must not count as evidence for a category.
    """
    grammars = _grammars()
    chance = random.Random(SEED + 1)  # noqa: S311 - repeatable, not secret
    return [
        Example(
            each.category,
            each.language,
            _slip(each.title, chance),
            " ".join((
                chance.choice(grammars[each.language]["around"]["opening"]),
                _slip(each.description or each.title, chance),
                chance.choice(grammars[each.language]["around"]["closing"]),
            )),
            weight=each.weight * DRESSED_WEIGHT,
        )
        for each in examples
        if each.language in grammars
    ]  # fmt: skip


def _grammars() -> dict[str, dict[str, Slots]]:
    with GRAMMAR.open("rb") as file:
        return tomllib.load(file)


def _texts(slots: Slots, wanted: int, chance: random.Random) -> Iterator[str]:
    seen: set[str] = set()
    for _ in range(wanted * 3):
        text = _fill(chance.choice(slots["lines"]), slots, chance)
        if text not in seen:
            seen.add(text)
            yield text
        if len(seen) == wanted:
            return


def _fill(line: str, slots: Slots, chance: random.Random) -> str:
    return _SLOT.sub(lambda slot: chance.choice(slots[slot.group(1)]), line)


def _cut(text: str, chance: random.Random) -> tuple[str, str]:
    """Some people put all into the title, some into the description."""
    return (text, "") if chance.random() < 0.6 else ("", text)


def _slip(text: str, chance: random.Random) -> str:
    """A slip of the finger in one word out of twelve: two letters swapped, or one left out."""
    return " ".join(
        _mistyped(word, chance) if len(word) > 4 and chance.random() < 1 / 12 else word
        for word in text.split(" ")
    )


def _mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 2)
    if chance.random() < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]
