"""`python -m ringdesk.domains.assistant.training.train`: makes the shipped artefact again.

The same files give the same bytes, on one platform and with the versions in the manifest.
"""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

from ringdesk.domains.assistant.linear import LinearModel
from ringdesk.domains.assistant.training import examples, fit, grammar
from ringdesk.domains.assistant.training.examples import Example
from ringdesk.domains.assistant.training.packing import packed

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
ARTEFACT = ARTEFACTS / "ticket_category.msgpack"
MANIFEST = ARTEFACTS / "ticket_category.json"
SOURCES = (examples.SEED, examples.PUBLIC_OTHER, grammar.GRAMMAR)

THRESHOLD = 0.5  # calibrated, so this is where naming a category is as often wrong as right
PUBLIC_WEIGHT = 0.15  # enough to know what is not ours; more costs accuracy on our own tickets


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the artefact is, and what it was made from and with."""

    model_version: str
    sha256: str
    bytes: int
    sources: dict[str, str]
    made_with: dict[str, str]
    temperature: float
    cross_validated_accuracy: float


def growing() -> fit.Grow:
    """What is added to some hand-written tickets before anything learns from them."""
    fixed = [*grammar.grown(), *_public_other()]

    def grow(some: list[Example]) -> list[Example]:
        return [*some, *grammar.dressed(some), *fixed]

    return grow


def main() -> None:
    seeds = examples.read(examples.SEED)
    grow = growing()
    scores = fit.cross_validated(seeds, grow)
    fitted = fit.Fitted(grow(seeds))
    truth = [fitted.classes.index(each.category) for each in seeds]
    warmth = fit.temperature(scores, truth)
    content = packed(fitted, temperature=warmth, threshold=THRESHOLD)
    right = scores.argmax(axis=1) == truth
    ARTEFACT.write_bytes(content)
    MANIFEST.write_bytes(_manifest(content, warmth, float(right.mean())))
    made = LinearModel(content).version
    print(f"{made}: {len(content):,} bytes, cross-validated {right.mean():.4f}")


def _public_other() -> list[Example]:
    found = examples.read(examples.PUBLIC_OTHER)
    return [msgspec.structs.replace(each, weight=PUBLIC_WEIGHT) for each in found]


def _manifest(content: bytes, temperature: float, accuracy: float) -> bytes:
    manifest = Manifest(
        model_version=LinearModel(content).version,
        sha256=sha256(content).hexdigest(),
        bytes=len(content),
        sources=_hashes(SOURCES),
        made_with={name: version(name) for name in ("numpy", "scikit-learn", "scipy")},
        temperature=temperature,
        cross_validated_accuracy=round(accuracy, 4),
    )
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def _hashes(paths: Sequence[Path]) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}


if __name__ == "__main__":
    main()
