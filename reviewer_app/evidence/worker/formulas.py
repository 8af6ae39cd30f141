"""Office formulas on one line, as one would type them: a/b, x^2, √(x)."""

from __future__ import annotations

from reviewer_app.evidence.worker.packed import Element, attribute, child, children, local

_DEPTH_MOST = 40


def linear(element: Element | None, deep: int = 0) -> str:
    """The words of a formula; every letter of it is kept."""
    if element is None or deep > _DEPTH_MOST:
        return ""
    parts = [_one(each, deep + 1) for each in element]
    # Where two parts would run into one another, as a fraction and what follows it, a blank keeps them apart.
    apart = [
        " " if local(each) in ("f", "nary") and index + 1 < len(parts) else ""
        for index, each in enumerate(element)
    ]
    return "".join(part + blank for part, blank in zip(parts, apart, strict=True))


def _one(element: Element, deep: int) -> str:
    name = local(element)
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    base = linear(child(element, "e"), deep)
    if name == "f":
        return f"{_held(linear(child(element, 'num'), deep))}/{_held(linear(child(element, 'den'), deep))}"
    if name in ("sSup", "sSub", "sSubSup"):
        below, above = linear(child(element, "sub"), deep), linear(child(element, "sup"), deep)
        return base + (f"_{_held(below)}" if below else "") + (f"^{_held(above)}" if above else "")
    if name == "rad":
        degree = linear(child(element, "deg"), deep)
        return f"{degree}√({base})" if degree else f"√({base})"
    if name == "nary":
        sign = _said(element, "naryPr", "chr") or "∫"
        below, above = linear(child(element, "sub"), deep), linear(child(element, "sup"), deep)
        return (
            sign + (f"_{_held(below)}" if below else "") + (f"^{_held(above)}" if above else "") + f" {base}"
        )
    if name == "d":
        begin, end = _said(element, "dPr", "begChr") or "(", _said(element, "dPr", "endChr") or ")"
        return begin + ", ".join(linear(each, deep) for each in children(element, "e")) + end
    if name == "m":
        rows = (
            " ".join(linear(each, deep) for each in children(row, "e")) for row in children(element, "mr")
        )
        return "[" + "; ".join(rows) + "]"
    if name == "eqArr":
        return "; ".join(linear(each, deep) for each in children(element, "e"))
    return linear(element, deep)


def _held(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"


def _said(element: Element, properties: str, name: str) -> str:
    found = child(child(element, properties), name)
    return attribute(found, "val") if found is not None else ""
