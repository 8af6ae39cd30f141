"""A document as a paper: pieces of plain markup with their words, and pictures by number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

import nh3

from reviewer_app.evidence.paper_html import ATTRIBUTES, SPAN_MOST, TAGS, Written, allowed, rewritten
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Plain, Refused, Summary
from reviewer_app.evidence.worker.packed import Packed
from reviewer_app.evidence.worker.paper_cutting import SECTION, cut, weight
from reviewer_app.evidence.worker.paper_pictures import BYTES_MOST, Pictures, measured

TOTAL_MOST = 24 << 20
BLOCK_MOST = 160 << 10
_LINE_MOST = 4000
PIECES_MOST = 6000
WIDEST = 640
_ENTRIES_MOST = 2000
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAGS_ONLY = re.compile(r"<[^>]*>")
_CONTROLS = {number: None for number in range(32) if chr(number) not in "\t\n"} | {0x7F: None, 0xFFFC: None}
_CLEAN_ATTRIBUTES: dict[str, set[str]] = {tag: set(names) for tag, names in ATTRIBUTES.items()}


def said(text: str) -> str:
    """Words ready to stand in markup: no letter of them can be taken for a tag."""
    return escape(text.translate(_CONTROLS), quote=False)


def picture(number: int, width: float, height: float, alt: str = "") -> str:
    """A picture of the document, no wider than the paper."""
    wide, high = max(1.0, width), max(1.0, height)
    scale = min(1.0, WIDEST / wide, 1900 / high)
    sides = f'width="{max(1, round(wide * scale))}" height="{max(1, round(high * scale))}"'
    told = f' alt="{escape(alt.translate(_CONTROLS)[:900])}"' if alt.strip() else ""
    return f'<img src="part:{number}" {sides}{told}>'


def inlay(packed: Packed, pictures: Pictures, target: str, size: tuple[float, float], alt: str = "") -> str:
    """A picture that is a member of the file; its own size counts where the document tells none."""
    wide, high = size

    def read() -> bytes:
        return packed.read(target, BYTES_MOST)

    if wide < 1 or high < 1:
        wide, high = measured(read())
    return picture(pictures.add(target, read), wide, high, alt) if wide >= 1 and high >= 1 else ""


def noted(mark: str, blocks: str) -> str:
    """A note or comment with the mark it has in the text."""
    if blocks.startswith("<p>"):
        return f"<p><sup>[{said(mark)}]</sup> {blocks[3:]}"
    return f"<p><sup>[{said(mark)}]</sup></p>{blocks}"


def rows(cells: list[str]) -> str:
    """The row of a table, or several where it has more cells than any table on paper."""
    parts = [cells[at : at + SPAN_MOST] for at in range(0, len(cells), SPAN_MOST)] or [[]]
    return "".join(f"<tr>{''.join(part)}</tr>" for part in parts)


def _crushed(block: str) -> Iterator[str]:
    """The words of a block too large to be laid out as it is, as plain paragraphs."""
    lines: list[str] = []
    length = 0
    for line in cleaned(block).text.split("\n"):
        for at in range(0, max(1, len(line)), _LINE_MOST):
            lines.append(said(line[at : at + _LINE_MOST]))
            length += len(lines[-1])
            if length >= _LINE_MOST:
                yield f"<p>{'<br>'.join(lines)}</p>"
                lines, length = [], 0
    if lines:
        yield f"<p>{'<br>'.join(lines)}</p>"


def _bearable(blocks: Iterable[str]) -> Iterator[str]:
    for whole in blocks:
        for block in cut(whole):
            if len(block) > BLOCK_MOST:
                yield from _crushed(block)
            else:
                yield block


def pieces(blocks: Iterable[str]) -> list[str]:
    """Blocks put together into pieces; only tables and lists are cut, and what is larger than any a person writes."""
    found: list[str] = []
    held: list[str] = []
    heavy = total = 0
    for block in _bearable(blocks):
        if held and heavy + weight(block) > SECTION:
            found.append("".join(held))
            held, heavy = [], 0
        held.append(block)
        heavy += weight(block)
        total += len(block)
        if total > TOTAL_MOST:
            raise Refused(Refusal.TOO_LARGE)
    if held or not found:
        found.append("".join(held))
    return found


def _filter(_tag: str, name: str, value: str) -> str | None:
    return value if allowed(name, value) else None


def cleaned(html: str) -> Written:
    """A piece with nothing left in it but what a paper may have, and its words."""
    # Half a letter, as bad rich text has it, is none.
    whole = html.encode("utf-8", "replace").decode("utf-8")
    safe = nh3.clean(
        whole, tags=set(TAGS), attributes=_CLEAN_ATTRIBUTES, attribute_filter=_filter, link_rel=None,
        url_schemes={"http", "https", "mailto", "part"}, strip_comments=True,
    )  # fmt: skip
    return rewritten(safe)


class Paper(Plain):
    """Pieces of markup; ``pages`` says for each the slide it belongs to, 0 where there are no slides."""

    def __init__(
        self,
        sections: list[str],
        pictures: Pictures | None = None,
        shape: Shape = Shape.PAPER,
        pages: list[int] | None = None,
        notes: tuple[str, ...] = (),
        encoding: str = "",
    ) -> None:
        if len(sections) > PIECES_MOST:
            raise Refused(Refusal.TOO_LARGE)
        self._sections = sections
        self._pictures = pictures or Pictures()
        self._shape, self._notes, self._encoding = shape, notes, encoding
        self._pages = pages or [0] * len(sections)
        self._last: tuple[int, Written] | None = None

    def summary(self) -> Summary:
        """How many pieces there are."""
        return Summary(
            self._shape, slices=max(1, len(self._sections)), notes=self._notes, encoding=self._encoding
        )

    def _piece(self, number: int) -> Written:
        if not 0 <= number < len(self._sections):
            raise Refused(Refusal.NOTHING_THERE)
        if self._last is None or self._last[0] != number:
            self._last = number, cleaned(self._sections[number])
        return self._last[1]

    def text(self, page: int) -> tuple[str, bytes]:
        """The words of a piece."""
        return self._piece(page).text, b""

    def outline(self) -> list[list[Any]]:
        """The headings, each with the piece it stands in."""
        rows: list[list[Any]] = []
        for number, section in enumerate(self._sections):
            for found in _HEADING.finditer(section):
                title = " ".join(rewritten_words(found.group(2)).split())[:400]
                if title and len(rows) < _ENTRIES_MOST:
                    rows.append([title, number, int(found.group(1)) - 1])
        return rows

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """``html``: a piece; ``picture``: the pixels of a picture."""
        if what == "picture":
            return self._pictures.pixels(index)
        if what != "html":
            raise Refused(Refusal.NOTHING_THERE)
        made = self._piece(index)
        heading = _HEADING.search(made.html)
        title = " ".join(rewritten_words(heading.group(2)).split())[:400] if heading else ""
        return {"page": self._pages[index], "title": title}, made.html.encode("utf-8", errors="replace")


def rewritten_words(html: str) -> str:
    """The words of a little markup."""
    from html import unescape

    return unescape(_TAGS_ONLY.sub("", html))
