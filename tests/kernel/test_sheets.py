"""Tables as people send them."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringdesk.kernel.sheets import (
    LONGEST_RECORD,
    MOST_COLUMNS,
    Dialect,
    Record,
    Rows,
    Unreadable,
    dialect_of,
    safe,
)

PLAIN = Dialect("utf-8", ",")


def read(content: bytes, dialect: Dialect = PLAIN, *, size: int = 1 << 16) -> list[Record]:
    def pieces() -> Iterator[bytes]:
        for start in range(0, len(content), size):
            yield content[start : start + size]

    return list(Rows(pieces(), dialect))


def sniff(content: bytes) -> Dialect:
    try:
        content.decode("utf-8")
        is_utf8 = True
    except UnicodeDecodeError:
        is_utf8 = False
    return dialect_of(content, whole=True, is_utf8=is_utf8)


class TestRows:
    def test_have_the_line_they_begin_on(self) -> None:
        rows = read(b'a,b\n1,"two\nlines"\n\n3,4')
        assert [(row.line, row.cells) for row in rows] == [
            (1, ["a", "b"]), (2, ["1", "two\nlines"]), (5, ["3", "4"]),
        ]  # fmt: skip

    @settings(deadline=None)
    @given(
        st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2,
                          max_size=4), min_size=1, max_size=6),
        st.sampled_from([",", ";", "\t"]), st.sampled_from(["\r\n", "\n"]), st.integers(1, 50),
        st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
    )  # fmt: skip
    def test_are_what_was_written_however_it_arrives(
        self, rows: list[list[str]], delimiter: str, end: str, size: int, encoding: str
    ) -> None:
        file = io.StringIO()
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
        content = file.getvalue().encode(encoding)
        found = read(content, Dialect(encoding, delimiter), size=size)
        assert [row.cells for row in found] == [
            [cell if n or cell[:1] != "\ufeff" or i else cell[1:] for i, cell in enumerate(row)]
            for n, row in enumerate(rows)
        ]

    @settings(deadline=None)
    @given(st.binary(max_size=3000))
    def test_of_noise_are_rows_or_faults(self, content: bytes) -> None:
        for row in read(content, Dialect("windows-1252", ",")):
            assert row.line >= 1 and (row.cells or row.fault)

    def test_end_in_any_way(self) -> None:
        for end in (b"\n", b"\r\n", b"\r"):
            for size in (1, 2, 3, 100):
                rows = read(b"a,b" + end + b"1,2" + end, size=size)
                assert [row.cells for row in rows] == [["a", "b"], ["1", "2"]]
                assert [row.line for row in rows] == [1, 2]

    def test_behind_a_quote_that_is_never_closed_are_read(self) -> None:
        rows = read(b'a,b\n1,"open\n2,two\n3,three\n')
        assert [row.line for row in rows] == [1, 2, 3, 4]
        assert rows[1].fault and "never closed" in rows[1].fault
        assert [row.cells for row in rows[2:]] == [["2", "two"], ["3", "three"]]

    def test_behind_an_open_quote_far_from_the_end_are_read(self) -> None:
        rows = read(b'a,b\n1,"open\n' + b"".join(b"%d,x\n" % n for n in range(500)))
        assert [row.line for row in rows if row.fault] == [2]
        assert len(rows) == 502 and rows[-1].line == 502

    def test_that_are_too_long_are_faults_and_cost_no_memory(self) -> None:
        rows = read(b"a,b\n" + b"x" * 5_000_000 + b"\n1,2\n")
        assert [(row.line, bool(row.fault)) for row in rows] == [(1, False), (2, True), (3, False)]
        assert str(LONGEST_RECORD) in str(rows[1].fault)

    def test_with_too_many_columns_are_faults(self) -> None:
        wide = b",".join([b"x"] * 10_000)
        rows = read(wide + b"\n1,2\n")
        assert str(MOST_COLUMNS) in str(rows[0].fault) and rows[1].fault is None

    def test_that_are_nearly_all_torn_refuse_the_file(self) -> None:
        with pytest.raises(Unreadable, match="cannot be read"):
            read(b"a,b\n" + b'1,"open\n' * 5001)


class TestSniffing:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_finds_the_delimiter(self, delimiter: str) -> None:
        text = "phone,name,note\n+1,Ann,x y\n+2,Bob,\n".replace(",", delimiter)
        assert sniff(text.encode()).delimiter == delimiter

    def test_takes_no_comma_within_cells_for_one(self) -> None:
        assert sniff(b"phone;name\n+1;Doe, Ann\n+2;Roe, Bob\n").delimiter == ";"
        assert sniff(b"sep=;\nphone;name\n").delimiter == ";"

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "windows-1252"]
    )
    def test_finds_the_encoding(self, encoding: str) -> None:
        text = "phone,name\n+1,José Müller\n+2,Ångström à la carte\n"
        assert sniff(text.encode(encoding)).encoding == encoding

    @pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
    def test_finds_cyrillic_encodings(self, encoding: str) -> None:
        text = "телефон;имя\n+79121234567;Иван Петров\n+79121234568;Мария Сидорова\n"
        assert sniff(text.encode(encoding)).encoding == encoding

    def test_finds_utf_16_by_its_mark(self) -> None:
        for encoding in ("utf-16-le", "utf-16-be"):
            found = sniff(("\ufeff" + "телефон;имя\n1;Иван\n").encode(encoding))
            assert found == Dialect(encoding, ";")

    def test_finds_single_quotes(self) -> None:
        assert sniff(b"'phone','name'\n'+1','Ann'\n'+2','Bob'\n").quote == "'"
        assert sniff(b"phone,name\n+1,O'Neil\n+2,D'Arcy\n").quote == '"'

    @pytest.mark.parametrize(
        "content",
        [b"", b"\n\n  \n", b"PK\x03\x04rest of a spreadsheet", b"%PDF-1.7", b"\x1f\x8b\x08",
         b"\x89PNG\r\n", bytes(range(256)) * 20, b"\x00" * 1000, b"<!DOCTYPE html><html>",
         b"\xd0\xcf\x11\xe0\xa1\xb1", b"\xff\xfe\x00\x00a\x00\x00\x00"],
    )  # fmt: skip
    def test_refuses_what_is_no_table(self, content: bytes) -> None:
        with pytest.raises(Unreadable):
            sniff(content)

    @settings(deadline=None)
    @given(st.binary(max_size=2000))
    def test_of_noise_ends_in_a_dialect_or_a_reason(self, content: bytes) -> None:
        try:
            found = sniff(content)
        except Unreadable as error:
            assert error.reason
        else:
            read(content, found)


class TestSafeCells:
    @pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1"])
    def test_are_no_formulas(self, cell: str) -> None:
        assert safe(cell) == "'" + cell

    @pytest.mark.parametrize("cell", ["", "Ann", "+12125550100", "-5", "+1 212 555", "1=1"])
    def test_are_else_as_they_were(self, cell: str) -> None:
        assert safe(cell) == cell
