"""The past of a review: what held at an earlier record, and the changes that lead from now back to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.records import Record
from reviewer_app.domain.review import TEXTS, Standing, standing

ABOUT_THE_CHANGE = ("step", "settles", "restores")
"""Fields of a body that say how a change was made, not what it says."""


@dataclass(frozen=True)
class Wanted:
    """A change that is still to be made: its kind, and the body a record of it will have."""

    kind: str
    body: Mapping[str, Any]


def held(submission: str, records: Iterable[Record], last: str) -> Standing:
    """What held once the record ``last`` had been made, of those that are known now."""
    ordered = standing(submission, records).ordered
    place = next((at for at, each in enumerate(ordered) if each.id == last), -1)
    return standing(submission, ordered[: place + 1])


def said(record: Record) -> dict[str, Any]:
    """What a change says, without how it came about."""
    return {name: value for name, value in record.body.items() if name not in ABOUT_THE_CHANGE}


def says(record: Record | None) -> dict[str, Any] | None:
    """What stands in a slot by this record; None where nothing does, because it was never said or taken away."""
    if record is None or record.body.get("removed"):
        return None
    if record.kind in TEXTS and not record.body.get(TEXTS[record.kind][1]):
        return None
    return said(record)


def restored(now: Standing, then: Standing, slots: Collection[str] | None = None) -> tuple[Wanted, ...]:
    """The changes that make what is said now what was said then, in these slots or in all.

    They follow the order in which the slots were first filled, and leave alone what is the same.
    """
    made = []
    for slot in (*then.heads, *(each for each in now.heads if each not in then.heads)):
        if slots is not None and slot not in slots:
            continue
        before, after = now.heads.get(slot), then.heads.get(slot)
        if says(before) == says(after):
            continue
        kept = says(after)
        if kept is not None and after is not None:
            made.append(Wanted(after.kind, kept))
        elif before is not None:
            made.append(Wanted(before.kind, emptied(before)))
    return tuple(made)


def emptied(record: Record) -> dict[str, Any]:
    """The body that takes away what a record says."""
    if record.kind in TEXTS:
        return {**said(record), TEXTS[record.kind][1]: ""}
    return {"id": record.body.get("id", ""), "removed": True}


def spoken(text: Wanted, words: str) -> Wanted:
    """The same change with other words: what a person made of two versions."""
    return Wanted(text.kind, {**text.body, TEXTS[text.kind][1]: words})
