"""What a photo says about itself: camera, moment, turn; whether it knows where it was taken, never where."""

from __future__ import annotations

from PIL import Image

_MAKE, _MODEL, _ORIENTATION, _MOMENT = 0x010F, 0x0110, 0x0112, 0x0132
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _LENS = 0x9003, 0xA434
_LONGEST = 100
_COLOURS = {"1": "black and white", "L": "grey", "LA": "grey", "CMYK": "print colours (CMYK)"}
_STRAY = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    EOFError,
    RuntimeError,
)


def exif_of(image: Image.Image) -> Image.Exif:
    """The EXIF block; for PNG only one ahead of the pixels, because Pillow would decode all of them to find another."""
    return Image.Image.getexif(image) if image.format == "PNG" else image.getexif()


def orientation_of(image: Image.Image) -> int:
    """How the camera was held, 1 (upright) to 8, 1 for anything else."""
    try:
        found = exif_of(image).get(_ORIENTATION, 1)
    except _STRAY:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def photo_facts(image: Image.Image) -> dict[str, str]:
    """Facts for the person, by name; people's names in the metadata are left out on purpose."""
    facts: dict[str, str] = {}
    try:
        exif = exif_of(image)
        inner = exif.get_ifd(_EXIF)
        place = exif.get_ifd(_GPS)
    except _STRAY:
        return facts
    make, model = _clean(exif.get(_MAKE)), _clean(exif.get(_MODEL))
    camera = model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()
    taken = _clean(inner.get(_TAKEN)) or _clean(exif.get(_MOMENT))
    day, _, hour = taken.partition(" ")
    if len(day) == 10 and day[4] == day[7] == ":":
        taken = f"{day.replace(':', '-')} {hour}".strip()
    told = {"camera": camera, "taken": taken, "lens": _clean(inner.get(_LENS))}
    facts |= {name: value for name, value in told.items() if value}
    if any(tag in place for tag in (2, 4)):
        facts["location"] = "has location"
    if image.mode in _COLOURS:
        facts["colours"] = _COLOURS[image.mode]
    return facts


def _clean(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="replace")
    if not isinstance(value, str):
        return ""
    return "".join(each if each.isprintable() else " " for each in value).strip()[:_LONGEST]
