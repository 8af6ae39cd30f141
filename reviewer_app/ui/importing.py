"""Bringing bundles in: chosen, dropped or by key; each refused one is named with its reason, the others come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer_app.domain.errors import Cancelled, ReviewerError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.spoken import stop_after
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Taken
from reviewer_app.ui.widgets import Button, InlineNote, ProgressNote
from reviewer_app.ui.words import count_words

FILTER = "Bundles (*.reviewbundle *.zip);;All files (*)"
_REFUSED_SHOWN = 3
_REFUSED_NAMED = 20
_LEAST_PIXELS = 96


class Intake(Protocol):
    """Where bundles come in: a desk, or a hub; both functions block."""

    @property
    def bundles_in(self) -> Callable[[Sequence[Path]], Sequence[Path]]: ...
    @property
    def import_bundle(self) -> Callable[[Path, ReportProgress, CancelToken], Taken]: ...


@dataclass(frozen=True, slots=True)
class ImportWords:
    """How bringing bundles in is called there."""

    choose: str = "Import bundles"
    choose_folder: str = "Import a folder of bundles"
    doing: str = "Importing"
    done: str = "Imported"
    stopped: str = "Import stopped"
    you_stopped: str = "You stopped the import"


USUAL = ImportWords()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the bundles: what was taken in, and which were refused why."""

    taken: tuple[Taken, ...]
    refused: tuple[tuple[str, ReviewerError], ...]
    stopped: bool = False


def import_all(desk: Intake, paths: Sequence[Path], control: JobControl) -> Result:
    """Take in one bundle after the other; a refused one does not keep the next from coming in."""
    taken: list[Taken] = []
    refused: list[tuple[str, ReviewerError]] = []
    bundles = desk.bundles_in(paths)
    for number, path in enumerate(bundles, 1):
        which = f"{path.name} · {number} of {len(bundles)} · " if len(bundles) > 1 else ""

        def report(done: int, total: int, doing: str, which: str = which) -> None:
            control.progress(done, total, f"{which}{doing}")

        try:
            taken.append(desk.import_bundle(path, report, control.cancel))
        except Cancelled:
            return Result(tuple(taken), tuple(refused), stopped=True)
        except ReviewerError as error:
            refused.append((path.name, error))
    return Result(tuple(taken), tuple(refused))


def summed_up(result: Result, words: ImportWords = USUAL) -> tuple[str, str, str]:
    """Tone, title and sentence for what was taken in."""
    new = [each for each in result.taken if each.new]
    known = len(result.taken) - len(new)
    missing = sum(each.missing_files for each in result.taken)
    rest = []
    if known:
        was = "was here already" if known == 1 else "were here already"
        rest.append(f"{count_words(known, 'submission', 'submissions')} {was}.")
    if missing:
        rest.append(f"{count_words(missing, 'file is', 'files are')} still to come, by sync or by stick.")
    strange = sum(not each.known_issuer for each in new)
    if strange:
        whose = "It was signed" if len(new) == 1 else f"{strange} of them were signed"
        rest.append(f"{whose} by a key that is not your hub’s.")
    if result.stopped:
        rest.append(f"{words.you_stopped}; nothing of the bundle under way was kept.")
    if len(new) == 1:
        title = f"{words.done} {new[0].alias} · {new[0].title}, attempt {new[0].attempt}"
    elif new:
        title = f"{count_words(len(new), 'submission', 'submissions')} {words.done.lower()}"
    else:
        title = words.stopped if result.stopped else f"Nothing new was {words.done.lower()}"
    return ("ok" if new else "info"), title, " ".join(rest)


def _copy(result: Result) -> None:
    """Every refused bundle with its reason, a line each, for whoever is to make them again."""
    told = (f"{name}: {error.title}. {error.sentence} {error.next_step}" for name, error in result.refused)
    QGuiApplication.clipboard().setText("\n".join(told))


