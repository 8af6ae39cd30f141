"""The fields of a review in words: what each is called, and what a record says stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.past import says
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import OVERALL, TEXTS
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission

_NAMES = {
    kinds.SCORE: "Level",
    kinds.COMMENT: "Comment",
    kinds.NOTE: "Private note",
    kinds.CITATION: "Citation",
    kinds.FLAG: "Flag",
    kinds.CHECK: "Completeness check",
    kinds.CONFIDENCE: "Confidence",
    kinds.LOOK: "Second look",
    kinds.OVERRULE: "Feedback check overruled",
}
_ASKED = {"present": "present?", "opens": "opens?", "legible": "legible?", "right": "the right thing?"}
WORDS = frozenset({kinds.COMMENT, kinds.NOTE})
"""Kinds whose value is a text a person typed, which can be combined of two."""


def place_of(rubric: Microcredential, criterion: str) -> str:
    """A criterion by its number and title, or the whole submission."""
    if criterion == OVERALL:
        return "The whole submission"
    title = next((each.title for each in rubric.criteria if each.id == criterion), "")
    return f"{criterion} {title}".strip()


def field_name(
    rubric: Microcredential, about: Submission, record: Record, criterion: str, *, place: str = ""
) -> str:
    """What a slot is called: where it is (``place``, or its criterion with the title), and what it holds."""
    kind, body = record.kind, record.body
    name = _NAMES.get(kind, kind)
    if kind == kinds.FLAG:
        return "Problem with evidence" if body.get("problem") else name
    if kind == kinds.CHECK:
        item = str(body.get("item", "")).partition("/")[2]
        return f"{name}, {item_name(rubric, about, item)}: {_ASKED.get(str(body.get('aspect')), '')}"
    return f"{place or place_of(rubric, criterion)} · {name}"


def field_value(rubric: Microcredential, about: Submission, record: Record | None) -> str:
    """What stands in a slot by this record, in words; "" where nothing does."""
    if record is None or says(record) is None:
        return ""
    kind, body = record.kind, record.body
    if kind == kinds.SCORE:
        return level_title(rubric, str(body.get("criterion", "")), str(body["level"]))
    if kind == kinds.CITATION:
        note = str(body.get("note", ""))
        label = str(body.get("label", "")) or item_name(rubric, about, str(body.get("evidence", "")))
        return f"{label} – {note}" if note else label
    if kind == kinds.FLAG:
        about_item = str(body.get("evidence", ""))
        said = ": ".join(each for each in (plain(body.get("kind")), str(body.get("text", ""))) if each)
        return f"{said} ({item_name(rubric, about, about_item)})" if about_item else said
    if kind in WORDS or kind == kinds.OVERRULE:
        return str(body[TEXTS[kind][1]])
    if kind in TEXTS:
        return plain(body[TEXTS[kind][1]])
    return ", ".join(f"{name}: {value}" for name, value in body.items() if isinstance(value, str))


def level_title(rubric: Microcredential, criterion: str, level: str) -> str:
    """A level as the rubric calls it."""
    for each in rubric.criteria:
        if each.id == criterion:
            return next((one.title for one in each.levels if one.id == level), level)
    return level


def item_name(rubric: Microcredential, about: Submission, item: str) -> str:
    """What a piece of evidence, or something that is required, is called where names are masked."""
    required = {each.id: each.title for part in rubric.parts for each in part.required}
    found = about.item(item)
    if found is None:
        return required.get(item, item)
    return (found.title or found.url) if found.is_link else (found.name or found.title)


def criterion_of(record: Record, known: Mapping[str, Record]) -> str:
    """The criterion a change is about, also where only what it takes away names it."""
    seen: set[str] = set()
    while record.kind == kinds.CITATION and record.body.get("removed") and record.supersedes in known:
        if record.id in seen:
            break
        seen.add(record.id)
        record = known[record.supersedes]
    return str(record.body.get("criterion", OVERALL))


def plain(word: Any) -> str:
    """A word of the records as a person reads it."""
    said = str(word or "").replace("_", " ").replace("-", " ")
    return said[:1].upper() + said[1:]
