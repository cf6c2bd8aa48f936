"""Numbers that say themselves what becomes of them, for demonstrations and tests."""

import re

from ringdesk.domains.telephony.simulation.world import Fate, failed

# Nobody has these: North America keeps 555-0100 to 555-0199 for stories.
FICTION = re.compile(r"\+1\d{3}55501\d\d")
REFUSED, SILENT_AND_PLACED, SILENT = "07", "08", "09"

BY_ENDING = {
    "01": Fate("human", 3.0, 20.0, 5.0),
    "02": Fate("busy", 2.0, code=486),
    "03": Fate("no-answer", float("inf")),
    "04": failed(permanent=True, after=1.0),
    "05": failed(permanent=False, after=1.0),
    "06": Fate("machine", 3.0, 30.0),
    SILENT_AND_PLACED: Fate("human", 3.0, 20.0, 5.0),
}


def ending(number: str, *, every: bool) -> str | None:
    """The last two digits of a number from a story (`every`: of any number)."""
    return number[-2:] if every or FICTION.fullmatch(number) else None
