"""How soon a ticket wants somebody, by rules that say why. There is no licensed data to learn
this from, and a person must be able to see what raised it."""

import re
import tomllib
from pathlib import Path
from typing import Final, NamedTuple

from ringdesk.domains.assistant import features
from ringdesk.domains.assistant.models import Urgency
from ringdesk.domains.assistant.service import categorise

VERSION: Final = "urgency-rules-1"


class Rule(NamedTuple):
    name: str
    points: int
    pattern: re.Pattern[str]


def _read() -> list[Rule]:
    file = Path(__file__).parent / "words" / "urgency.toml"
    return [
        Rule(
            rule["name"], rule["points"],
            re.compile(r"(?<!\w)(?:" + "|".join(rule["phrases"]) + r")(?!\w)"),
        )
        for rule in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]
    ]  # fmt: skip


RULES = _read()
OF_CATEGORY = {"system_down": 4, "network_issue": 1, "password_reset": 1}
SURE_OF_CATEGORY = 0.7
STEPS = ((6, "critical"), (3, "high"), (0, "medium"))


def urgency(*, title: str, description: str) -> Urgency:
    """Points of the rules that hold, and of a category we are sure of. The confidence is no
    frequency (nothing was counted): it grows with the distance to the next priority."""
    headline, body = features.tokens(title, description)
    text = " ".join([*headline, "|", *body])
    held = [rule for rule in RULES if rule.pattern.search(text)]
    if any(rule.name == "no hurry" for rule in held):  # "not urgent" also says "urgent"
        held = [rule for rule in held if rule.name != "asked for"]
    points = sum(rule.points for rule in held)
    reasons = [rule.name for rule in held]
    category = categorise(title=title, description=description)
    if category.confidence >= SURE_OF_CATEGORY and category.category in OF_CATEGORY:
        points += OF_CATEGORY[category.category]
        reasons.append(category.category.replace("_", " "))
    priority = next((name for least, name in STEPS if points >= least), "low")
    distance = min(abs(points - edge + 0.5) for edge in (0, 3, 6))
    return Urgency(priority, min(0.9, 0.5 + 0.1 * distance) if held else 0.5, VERSION, reasons)
