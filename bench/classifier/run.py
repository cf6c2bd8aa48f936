"""`python -m bench.classifier.run [--json]`: how good and how quick the shipped classifier is.

Held-out tickets by our own hand, the same split by whether their wording occurs in the training
texts, and real tickets of strangers labelled by hand. Nothing but the runtime is needed.
"""

import argparse
import csv
import gzip
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter_ns
from typing import Any

import msgspec

from bench.classifier import measure
from bench.classifier.measure import Judged
from ringdesk.domains.assistant import categorise, features
from ringdesk.domains.assistant.training import examples, grammar

HERE = Path(__file__).parent
ROUNDS = 20
LONG = 4_000  # characters, all that is considered of a ticket


def quality(found: list[Judged]) -> dict[str, Any]:
    rows = measure.table([(each.truth, each.prediction.category) for each in found])
    return {
        "tickets": len(found),
        "accuracy": round(measure.accuracy(found), 4),
        "macro_f1": round(measure.macro_f1(rows), 4),
        "calibration_error": round(measure.calibration_error(found), 4),
        "classes": rows,
        "confusion": [
            {"truth": truth, "predicted": named, "tickets": count}
            for (truth, named), count in sorted(
                Counter((each.truth, each.prediction.category) for each in found).items()
            )
        ],
    }


def brief(found: list[Judged]) -> dict[str, Any]:
    whole = quality(found)
    return {name: whole[name] for name in ("tickets", "accuracy", "calibration_error")}


def unseen_wording(found: list[Judged]) -> list[Judged]:
    """Those that share no three consecutive words with any text the classifier learned from."""
    learned: set[tuple[str, ...]] = set()
    for each in [*examples.read(examples.SEED), *grammar.grown()]:
        learned |= _threes(each.title, each.description)
    return [
        each
        for each, row in zip(found, measure.held_out(), strict=True)
        if not _threes(row["title"], row["description"]) & learned
    ]


def _threes(title: str, description: str) -> set[tuple[str, ...]]:
    return {
        tuple(part[at : at + 3])
        for part in features.tokens(title, description)
        for at in range(len(part) - 2)
    }


def real_texts() -> list[tuple[str, str, str]]:
    """Category, title and description of rows of the public IT tickets, drawn at random and
    labelled by hand before any prediction."""
    with gzip.open(HERE / "it_tickets.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        texts = [row["Document"] for row in csv.DictReader(lines)]
    with (HERE / "real_tickets.tsv").open(encoding="utf-8", newline="") as lines:
        labels = list(csv.DictReader(lines, delimiter="\t"))
    return [(row["category"], "", texts[int(row["row"])]) for row in labels]


def real_tickets() -> list[Judged]:
    return [
        Judged(category, "en", categorise(title=title, description=description))
        for category, title, description in real_texts()
    ]


def latency(texts: list[tuple[str, str]]) -> dict[str, float]:
    """Microseconds a call, in one thread, the model loaded."""
    taken = []
    for _ in range(ROUNDS):
        for title, description in texts:
            start = perf_counter_ns()
            categorise(title=title, description=description)
            taken.append((perf_counter_ns() - start) / 1_000)
    cuts = statistics.quantiles(taken, n=100)
    return {"p50_us": round(statistics.median(taken), 1), "p99_us": round(cuts[98], 1)}


def memory() -> dict[str, float]:
    """What the classifier adds to a fresh process that already has msgspec."""
    program = (
        "import msgspec,resource,time;"
        "held=lambda:int(open('/proc/self/statm').read().split()[1])*resource.getpagesize();"
        "before=held();start=time.perf_counter();"
        "from ringdesk.domains.assistant import categorise;"
        "categorise(title='hi',description='');"
        "print((held()-before)/2**20,(time.perf_counter()-start)*1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    mib, milliseconds = map(float, done.stdout.split())
    return {"added_mib": round(mib, 1), "import_and_first_call_ms": round(milliseconds, 1)}


def report() -> dict[str, Any]:
    found = measure.judged()
    texts = [(row["title"], row["description"]) for row in measure.held_out()]
    long = [(title, (description + " ") * (LONG // max(1, len(description)) + 1))
            for title, description in texts[:40]]  # fmt: skip
    varied = " ".join(f"{title} {description}" for title, description in texts)
    return {
        "model_version": found[0].prediction.model_version,
        "held_out": quality(found),
        "by_language": {
            language: brief([each for each in found if each.language == language])
            for language in ("en", "de", "es", "ru")
        },
        "held_out_unseen_wording": brief(unseen_wording(found)),
        "real_tickets": quality(real_tickets()),
        "latency": {
            "held_out_ticket": latency(texts),
            "long_repeating_4000_characters": latency(long),
            "long_varied_4000_characters": latency([("", varied[at : at + LONG])
                                                    for at in range(0, len(varied) - LONG, 400)]),
        },
        "memory": memory(),
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true", help="one JSON object instead of text")
    found = msgspec.to_builtins(report())
    if options.parse_args().json:
        print(msgspec.json.encode(found).decode())
        return
    for section, value in found.items():
        print(f"\n{section}")
        _show(value)


def _show(value: object) -> None:
    if not isinstance(value, dict):
        print(f"  {value}")
        return
    for name, one in value.items():
        if isinstance(one, list):
            print(f"  {name}")
            for row in one:
                print("    " + "  ".join(f"{key} {cell}" for key, cell in row.items()))
        else:
            print(f"  {name}: {one}")


if __name__ == "__main__":
    main()
