"""The labelled tickets the classifier learns from, read from the files beside this one."""

import csv
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
SEED = HERE / "ticket_seed.tsv"
PUBLIC_OTHER = HERE / "public_other.tsv"


class Example(msgspec.Struct, frozen=True):
    category: str
    language: str
    title: str
    description: str
    weight: float = 1.0


def read(path: Path) -> list[Example]:
    """Tab-separated `category, language, title, description`, with a header and no quoting."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Example(row["category"], row["language"], row["title"], row["description"])
            for row in rows
        ]
