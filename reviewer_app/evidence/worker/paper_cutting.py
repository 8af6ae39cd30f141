"""Long tables and lists cut between their rows and items, so that each piece is put on the page without being felt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer_app.evidence.paper_html import START_MOST

SECTION = 10 << 10
"""How much makes a piece, in letters of markup: little enough to be laid out between two pictures of the screen."""

CELL = 36
"""A cell takes as long to lay out as so many letters more."""

NEARLY = SECTION * 9 // 10
"""Where whoever writes a table row by row begins the next one: what is over ``SECTION`` would be cut once more."""

_BLOCK = re.compile(r"<(table|ul|ol)(?: start=\"(\d{1,6})\")?>")
_TAG = re.compile(r"<(/?)(table|tr|ul|ol|li)\b[^>]*>")
_CELLS = re.compile(r"<t[dh][ >]")
_CROSSES = re.compile(r' rowspan="(?!1")')


def weight(block: str) -> int:
    """How long a block takes to be laid out, in letters of plain paragraphs."""
    return len(block) + CELL * sum(1 for _ in _CELLS.finditer(block))


def cut(block: str) -> Iterator[str]:
    """A block, or the parts of a table or list that is too much at once; the words and their order stay the same."""
    begun = _BLOCK.match(block)
    if weight(block) <= SECTION or begun is None or not block.endswith(f"</{begun.group(1)}>"):
        yield block
        return
    name = begun.group(1)
    inner = list(_inner(block, begun.end(), len(block) - len(name) - 3, "tr" if name == "table" else "li"))
    if not inner or (name == "table" and any(_CROSSES.search(each) for each in inner)):
        # What goes on into the next row holds both together.
        yield block
        return
    number = int(begun.group(2) or 1)
    held: list[str] = []
    for each in inner:
        if held and sum(map(weight, held)) + weight(each) > SECTION:
            yield _closed(name, number, held)
            number, held = number + len(held), []
        held.append(each)
    yield _closed(name, number, held)


def _closed(name: str, number: int, inner: list[str]) -> str:
    start = f' start="{number}"' if name == "ol" and 1 < number <= START_MOST else ""
    return f"<{name}{start}>{''.join(inner)}</{name}>"


def _inner(block: str, begin: int, end: int, name: str) -> Iterator[str]:
    """The rows or items of a block, without those of what lies in them; nothing where there is anything else."""
    depth, start = 0, begin
    found: list[str] = []
    for tag in _TAG.finditer(block, begin, end):
        if not tag.group(1):
            if depth == 0 and (tag.group(2) != name or tag.start() != start):
                return
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                found.append(block[start : tag.end()])
                start = tag.end()
            elif depth < 0:
                return
    if depth == 0 and start == end:
        yield from found
