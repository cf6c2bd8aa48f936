"""What the archive says in plain words."""

import re
from datetime import UTC, datetime

from ringdesk.domains.privacy.declarations import EVERYBODY
from ringdesk.kernel.personal import Subject

LONGEST_NAME = 120
UNSAFE = re.compile(r"[^\w.\- ]+")

FATES = {
    "erased": "erased when you ask for deletion",
    "anonymised": "stripped of your words and name when you ask for deletion",
    "retained": "kept even then",
}


def safe(name: str) -> str:
    """A name for a file in an archive: no folders, no controls, nothing hidden."""
    return UNSAFE.sub("_", name).strip(". ")[-LONGEST_NAME:] or "file"


def readme(subject: Subject) -> str:
    """What is in the archive, and what becomes of it."""
    lines = [
        "All that is kept about you",
        "==========================",
        "",
        f"Made on {datetime.now(UTC):%Y-%m-%d at %H:%M} UTC.",
        "",
        "The folder `data` has one file for each part of the program, as JSON: text that any",
        "editor shows and any program reads. The folder `files` has what was sent or recorded.",
        "Below: what is in each file, and what becomes of it if you ask to be forgotten.",
        "",
    ]
    for one in EVERYBODY:
        told = [h for h in one.holdings if h.shows and h.applies_to(subject)]
        if told:
            lines += [f"data/{one.domain}.json"]
        for holding in told:
            lines.append(f"  - {holding.about}: {FATES[holding.fate]}.")
            if holding.reason:
                lines.append(f"    Why: {holding.reason}")
    lines += [
        "",
        "You may ask for corrections, for deletion, or for no more advertising, at any time, and",
        "complain to the supervisory authority of the country you live in.",
        "",
    ]
    return "\n".join(lines)
