"""Anybody's HTML as the blocks of a paper: sections and wrappers gone, each paragraph, list and table on its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

import nh3

from reviewer_app.evidence.paper_html import ADDRESS, ATTRIBUTES, LISTS_MOST, SPAN_MOST, TABLES_MOST, allowed
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.paper import picture, said
from reviewer_app.evidence.worker.paper_cutting import NEARLY, SECTION, weight

_SAME = {
    **dict.fromkeys(("strong", "b"), "b"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var", "address"), "i"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sup": "sup",
    "sub": "sub",
    "a": "a",
    "mark": "span",
}
_LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
_GROUPS = {"ul", "ol", "li", "table", "tr", "td", "th", "blockquote"}
_BREAKS = {
    *(
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "figure",
        "figcaption",
        "dl",
        "dt",
    ),
    *("dd", "caption", "details", "summary", "center", "fieldset", "legend", "form", "option", "hgroup"),
}
_KEPT = {*_SAME, *_LINES, *_GROUPS, *_BREAKS, "br", "hr", "img", "thead", "tbody", "tfoot"}
_WITH = {tag: set(names) for tag, names in ATTRIBUTES.items() if tag not in ("p", "span")}
_GONE = {"script", "style", "title", "template", "noembed", "noframes", "svg", "math", "object", "iframe"}
_LARGEST_TABLE = 3 * SECTION

Find = Callable[[str], tuple[int, float, float] | None]
"""Gives the number and size of the picture an address stands for; None when it is not in the file."""


def flattened(html: str, find: Find | None = None) -> list[str]:
    """The blocks of a page. Pictures are shown where ``find`` knows them, and named where it does not."""
    _check_depth(html)
    safe = nh3.clean(
        html, tags=_KEPT, attributes=_WITH, clean_content_tags=_GONE, link_rel=None,
        url_schemes={"http", "https", "mailto", "cid", "part"}, strip_comments=True,
    )  # fmt: skip
    made = _Blocks(find, keep_tables=True)
    made.feed(safe)
    made.close()
    blocks = made.finish()
    if any(len(block) > _LARGEST_TABLE and block.startswith("<table") for block in blocks):
        # A page laid out in one great table cannot be shown piece by piece; its words can.
        made = _Blocks(find, keep_tables=False)
        made.feed(safe)
        made.close()
        blocks = made.finish()
    return blocks


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,2000}>")
_LIGHT = {
    *("p", "li", "td", "tr", "th", "dt", "dd", "option", "br", "img", "hr", "meta", "link", "input", "col"),
    *("area", "base", "wbr", "source", "track", "embed", "param"),
}
_DEPTH_MOST = 1500


def _check_depth(html: str) -> None:
    """Refuse what is nested deeper than the cleaner can follow; tags that close themselves are not counted."""
    depth = 0
    for found in _TAG.finditer(html):
        if found.group(2).lower() not in _LIGHT:
            depth = max(0, depth - 1) if found.group(1) else depth + 1
            if depth > _DEPTH_MOST:
                raise Refused(Refusal.TOO_LARGE)


_ALONE = re.compile(r"<(li|td|th)([^>]*)><p>(.*?)</p>(?=</(?:li|td|th)>|<[uo]l>)", re.DOTALL)


def _plain(found: re.Match[str]) -> str:
    """A cell or item with one paragraph needs no paragraph in it."""
    return f"<{found.group(1)}{found.group(2)}>{found.group(3).strip()}"


def _closing(inline: tuple[str, str]) -> str:
    return "</span>" if inline[1].startswith("<span") else f"</{inline[0]}>"


class _Blocks(HTMLParser):
    """Reads clean HTML and writes blocks."""

    def __init__(self, find: Find | None, *, keep_tables: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._find, self._keep_tables = find, keep_tables
        self._blocks: list[str] = []
        self._out: list[str] = []
        self._groups: list[str] = []
        self._cells: list[int] = []
        self._line = ""
        self._inline: list[tuple[str, str]] = []
        self._words = False

    def finish(self) -> list[str]:
        """The blocks, everything closed."""
        self._end_line()
        while self._groups:
            self._out.append(f"</{self._groups.pop()}>")
        self._block()
        return self._blocks

    def _block(self) -> None:
        if not self._groups and not self._line and self._out:
            block = "".join(self._out)
            self._out = []
            if block:
                self._blocks.append(_ALONE.sub(_plain, block))

    def _begin_line(self, tag: str) -> None:
        self._end_line()
        self._line = tag
        self._out.append(f"<{tag}>")
        self._out += [opening for _name, opening in self._inline]
        self._words = False

    def _end_line(self) -> None:
        if self._line:
            if self._line == "pre" and self._out[-1].endswith("\n"):
                self._out[-1] = self._out[-1].rstrip("\n")
            self._out += [_closing(each) for each in reversed(self._inline)]
            self._out.append(f"</{self._line}>")
            if not self._words:
                while self._out.pop() != f"<{self._line}>":
                    pass
            self._line = ""
        self._block()

    def _need_line(self) -> None:
        if not self._line:
            self._begin_line("p")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self._begin_line(tag)
        elif tag in _GROUPS:
            self._group(tag, attrs)
        elif tag in _BREAKS:
            self._end_line()
        elif tag == "br":
            self._need_line()
            self._out.append("<br>")
        elif tag == "hr":
            self._end_line()
            self._out.append("<hr>")
            self._block()
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag in _SAME:
            opening = self._opening(_SAME[tag], attrs)
            self._inline.append((_SAME[tag], opening))
            if self._line:
                self._out.append(opening)

    def _opening(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        if tag == "span":
            return '<span class="mark">'
        if tag != "a":
            return f"<{tag}>"
        address = (dict(attrs).get("href") or "").strip()
        return f'<a href="{escape(address)}">' if ADDRESS.fullmatch(address) else "<span>"

    def _group(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_line()
        if not self._fits(tag):
            return
        given = "".join(
            f' {name}="{escape(value or "")}"'
            for name, value in attrs
            if name in ATTRIBUTES.get(tag, ()) and allowed(name, value or "")
        )
        self._groups.append(tag)
        if tag == "tr":
            self._cells.append(0)
        elif tag in ("td", "th"):
            self._cells[-1] += 1
            if self._cells[-1] > SPAN_MOST:
                self._cells[-1] = 1
                self._out.append("</tr><tr>")
        self._out.append(f"<{tag}{given}>")

    def _fits(self, tag: str) -> bool:
        """Whether a list, table or quotation may begin here: not too deep, and its parts in it only."""
        if tag in ("table", "tr", "td", "th") and not self._keep_tables:
            return False
        if tag == "table":
            return self._groups.count("table") < TABLES_MOST
        if tag in ("ul", "ol"):
            return self._groups.count("ul") + self._groups.count("ol") < LISTS_MOST
        if tag == "blockquote":
            return self._groups.count("blockquote") < LISTS_MOST
        within = {"li": ("ul", "ol"), "tr": ("table",), "td": ("tr",), "th": ("tr",)}[tag]
        return bool(self._groups) and self._groups[-1] in within

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            if self._line == tag:
                self._end_line()
        elif tag in _GROUPS:
            self._end_line()
            if tag in self._groups:
                while self._groups:
                    top = self._groups.pop()
                    self._out.append(f"</{top}>")
                    if top == "tr":
                        self._cells.pop()
                    if top == tag:
                        break
            if self._groups == ["table"] and sum(map(weight, self._out)) > NEARLY:
                # A long table goes on in the next one, so that it can be laid out piece by piece.
                self._blocks.append(_ALONE.sub(_plain, "".join([*self._out, "</table>"])))
                self._out = ["<table>"]
            self._block()
        elif tag in _BREAKS:
            self._end_line()
        elif tag in _SAME:
            self._close_inline(_SAME[tag])

    def _close_inline(self, name: str) -> None:
        for at in range(len(self._inline) - 1, -1, -1):
            found = self._inline[at][0]
            if found == name:
                # What was opened after it is closed with it and opened again.
                after = self._inline[at + 1 :]
                if self._line:
                    self._out += [_closing(each) for each in reversed(self._inline[at:])]
                    self._out += [opening for _, opening in after]
                del self._inline[at]
                return

    def handle_data(self, data: str) -> None:
        if not self._line and not data.strip():
            return
        if self._groups and self._groups[-1] in ("ul", "ol", "table", "tr"):
            return
        self._need_line()
        self._out.append(said(data))
        self._words = self._words or bool(data.strip())

    def _picture(self, attrs: dict[str, str | None]) -> None:
        source, alt = (attrs.get("src") or "").strip(), (attrs.get("alt") or "").strip()
        found = self._find(source) if self._find is not None else None
        if found is None and not alt:
            return
        self._need_line()
        self._words = True
        if found is None:
            self._out.append(f"<i>[Picture not in the file: {said(alt[:300])}]</i>")
        else:
            number, wide, high = found
            given = attrs.get("width") or ""
            if given.isascii() and given.isdigit() and 0 < int(given[:6]) < wide:
                wide, high = float(given), high * float(given) / wide
            self._out.append(picture(number, wide, high, alt))
