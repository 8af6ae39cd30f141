"""What the dear effects of a drawing cost: one that would take for ever is drawn coarser, or left out and said so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

_STEPS_MOST = 2e8
"""So many looks at a pixel take about two seconds."""

_SECONDS_MOST = 2.0
_COARSEST = 160.0
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_USED = re.compile(r"url\(\s*['\"]?#([^'\")]+)")


@dataclass(frozen=True)
class Effect:
    """One morphology: it looks at every pixel around every pixel, so its cost grows with the fourth power of scale."""

    area: float
    around: float

    def steps(self, scale: float) -> float:
        """Looks at pixels, at this scale; also when only a part is wanted, all of it is worked out."""
        return self.area * self.around * scale**4


def effects(root: ElementTree.Element, size: tuple[float, float]) -> tuple[Effect, ...]:
    """The dear effects of a drawing, once for every element that asks for them."""
    uses: dict[str, int] = {}
    for each in root.iter():
        said = f"{each.get('filter', '')} {each.get('style', '')}"
        for name in _USED.findall(said) if "url(" in said else ():
            uses[name] = uses.get(name, 0) + 1
    return tuple(
        made
        for holder in root.iter()
        if _local(holder) == "filter"
        for made in _of(holder, size) * max(1, uses.get(holder.get("id", ""), 1))
    )


def _of(holder: ElementTree.Element, size: tuple[float, float]) -> list[Effect]:
    made = []
    area = size[0] * size[1]
    if holder.get("filterUnits") == "userSpaceOnUse":
        wide, high = (
            _first(holder.get(name, ""), side) for name, side in zip(("width", "height"), size, strict=True)
        )
        area = min(area, wide * high)
    boxes = holder.get("primitiveUnits") == "objectBoundingBox"
    for each in _dear(holder):
        found = [float(number) for number in _NUMBER.findall(each.get("radius", ""))[:2]] or [1.0]
        across, down = (found * 2)[:2]
        if boxes:
            across, down = across * size[0], down * size[1]
        if across > 0 or down > 0:
            made.append(
                Effect(
                    area, (2 * min(max(across, 1.0), size[0]) + 1) * (2 * min(max(down, 1.0), size[1]) + 1)
                )
            )
    return made


def _first(words: str, otherwise: float) -> float:
    found = _NUMBER.match(words.strip())
    return float(found[0]) if found and not words.strip().endswith("%") else otherwise


def _dear(holder: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (each for each in holder.iter() if _local(each) == "feMorphology")


def coarser(found: tuple[Effect, ...], scale: float) -> float:
    """By how much smaller to draw so that it ends in time; 1 when it does anyway."""
    if not found:
        return 1.0
    steps = sum(each.steps(scale) for each in found)
    return min(1.0, (_STEPS_MOST / steps) ** 0.25) if steps > 0 else 1.0


def hopeless(found: tuple[Effect, ...], size: tuple[float, float]) -> bool:
    """Whether even a small picture of it would take too long."""
    scale = _COARSEST / max(size)
    return coarser(found, scale) < 1.0


def affordable(seconds: float, small: float, pixels: float) -> float:
    """By how much smaller to draw when so small a picture took so long; filters cost by the pixel at least."""
    expected = seconds * pixels / small
    return min(1.0, (_SECONDS_MOST / expected) ** 0.5) if expected > 0 else 1.0


def leave_out(root: ElementTree.Element) -> None:
    """Have the dear effects pass on what they were given."""
    for each in _dear(root):
        each.tag = each.tag.replace("feMorphology", "feOffset")
        for name in ("radius", "operator"):
            each.attrib.pop(name, None)


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
