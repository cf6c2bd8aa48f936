"""`python -m bench.quality.run [--quick] [--json]`: how well and how quickly it understands.

Nothing of a test part was trained or tuned on. `--quick` leaves out what takes minutes. Public sets
are looked for in RINGDESK_BENCH_DATA (see sets.py); what is missing is said, not skipped silently.
"""

import argparse
import asyncio
from typing import Any

import msgspec

from bench.quality import cost, own, public
from ringdesk.domains import assistant
from ringdesk.domains.assistant.encoder.session import Encoder


async def report(*, quick: bool) -> dict[str, Any]:
    return {
        "encoder": assistant.ENCODER_ID,
        "own": [*await own.messages(), *await own.tickets()],
        "language": own.languages_told(),
        "public": public.intents(Encoder(), quick=quick),
        "cost": await cost.latencies(),  # the last but one: it stays on one core
        "memory": cost.memory_and_start(),
    }


def show(found: dict[str, Any]) -> None:
    print(
        f"Encoder {found['encoder']}\n\nOur own labels, texts held out (bench/quality/RESULTS.md)"
    )
    for what, quality, sure, floor, adaptive in found["own"]:
        print(
            f"  {what}: {quality['examples']} texts, accuracy {100 * quality['accuracy']:.1f}, "
            f"macro-F1 {quality['macro_f1']:.3f}, ECE {quality['calibration_error']:.3f} "
            f"(of a perfect one on these: {floor:.3f}; bins of equal size: {adaptive:.3f}); {sure}"
        )
    print(f"  language: {found['language']}\n\nPublic sets: ours | published")
    for what, ours, published in found["public"]:
        print(f"  {what}: {ours} | {published}")
    print("\nCost on one core")
    for what, p50, p99 in found["cost"]:
        print(f"  {what}: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    print(f"  {found['memory']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="without what takes minutes")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    options = parser.parse_args()
    found = msgspec.to_builtins(asyncio.run(report(quick=options.quick)))
    if options.json:
        print(msgspec.json.encode(found).decode())
    else:
        show(found)


if __name__ == "__main__":
    main()