class ImportPanel(QScrollArea):
    """Shows an import in the flow of a room; ``imported`` carries the ids of what is new or was here already.

    The Tab key comes to its notes after ``follows``.
    """

    imported = Signal(object)

    def __init__(
        self, desk: Intake, jobs: Jobs, parent: QWidget | None = None, *, words: ImportWords = USUAL
    ) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        self._jobs = jobs
        self._job: Job[Result] | None = None
        self._waiting: list[Path] = []
        self._dialog: QFileDialog | None = None
        self.progress: ProgressNote | None = None
        self.summary = InlineNote()
        # Many refused bundles scroll in here rather than push the queue off the screen.
        inner = self._inner = QWidget()
        inner.setProperty("ground", "none")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.summary)
        self.refused: list[InlineNote] = []
        self.follows: QWidget | None = None
        self.summary.dismissed.connect(self._tidy)
        self.setWidget(inner)
        inner.installEventFilter(self)
        self.hide()

    def sizeHint(self) -> QSize:
        inner = self._inner
        tall = inner.heightForWidth(self.width()) if inner.hasHeightForWidth() else inner.sizeHint().height()
        return QSize(inner.sizeHint().width(), max(tall, inner.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), theme().px(_LEAST_PIXELS)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @property
    def busy(self) -> bool:
        """Whether an import is under way."""
        return self._job is not None

    def choose(self) -> None:
        """Let the person choose bundles."""
        if self._dialog is None:
            self._dialog = QFileDialog(self, self._words.choose, "", FILTER)
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self._dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        self._dialog.open()

    def choose_folder(self) -> None:
        """Let the person choose a folder with bundles in it, or a bundle that is a folder."""
        dialog = QFileDialog(self, self._words.choose_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take([Path(chosen)]))
        dialog.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Import these bundles, after those under way."""
        self._waiting.extend(paths)
        if self._job is None and self._waiting:
            self._begin()

    def cancel(self) -> None:
        """Stop; what is whole stays, what is not leaves no trace."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def _begin(self) -> None:
        paths, self._waiting = tuple(self._waiting), []
        self._clear()
        doing = self._words.doing
        title = f"{doing} {paths[0].name}" if len(paths) == 1 else f"{doing} {len(paths)} bundles"
        note = ProgressNote(title, bytes_counted=True)
        note.cancelled.connect(self.cancel)
        self.progress = note
        self._column.insertWidget(0, note)
        self.show()
        desk = self._desk
        self._job = self._jobs.run(
            Lane.FILES,
            lambda control: import_all(desk, paths, control),
            self._on_done,
            self._on_failed,
            progress=note.show_progress,
            stopped=lambda: self._on_done(Result((), (), stopped=True)),
            owner=self,
        )

    def _on_done(self, result: Result) -> None:
        self._end()
        if result.taken or result.stopped or not result.refused:
            self.summary.say(*summed_up(result, self._words))
        for number, (name, error) in enumerate(result.refused[:_REFUSED_SHOWN], 1):
            note = InlineNote()
            self._column.addWidget(note)
            ways = [Button("Choose another…", self.choose)]
            if number == _REFUSED_SHOWN < len(result.refused):
                ways.append(Button("Copy all reasons", partial(_copy, result)))
            note.say("bad", f"{name}: {error.title}", error.sentence, error.next_step, tuple(ways))
            note.dismissed.connect(self._tidy)
            self.refused.append(note)
        if self.follows is not None:
            notes = (self.summary, *self.refused)
            stop_after(self.follows, *(stop for note in notes for stop in note.stops))
        self._name_others(result.refused[_REFUSED_SHOWN:])
        if result.taken:
            self.imported.emit(tuple(each.submission for each in result.taken))
        if self._waiting:
            self._begin()

    def _name_others(self, refused: Sequence[tuple[str, ReviewerError]]) -> None:
        if not refused:
            return
        named = ", ".join(name for name, _ in refused[:_REFUSED_NAMED])
        more = len(refused) - _REFUSED_NAMED
        rest = f" and {count_words(more, 'other', 'others')}" if more > 0 else ""
        last = self.refused[-1]
        last.next_step.setText(
            f"{last.next_step.text()} Refused too, for their own reasons: {named}{rest}.".strip()
        )
        last.setAccessibleName(f"{last.title.text()} {last.sentence.text()} {last.next_step.text()}")

    def _on_failed(self, error: ReviewerError) -> None:
        self._end()
        self.summary.say_error(error)

    def _end(self) -> None:
        self._job = None
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None

    def _clear(self) -> None:
        self.summary.hide()
        for note in self.refused:
            note.hide()
            note.deleteLater()
        self.refused.clear()

    def _tidy(self) -> None:
        shown = [note for note in (self.summary, *self.refused) if not note.isHidden()]
        self.setVisible(bool(shown) or self.progress is not None)
