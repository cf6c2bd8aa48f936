"""What becomes of a dialled number: seeded, so that the same attempt always ends the same way.

One class, `Fates`, serves the carrier `simulation` (real clock) and the pacing bench (virtual
clock). Times are seconds. Shares are of dialled numbers; what they leave is not answered.
"""

from hashlib import blake2b
from math import log, sqrt
from random import Random
from typing import Literal, TypeAlias

from msgspec import Struct

from ringdesk.domains.telephony.carrier import Kind

End = Literal["human", "machine", "busy", "no-answer", "failed"]
Step: TypeAlias = tuple[float, Kind]


class Spread(Struct, frozen=True):
    """A duration: its mean and its coefficient of variation (0: always the mean)."""

    mean: float
    cv: float = 0.0

    def gamma(self, chance: Random) -> float:
        if not self.cv:
            return self.mean
        return chance.gammavariate(1 / self.cv**2, self.mean * self.cv**2)

    def lognormal(self, chance: Random) -> float:
        if not self.cv:
            return self.mean
        variance = log(1 + self.cv**2)
        return chance.lognormvariate(log(self.mean) - variance / 2, sqrt(variance))


class World(Struct, frozen=True, kw_only=True):
    """Whom one reaches. The default is the main case of the pacing bench (bench/pacing)."""

    human: float = 0.25
    machine: float = 0.25
    busy: float = 0.07
    failed: float = 0.03
    human_rings: Spread = Spread(9, 0.5)
    machine_rings: Spread = Spread(15, 0.25)
    busy_after: Spread = Spread(5, 0.5)
    verdict_s: float = 2.5
    talk: Spread = Spread(120, 1.0)
    wrap: Spread = Spread(20)
    machine_plays_s: float = 30
    # Of the numbers that fail: how many do not exist. The others fail for the network's reasons.
    nonexistent: float = 0.5

    def answering(self, human: float) -> "World":
        """The same with another share of persons; the others keep their proportions."""
        rest = (1 - human) / (1 - self.human)
        return World(
            human=human, machine=self.machine * rest, busy=self.busy * rest,
            failed=self.failed * rest, human_rings=self.human_rings,
            machine_rings=self.machine_rings, busy_after=self.busy_after,
            verdict_s=self.verdict_s, talk=self.talk, wrap=self.wrap,
            machine_plays_s=self.machine_plays_s, nonexistent=self.nonexistent,
        )  # fmt: skip


class Fate(Struct, frozen=True):
    """`rings_s`: until the answer or the refusal, were there no patience. `talks_s`: how long a
    person stays once somebody talks; of a machine, its message. `code`: as SIP has it."""

    end: End
    rings_s: float
    talks_s: float = 0.0
    wraps_s: float = 0.0
    code: int | None = None
    permanent: bool = False


class Fates:
    """Draws what becomes of an attempt from a seed and the attempt's key, and from nothing else."""

    def __init__(self, world: World, seed: int = 0) -> None:
        self.world, self.seed = world, seed

    def of(self, attempt: str) -> Fate:
        key = blake2b(f"{self.seed}:{attempt}".encode(), digest_size=8).digest()
        chance, world = Random(int.from_bytes(key)), self.world  # noqa: S311 (a simulation)
        drawn = chance.random()
        if (drawn := drawn - world.human) < 0:
            return Fate(
                "human", world.human_rings.gamma(chance),
                world.talk.lognormal(chance), world.wrap.gamma(chance),
            )  # fmt: skip
        if (drawn := drawn - world.machine) < 0:
            return Fate("machine", world.machine_rings.gamma(chance), world.machine_plays_s)
        if (drawn := drawn - world.busy) < 0:
            return Fate("busy", world.busy_after.gamma(chance), code=486)
        if drawn - world.failed < 0:
            permanent = chance.random() < world.nonexistent
            return failed(permanent=permanent, after=world.busy_after.gamma(chance))
        return Fate("no-answer", float("inf"))


def failed(*, permanent: bool, after: float) -> Fate:
    """A number that does not exist (404), or a network that had no line (503)."""
    return Fate("failed", after, code=404 if permanent else 503, permanent=permanent)


def course(fate: Fate, *, ring_timeout_s: float, verdict_s: float | None) -> list[Step]:
    """What the carrier reports, in order: seconds since dialling, and the kind of the event.

    `verdict_s` None: nobody asked whether it is a machine. The call ends by itself unless it is
    ended before.
    """
    steps: list[Step] = [(0.0, "initiated")]
    if fate.end == "failed":
        return [*steps, (min(fate.rings_s, ring_timeout_s), "failed")]
    rings = min(fate.rings_s, ring_timeout_s)
    steps.append((min(1.0, rings / 2), "ringing"))
    if fate.rings_s >= ring_timeout_s:
        return [*steps, (float(ring_timeout_s), "no-answer")]
    if fate.end == "busy":
        return [*steps, (rings, "busy")]
    steps.append((rings, "answered"))
    if verdict_s is not None:
        steps.append((rings + verdict_s, fate.end))
    return [*steps, (rings + (verdict_s or 0.0) + fate.talks_s, "completed")]
