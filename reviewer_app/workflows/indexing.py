"""Reading evidence for search: each content once, in a worker of its own, behind everything a person waits for."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer_app.domain.errors import EvidenceError, ReviewerError, StoreError
from reviewer_app.domain.likeness import PictureSketch, picture_sketch, sketch
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.store.word_index import Seen, ToRead
from reviewer_app.workflows.desk import Desk, Workers

if TYPE_CHECKING:
    from reviewer_app.evidence import OpenedEvidence
    from reviewer_app.evidence.pixels import Pixels

VERSION = 3
"""Of this reading; a store read by an older one is read again, behind everything else."""
LETTERS_MOST = 4 << 20
_LETTERS_AT_ONCE = 128 << 10
"""A transaction keeps about so many: a level being saved never waits for a whole file."""
_SLICES_MOST = 20_000
_PICTURE_PIXELS = 128
_WORDS_AT_ONCE = 20
_NICE = 10
_PASSING = frozenset({"no-worker", "closed", "unreadable", "blob-missing"})
"""Reasons that are this laptop's and this moment's: the file is tried again another day."""


@dataclass(frozen=True)
class Progress:
    """How far reading is: files read since it began, and left."""

    done: int
    left: int


def own_workers() -> Workers:
    """One worker that is no one else's, started when the first file needs it."""
    from reviewer_app.evidence import WorkerPool

    return WorkerPool(warm=0, workers=1)


class Reader:
    """Reads what was not read yet, a file a step; ``close`` ends its worker."""

    def __init__(self, desk: Desk, workers: Callable[[], Workers] = own_workers) -> None:
        self._desk, self._make = desk, workers
        self._workers: Workers | None = None
        self._left: list[ToRead] = []
        self._tried: set[str] = set()
        self._done = 0

    def look(self) -> Progress:
        """Look what there is to read, what arrived since among it."""
        words = self._desk.store.words
        self._left = [each for each in words.to_read(VERSION) if each.sha256 not in self._tried]
        return Progress(self._done, len(self._left))

    def step(self, cancel: CancelToken | None = None) -> Progress:
        """Read one more thing; with nothing left, the worker ends. What is cancelled is begun anew another time."""
        if self._desk.store.words.take_in_words(_WORDS_AT_ONCE):
            return Progress(self._done, max(1, len(self._left)))
        if not self._left:
            self.look()
        if not self._left:
            self.close()
            return Progress(self._done, 0)
        self._read(self._left[0], cancel or CancelToken())
        self._left.pop(0)
        self._done += 1
        return Progress(self._done, len(self._left))

    def close(self) -> None:
        """End the worker; a later step starts another."""
        workers, self._workers = self._workers, None
        if workers is not None:
            workers.close()

    def _read(self, one: ToRead, cancel: CancelToken) -> None:
        words = self._desk.store.words
        words.begin(one.sha256)
        try:
            seen = self._open_and_read(one, cancel)
        except (EvidenceError, StoreError) as problem:
            self._tried.add(one.sha256)
            if problem.code in _PASSING:
                return
            seen = Seen(reason=problem.code)
        words.end(one.sha256, VERSION, seen)

    def _open_and_read(self, one: ToRead, cancel: CancelToken) -> Seen:
        from reviewer_app.evidence import Shape

        item = self._desk.store.submission(one.submission).item(one.evidence)
        if self._workers is None:
            self._workers = self._make()
        blob = self._desk.store.blobs.open(one.sha256)
        with self._workers.open(blob, item.name if item else "", cancel=cancel) as opened:
            _step_back(self._workers)
            texts = _Texts(opened, cancel)
            held: list[tuple[int, str]] = []
            for number, text in texts:
                held.append((number, text))
                if sum(len(each) for _, each in held) >= _LETTERS_AT_ONCE:
                    self._desk.store.words.keep(one.sha256, held)
                    held = []
            if held:
                self._desk.store.words.keep(one.sha256, held)
            picture = _picture(opened, cancel) if opened.info.shape is Shape.PICTURE else None
            return Seen(texts.reason, texts.letters, texts.cut, sketch(texts.kept), picture)


class _Texts:
    """The pages of a file that hold words, one after the other, with what became known by the end."""

    def __init__(self, opened: OpenedEvidence, cancel: CancelToken) -> None:
        self._opened, self._cancel = opened, cancel
        self.letters, self.cut, self.reason = 0, False, ""
        self.kept: list[str] = []

    def __iter__(self) -> Iterator[tuple[int, str]]:
        count = max(len(self._opened.info.pages), self._opened.info.text_slices)
        for number in range(min(count, _SLICES_MOST)):
            self._cancel.check()
            room = LETTERS_MOST - self.letters
            if room <= 0:
                self.cut = True
                return
            text = self._text(number)
            if text is None:
                return
            if len(text) > room:
                text, self.cut = text[:room], True
            if text.strip():
                self.letters += len(text)
                self.kept.append(text)
                yield number, text
        self.cut = self.cut or count > _SLICES_MOST

    def _text(self, number: int) -> str | None:
        """One page's words; None ends the reading, with a reason unless the kind has none."""
        try:
            return self._opened.text(number, cancel=self._cancel).text
        except EvidenceError as problem:
            if problem.code in _PASSING:
                raise
            if problem.code in ("nothing-there", "unsupported"):
                return None if number == 0 else ""
            # What was read before the page that failed stays found.
            self.reason = problem.code
            return None


def read_all(desk: Desk, progress: ReportProgress = unreported, cancel: CancelToken | None = None) -> int:
    """Read everything that was not read yet, now; how many files that were."""
    reader = Reader(desk)
    try:
        reader.look()
        while (at := reader.step(cancel)).left:
            progress(at.done, at.done + at.left, "Reading evidence for search")
        return at.done
    finally:
        reader.close()


def _picture(opened: OpenedEvidence, cancel: CancelToken) -> PictureSketch | None:
    """The sketch of a picture, from a small drawing of it; none where it cannot be drawn."""
    try:
        wide, high = opened.info.pages[0]
        small = opened.render(0, min(1.0, _PICTURE_PIXELS / max(wide, high, 1)), cancel=cancel)
    except (ReviewerError, IndexError):
        cancel.check()
        return None
    return picture_sketch(small.width, small.height, _light(small))


def _light(drawn: Pixels) -> list[int]:
    """How light each pixel is, on white where it is see-through."""
    data, out = drawn.data, []
    for row in range(drawn.height):
        for at in range(row * drawn.stride, row * drawn.stride + drawn.width * 4, 4):
            blue, green, red, alpha = data[at : at + 4]
            light = (29 * blue + 150 * green + 77 * red) >> 8
            out.append(light if alpha == 255 else (light * alpha + 255 * (255 - alpha)) // 255)
    return out


def _step_back(workers: Workers) -> None:
    """Let the worker be served after everything else, where the system knows how."""
    setpriority = getattr(os, "setpriority", None)
    for pid in getattr(workers, "pids", ()):
        with contextlib.suppress(OSError):
            if setpriority is not None:
                setpriority(os.PRIO_PROCESS, pid, _NICE)
