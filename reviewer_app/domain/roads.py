"""The roads by which work travels, and what is said of a thing that was handed to one and has no receipt yet."""

from __future__ import annotations

LINE = "line"
"""A network."""
STICK = "stick"
"""A stick, or a folder that was brought over by hand."""
FOLDER = "folder"
"""A folder that laptop and hub share."""
CARRIED = "carried"
"""What older versions noted for both of the last two."""

NAMES = {
    LINE: "the network",
    STICK: "a stick",
    FOLDER: "a shared folder",
    CARRIED: "a stick or a shared folder",
}
_LIES = {
    STICK: "On the stick",
    FOLDER: "In the shared folder",
    CARRIED: "On a stick or in a shared folder",
}


def lies(road: str) -> str:
    """Where a thing is, short, as “On the stick”."""
    return _LIES.get(road, "Sent, no receipt yet")


def under_way(road: str, when: str = "") -> str:
    """What became of a thing so far, as “On the stick since 14:02, no receipt yet”."""
    place = _LIES.get(road)
    if place is None:
        return f"Sent {when}".rstrip() + ", no receipt yet"
    return f"{place} since {when}, no receipt yet" if when else f"{place}, no receipt yet"
