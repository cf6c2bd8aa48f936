"""Templates without logic: `{{name}}` is replaced by the variable, and nothing else happens.

A value is text wherever it lands: escaped in HTML, one line in a subject; no value is ever read as
a template again. What comes out as HTML is cleaned once more as a whole, so that neither a value in
an address (`javascript:`) nor the template itself can carry a script into somebody's mail program.
"""

import html as markup
import re
from collections.abc import Mapping

import nh3
from msgspec import Struct

from ringdesk.domains.messaging.models import TemplateText
from ringdesk.kernel.errors import Invalid

VARIABLE = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_.]{0,39})\s*\}\}", re.ASCII)
ODD = re.compile(r"\{\{|\}\}")
LINE_BREAKS = re.compile(r"[\r\n\x00\x0b\x0c\x85\u2028\u2029]")
# A link that is made when the message goes, one for each; a name that can't exist (RFC 2606).
UNSUBSCRIBE, UNSUBSCRIBE_LINK = "unsubscribe_link", "https://unsubscribe.invalid/"
MOST_VARIABLES, LONGEST_VALUE = 50, 5_000
LONGEST_SUBJECT, LONGEST_BODY, LONGEST_HTML = 300, 50_000, 200_000

# What mail programs show, layout by tables and inline styles included; nothing that runs, embeds,
# or posts.
TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "center", "cite", "code", "col", "colgroup", "dd", "del",
    "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
})  # fmt: skip
EVERYWHERE = {"align", "bgcolor", "class", "dir", "height", "lang", "style", "title", "valign",
              "width"}  # fmt: skip
ATTRIBUTES = {
    "*": EVERYWHERE, "a": {"href"}, "img": {"src", "alt", "border"},
    "table": {"border", "cellpadding", "cellspacing", "role"}, "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"}, "font": {"color", "face", "size"},
    "ol": {"start", "type"}, "col": {"span"}, "colgroup": {"span"},
}  # fmt: skip
STYLES = {
    "background", "background-color", "border", "border-bottom", "border-collapse", "border-color",
    "border-left", "border-radius", "border-right", "border-spacing", "border-style", "border-top",
    "border-width", "color", "display", "font", "font-family", "font-size", "font-style",
    "font-weight", "height", "letter-spacing", "line-height", "list-style", "margin",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width", "min-width",
    "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align",
    "text-decoration", "text-transform", "vertical-align", "white-space", "width", "word-break",
}  # fmt: skip


class Rendered(Struct, frozen=True):
    subject: str
    text: str
    html: str | None


def variables_of(text: TemplateText) -> list[str]:
    """Their names, in the order in which they appear."""
    parts = (text.subject, text.body, text.html or "")
    return list(dict.fromkeys(name for part in parts for name in VARIABLE.findall(part)))


def check_template(text: TemplateText) -> None:
    """Invalid, with the field: too long, a subject of several lines, braces that are no variable
    (a loop or a filter of some other language would be sent as it stands)."""
    limits = (("subject", text.subject, LONGEST_SUBJECT), ("body", text.body, LONGEST_BODY),
              ("html", text.html or "", LONGEST_HTML))  # fmt: skip
    for field, part, longest in limits:
        if len(part) > longest:
            raise Invalid.field(field, f"{longest} characters at most")
        if ODD.search(VARIABLE.sub("", part)):
            raise Invalid.field(field, "Between {{ and }} only the name of a variable may stand")
        if "\x00" in part:
            raise Invalid.field(field, "There is a character in it that no text has")
    if LINE_BREAKS.search(text.subject):
        raise Invalid.field("subject", "One line only")
    if not text.body.strip():
        raise Invalid.field("body", "A template needs a text")
    if len(variables_of(text)) > MOST_VARIABLES:
        raise Invalid.field("body", f"{MOST_VARIABLES} variables at most")


def check_values(values: Mapping[str, str]) -> None:
    if len(values) > MOST_VARIABLES:
        raise Invalid.field("variables", f"{MOST_VARIABLES} variables at most")
    for name, value in values.items():
        if not VARIABLE.fullmatch("{{" + name + "}}"):
            raise Invalid.field("variables", f"{name[:40]!r} is no name of a variable")
        if len(value) > LONGEST_VALUE or "\x00" in value:
            raise Invalid.field(f"variables.{name}", f"{LONGEST_VALUE} characters of text at most")


def render(text: TemplateText, values: Mapping[str, str]) -> Rendered:
    """Invalid, naming each variable that is missing, and a value with line breaks in a subject."""
    known = {**values, UNSUBSCRIBE: UNSUBSCRIBE_LINK}
    missing = [name for name in variables_of(text) if name not in known]
    if missing:
        raise Invalid(errors=[
            {"field": f"variables.{name}", "message": "The template needs it"} for name in missing
        ])  # fmt: skip
    for name in VARIABLE.findall(text.subject):
        if LINE_BREAKS.search(known[name]):
            raise Invalid.field(f"variables.{name}", "One line only: it stands in the subject")
    subject = VARIABLE.sub(lambda found: known[found[1]], text.subject)
    if len(subject) > LONGEST_SUBJECT * 3:
        raise Invalid.field("subject", "Too long with these variables")
    return Rendered(
        subject=subject,
        text=VARIABLE.sub(lambda found: known[found[1]], text.body),
        html=None if text.html is None else inert(
            VARIABLE.sub(lambda found: as_markup(known[found[1]]), text.html)
        ),
    )  # fmt: skip


def as_markup(value: str) -> str:
    """Text inside HTML, in an attribute too. Line breaks stay visible ones only in running text, so
    they are left alone."""
    return markup.escape(value, quote=True)


def inert(html: str) -> str:
    """HTML that a mail program or our own preview may show: no scripts, forms, frames, handlers,
    and links to the web, mail and telephones only."""
    return nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer", filter_style_properties=STYLES, strip_comments=True,
    )  # fmt: skip


def check_line(field: str, value: str, longest: int) -> str:
    """What becomes a header: one line (CR and LF would begin another header), nothing invisible."""
    if len(value) > longest or LINE_BREAKS.search(value):
        raise Invalid.field(field, f"One line of {longest} characters at most")
    return value
