"""A carrier that only plays: what becomes of a number is drawn from a seed. Nobody is ever called.

`simulated_carriers(folder, speed)` builds them for `Carriers`; `sid(attempt)` makes the id of a
call that a person moves by hand and that no carrier plays.
"""

from functools import partial
from pathlib import Path

from ringdesk.domains.telephony.models import Make
from ringdesk.domains.telephony.simulation.adapter import SimulatedCarrier, sid
from ringdesk.domains.telephony.simulation.journal import Journal
from ringdesk.domains.telephony.simulation.world import Fate, Fates, World

__all__ = ["Fate", "Fates", "SimulatedCarrier", "World", "sid", "simulated_carriers"]


def simulated_carriers(folder: Path | None, speed: float = 1.0, *, by_number: bool = False) -> Make:
    """All of an installation's, with one journal in `folder`; None: what is played is known to this
    process only. `speed` multiplies each carrier's own."""
    return partial(SimulatedCarrier, Journal(folder), speed, by_number)
