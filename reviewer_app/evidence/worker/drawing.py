"""SVG drawings through resvg: everything they could fetch is taken out first, and only our own fonts are there."""

from __future__ import annotations

import io
import mmap
import re
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import resvg_py
from PIL import Image

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Drawing, Plain, Refused, Summary
from reviewer_app.evidence.worker.drawing_costs import affordable, coarser, effects, hopeless, leave_out
from reviewer_app.evidence.worker.image import ROTATIONS, paste, unturned
from reviewer_app.evidence.worker.source import RemoteFile

_LONGEST = 16 << 20
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_DROPPED = {"script", "foreignObject", "iframe", "audio", "video", "handler"}
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#|data:)[^)]*\)|@import[^;]*;?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_LENGTH = re.compile(
    r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)(px|pt|pc|mm|cm|in|em|ex|%|)", re.IGNORECASE
)
_UNITS = {"pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0, "ex": 8.0}
_ENCODING = re.compile(rb"(\s*<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SIDE_MOST = 1e6
_TASTE = 160
"""So many pixels across is a drawing with filters tried before it is drawn large."""

_FAMILY = "Atkinson Hyperlegible Next"


class Vector(Plain):
    """One SVG; it is drawn anew for every zoom, so that it stays sharp."""

    def __init__(self, source: RemoteFile, fonts: tuple[str, ...]) -> None:
        if source.size > _LONGEST:
            raise Refused(Refusal.TOO_LARGE)
        self._fonts = fonts
        try:
            self._root = _parsed(source.read())
        except (ElementTree.ParseError, ValueError, LookupError):
            raise Refused(Refusal.DAMAGED) from None
        if _local(self._root) != "svg":
            raise Refused(Refusal.DAMAGED)
        strip_outside(self._root)
        self._words = any(_local(each) == "text" for each in self._root.iter())
        declared = declared_size(self._root)
        if declared is None:
            declared = self._image(ElementTree.tostring(self._root, encoding="unicode")).size
        self._size = declared
        self._effects = effects(self._root, declared)
        self._lacking = hopeless(self._effects, declared)
        if self._lacking:
            leave_out(self._root)
            self._effects = ()
        self._filtered = any(_local(each) == "filter" for each in self._root.iter())
        self._taste: float | None = None

    def _image(self, svg: str) -> Image.Image:
        try:
            data = resvg_py.svg_to_bytes(
                svg_string=svg,
                skip_system_fonts=True,
                font_files=list(self._fonts) if self._words else None,
                font_family=_FAMILY,
                serif_family=_FAMILY,
                sans_serif_family=_FAMILY,
                cursive_family=_FAMILY,
                fantasy_family=_FAMILY,
                monospace_family=_FAMILY,
            )
            image = Image.open(io.BytesIO(data), formats=("PNG",))
            image.load()
        except MemoryError:
            raise Refused(Refusal.TOO_LARGE) from None
        except (ValueError, OSError):
            raise Refused(Refusal.DAMAGED) from None
        return image.convert("RGBA")

    def summary(self) -> Summary:
        """The drawing's own size; a note when its words could not be drawn for want of fonts."""
        lacking = (("words-missing", self._words and not self._fonts), ("effect-missing", self._lacking))
        notes = tuple(note for note, applies in lacking if applies)
        return Summary(Shape.PICTURE, pages=1, sizes=[self._size], notes=notes)

    def sizes(self, first: int, count: int) -> list[tuple[float, float]]:
        """The one page there is."""
        if (first, count) != (0, 1):
            raise Refused(Refusal.NOTHING_THERE)
        return [self._size]

    def draw(self, drawing: Drawing, area: mmap.mmap) -> bool:
        """Draw only the clip, at the size asked for."""
        if drawing.page:
            raise Refused(Refusal.NOTHING_THERE)
        sideways = drawing.rotation in (90, 270)
        width, height = (drawing.height, drawing.width) if sideways else (drawing.width, drawing.height)
        left, top, right, bottom = unturned(drawing, width, height)
        whole = (left, top, right, bottom) == (0, 0, width, height)
        factor = self._factor(width, height)
        image = self._image(
            self._whole(max(1, round(width * factor)), max(1, round(height * factor)))
            if whole
            else self._part((left, top, right, bottom), width, height, factor)
        )
        if drawing.rotation:
            image = image.transpose(ROTATIONS[drawing.rotation])
        wanted = drawing.clip[2:]
        if image.size != wanted:
            image = image.resize(wanted)
        return paste(image, area)

    def _factor(self, width: int, height: int) -> float:
        """By how much smaller than wanted to draw, so that it ends in time; of a part, filters work out the whole."""
        small, pixels = _TASTE**2, width * height
        if not self._filtered or pixels <= 2 * small:
            return 1.0
        factor = coarser(self._effects, width / self._size[0])
        if self._taste is None:
            across = _TASTE / max(self._size)
            began = time.process_time()
            self._image(self._whole(*(max(1, round(side * across)) for side in self._size)))
            self._taste = time.process_time() - began
        return min(factor, affordable(self._taste, small, pixels))

    def _whole(self, width: int, height: int) -> str:
        """The drawing itself at another size; a frame around it would cost three times as much."""
        shown = self._copy()
        if not shown.get("viewBox"):
            shown.set("viewBox", f"0 0 {self._size[0]} {self._size[1]}")
            shown.set("preserveAspectRatio", "none")
        shown.set("width", str(width))
        shown.set("height", str(height))
        return ElementTree.tostring(shown, encoding="unicode")

    def _part(self, clip: tuple[int, int, int, int], width: int, height: int, factor: float) -> str:
        left, top, right, bottom = clip
        across, down = self._size[0] / width, self._size[1] / height
        view = f"{left * across} {top * down} {(right - left) * across} {(bottom - top) * down}"
        frame = ElementTree.Element(
            f"{{{_SVG}}}svg",
            {
                "width": str(max(1, round((right - left) * factor))),
                "height": str(max(1, round((bottom - top) * factor))),
                "viewBox": view,
                "preserveAspectRatio": "none",
            },
        )
        inner = self._copy()
        inner.set("width", str(self._size[0]))
        inner.set("height", str(self._size[1]))
        frame.append(inner)
        return ElementTree.tostring(frame, encoding="unicode")

    def _copy(self) -> ElementTree.Element:
        """The root to be changed; what it holds is shared, for nothing of it is."""
        made = ElementTree.Element(self._root.tag, dict(self._root.attrib))
        made.text = self._root.text
        made.extend(self._root)
        return made

    def text(self, page: int) -> tuple[str, bytes]:
        """The words in the drawing, without places."""
        return "\n".join(_words(self._root)), b""


def _parsed(data: bytes) -> ElementTree.Element:
    """The drawing; where it names an encoding there is none of, it is taken to be UTF-8."""
    try:
        return ElementTree.fromstring(data)
    except (LookupError, ValueError, ElementTree.ParseError):
        declared = _ENCODING.match(data)
        if declared is None:
            raise
        return ElementTree.fromstring(declared[1] + data[declared.end() :])


def _words(root: ElementTree.Element) -> Iterator[str]:
    for each in root.iter():
        if _local(each) in ("text", "title", "desc"):
            found = " ".join("".join(each.itertext()).split())
            if found:
                yield found


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def strip_outside(root: ElementTree.Element) -> None:
    """Take out whatever could lead out of the file: scripts, foreign objects, references that are not inside it."""
    for parent in root.iter():
        for child in list(parent):
            if _local(child) in _DROPPED:
                parent.remove(child)
        for name, value in list(parent.attrib.items()):
            if name == _XLINK or name == "href" or name.endswith("}href"):
                if not value.lstrip().startswith(("#", "data:")):
                    del parent.attrib[name]
            elif name.endswith("}base"):
                del parent.attrib[name]
            elif "url(" in value.lower():
                parent.set(name, _OUTSIDE.sub("none", value))
        if _local(parent) == "style" and parent.text:
            parent.text = _OUTSIDE.sub("", parent.text)


def declared_size(root: ElementTree.Element) -> tuple[float, float] | None:
    """The size a drawing names, in pixels; None when only drawing it would tell."""
    box = [float(each) for each in _NUMBER.findall(root.get("viewBox", ""))]
    frame = box[2:] if len(box) == 4 and min(box[2:]) > 0 else [None, None]
    sides = []
    for name, of_frame in zip(("width", "height"), frame, strict=True):
        found = _LENGTH.fullmatch(root.get(name, "100%").strip())
        if found is None:
            return None
        value = float(found[1]) * _UNITS.get(found[2].lower(), 1.0)
        if found[2] == "%":
            if of_frame is None:
                return None
            value = value / 100 * of_frame
        sides.append(value)
    width, height = sides
    if not (0 < width < _SIDE_MOST and 0 < height < _SIDE_MOST):
        raise Refused(Refusal.DAMAGED)
    return width, height


def own_fonts(folder: Path) -> tuple[str, ...]:
    """The fonts shipped with the program, as resvg wants them."""
    return tuple(str(each) for each in sorted(folder.glob("*.ttf")))
