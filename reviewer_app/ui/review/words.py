"""What the review room says: due dates, details of evidence, how far a decision is on its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale

from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.submission import EvidenceItem, Submission, SubmittedPart, moment
from reviewer_app.ui.review.views import GateView, ReviewView
from reviewer_app.ui.viewers.moments import Watched, clock_words
from reviewer_app.ui.words import clock, count_words, day_words, size_words

_PLAYED = 0.9
_KINDS = (
    ("application/pdf", "file-type"),
    ("image/", "image"),
    ("video/", "video"),
    ("audio/", "audio-lines"),
    ("text/csv", "table"),
    ("text/", "file-text"),
    ("spreadsheet", "sheet"),
    ("excel", "sheet"),
    ("presentation", "presentation"),
    ("powerpoint", "presentation"),
    ("word", "file-text"),
    ("zip", "file-archive"),
)


def headline(submission: Submission, gate: GateView) -> str:
    """The line under the title: alias, attempt and due date (or that the clock stands still), and never a name."""
    said = [f"Submission {submission.alias}", f"attempt {submission.attempt}"]
    if gate.paused:
        said.append("Paused: problem reported")
    elif gate.due is not None:
        said.append(f"due {weekday(gate.due)}")
    return " · ".join(said)


def weekday(day: date) -> str:
    """A day with the whole name of its weekday, as Friday 27 Nov."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMM")


def kind_icon(item: EvidenceItem) -> str:
    """The drawing for a kind of evidence."""
    if item.is_link:
        return "link"
    media = item.media_type.lower()
    return next((icon for part, icon in _KINDS if part in media), "file")


def item_title(item: EvidenceItem) -> str:
    """What an evidence item is called in the list: its file name, or its title where it is a link."""
    return (item.title or item.url) if item.is_link else (item.name or item.title)


def item_detail(item: EvidenceItem, place: Mapping[str, Any], here: bool) -> str:
    """The small line under an item: where it is, or how much of it was looked at."""
    if item.is_link:
        return "needs a connection"
    if not here:
        return f"{size_words(item.size)} · not here yet" if item.size else "not here yet"
    pages = place.get("pages")
    if isinstance(pages, int) and pages > 0:
        seen = len(seen_pages(place))
        return f"{count_words(pages, 'page', 'pages')} · {seen} viewed"
    long = place.get("duration")
    if isinstance(long, int | float) and long > 0:
        return f"{clock_words(long)} · {min(1.0, played_seconds(place) / long):.0%} played"
    return size_words(item.size)


def snapshot_words(submission: Submission) -> str:
    """What is said of a link that came with a snapshot: it is as old as the day it was handed in, at least."""
    return f"snapshot, handed in {day_words(submission.submitted_at.date())}"


def played_seconds(place: Mapping[str, Any]) -> float:
    """How much of a recording was played, from what was remembered."""
    watched = Watched()
    watched.restore(place.get("watched"))
    return watched.seconds()


def with_names(detail: str, possible: int) -> str:
    """The small line of an item whose words may name someone."""
    if not possible:
        return detail
    said = count_words(possible, "possible name", "possible names")
    return f"{said} · {detail}" if detail else said


def seen_pages(place: Mapping[str, Any]) -> frozenset[int]:
    """The pages of an item that were on the screen, from what was remembered."""
    seen = place.get("seen", ())
    return (
        frozenset(page for page in seen if isinstance(page, int))
        if isinstance(seen, list | tuple)
        else frozenset()
    )


def looked_at(place: Mapping[str, Any]) -> bool:
    """Whether all of an item was on the screen once."""
    pages = place.get("pages")
    if isinstance(pages, int) and pages > 0:
        return len(seen_pages(place)) >= pages
    long = place.get("duration")
    if isinstance(long, int | float) and long > 0:
        return played_seconds(place) >= _PLAYED * long
    return bool(place)


def answers_title(part_title: str) -> str:
    """What the written answers of a part are called."""
    return f"{part_title} questions"


def answers_detail(part: SubmittedPart) -> str:
    """How much there is to read."""
    words = sum(len(answer.text.split()) for answer in part.answers)
    return count_words(words, "word", "words")


def sending_words(review: ReviewView) -> tuple[str, str, str]:
    """How far a decision is on its way, as a word, a tone and an icon."""
    if review.lifecycle is State.RECEIVED:
        return "Received", "ok", "received"
    if review.lifecycle is State.ATTENTION:
        return "Needs attention", "bad", "attention"
    if review.lifecycle is State.DECIDED:
        return "Waiting for its receipt", "warn", "waiting"
    if review.lifecycle is State.WITHDRAWN:
        return "Withdrawn", "muted", "stop"
    if review.lifecycle is State.PRACTISED:
        return "Compared", "ok", "ok"
    if review.lifecycle is State.HANDED_BACK:
        return "Handed back", "muted", "stop"
    return "Newer attempt arrived", "muted", "info"


SIGNED_ELSEWHERE = "Signed on your other laptop; the hub has it."


def receipt_line(receipt: Receipt | None) -> str:
    """The receipt in one line: when the hub had it, and the start of the hash it named."""
    if receipt is None:
        return "The decision is signed and kept on this laptop until the hub has it."
    at = moment(receipt.at)
    if receipt.accepted:
        return f"The hub has it since {day_words(at.date())}, {clock(at)} · receipt {receipt.sha256[:12]}…"
    return f"The hub refused it on {day_words(at.date())}, {clock(at)}: {receipt.reason}"
