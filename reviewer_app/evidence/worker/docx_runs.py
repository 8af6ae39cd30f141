"""The words inside a Word paragraph: what is bold, changed, linked, hidden in a box, drawn or reckoned."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer_app.evidence.paper_html import ADDRESS
from reviewer_app.evidence.worker.docx_styles import Style, Styles, on
from reviewer_app.evidence.worker.formulas import linear
from reviewer_app.evidence.worker.packed import Element, Packed, attribute, child, inside, local
from reviewer_app.evidence.worker.paper import inlay, said
from reviewer_app.evidence.worker.paper_pictures import Pictures

_EMU = 9525
_THROUGH = {
    *("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "ruby"),
    *("rubyBase", "rt"),
}
_DEPTH_MOST = 60
_NONE = ("", "", True)
_FORMS = {"emf": "EMF", "wmf": "WMF", "svg": "SVG", "pct": "PICT"}


@dataclass
class _Written:
    """A paragraph being written."""

    plain: bool
    style: Style
    out: list[str] = field(default_factory=list)
    boxes: list[Element | str] = field(default_factory=list)


class Runs:
    """Writes the inside of paragraphs of one part."""

    def __init__(self, packed: Packed, name: str, styles: Styles, pictures: Pictures) -> None:
        self._packed, self._styles, self._pictures = packed, styles, pictures
        self._part = name
        self._relations = packed.relations(name) if name else {}

    def paragraph(self, element: Element, *, plain: bool, style: Style) -> tuple[str, list[Element | str]]:
        """The markup inside a paragraph, and the boxes that hang on it; a ``plain`` one has no bold of its own."""
        made = _Written(plain, style)
        self._walk(element, made, 0)
        return "".join(made.out), made.boxes

    def formula(self, element: Element) -> str:
        """A formula on one line."""
        text = linear(element).strip()
        return f"<i>{said(text)}</i>" if text else ""

    def _walk(self, element: Element, made: _Written, deep: int) -> None:
        if deep > _DEPTH_MOST:
            return
        for each in element:
            name = local(each)
            if name == "r":
                self._run(each, made, deep)
            elif name == "hyperlink":
                self._link(each, made, deep)
            elif name in ("oMath", "oMathPara"):
                made.out.append(self.formula(each))
            elif name in ("del", "moveFrom"):
                inner = _Written(True, made.style)
                self._walk(each, inner, deep + 1)
                made.boxes += inner.boxes
                if inner.out:
                    made.out.append(f"<s>{''.join(inner.out)}</s>")
            elif name in _THROUGH:
                self._walk(each, made, deep + 1)
            elif name == "AlternateContent":
                self._alternate(each, made, deep)

    def _link(self, element: Element, made: _Written, deep: int) -> None:
        inner = _Written(made.plain, made.style)
        self._walk(element, inner, deep + 1)
        _kind, target, outside = self._relations.get(attribute(element, "id"), ("", "", False))
        text = "".join(inner.out)
        if outside and ADDRESS.fullmatch(target) and "<a " not in text:
            text = f'<a href="{said(target).replace(chr(34), "%22")}">{text}</a>'
        made.out.append(text)
        made.boxes += inner.boxes

    def _alternate(self, element: Element, made: _Written, deep: int) -> None:
        chosen = child(element, "Choice")
        if chosen is None or not inside(chosen, "blip", "t", "txbxContent", "relIds", "chart"):
            other = child(element, "Fallback")
            chosen = other if other is not None else chosen
        if chosen is not None:
            self._content(chosen, made, deep + 1)

    def _run(self, run: Element, made: _Written, deep: int) -> None:
        inner = _Written(made.plain, made.style)
        self._content(run, inner, deep + 1)
        text = "".join(inner.out)
        made.boxes += inner.boxes
        if not text:
            return
        properties = child(run, "rPr")
        made.out.append(
            self._formed(text, properties, made) if properties is not None and text.strip() else text
        )

    def _formed(self, text: str, properties: Element, made: _Written) -> str:
        named = child(properties, "rStyle")
        style = self._styles.get(attribute(named, "val")) if named is not None else made.style
        bold, italic = on(properties, "b"), on(properties, "i")
        if (style.bold if bold is None else bold) and not made.plain:
            text = f"<b>{text}</b>"
        if style.italic if italic is None else italic:
            text = f"<i>{text}</i>"
        if on(properties, "u") and "<a " not in text:
            text = f"<u>{text}</u>"
        if on(properties, "strike", "dstrike"):
            text = f"<s>{text}</s>"
        raised = child(properties, "vertAlign")
        side = attribute(raised, "val") if raised is not None else ""
        if side in ("superscript", "subscript"):
            text = f"<{side[:3]}>{text}</{side[:3]}>"
        if on(properties, "highlight"):
            text = f'<span class="mark">{text}</span>'
        return text

    def _content(self, run: Element, made: _Written, deep: int) -> None:
        if deep > _DEPTH_MOST:
            return
        out = made.out
        for each in run:
            name = local(each)
            if name in ("t", "delText"):
                out.append(said(each.text or ""))
            elif name == "tab":
                out.append(" \u2003")
            elif name in ("br", "cr"):
                if attribute(each, "type") not in ("page", "column"):
                    out.append("<br>")
            elif name == "noBreakHyphen":
                out.append("\u2011")
            elif name == "sym":
                out.append(_symbol(attribute(each, "char")))
            elif name in ("footnoteReference", "endnoteReference", "commentReference"):
                mark = {"f": "", "e": "e", "c": "c"}[name[0]]
                out.append(f"<sup>[{said(mark + attribute(each, 'id'))}]</sup>")
            elif name in ("drawing", "pict", "object"):
                self._drawing(each, made)
            elif name == "AlternateContent":
                self._alternate(each, made, deep)
            elif name == "ruby":
                self._walk(each, made, deep + 1)
            elif name in ("r", "hyperlink"):
                self._walk(run, made, deep + 1)
                return

    def _drawing(self, element: Element, made: _Written) -> None:
        """Pictures where they stand; boxes of words after the paragraph; what a chart or diagram says."""
        extent = next(iter(inside(element, "extent")), None)
        wide = _number(attribute(extent, "cx")) / _EMU if extent is not None else 0.0
        high = _number(attribute(extent, "cy")) / _EMU if extent is not None else 0.0
        told = next(iter(inside(element, "docPr")), None)
        alt = (attribute(told, "descr") or attribute(told, "title")) if told is not None else ""
        shapes = inside(element, "blip", "imagedata")
        for each in shapes:
            number = attribute(each, "embed") or attribute(each, "id")
            _kind, target, outside = self._relations.get(number, _NONE)
            if not outside and target in self._packed:
                # Several pictures in one drawing share its room; only their own sizes say how large each is.
                size = (wide, high) if len(shapes) == 1 else (0.0, 0.0)
                made.out.append(self._picture(target, *size, alt))
            elif attribute(each, "link") or attribute(each, "href"):
                made.out.append("<i>[A picture that is not in the file]</i>")
        made.boxes += _outermost(inside(element, "txbxContent"))
        for each in inside(element, "textpath"):
            if attribute(each, "string"):
                made.boxes.append(f"<p>{said(attribute(each, 'string'))}</p>")
        for each in inside(element, "relIds", "chart"):
            number = attribute(each, "dm") or attribute(each, "id")
            _kind, target, outside = self._relations.get(number, _NONE)
            words = self._words_of(target) if not outside else ""
            if words:
                made.boxes.append(words)

    def _picture(self, target: str, wide: float, high: float, alt: str) -> str:
        form = _FORMS.get(target.rpartition(".")[2].lower())
        if form is not None:
            return f"<i>[A drawing ({form}) that cannot be shown here]</i>"
        return inlay(self._packed, self._pictures, target, (wide, high), alt)

    def _words_of(self, part: str) -> str:
        root = self._packed.xml(part)
        if root is None:
            return ""
        lines = []
        for paragraph in inside(root, "p"):
            line = "".join(each.text or "" for each in inside(paragraph, "t")).strip()
            if line:
                lines.append(f"<p>{said(line)}</p>")
        points = [each for held in inside(root, "strCache") for each in inside(held, "v")]
        values = [each.text for each in points if each.text]
        if values:
            lines.append(f"<p>{said(', '.join(dict.fromkeys(values)))}</p>")
        return "".join(lines)


def _outermost(boxes: list[Element]) -> list[Element]:
    """Boxes that do not lie in another: those come with it. The old form of a box repeats the new one's words."""
    found: list[Element] = []
    for box in boxes:
        above = {id(each) for each in box.iterancestors()}
        old = any(
            local(each) == "Fallback" and child(each.getparent(), "Choice") is not None
            for each in box.iterancestors()
        )
        if not old and not any(id(each) in above for each in found):
            found.append(box)
    return found


def _number(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0.0


def _symbol(code: str) -> str:
    """A letter of a symbol font: the few that everybody uses, else the letter of its place."""
    known = {"F0FC": "✓", "F0FB": "✗", "F0A8": "☐", "F0FE": "☒", "F0E0": "→", "F0B7": "•", "F04A": "☺"}
    try:
        number = int(code, 16) & 0xFF if code.upper().startswith("F0") else int(code, 16)
        return known.get(code.upper()) or said(chr(number))
    except (ValueError, OverflowError):
        return ""
