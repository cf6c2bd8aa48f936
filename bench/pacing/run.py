"""Pacing: how busy agents are, and how many people are abandoned, by every policy in one world.

    python -m bench.pacing.run [--quick] [--out FILE]

Shifts on a virtual clock; nothing but the cost depends on the machine. Writes RESULTS.md beside it,
unless it is the quick form. The exit code tells whether the bars held.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from bench.ground.report import conditions, table
from bench.pacing.cases import (
    BARS,
    FIRST_SEED,
    LIMIT,
    MAIN_CASE,
    MEMORYLESS,
    MIXES,
    SHOCK,
    STRESS,
    Case,
)
from bench.pacing.shift import Outcome, Shift
from ringdesk.domains.dialer.pacing import (
    Controller,
    FixedRatio,
    Policy,
    Predictive,
    Preview,
    Progressive,
    StateBlindPoisson,
)

RESULTS = Path(__file__).with_name("RESULTS.md")
LOOK_S = 15.0
PER_AGENT = (1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35)
PER_IDLE = (1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0)
Make: TypeAlias = Callable[[], Controller]


class Size(Struct, frozen=True):
    """`shifts`: how many seeds, by policies that are tried at one setting and at many."""

    agents: int
    shifts: int
    swept: int


FULL = (Size(5, 7, 3), Size(10, 4, 2), Size(20, 4, 2), Size(100, 2, 1))
QUICK = (Size(5, 2, 1), Size(20, 1, 1))


class Found(Struct, frozen=True):
    """Of several shifts: the median utilisation and minutes of talk in an hour, all abandoned over
    all answered, and the worst shift's share."""

    utilisation: float
    talk: float
    rate: float
    worst: float
    cpu_s_per_hour: float
    note: str = ""

    @override
    def __str__(self) -> str:
        worst = f", worst {self.worst:.2%}" if self.worst > self.rate + 0.00005 else ""
        return f"{self.utilisation:.3f} ({self.talk:.1f}) @ {self.rate:.2%}{worst}{self.note}"


def found(outcomes: Sequence[Outcome], note: str = "", hours: float = 8.0) -> Found:
    return Found(
        median(one.utilisation for one in outcomes),
        median(one.talk_min_per_h for one in outcomes),
        sum(one.abandoned for one in outcomes) / max(1, sum(one.answered for one in outcomes)),
        max(one.rate for one in outcomes),
        sum(one.cpu_s for one in outcomes) / len(outcomes) / hours,
        note,
    )


def shifts(make: Make, case: Case, agents: int, count: int, look_s: float = 0.0) -> list[Outcome]:
    settings = [case.setting(agents, FIRST_SEED + i) for i in range(count)]
    return [Shift(make(), replace(setting, look_s=look_s)).run() for setting in settings]


def simple(make: Make, case: Case, size: Size, look_s: float = 0.0) -> Found:
    return found(shifts(make, case, size.agents, size.swept, look_s))


@cache
def best_ratio(case: Case, size: Size, *, per_idle: bool) -> Found:
    """The best of a grid, chosen on the very shifts it is reported on: generous to the rival."""
    legal = [replace(simple(Progressive, case, size), note=" [no ratio is legal]")]
    for ratio in PER_IDLE if per_idle else PER_AGENT:
        one = simple(partial(FixedRatio, ratio, per_idle=per_idle), case, size)
        if one.rate > LIMIT:
            break  # the more lines, the more are abandoned
        legal.append(replace(one, note=f" [{ratio:g}]"))
    return max(legal[1:] or legal, key=lambda one: one.utilisation)


def predictive(case: Case, size: Size) -> Found:
    make = partial(Predictive, Policy(target=LIMIT), case.prior)
    return found(shifts(make, case, size.agents, size.shifts))


def blind(case: Case, size: Size) -> Found:
    (_, world), *_ = case.worlds
    make = partial(
        StateBlindPoisson, agents=size.agents, human=world.human, patience_s=case.patience_s,
        busy_s=world.talk.mean + world.wrap.mean, target=LIMIT,
    )  # fmt: skip
    return simple(make, case, size)


