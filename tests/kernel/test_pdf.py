"""Documents as PDF, opened with another program's eyes (PDFium)."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from ringdesk.kernel import pdf
from ringdesk.kernel.pdf import Chart, Column, Document, Figure, Section, Series, Table, render

pytestmark = pytest.mark.anyio

HOSTILE = (
    "<script>alert(1)</script>",
    '#eval("1+1") $x^2$ *bold* @ref <label> [a] {b} `raw`',
    '#read("/etc/passwd")',
    '=HYPERLINK("http://example.org")',
    "\\u{41} \\ // /* comment */",
    'x", y: json("/etc/passwd")',
)


def document(*sections: Section, title: str = "Report") -> Document:
    return Document(title=title, subtitle="January", sections=sections, footer="Made today")


def pages_of(made: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(made)
    try:
        return [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()


def dark_share(made: bytes) -> float:
    """How much of the first page is not white."""
    opened = pypdfium2.PdfDocument(made)
    try:
        bitmap = opened[0].render(scale=0.5, grayscale=True)
        seen = bytes(bitmap.buffer)
        return sum(one < 230 for one in seen) / len(seen)
    finally:
        opened.close()


def flat(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe]+", "", text)


class TestAPage:
    async def test_shows_what_it_was_given(self) -> None:
        made = await render(document(Section(
            heading="Summary", text="First line\nSecond line",
            figures=[Figure("Resolved", "1,234", "+12 %")],
        )))  # fmt: skip
        (page,) = pages_of(made)
        for shown in ("Report", "January", "Summary", "Second line", "1,234", "+12 %", "1 / 1"):
            assert shown in page

    @pytest.mark.parametrize(
        "text", ["Привет, мир", "Ελληνικά", "Grüße, señor, Øresund", "₽ € ₴", "Հայերեն"]
    )
    async def test_has_letters_of_many_languages(self, text: str) -> None:
        (page,) = pages_of(await render(document(Section(text=text))))
        assert text in page

    @pytest.mark.parametrize("text", HOSTILE)
    async def test_shows_markup_as_letters_wherever_it_stands(self, text: str) -> None:
        made = await render(Document(
            title=text, subtitle=text, workspace=text, footer=text,
            sections=[Section(
                heading=text, text=text, figures=[Figure(text, text, text)],
                chart=Chart("rows", [text], [Series(text, [1])], title=text),
                table=Table([Column(text)], [[text]]),
            )],
        ))  # fmt: skip
        seen = flat("".join(pages_of(made)))
        assert seen.count(flat(text)) >= 7
        assert "root:" not in seen

    async def test_leaves_out_letters_that_move_others_and_those_nobody_sees(self) -> None:
        (page,) = pages_of(await render(document(Section(text="ab\u202ecd\x00ef\u2066gh\ud800ij"))))
        assert "abcdefghij" in page

    async def test_breaks_a_word_that_is_longer_than_its_line(self) -> None:
        (page,) = pages_of(await render(document(Section(table=Table(
            [Column("a"), Column("b")], [["Ж" * 300, "kept"]],
        )))))  # fmt: skip
        assert flat(page).count("Ж") == 300 and "kept" in page


class TestATable:
    async def test_runs_over_pages_with_its_head_on_each_and_the_pages_counted(self) -> None:
        table = Table([Column("Agent", weight=2), Column("Resolved", "right")],
                      [[f"Person {i}", str(i)] for i in range(300)])  # fmt: skip
        pages = pages_of(await render(document(Section(table=table))))
        assert len(pages) > 4
        for number, page in enumerate(pages, 1):
            assert "Agent" in page and f"{number} / {len(pages)}" in page
        assert "Person 0" in pages[0] and "Person 299" in pages[-1]

    async def test_may_be_empty(self) -> None:
        (page,) = pages_of(await render(document(Section(table=Table([Column("Agent")], [])))))
        assert "Agent" in page

    async def test_of_more_cells_than_a_press_bears_is_refused(self) -> None:
        rows = [["x"]] * (pdf.MOST_CELLS + 1)
        with pytest.raises(pdf.TooLong):
            await render(document(Section(table=Table([Column("a")], rows))))


class TestAChart:
    @pytest.mark.parametrize("kind", ["bars", "lines", "rows"])
    async def test_is_drawn(self, kind: pdf.ChartKind) -> None:
        labels = [f"2026-01-{day:02}" for day in range(1, 32)]
        chart = Chart(kind, labels, [Series("now", [float(n) for n in range(31)])])
        (empty,) = [await render(document(Section()))]
        made = await render(document(Section(chart=chart)))
        assert dark_share(made) > dark_share(empty)
        assert "2026-01-01" in pages_of(made)[0]

    @pytest.mark.parametrize("values", [
        [0.0, 0.0], [-5.0, 3.0], [1e-7, 2e-7], [1e15, 1.0], [float("nan"), 1.0],
        [float("inf"), 1.0], [-1.0, -2.0],
    ])  # fmt: skip
    @pytest.mark.parametrize("kind", ["bars", "lines", "rows"])
    async def test_bears_every_number(self, kind: pdf.ChartKind, values: Sequence[float]) -> None:
        chart = Chart(kind, ["a", "b"], [Series("now", values)])
        assert len(pages_of(await render(document(Section(chart=chart))))) == 1

    async def test_of_nothing_is_left_out(self) -> None:
        assert len(pages_of(await render(document(Section(chart=Chart("lines", [], [])))))) == 1


class TestThePress:
    async def test_is_stopped_at_its_time_limit(self) -> None:
        with pytest.raises(pdf.Unprintable):
            await render(document(Section(text="x")), time_limit_s=0.01)

    async def test_leaves_nobody_behind_when_it_is_called_off(self) -> None:
        task = asyncio.create_task(render(document(Section(text="x"))))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert pages_of(await render(document(Section(text="again"))))

    def test_has_a_template_that_reads_nothing_and_evaluates_nothing(self) -> None:
        template = (Path(pdf.PRESS).parent / "page.typ").read_text()
        code = "\n".join(line.split("//")[0] for line in template.splitlines())
        for word in ("eval(", "read(", "image(", "import", "include", "csv(", "yaml(", "link("):
            assert word not in code

    def test_knows_none_of_our_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("RINGDESK_DATABASE_URL", "postgresql://secret")
        assert not any("RINGDESK" in name for name in pdf.little_environment())
