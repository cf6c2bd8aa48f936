"""The rows of a file that cannot be taken, as a file: to be mended and sent again."""

import csv
import io
from collections.abc import Iterable, Iterator

from ringdesk.domains.leads.imports.plan import Plan
from ringdesk.domains.leads.imports.reading import records
from ringdesk.domains.leads.imports.taking import Taker, Wrong
from ringdesk.kernel.sheets import safe

AT_ONCE = 2000


def faulty_rows(pieces: Iterable[bytes], plan: Plan) -> Iterator[bytes]:
    """CSV in UTF-8: the columns of the file, its line, and what is wrong. Formulas are text."""
    take = Taker(plan).take
    found = [[*map(safe, plan.columns), "line", "error"]]
    width = len(plan.columns)
    yield "\ufeff".encode()
    for record in records(pieces, plan):
        try:
            take(record)
        except Wrong as wrong:
            cells = [safe(cell) for cell in record.cells[:width]]
            cells += [""] * (width - len(cells))
            found.append([*cells, str(record.line), safe(str(wrong))])
        if len(found) >= AT_ONCE:
            yield as_csv(found)
            found.clear()
    yield as_csv(found)


def as_csv(rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode()
