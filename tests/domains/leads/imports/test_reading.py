"""Rows of a file, as rows of the staging table."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json, structs

from ringdesk.domains.leads.imports.columns import FIELDS, names_of, propose
from ringdesk.domains.leads.imports.faulty import faulty_rows
from ringdesk.domains.leads.imports.plan import Defaults, Plan
from ringdesk.domains.leads.imports.reading import ROWS_AT_ONCE, Batch, batches
from ringdesk.domains.leads.imports.taking import COLUMNS
from ringdesk.kernel.sheets import Dialect

BACK = {"\\\\": "\\", "\\n": "\n", "\\r": "\r", "\\t": "\t"}
words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffd"), max_size=30
)


def plan_for(header: list[str], **more: Any) -> Plan:
    columns = names_of(header)
    mapping = more.pop("mapping", None) or propose(columns)
    return Plan(
        dialect=Dialect("utf-8", ","), columns=columns, mapping=mapping, region="US",
        defaults=more.pop("defaults", Defaults()), **more,
    )  # fmt: skip


def in_pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 1000):
        yield content[start : start + 1000]


def read(content: str, plan: Plan) -> list[Batch]:
    return list(batches(in_pieces(content.encode()), plan))


def staged(found: list[Batch]) -> list[dict[str, str | None]]:
    """What PostgreSQL would make of COPY's text form."""
    rows = []
    for batch in found:
        for line in batch.copy.decode().removesuffix("\n").split("\n") if batch.copy else []:
            cells = [None if cell == "\\N" else unescape(cell) for cell in line.split("\t")]
            rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return rows


def unescape(cell: str) -> str:
    out, at = "", 0
    while at < len(cell):
        pair = cell[at : at + 2]
        out, at = (out + BACK[pair], at + 2) if pair in BACK else (out + cell[at], at + 1)
    return out


