"""Draw docs/architecture.svg: the floors of the house and the way data takes through them."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

WIDTH, FLOOR, GAP, LEFT = 960, 58, 8, 150
FLOORS = (
    ("8", ("__main__",), "choose window or command"),
    ("7", ("cli", "startup"), "the one place where parts are built and handed to each other"),
    ("6", ("ui",), "Qt: rooms, panels, viewers, the one way off the GUI thread"),
    ("5", ("workflows", "hub"), "one function per intention  ·  the district's record"),
    ("4", ("exchange", "reports"), "rounds between desk and hub  ·  letters and sheets"),
    ("3", ("store", "bundles", "evidence"), "the desk's records  ·  the file format  ·  the worker"),
    ("2½", ("vault",), "encryption at rest: keys, blobs, keyed SQLite"),
    ("2", ("domain",), "rubrics, reviews, decisions: frozen data, pure functions"),
    ("1", ("settings", "logs", "paths"), "where things live, the one door to resources/"),
)


def drawing() -> str:
    """The whole picture as SVG text."""
    rows = len(FLOORS)
    height = rows * (FLOOR + GAP) + 90
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-label="The floors of the program, every import pointing down" '
        'font-family="Atkinson Hyperlegible Next, sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#F6F5F2"/>',
        '<text x="24" y="38" font-size="20" font-weight="600" fill="#1F2328">Every import points down</text>',
    ]
    for row, (number, rooms, words) in enumerate(FLOORS):
        top = 60 + row * (FLOOR + GAP)
        parts.append(f'<text x="24" y="{top + 36}" font-size="15" fill="#5F6670">floor {number}</text>')
        wide = 480 / len(rooms)
        for place, room in enumerate(rooms):
            left = LEFT - 40 + place * wide
            parts.append(
                f'<rect x="{left:.0f}" y="{top}" width="{wide - 8:.0f}" height="{FLOOR}" rx="10" '
                'fill="#FFFFFF" stroke="#DEDAD2"/>'
                f'<text x="{left + wide / 2 - 4:.0f}" y="{top + 36}" font-size="16" font-weight="600" '
                f'text-anchor="middle" fill="#1F5FBF">{escape(room)}</text>'
            )
        parts.append(_words(words, top))
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _words(words: str, top: int) -> str:
    lines = [""]
    for word in words.split(" "):
        if len(lines[-1]) + len(word) > 44:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    first = top + 36 - (len(lines) - 1) * 9
    return "".join(
        f'<text x="{LEFT + 452}" y="{first + 18 * row}" font-size="14" fill="#5F6670">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )


if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "docs" / "architecture.svg"
    if "--check" in sys.argv:
        sys.exit(0 if target.read_text(encoding="utf-8") == drawing() else 1)
    target.write_text(drawing(), encoding="utf-8")
