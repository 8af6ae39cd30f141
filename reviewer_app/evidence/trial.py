"""One file put through everything a person's opening it would do, and all of its words, with time and deaths."""

from __future__ import annotations

import time
from dataclasses import dataclass

from reviewer_app.domain.errors import EvidenceError, ReviewerError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence.kinds import HEAD, Kind, sniff
from reviewer_app.evidence.opened import OpenedEvidence
from reviewer_app.evidence.pool import WorkerPool
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.sources import ByteSource

ANSWER_SECONDS = 10.0
"""The longest a person waits before a file is on show or explained."""

_TEXT_SECONDS = 60.0
_ACROSS = 1200
_DEATHS = ("worker-hung", "worker-crashed")
NOT_THERE = "nothing-there"

FIRST_PART: dict[Shape, tuple[str, int, int, int]] = {
    Shape.PAPER: ("html", 0, 0, 0),
    Shape.SLIDES: ("html", 0, 0, 0),
    Shape.SHEETS: ("sheets", 0, 0, 0),
    Shape.ARCHIVE: ("list", 0, 0, 300),
    Shape.MEDIA: ("probe", 0, 0, 0),
}
"""What the viewer of a shape asks for first, as ``part`` takes it; other shapes begin with a page or with words."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one file. ``answered`` is the seconds until it was on show or explained, ``words`` how many it has.

    ``whole`` is False when reading all its words was given up after a minute.
    """

    outcome: str
    kind: str
    words_for_kind: str
    code: str = ""
    sentence: str = ""
    pages: int = 0
    words: int = 0
    whole: bool = True
    answered: float = 0.0
    seconds: float = 0.0
    deaths: int = 0

    @property
    def passed(self) -> bool:
        """Whether no worker died of it and it was answered in time."""
        return self.deaths == 0 and self.answered <= ANSWER_SECONDS


def _likely_kind(source: ByteSource) -> str:
    """The kind by the first bytes alone, for the row of a file that killed its worker before that could say."""
    try:
        head = source.read_at(0, min(HEAD, source.size))
    except (OSError, ReviewerError):
        return Kind.UNKNOWN.value
    return sniff(head, source.size, "").kind.value


class _Watch:
    """What has been found out so far, kept while calls may raise."""

    def __init__(self, kind: str) -> None:
        self.began = time.monotonic()
        self.answered: float | None = None
        self.kind, self.named, self.pages = kind, "", 0
        self.words, self.whole = 0, True

    def so_far(self) -> float:
        return time.monotonic() - self.began

    def done(self, outcome: str, code: str = "", sentence: str = "") -> Trial:
        seconds = self.so_far()
        return Trial(
            outcome,
            self.kind,
            self.named,
            code,
            sentence,
            self.pages,
            self.words,
            self.whole,
            seconds if self.answered is None else self.answered,
            seconds,
            int(code in _DEATHS),
        )


def put_to_trial(pool: WorkerPool, source: ByteSource, name: str, cancel: CancelToken | None = None) -> Trial:
    """Open, show as the window first would, and read every word; never raises for what is in the file.

    Raises Cancelled when ``cancel`` was set.
    """
    watch = _Watch(_likely_kind(source))
    try:
        with pool.open(source, name, cancel=cancel) as opened:
            watch.kind, watch.named = opened.info.kind.value, opened.info.words
            watch.pages = len(opened.info.pages)
            _first_look(opened, cancel)
            watch.answered = watch.so_far()
            _read_all(opened, watch, cancel)
    except EvidenceError as refused:
        if not watch.named and refused.code not in _DEATHS:
            watch.named = refused.title
        if refused.kind:
            watch.kind = refused.kind
        outcome = "explained" if refused.code == "unsupported" else "refused"
        return watch.done(outcome, refused.code, refused.sentence)
    except ReviewerError as fault:
        return watch.done("refused", fault.code, fault.sentence)
    return watch.done("shown")


def _first_look(opened: OpenedEvidence, cancel: CancelToken | None) -> None:
    info = opened.info
    asked = FIRST_PART.get(info.shape)
    if asked is not None:
        what, index, first, count = asked
        opened.part(what, index, first, count, cancel=cancel)
    elif info.pages:
        opened.render(0, min(4.0, _ACROSS / max(info.pages[0])), cancel=cancel)
    elif info.text_slices:
        opened.text(0, cancel=cancel)


def _read_all(opened: OpenedEvidence, watch: _Watch, cancel: CancelToken | None) -> None:
    until = time.monotonic() + _TEXT_SECONDS
    for number in range(max(len(opened.info.pages), opened.info.text_slices)):
        if time.monotonic() > until:
            watch.whole = False
            return
        try:
            watch.words += len(opened.text(number, cancel=cancel).text.split())
        except EvidenceError as fault:
            # A page that is broken by itself is a card in the window, and does not take the file away.
            if fault.code not in (NOT_THERE, "damaged"):
                raise