def written(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return file.getvalue()


class TestRows:
    @settings(deadline=None)
    @given(st.lists(st.tuples(words, words, words), max_size=20))
    def test_are_as_they_were_written_or_told_by_line(
        self, rows: list[tuple[str, str, str]]
    ) -> None:
        header = ["phone", "name", "Anything"]
        table = [[f"+1212{2_000_000 + n}", name, more] for n, (_, name, more) in enumerate(rows)]
        found = read(written([header, *table]), plan_for(header))
        assert sum(batch.rows for batch in found) == len(rows)
        assert sum(batch.good + batch.faulty for batch in found) == len(rows)
        by_phone = {row["phone"]: row for row in staged(found)}
        for phone, name, more in table:
            row = by_phone.get(phone)
            assert row is not None
            name = name.replace("\r\n", "\n").replace("\r", "\n").strip()
            more = more.replace("\r\n", "\n").replace("\r", "\n").strip()
            assert row["name"] == name
            assert json.decode(row["custom"] or "") == ({"Anything": more} if more else {})

    @settings(deadline=None)
    @given(st.text(max_size=600))
    def test_of_noise_are_all_counted(self, noise: str) -> None:
        plan = plan_for(["phone", "name", "tags"])
        for batch in read("phone,name,tags\n" + noise, plan):
            assert batch.rows == batch.good + batch.faulty
            lines = batch.copy.count(b"\n")
            assert lines == batch.good and all(
                line.count(b"\t") == len(COLUMNS) - 1 for line in batch.copy.split(b"\n") if line
            )

    def test_go_on_behind_those_that_were_taken(self) -> None:
        header = ["phone", "name"]
        rows = [[f"+1212{2_000_000 + n}", f"Lead {n}"] for n in range(ROWS_AT_ONCE + 500)]
        content = written([header, *rows])
        whole = staged(read(content, plan_for(header)))
        for skip in (0, 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 500):
            rest = staged(read(content, structs.replace(plan_for(header), skip=skip)))
            assert rest == whole[skip:]

    def test_get_what_they_do_not_say(self) -> None:
        defaults = Defaults(source="fair", priority="high", tags=["Spring"], consent_basis="yes")
        header = ["phone", "priority", "tags", "source"]
        found = staged(read(
            written([header, ["2125550101", "", "", ""], ["2125550102", "Niedrig", "b;a", "web"]]),
            plan_for(header, defaults=defaults),
        ))  # fmt: skip
        assert [(row["rank"], row["tags"], row["source"]) for row in found] == [
            ("1", '{"spring"}', "fair"), ("3", '{"b","a","spring"}', "web"),
        ]  # fmt: skip
        assert {row["consent_basis"] for row in found} == {"yes"}

    def test_may_have_a_name_in_parts_and_a_zone(self) -> None:
        header = ["Vorname", "Nachname", "Telefon", "Zeitzone"]
        found = staged(read(
            written([header, ["Eva", "Maier", "2125550101", "Europe/Berlin"]]), plan_for(header)
        ))  # fmt: skip
        assert (found[0]["name"], found[0]["time_zone"]) == ("Eva Maier", "Europe/Berlin")

    @pytest.mark.parametrize(
        ("row", "why"),
        [(["", "", "", ""], "neither"), (["x", "", "", ""], "No telephone number: x"),
         (["4.42E+11", "", "", ""], "rounded"), (["2125550101", "a@b", "", ""], "e-mail"),
         (["2125550101", "", "soon", ""], "priority"), (["2125550101", "", "", "Mars"], "zone"),
         (["2125550101", "", "", "", "more"], "5 columns, the header has 4")],
    )  # fmt: skip
    def test_that_are_wrong_say_why(self, row: list[str], why: str) -> None:
        header = ["phone", "email", "priority", "time zone"]
        found = read(written([header, [*row[:1], *row[1:]], ["2125550102"]]), plan_for(header))
        faults = [fault for batch in found for fault in batch.faults]
        if row == ["", "", "", ""]:
            assert faults == []  # nothing stands in it
        else:
            assert [fault.line for fault in faults] == [2] and why in faults[0].reason
        assert len(staged(found)) == 1

    def test_by_mail_are_told_from_those_with_a_number(self) -> None:
        header = ["email", "phone"]
        found = read(
            written([header, ["a@example.org", ""], ["", "+99912345678"]]), plan_for(header)
        )
        assert (found[0].good, found[0].by_mail, found[0].placeless) == (2, 1, 1)


class TestFaultyRows:
    @settings(deadline=None)
    @given(st.lists(st.lists(words, min_size=1, max_size=4), max_size=10))
    def test_are_those_that_a_reading_refuses(self, rows: list[list[str]]) -> None:
        header = ["phone", "name", "note"]
        content = written([header, *rows]).encode()
        plan = plan_for(header)
        faulty = sum(batch.faulty for batch in batches(in_pieces(content), plan))
        out = b"".join(faulty_rows(in_pieces(content), plan)).decode("utf-8-sig")
        told = list(csv.reader(io.StringIO(out)))
        assert len(told) == faulty + 1
        assert all(not cell.startswith(("=", "@")) for row in told for cell in row)


class TestColumns:
    def test_get_names_no_two_alike(self) -> None:
        names = names_of(["Phone", "phone", "", " ", "x" * 500, "x" * 500, "a\x00b\u202e"])
        assert len({name.casefold() for name in names}) == 7
        assert names[:4] == ["Phone", "phone (2)", "column 3", "column 4"]
        assert max(map(len, names)) <= 60 and names[6] == "ab"

    def test_get_each_field_once(self) -> None:
        mapping = propose(names_of(["Mobile", "Phone", "Имя", "Фамилия", "Whatever"]))
        assert list(mapping.values()) == ["phone", "custom", "first_name", "last_name", "custom"]

    @settings(deadline=None)
    @given(st.lists(st.text(max_size=80), min_size=1, max_size=30))
    def test_of_any_header_have_a_field(self, header: list[str]) -> None:
        names = names_of(header)
        mapping = propose(names)
        assert list(mapping) == names and set(mapping.values()) <= set(FIELDS)
