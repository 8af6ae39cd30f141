"""What a Word document's styles and numbering say: which paragraphs are headings, list items, bold."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.evidence.worker.packed import Element, attribute, child, children, local

_TITLES = {"title", "titel", "titre", "título", "titolo"}
TITLE = -1
"""The heading above all others."""

_HEADINGS = ("heading ", "überschrift ", "titre ", "título ", "titolo ", "kop ", "rubrik ")
_CHAIN_MOST = 12
_LEVELS_MOST = 9


def on(properties: Element | None, *names: str) -> bool | None:
    """Whether a switch such as bold is set; None when it is not spoken of."""
    for name in names:
        found = child(properties, name)
        if found is not None:
            return attribute(found, "val", "true") not in ("0", "false", "off", "none")
    return None


@dataclass(frozen=True, slots=True)
class Style:
    """One style, by what a paper shows of it."""

    heading: int = 0
    number: str = ""
    level: int = 0
    quiet: bool = False
    bold: bool = False
    italic: bool = False


_NONE = Style()


class Styles:
    """The styles by id, each with what it takes over from the one it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._raw = {attribute(each, "styleId"): each for each in children(root, "style")}
        self._known: dict[str, Style] = {}

    def get(self, name: str) -> Style:
        """A style by its id; an unknown one says nothing."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Style:
        heading, number, level, quiet = 0, "", 0, False
        bold: bool | None = None
        italic: bool | None = None
        at = name
        for _ in range(_CHAIN_MOST):
            raw = self._raw.get(at)
            if raw is None:
                break
            called = attribute(child(raw, "name") if child(raw, "name") is not None else raw, "val").lower()
            paragraph = child(raw, "pPr")
            outline = child(paragraph, "outlineLvl")
            if not heading:
                heading = _heading(called, attribute(outline, "val", "9") if outline is not None else "9")
            quiet = quiet or called == "subtitle"
            numbered = child(paragraph, "numPr")
            if numbered is not None and not number:
                number = _value(numbered, "numId")
                level = whole(_value(numbered, "ilvl"))
            run = child(raw, "rPr")
            bold = on(run, "b") if bold is None else bold
            italic = on(run, "i") if italic is None else italic
            based = child(raw, "basedOn")
            if based is None:
                break
            at = attribute(based, "val")
        return Style(heading, number, level, quiet, bool(bold), bool(italic)) if self._raw else _NONE


def _heading(called: str, outline: str) -> int:
    if called in _TITLES:
        return TITLE
    for start in _HEADINGS:
        rest = called.removeprefix(start)
        if rest != called and rest.isdigit():
            return min(6, max(1, int(rest)))
    return min(6, int(outline) + 1) if outline.isdigit() and int(outline) < 9 else 0


def _value(element: Element, name: str) -> str:
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""


def whole(text: str) -> int:
    """A small whole number, 0 when it is none."""
    return min(_LEVELS_MOST - 1, int(text)) if text.isascii() and text.isdigit() and len(text) < 4 else 0


class Numbering:
    """Which lists count and which have dots."""

    def __init__(self, root: Element | None) -> None:
        kinds: dict[str, dict[int, str]] = {}
        self._kinds: dict[str, dict[int, str]] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                kinds[attribute(each, "abstractNumId")] = {
                    whole(attribute(level, "ilvl")): _value(level, "numFmt")
                    for level in children(each, "lvl")
                }
            elif local(each) == "num":
                abstract = child(each, "abstractNumId")
                if abstract is not None:
                    self._kinds[attribute(each, "numId")] = kinds.get(attribute(abstract, "val"), {})

    def counts(self, number: str, level: int) -> bool:
        """Whether the items of a list are counted at a level."""
        return self._kinds.get(number, {}).get(level, "bullet") not in ("bullet", "none", "")
