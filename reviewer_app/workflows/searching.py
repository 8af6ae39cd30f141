"""Finding words across submissions, evidence and what was said, and files that are alike."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.domain.finding import Snippet, snippet, wanted
from reviewer_app.domain.submission import ANSWERS, Submission
from reviewer_app.store.likenesses import Alike
from reviewer_app.store.passages import ABOUT
from reviewer_app.store.word_index import Unread
from reviewer_app.workflows.blinding import hidden
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import blinded

PAGE = 50


@dataclass(frozen=True)
class Found:
    """One hit: in which submission, where in it (``kind``: submission, answers, comment, note or evidence), its words.

    ``place`` is the evidence item, the criterion or the part; ``page`` (1-based) is 0 where there are none.
    """

    submission: str
    alias: str
    title: str
    attempt: int
    kind: str
    place: str
    name: str
    page: int
    snippet: Snippet


@dataclass(frozen=True)
class Results:
    """Some hits, the best first, and where to go on; ``next`` is 0 when there are no more."""

    hits: tuple[Found, ...]
    next: int


SAID = ("comment", "note")
"""What is not found of a submission while it is scored again: the person's own words about it."""


def find(desk: Desk, typed: str, offset: int = 0, limit: int = PAGE) -> Results:
    """Hits for what was typed: every word as a beginning, all of them in one place; words in quotes as they stand."""
    looked_for = wanted(typed)
    if not looked_for:
        return Results((), 0)
    words = desk.store.words
    again = hidden(desk)
    at, more = offset, True
    hits: list[Found] = []
    known: dict[str, Submission] = {}
    while more and not hits:
        passed, more = words.find(looked_for, limit, at)
        for each in passed:
            if each.submission not in known:
                known[each.submission] = blinded(desk, each.submission)
            about = known[each.submission]
            kind, place = _place(each.slot, each.evidence)
            if each.submission in again and kind in SAID:
                continue
            name = _name(about, kind, place)
            page = each.number + 1 if kind == "evidence" else 0
            line = snippet(each.text, looked_for)
            hits.append(Found(*_whose(about), each.title, each.attempt, kind, place, name, page, line))
        at += limit
    return Results(tuple(hits), at if more else 0)


def alike(desk: Desk, submission: str) -> list[Alike]:
    """Files elsewhere on this laptop that are the same or nearly the same as one of this submission."""
    return desk.store.words.alike(submission)


@dataclass(frozen=True)
class Pair:
    """Two submissions that hold a file alike, by alias and attempt."""

    kind: str
    share: float
    own: bool
    one: str
    one_alias: str
    one_attempt: int
    one_evidence: str
    other: str
    other_alias: str
    other_attempt: int
    other_evidence: str


def all_pairs(desk: Desk) -> list[Pair]:
    """Every two files alike in two submissions on this laptop, each pair once."""
    made: list[Pair] = []
    seen: set[frozenset[tuple[str, str]]] = set()
    for submission in desk.store.words.submissions():
        about = blinded(desk, submission)
        for each in desk.store.words.alike(submission):
            key = frozenset({(submission, each.evidence), (each.submission, each.other)})
            if key not in seen:
                seen.add(key)
                made.append(
                    Pair(
                        each.kind,
                        each.share,
                        each.own,
                        submission,
                        about.alias,
                        about.attempt,
                        each.evidence,
                        each.submission,
                        each.alias,
                        each.attempt,
                        each.other,
                    )
                )
    return made


def unread(desk: Desk) -> list[Unread]:
    """Files that search does not know, or not whole, with the code of the reason."""
    return desk.store.words.unread()


def _whose(about: Submission) -> tuple[str, str]:
    return about.id, about.alias


def _place(slot: str, evidence: str) -> tuple[str, str]:
    if evidence:
        return "evidence", evidence
    if slot == ABOUT:
        return "submission", ""
    if slot.startswith(ANSWERS):
        return "answers", slot.removeprefix(ANSWERS)
    kind, _, place = slot.partition(":")
    return kind, place


def _name(about: Submission, kind: str, place: str) -> str:
    item = about.item(place) if kind == "evidence" else None
    return (item.name or item.title) if item is not None else ""
