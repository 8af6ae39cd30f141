"""Whether the body of a record has the form that this program knows for its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

STRANGE = "?"
"""Behind the name of a kind: what is in the record has another form than this program knows."""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_text, value))


def _number(value: Any) -> bool:
    return type(value) is int


def _place(value: Any) -> bool:
    return value is None or (
        isinstance(value, Mapping)
        and _text(value.get("label", ""))
        and _selectors(value.get("selectors", ()))
    )


def _selectors(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(each, Mapping) and all(map(_text, (each.get(name, "") for name in _SELECTOR)))
        for each in value
    )


_SELECTOR = ("type", "conformsTo", "value", "exact", "prefix", "suffix")

_FIELDS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(
        (
            "id", "criterion", "level", "text", "step", "evidence", "evidence_hash", "label", "note", "kind", "item",
            "aspect", "answer", "reason", "confidence", "look", "finding", "decision", "words", "record", "code",
            "restores", "brought_from",
        ),
        _text,
    ),
    "also": _texts,
    "settles": _texts,
    "carried_attempt": _number,
    "place": _place,
    "selectors": _selectors,
}  # fmt: skip

NEEDED: Mapping[str, tuple[str, ...]] = {
    "score.set": ("criterion",),
    "comment.set": (),
    "note.set": (),
    "citation.set": ("id",),
    "flag.set": ("id",),
    "check.set": (),
    "confidence.set": (),
    "look.set": (),
    "overrule.set": (),
    "change.undone": ("step",),
    "change.redone": ("step",),
    "names.revealed": (),
    "decision.withdrawn": ("decision",),
    "interest.declared": (),
    "refusal.answered": ("record",),
}
"""What must be there, by kind; decisions and practice are read field by field where they are used."""


def kind_here(kind: str, body: Mapping[str, Any]) -> str:
    """The kind as this program takes it: its name, marked where what is in it cannot be read as that kind.

    A newer program of the same person may say a known thing in a form of its own. It is then kept and passed over, as
    what is of a kind that nobody here knows.
    """
    needed = NEEDED.get(kind)
    if needed is None:
        return kind
    sound = all(name in body for name in needed) and all(
        check(body[name]) for name, check in _FIELDS.items() if name in body
    )
    if sound and kind == "citation.set" and not body.get("removed"):
        sound = "criterion" in body and "evidence" in body
    return kind if sound else f"{kind}{STRANGE}"
