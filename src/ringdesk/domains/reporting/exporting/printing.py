"""A report as pages."""

from datetime import date

from ringdesk.domains.reporting.models import Content, Language, Line, Named, Report, Unit
from ringdesk.domains.reporting.phrases import Phrases, phrases_of
from ringdesk.kernel.pdf import Chart, Column, Document, Figure, Section, Series, Table

MOST_BARS = 12
THIN = "\u202f"


def pages_of(report: Report, language: Language, *, workspace: str) -> Document:
    said, content = phrases_of(language), report.content
    days = f"{day(report.start, language)} – {day(report.end, language)}"
    about = f"{said[report.type]}, " if report.name else ""
    sections = [summary_of(content, said, language)]
    sections += [over_time(line, said, language) for line in content.lines]
    if content.rows:
        sections.append(rows_of(report, said, language))
    return Document(
        title=report.name or said[report.type],
        subtitle=f"{about}{days}, {said['in_zone'].format(zone=report.zone)}",
        sections=sections, workspace=workspace, language=language,
        footer=said["made"].format(at=f"{report.created_at:%Y-%m-%d %H:%M} UTC"),
    )  # fmt: skip


def summary_of(content: Content, said: Phrases, language: Language) -> Section:
    compared = content.comparison
    figures = []
    for one in content.figures:
        now = content.summary[one.name]
        note = change_of(compared.change.get(one.name), now, said, language) if compared else ""
        figures.append(Figure(said[one.name], value_of(now, one.unit, said, language), note))
    text = [] if content.rows else [said["nothing"]]
    if compared is not None:
        text.append(said["compared"].format(
            start=day(compared.start, language), end=day(compared.end, language)
        ))  # fmt: skip
    return Section(heading=said["summary"], text="\n".join(text), figures=figures)


def over_time(line: Line, said: Phrases, language: Language) -> Section:
    series = [Series(said["this_period"], [dot.value for dot in line.points])]
    if line.before:  # days of the month before may be fewer, or more
        then = [dot.value for dot in line.before][: len(line.points)]
        series.append(Series(said["period_before"], then))
    labels = [day(dot.date, language, short=True) for dot in line.points]
    return Section(heading=said[line.metric], chart=Chart("lines", labels, series))


def rows_of(report: Report, said: Phrases, language: Language) -> Section:
    content = report.content
    main = max(range(len(content.columns)), key=lambda n: sum(row.values[n] for row in content.rows)
               if content.columns[n].unit == "count" else -1)  # fmt: skip
    most = sorted(content.rows, key=lambda row: -row.values[main])[:MOST_BARS]
    chart = Chart(
        "rows", [name_of(report, row.name, said) for row in most],
        [Series(said[content.columns[main].name], [row.values[main] for row in most])],
        title=said[content.columns[main].name],
    )  # fmt: skip
    table = Table(
        [Column(said[f"by.{report.type}"], weight=2.4),
         *(Column(headed(one, said), "right") for one in content.columns)],
        [[name_of(report, row.name, said),
          *(cell_of(value, one.unit, language)
            for value, one in zip(row.values, content.columns, strict=True))]
         for row in content.rows],
    )  # fmt: skip
    text = said["left_out"].format(n=content.left_out) if content.left_out else ""
    return Section(heading=said["rows"], text=text, chart=chart, table=table)


def name_of(report: Report, name: str, said: Phrases) -> str:
    return name or said["anonymous" if report.type == "gamification" else "nameless"]


def headed(one: Named, said: Phrases) -> str:
    """A column's head says the unit, so that its cells need not."""
    if one.unit == "percent":
        return f"{said[one.name]} (%)"
    return f"{said[one.name]} ({said['minutes']})" if one.unit == "minutes" else said[one.name]


def cell_of(value: float, unit: Unit, language: Language) -> str:
    if unit == "score" and not value:  # scores begin at 1: no score is none
        return "–"
    return number(round(value, 1) if unit in ("minutes", "percent") else value, language)


def value_of(value: float, unit: Unit, said: Phrases, language: Language) -> str:
    shown = cell_of(value, "score", language) if unit == "score" else number(value, language)
    if unit == "percent":
        return f"{shown}{THIN}%"
    return f"{shown}{THIN}{said['minutes']}" if unit == "minutes" else shown


def change_of(change: float | None, now: float, said: Phrases, language: Language) -> str:
    if change is None:
        return said["new"] if now else ""
    sign = "+" if change > 0 else ""
    return f"{sign}{number(round(change, 1), language)}{THIN}%"


def number(value: float, language: Language) -> str:
    """With the marks of the language."""
    whole, _, rest = f"{abs(value):,.2f}".partition(".")
    rest = rest.rstrip("0")
    group, point = {"en": (",", "."), "de": (".", ","), "es": (".", ","), "ru": (THIN, ",")}[
        language
    ]
    shown = whole.replace(",", group) + (f"{point}{rest}" if rest else "")
    return f"\u2212{shown}" if value < 0 else shown


SHORT: dict[Language, str] = {"en": "%b %d", "de": "%d.%m.", "ru": "%d.%m.", "es": "%d/%m"}
LONG: dict[Language, str] = {
    "en": "%B %d, %Y", "de": "%d.%m.%Y", "ru": "%d.%m.%Y", "es": "%d/%m/%Y",
}  # fmt: skip


def day(of: date, language: Language, *, short: bool = False) -> str:
    """English months are named: 01/02 means two things."""
    return of.strftime((SHORT if short else LONG)[language])
