"""Turning any file's name into one that every system, and our own reader, takes."""

from __future__ import annotations

import unicodedata

from reviewer_app.bundles.names import DEVICES, FORBIDDEN, TURNING

MOST = 120


def safe_name(name: str, most: int = MOST) -> str:
    """A name like this one, at most ``most`` bytes long in UTF-8 with its ending kept; "" when nothing is left."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    kept = "".join("_" if _unfit(each) else each for each in text)
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending.encode()) > 12:
        stem, ending = kept, ""
    ending = ending.strip()
    room = most - len(ending.encode()) - 1
    stem = _cut(stem, room).strip(". \u3000") or ("_" if ending else "")
    made = f"{stem}.{ending}" if ending else stem
    made = made.rstrip(". ")
    while made and made[-1].isspace():
        made = made[:-1]
    return f"_{made}" if made.partition(".")[0].rstrip().casefold() in DEVICES else made


def _unfit(each: str) -> bool:
    return (
        each in FORBIDDEN
        or each in TURNING
        or each in "/\\:%"
        or unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp")
    )


def _cut(text: str, most: int) -> str:
    return text.encode()[: max(most, 0)].decode("utf-8", "ignore")
