"""HTML as plain text. Imports nothing of ours: the reader runs by path."""

import re
from html.parser import HTMLParser

from typing_extensions import override


class Plain(HTMLParser):
    """HTML as the text that it shows; addresses of links beside their words."""

    HIDDEN = frozenset(
        {"script", "style", "head", "title", "template", "noscript", "svg", "object"}
    )
    BLOCKS = frozenset({
        "p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4",
        "h5", "h6", "pre", "section", "article", "header", "footer", "hr",
    })  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0
        self._quoted = 0
        self._link, self._words = "", ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.HIDDEN and tag not in ("object",):
            self._hidden += 1
        elif tag in self.BLOCKS:
            self._break()
        if tag == "blockquote":
            self._quoted += 1
            self._break()
        elif tag == "li":
            self.pieces.append("- ")
        elif tag == "a":
            self._link, self._words = str(dict(attrs).get("href") or "")[:1000], ""

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in self.HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            link, self._link = self._link, ""
            if link.lower().startswith(("http://", "https://")) and link not in self._words:
                self.pieces.append(f" ({link})")
        elif tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
            self._break()
        elif tag in self.BLOCKS and tag != "br":
            self._break()

    @override
    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        words = " ".join(data.replace("\xa0", " ").split())
        if not words:
            self.pieces.append(" ")
            return
        before = " " if data[0].isspace() else ""
        after = " " if data[-1].isspace() else ""
        self._words += words
        self.pieces.append(f"{before}{words}{after}")

    def _break(self) -> None:
        self.pieces.append("\n" + "> " * min(self._quoted, 5))


def from_html(markup: str) -> str:
    parser = Plain()
    parser.feed(markup)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