def main_case(sizes: Sequence[Size]) -> tuple[str, dict[int, Found]]:
    case = MAIN_CASE
    policies: dict[str, Callable[[Size], Found]] = {
        "preview (15 s look)": lambda size: simple(Preview, case, size, LOOK_S),
        "progressive 1:1": lambda size: simple(Progressive, case, size),
        "state-blind Poisson": lambda size: blind(case, size),
        "best ratio per agent": lambda size: best_ratio(case, size, per_idle=False),
        "best ratio per free agent": lambda size: best_ratio(case, size, per_idle=True),
        "**predictive**": lambda size: predictive(case, size),
    }
    cells = {name: {s.agents: ask(s) for s in sizes} for name, ask in policies.items()}
    rows = [(name, *row.values()) for name, row in cells.items()]
    optimum = ("memoryless optimum @ 3 %", *(f"{MEMORYLESS[s.agents]:.3f}" for s in sizes))
    text = table(("policy", *(f"{s.agents} agents" for s in sizes)), [*rows, optimum])
    return f"## {case.name}\n\n{text}", cells["**predictive**"]


def mixes(sizes: Sequence[Size]) -> str:
    rows = []
    for case in MIXES:
        for size in sizes:
            rows.append((
                case.name, size.agents, simple(Progressive, case, size),
                best_ratio(case, size, per_idle=True), predictive(case, size),
            ))  # fmt: skip
    heads = ("mix", "agents", "progressive", "best ratio per free agent", "predictive")
    return f"## Other lists\n\n{table(heads, rows)}"


def stress(sizes: Sequence[Size]) -> tuple[str, dict[int, Found]]:
    """The fixed ratio is the best of the main case: who sets it doesn't know what will come."""
    rows, shocked = [], {}
    for case in STRESS:
        for size in sizes:
            ours = predictive(case, size)
            rows.append((case.name, size.agents, fixed_before(case, size), ours))
            if case is SHOCK:
                shocked[size.agents] = ours
    heads = ("what happens", "agents", "ratio per agent, set before", "predictive")
    return f"## What nobody knew before\n\n{table(heads, rows)}", shocked


def fixed_before(case: Case, size: Size) -> Found:
    best = best_ratio(MAIN_CASE, size, per_idle=False)
    if not best.note[2:-1].replace(".", "").isdigit():
        return simple(Progressive, case, size)
    return replace(simple(partial(FixedRatio, float(best.note[2:-1])), case, size), note=best.note)


def verdicts(usual: dict[int, Found], shocked: dict[int, Found]) -> list[tuple[str, str, bool]]:
    held = []
    for agents, bar in BARS.items():
        if (one := usual.get(agents)) is not None:
            good = one.utilisation >= bar and one.rate <= LIMIT and one.worst <= LIMIT
            held.append((f"{agents} agents: {bar} at 3 %, no shift above", str(one), good))
        if (one := shocked.get(agents)) is not None:
            held.append((f"{agents} agents, shock: 3 %", str(one), one.worst <= LIMIT))
    return held


def report(sizes: Sequence[Size], tell: Callable[[str], None]) -> bool:
    seeds = ", ".join(f"{s.agents}: {s.shifts} ({s.swept})" for s in sizes)
    tell(
        f"# Pacing\n\n`python -m bench.pacing.run`. {conditions()}\n\n"
        f"Shifts of 8 hours on a virtual clock, seeds from {FIRST_SEED} (tuned on 1 to 8); agents: "
        f"shifts of predictive (of the others): {seeds}.\nA cell: median utilisation (talk and "
        "wrap-up over paid time; minutes of talk an hour in brackets) @ abandoned of all that were "
        "answered by a person, and the worst shift's. A ratio is the best in hindsight, in square "
        "brackets. The worlds: bench/pacing/cases.py, the rules: bench/pacing/shift.py."
    )
    first, usual = main_case(sizes)
    tell(first)
    few = [size for size in sizes if size.agents != 10]
    last, shocked = stress(few)
    tell(last)
    tell(mixes(few))
    cost = ", ".join(f"{n} agents {1000 * f.cpu_s_per_hour:.0f} ms" for n, f in usual.items())
    tell(f"CPU for a simulated hour with predictive, world and controller together: {cost}.")
    held = verdicts(usual, shocked)
    rows = [(what, got, "held" if good else "NOT HELD") for what, got, good in held]
    tell(f"## Bars\n\n{table(('bar', 'found', ''), rows)}")
    return all(good for *_, good in held)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short: does it run?")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the report goes")
    args = parser.parse_args()
    out: Path | None = args.out or (None if args.quick else RESULTS)
    parts: list[str] = []

    def tell(part: str) -> None:
        print(part, end="\n\n", flush=True)
        parts.append(part)
        if out is not None:
            out.write_text("\n\n".join(parts) + "\n")

    held = report(QUICK if args.quick else FULL, tell)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
