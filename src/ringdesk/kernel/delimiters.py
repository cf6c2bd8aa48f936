"""What stands between the cells of a table that somebody sent, and around them."""

import csv

SAMPLE_ROWS = 50
DELIMITERS = ",;\t|"


def delimiter_of(lines: list[str]) -> str:
    """The one by which the most rows have as many cells as the first, and more than one."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        rows = sample_rows(lines, delimiter, '"')
        width = len(rows[0]) if rows else 0
        if width < 2:
            continue
        alike = sum(len(row) == width for row in rows) / len(rows)
        score = alike + min(width, 50) / 100
        if score > most:
            best, most = delimiter, score
    return best


def quote_of(lines: list[str], delimiter: str) -> str:
    """' only where cells are wrapped in it, and none in "."""
    double = sum(line.count(f'{delimiter}"') + line.startswith('"') for line in lines)
    single = sum(
        line.count(f"{delimiter}'") + line.startswith("'") for line in lines if line.count("'") > 1
    )
    return "'" if single > 2 and double == 0 else '"'


def sample_rows(lines: list[str], delimiter: str, quote: str) -> list[list[str]]:
    found = []
    try:
        for row in csv.reader(lines[: SAMPLE_ROWS * 2], delimiter=delimiter, quotechar=quote):
            if row:
                found.append(row)
            if len(found) == SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return found
