"""Rows taken many at once are as they would be one by one."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json

from ringdesk.domains.leads.imports import numbering
from ringdesk.domains.leads.imports.columns import FIELDS, names_of
from ringdesk.domains.leads.imports.frames import Order, pack
from ringdesk.domains.leads.imports.host import BEGINNING
from ringdesk.domains.leads.imports.plan import Defaults, Fault, Plan
from ringdesk.domains.leads.imports.reading import BYTES_AT_ONCE, ROWS_AT_ONCE, batches, records
from ringdesk.domains.leads.imports.taking import Taker, Wrong
from ringdesk.domains.telephony import numbers
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.sheets import Dialect

# VmHWM, and not what `getrusage` says: that begins with what the parent weighed.
WEIGHED = """
import runpy, sys
runpy.run_path(sys.argv[1], run_name="__main__")
status = open("/proc/self/status").read()
sys.stderr.write(status.partition("VmHWM:")[2].split()[0])
"""
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ODD = st.sampled_from(
    ["", " ", "O'Brien", "'=1+1", "a\tb", "a\\b", '"', "a\nb", "\x00", "\ufffd", "x" * 201,
     "y" * 1001, " a ", "=cmd", "\u2028", "日本"]
)  # fmt: skip
CELLS = {
    "phone": st.one_of(
        st.sampled_from(["+12125550100", "+442071838750", "+4915112345678", "2125550101", "none",
                         "+1 (212) 555-0102", "+99912345678", "+18005550100", "", " +12025550101"]),
        st.from_regex(r"\+1[2-9][0-9]{9}", fullmatch=True),
        st.from_regex(r"\+[1-9][0-9]{7,14}", fullmatch=True),
    ),
    "email": st.sampled_from(["", "a@example.org", " b@example.org ", "a@b", "x" * 250 + "@e.org"]),
    "priority": st.sampled_from(["", "High", "niedrig", "soon", " low"]),
    "tags": st.sampled_from(["", "a,b", "B;a|a", " ", 'q"q', ",".join(map(str, range(30)))]),
    "time_zone": st.sampled_from(["", "Europe/Berlin", "Mars", " Asia/Tokyo"]),
}  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> tuple[Plan, str]:
    """A plan and a file: some columns, most rows as most are, some of them odd."""
    once = draw(st.lists(st.sampled_from(FIELDS[:-2]), min_size=1, max_size=6, unique=True))
    kept = [*once, *draw(st.lists(st.sampled_from(FIELDS[-2:]), max_size=3))]
    columns = names_of([f"{field} {n}" for n, field in enumerate(kept)])
    row = st.tuples(*(st.one_of(CELLS.get(f, WORDS), ODD, CELLS.get(f, WORDS)) for f in kept))
    rows = [list(cells) for cells in draw(st.lists(row, max_size=25))]
    for at in draw(st.sets(st.integers(0, 24), max_size=3)):
        if at < len(rows):
            rows[at] = draw(st.sampled_from([rows[at][:-1], [*rows[at], ""], [*rows[at], "more"]]))
    plan = Plan(
        dialect=Dialect("utf-8", draw(st.sampled_from(",;\t"))), columns=columns, region="US",
        mapping=dict(zip(columns, kept, strict=True)), skip=draw(st.integers(0, 5)),
        defaults=draw(st.sampled_from([Defaults(), Defaults(source="x\\y", tags=["t"])])),
        phone_needed=draw(st.booleans()),
    )  # fmt: skip
    file = io.StringIO()
    writer = csv.writer if draw(st.booleans()) else partial(csv.writer, quoting=csv.QUOTE_ALL)
    writer(file, delimiter=plan.dialect.delimiter, lineterminator="\n").writerows([columns, *rows])
    return plan, file.getvalue() + draw(st.sampled_from(["", '"open', '+12125550100,"x"y\n']))


def in_pieces(content: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def one_by_one(content: bytes, plan: Plan) -> tuple[list[str], list[Fault], int, int]:
    take, lines, faults, by_mail, placeless = Taker(plan).take, [], [], 0, 0
    for record in list(records([content], plan))[plan.skip :]:
        try:
            text, has_phone, is_placed = take(record)
        except Wrong as wrong:
            faults.append(Fault(record.line, str(wrong)))
        else:
            lines.append(text)
            by_mail += not has_phone
            placeless += not is_placed
    return lines, faults, by_mail, placeless


class TestRowsTakenTogether:
    @settings(deadline=None, max_examples=400)
    @given(tables(), st.sampled_from([7, 100, 100_000]))
    def test_are_those_taken_one_by_one(self, table: tuple[Plan, str], size: int) -> None:
        plan, text = table
        content = text.encode()
        lines, faults, by_mail, placeless = one_by_one(content, plan)
        found = list(batches(in_pieces(content, size), plan))
        copied = b"".join(batch.copy for batch in found)
        assert copied.decode() == "".join(line + "\n" for line in lines)
        assert [fault for batch in found for fault in batch.faults] == faults
        assert sum(batch.by_mail for batch in found) == by_mail
        assert sum(batch.placeless for batch in found) == placeless
        assert sum(batch.rows for batch in found) == len(lines) + len(faults)


class TestBatches:
    @pytest.mark.parametrize("note", ["", "n" * 800, "it's " * 300])
    def test_end_where_they_end_however_the_file_comes_in(self, note: str) -> None:
        rows = [f"+1212{2_000_000 + n},{note if n % 2 else n}" for n in range(25_000)]
        content = ("phone,notes\n" + "\n".join(rows)).encode()
        plan = Plan(
            dialect=Dialect("utf-8", ","), columns=["phone", "notes"], region="US",
            mapping={"phone": "phone", "notes": "notes"}, defaults=Defaults(),
        )  # fmt: skip
        found = [batch.rows for batch in batches(in_pieces(content, 1 << 18), plan)]
        assert found == [batch.rows for batch in batches(in_pieces(content, 77_777), plan)]
        full = [batch for batch in batches([content], plan)][:-1]
        assert all(batch.rows == ROWS_AT_ONCE or len(batch.copy) >= BYTES_AT_ONCE for batch in full)


class TestANumber:
    @settings(deadline=None, max_examples=1000)
    @given(CELLS["phone"], st.sampled_from(["US", "GB", "DE"]))
    def test_is_what_the_house_takes_it_for(self, text: str, region: str) -> None:
        try:
            house = numbers.number(text, region)
        except Invalid:
            with pytest.raises(Invalid):
                numbering.number(text, region)
        else:
            assert numbering.number(text, region) == (house.e164, house.valid, house.zones)


class TestAReader:
    def test_weighs_as_much_at_the_end_as_at_the_beginning(self, tmp_path: Path) -> None:
        """A process of its own: in kilobytes, the most that it ever held."""
        few, many = (most_of_reader(tmp_path, rows) for rows in (20_000, 120_000))
        assert many < 64 * 1024
        assert many - few < 8 * 1024


def most_of_reader(folder: Path, rows: int) -> int:
    plan = Plan(
        dialect=Dialect("utf-8", ","), columns=["phone", "name"], region="US",
        mapping={"phone": "phone", "name": "name"}, defaults=Defaults(),
    )  # fmt: skip
    file = folder / f"{rows}.csv"
    lines = (b"+1212%07d,Lead %d\n" % (2_000_000 + n, n) for n in range(rows))
    file.write_bytes(pack(json.encode(Order(plan)), b"") + b"phone,name\n" + b"".join(lines))
    with file.open("rb") as content:
        reading = subprocess.Popen(
            [sys.executable, "-P", "-c", WEIGHED, str(BEGINNING)], stdin=content,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        _, said = reading.communicate()
    assert reading.returncode == 0, said
    return int(said)
