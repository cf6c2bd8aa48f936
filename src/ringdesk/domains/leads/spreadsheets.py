"""Text that a spreadsheet takes for text.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end is run as a formula by the programs
that open such files (CWE-1236). We put an apostrophe in front, as those programs do themselves, and
take it away again when a file comes back: what was written out is read in as it was. A number in
E.164 (`+` and digits) can carry no formula, and stays as it is (docs/adr/0043-leads.md)."""

import re

RISKY = re.compile(r"'*[=+\-@\t\r\n]")
NUMBER = re.compile(r"\+[0-9]{8,15}")


def neutral(text: str) -> str:
    """For a file that goes out."""
    return f"'{text}" if RISKY.match(text) and not NUMBER.fullmatch(text) else text


def plain(text: str) -> str:
    """For a file that comes in: the reverse."""
    return text[1:] if text.startswith("'") and RISKY.match(text) else text
