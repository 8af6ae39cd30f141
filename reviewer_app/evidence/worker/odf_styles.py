"""What the styles of an OpenDocument file say of its words: bold, italic, titles, lists that count."""

from __future__ import annotations

from reviewer_app.evidence.worker.packed import Element, attribute, child, inside, local

_TITLES = {"Title": 1, "Subtitle": 2}
_CHAIN_MOST = 8


class OdfStyles:
    """The styles of a file, its own and the named ones."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, dict[int, bool]] = {}
        for root in roots:
            if root is None:
                continue
            for each in inside(root, "style"):
                self._styles.setdefault(attribute(each, "name"), each)
            for each in inside(root, "list-style"):
                levels = {
                    int(attribute(level, "level", "1")): local(level) == "list-level-style-number"
                    and attribute(level, "num-format") != ""
                    for level in each
                    if attribute(level, "level", "1").isdigit() and len(attribute(level, "level", "1")) < 4
                }
                self._lists.setdefault(attribute(each, "name"), levels)

    def counts(self, style: str, level: int) -> bool:
        """Whether a list counts its items at a level (1-based)."""
        return self._lists.get(style, {}).get(level, False)

    def title(self, style: str) -> int:
        """The heading a paragraph of this style is; 0 when it is none."""
        for _ in range(_CHAIN_MOST):
            if style in _TITLES:
                return _TITLES[style]
            found = self._styles.get(style)
            if found is None or not (style := attribute(found, "parent-style-name")):
                break
        return 0

    def formed(self, style: str, text: str) -> str:
        """Words as bold, italic, underlined, raised or marked as their own style says."""
        found = self._styles.get(style)
        if found is None or not text.strip():
            return text
        properties = child(found, "text-properties")
        if properties is None:
            return text
        weight = _of(properties, "font-weight")
        if weight == "bold" or (weight.isdigit() and int(weight) >= 600):
            text = f"<b>{text}</b>"
        if _of(properties, "font-style") in ("italic", "oblique"):
            text = f"<i>{text}</i>"
        if _of(properties, "text-underline-style") not in ("", "none") and "<a " not in text:
            text = f"<u>{text}</u>"
        if _of(properties, "text-line-through-style") not in ("", "none"):
            text = f"<s>{text}</s>"
        side = _of(properties, "text-position").partition(" ")[0]
        if side.startswith(("super", "sub")) or side.strip("-%").isdigit():
            tag = "sub" if side.startswith(("sub", "-")) else "sup"
            text = f"<{tag}>{text}</{tag}>" if side not in ("0%", "0") else text
        ground = _of(properties, "background-color").lower()
        if ground not in ("", "transparent", "#ffffff"):
            text = f'<span class="mark">{text}</span>'
        return text


def _of(properties: Element, name: str) -> str:
    return attribute(properties, name)
