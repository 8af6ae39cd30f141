"""The few tags a paper is written in, checked and rebuilt; the same rule gives its plain text on both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from reviewer_app.evidence.frames import ProtocolError

LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
GROUPS = frozenset({"ul", "ol", "li", "table", "tr", "td", "th", "blockquote"})
INLINE = frozenset({"b", "i", "u", "s", "sup", "sub", "code", "a", "span"})
EMPTY = frozenset({"br", "hr", "img"})
TAGS = LINES | GROUPS | INLINE | EMPTY
CLASSES = frozenset({"quiet", "mark", "notes", "caption"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "img": frozenset({"src", "width", "height", "alt"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
    "ol": frozenset({"start"}),
    "p": frozenset({"class"}),
    "span": frozenset({"class"}),
}
SCHEME = "part"
SOURCE = re.compile(r"part:(\d{1,6})")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]{1,3900}", re.IGNORECASE)
SPAN_MOST, START_MOST, SIDE_MOST = 60, 100_000, 2000
DEPTH_MOST = 96
TABLES_MOST, LISTS_MOST = 2, 10
"""How deep tables and lists may lie in one another. Qt lays a table out many times for every one around it: four deep
took six seconds for a page."""

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class Written:
    """A checked piece of a paper: its tags, and its words as they are cited and searched."""

    html: str
    text: str


def rewritten(html: str) -> Written:
    """The same piece written anew from the closed list of tags; ProtocolError on anything else."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Takes tags in, writes them out again, and keeps the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._text: list[str] = []
        self._last = "\n"
        self._open: list[str] = []
        self._cells: list[int] = []

    def finish(self) -> Written:
        """What was read, every tag closed."""
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        self._line()
        return Written("".join(self._out), "".join(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise ProtocolError("a tag that papers do not have")
        self._out.append(f"<{tag}{self._attributes(tag, attrs)}>")
        if tag in EMPTY:
            if tag == "br":
                self._say("\n")
            elif tag == "hr":
                self._line()
            return
        self._open.append(tag)
        if (
            len(self._open) > DEPTH_MOST
            or (tag == "table" and self._open.count("table") > TABLES_MOST)
            or (tag in ("ul", "ol") and self._open.count("ul") + self._open.count("ol") > LISTS_MOST)
        ):
            raise ProtocolError("a paper is nested too deeply")
        if tag == "tr":
            self._cells.append(0)
        if tag in ("td", "th"):
            self._count_cell()
            if self._last != "\n":
                self._say("\t")
        elif tag not in INLINE:
            self._line()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            top = self._open.pop()
            self._out.append(f"</{top}>")
            if top == "tr":
                self._cells.pop()
            if top not in INLINE and top not in ("td", "th"):
                self._line()
            if top == tag:
                return

    def handle_data(self, data: str) -> None:
        self._out.append(escape(data, quote=False))
        if "pre" not in self._open:
            data = _BLANKS.sub(" ", data)
            if self._last in " \n\t":
                data = data.lstrip(" ")
        self._say(data)

    def handle_comment(self, data: str) -> None:
        raise ProtocolError("a paper has no comments")

    def handle_decl(self, decl: str) -> None:
        raise ProtocolError("a paper has no declarations")

    def handle_pi(self, data: str) -> None:
        raise ProtocolError("a paper has no instructions")

    def unknown_decl(self, data: str) -> None:
        raise ProtocolError("a paper has no declarations")

    def _count_cell(self) -> None:
        if not self._cells or self._cells[-1] >= SPAN_MOST:
            raise ProtocolError("a row of a paper has too many cells")
        self._cells[-1] += 1

    def _say(self, words: str) -> None:
        if words:
            self._text.append(words)
            self._last = words[-1]

    def _line(self) -> None:
        if self._last not in "\n\t":
            self._say("\n")

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        found = []
        for name, given in attrs:
            value = given or ""
            if name not in ATTRIBUTES.get(tag, ()) or not allowed(name, value):
                raise ProtocolError("an attribute that papers do not have")
            found.append(f' {name}="{escape(value)}"')
        return "".join(found)


def allowed(name: str, value: str) -> bool:
    """Whether an attribute of a paper may have this value."""
    if name == "src":
        return SOURCE.fullmatch(value) is not None
    if name == "href":
        return ADDRESS.fullmatch(value) is not None
    if name == "class":
        return value in CLASSES
    if name == "alt":
        return len(value) <= 1000
    most = {"colspan": SPAN_MOST, "rowspan": START_MOST, "start": START_MOST}.get(name, SIDE_MOST)
    return value.isascii() and value.isdigit() and len(value) < 7 and 1 <= int(value) <= most
