"""List items one after the other, made into lists that lie in one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer_app.evidence.paper_html import START_MOST


@dataclass(frozen=True, slots=True)
class Item:
    """One item; items with the same ``number`` count on where other paragraphs stand between them."""

    inline: str
    level: int
    counted: bool
    number: str = ""


class Lists:
    """Gathers items until something else comes; remembers how far each list has counted."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._counts: dict[tuple[str, int], int] = {}

    def __len__(self) -> int:
        return len(self._items)

    def add(self, item: Item) -> None:
        """One more item."""
        self._items.append(item)

    def finish(self) -> Iterator[str]:
        """The gathered items as one list, if there are any."""
        items, self._items = self._items, []
        if not items:
            return
        out: list[str] = []
        open_tags: list[str] = []
        floor = min(item.level for item in items)
        for item in items:
            depth = item.level - floor + 1
            tag = "ol" if item.counted else "ul"
            while len(open_tags) > depth or (len(open_tags) == depth and open_tags[-1] != tag):
                out.append(f"</li></{open_tags.pop()}>")
            if len(open_tags) == depth:
                out.append("</li>")
            while len(open_tags) < depth:
                here = tag if len(open_tags) == depth - 1 else "ul"
                out.append(self._opening(here, item))
                open_tags.append(here)
                if len(open_tags) < depth:
                    out.append("<li>")
            self._count(item)
            out.append(f"<li>{item.inline}")
        while open_tags:
            out.append(f"</li></{open_tags.pop()}>")
        yield "".join(out)

    def _opening(self, tag: str, item: Item) -> str:
        begun = self._counts.get((item.number, item.level), 0) if item.number else 0
        return f'<ol start="{begun + 1}">' if tag == "ol" and 0 < begun < START_MOST else f"<{tag}>"

    def _count(self, item: Item) -> None:
        key = (item.number, item.level)
        self._counts[key] = self._counts.get(key, 0) + 1
        for number, level in list(self._counts):
            if number == item.number and level > item.level:
                del self._counts[number, level]
