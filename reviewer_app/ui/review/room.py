"""The review room: one submission's evidence beside its rubric, and every change on its way to the store at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.judging import judge, missing
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.laid_out import lay_out_now
from reviewer_app.ui.review.asking import AskPath, ask_path
from reviewer_app.ui.review.changes import COMMENT, Changes, Words
from reviewer_app.ui.review.citing import Citing
from reviewer_app.ui.review.doing import Doing
from reviewer_app.ui.review.exact import ExactLayout
from reviewer_app.ui.review.keys import RoomActions
from reviewer_app.ui.review.linking import ask_open
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.parts import PARTS
from reviewer_app.ui.review.ports import ANSWERS, ReviewPorts
from reviewer_app.ui.review.recordings import Recordings
from reviewer_app.ui.review.saving import Saver
from reviewer_app.ui.review.stage import Stage
from reviewer_app.ui.review.viewer_pane import ViewerPane
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.review.words import headline
from reviewer_app.ui.viewers.place import Place

Places = Mapping[str, Mapping[str, Any]]


class ReviewRoom(Stage):
    """The stage with all its parts on it, and what happens as submissions come and go."""

    def __init__(
        self, ports: ReviewPorts, jobs: Jobs, *, ask_path: AskPath = ask_path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = "Review"
        self.setAccessibleName("Review")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # It takes the keyboard between two submissions, but is no stop of the Tab key.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.ports, self.jobs = ports, jobs
        self._places: dict[str, Mapping[str, Any]] = {}
        self.saver = Saver(jobs, ports.now, self)
        self.changes = Changes(ports, self.saver, self)
        self.orders: Doing = Doing(self, ask_path)
        self.actions_made = RoomActions(self, self.orders)
        self.pane = ViewerPane(ports, jobs, self.actions_made.made)
        self.citing: Citing = Citing(self, ask_path)
        self.exact: ExactLayout = ExactLayout(self)
        self._hang()
        self._connect()
        self._by_kind = made = {}
        for kind in PARTS:
            made[kind] = kind(self)
        self.parts: tuple[RoomPart, ...] = tuple(made.values())
        self.refresh_actions()

    def _connect(self) -> None:
        do = self.orders
        self.bar.left.connect(do.back)
        self.bar.help_wanted.connect(self.help_wanted)
        self.bar.retried.connect(self._on_retried)
        self.bar.panels_wanted.connect(do.show_panels_menu)
        self.rubric.fold_wanted.connect(do.toggle_rubric_panel)
        self.saver.changed.connect(self.bar.show_saving)
        self.saver.answered.connect(self._on_answered)
        self.saver.refused.connect(self._on_refused)
        self.changes.kept.connect(self._on_kept)
        self.evidence.chosen.connect(lambda evidence: self.show_evidence(evidence))
        self.evidence.names_wanted.connect(do.show_names)
        self.pane.remembered.connect(self._on_remembered)
        self.pane.opened.connect(self.refresh_actions)
        self.pane.copy_wanted.connect(do.save_copy)
        self.pane.link_wanted.connect(lambda evidence: ask_open(self, evidence))
        self.pane.report_wanted.connect(lambda _evidence: do.report())
        self.rubric.scored.connect(self._on_scored)
        self.rubric.commented.connect(self.changes.comment)
        self.rubric.noted.connect(self.changes.note)
        self.rubric.moved.connect(self._on_moved)
        self.outcome.commented.connect(
            lambda submission, text, step: self.changes.comment(submission, "", text, step)
        )
        self.outcome.jumped.connect(do.jump)
        self.outcome.flag_wanted.connect(do.flag)
        self.outcome.incomplete_wanted.connect(do.return_incomplete)
        self.outcome.submit_wanted.connect(do.submit)
        self.outcome.letter_wanted.connect(do.save_letter)
        self.preview.back.connect(do.close_preview)
        self.preview.jumped.connect(do.jump)
        self.preview.signed.connect(do.sign)
        self.recordings = Recordings(self)

    # Coming and going

    def show_submission(self, submission: str) -> None:
        """Open a submission; what was still being typed on the one before is handed on first, under its own ids."""
        self.quiet()
        self.wanted = submission
        self.note.hide()
        # Between two submissions keys must reach neither.
        self.setFocus()
        self.refresh_actions()

        def work(_control: JobControl) -> tuple[ReviewView, Places]:
            review = self.ports.open_review(submission)
            about = review.submission
            named = [each.id for each in about.evidence] + [
                ANSWERS + part.id for part in about.parts if part.answers
            ]
            return review, {each: self.ports.place(submission, each) for each in named}

        self.jobs.run(
            Lane.STORE, work, self._on_opened, self._on_not_opened, owner=self, replaces="open-review"
        )

    @property
    def settled(self) -> bool:
        """Whether the store has answered to everything."""
        return self.saver.idle

    def settle(self, then: Callable[[], None]) -> None:
        """Hand everything on and call ``then`` once the store has answered: before the window closes or locks."""
        self.quiet()
        if self.saver.idle:
            then()
            return

        def once() -> None:
            self.saver.settled.disconnect(once)
            then()

        self.saver.settled.connect(once)

    def entered(self) -> None:
        """The person came here: take the focus."""
        self.rubric.focus_inside()

    def put_pill(self, pill: QWidget) -> None:
        """Give the window's sync pill its place in the bar."""
        self.bar.put_pill(pill)

    def refresh(self) -> None:
        """Read the submission again, for a receipt or a change that came from elsewhere."""
        for part in self.parts:
            part.look_again()
        review = self.review
        if review is not None and self.saver.idle:
            own = review.submission.id
            self.jobs.run(
                Lane.STORE,
                lambda _control: self.ports.open_review(own),
                lambda found: self._on_answered(own, found),
                lambda error: self._on_not_refreshed(own, error),
                owner=self,
                replaces="refresh-review",
            )

    def forget(self) -> None:
        """Let go of the submission on show, as if none had been opened."""
        self.review, self.wanted, self._places, self.title = None, "", {}, "Review"
        self.bar.show_submission("", "")
        self.evidence.current = ""
        self.pane.leave()
        # What they showed of it is out of sight until another submission fills them.
        self.split.hide()
        self.refresh_actions()

    # What is shown

    def show_evidence(self, evidence: str, place: Place | None = None) -> None:
        """Show an item of evidence, at a cited place if one is given."""
        review = self.review
        if review is None:
            return
        self.evidence.choose(evidence)
        entry = self.evidence.entry(evidence)
        item = review.submission.item(evidence)
        self.pane.show_entry(review.submission.id, entry, item, self._places.get(evidence, {}), place)
        if not self.pane.opening:
            # What is being opened says so itself; meanwhile every action looks for itself whether it can be done.
            self.refresh_actions()

    def refresh_actions(self) -> None:
        """Enable what can be done now."""
        self.actions_made.refresh()
        review = self.review
        if review is None:
            self.pane.show_problems(None)
        else:
            self.pane.show_problems(review.state, review.gate.settled)

    def _on_opened(self, found: tuple[ReviewView, Places]) -> None:
        review, places = found
        if review.submission.id != self.wanted:
            return
        self.flush()
        self.pane.leave()
        self.review = review
        self.split.show()
        self._places = dict(places)
        self.evidence.current = ""
        self._show(review, fresh=True)
        for words in self.changes.refused:
            self._on_kept(words)
        first = self.evidence.step(1)
        self.show_evidence(first)
        self.rubric.focus_inside()
        self.arrived.emit(review.submission.id)

    def _on_not_refreshed(self, submission: str, error: ReviewerError) -> None:
        if self.review is None or self.review.submission.id != submission:
            return
        if error.code == "handed-back":  # on another laptop of this person
            self.quiet()
            self.forget()
            self.left.emit()
        else:
            self.note.say_error(error)

    def _on_not_opened(self, error: ReviewerError) -> None:
        self.wanted = self.review.submission.id if self.review is not None else ""
        self.note.say_error(error)
        self.refresh_actions()

    def _show(self, review: ReviewView, *, fresh: bool) -> None:
        about = review.submission
        self.title = f"{review.rubric.title} · {about.alias}"
        self.bar.show_submission(review.rubric.title, headline(about, review.gate))
        self.say_alias(about.alias)
        self.evidence.show_review(review, self._places)
        self.pane.rename(self.evidence.entry(self.evidence.current))
        self.rubric.show_review(review, fresh=fresh)
        self.outcome.show_review(review, fresh=fresh)
        self.citing.show_review(review)
        for part in self.parts:
            part.show_review(review, fresh=fresh)
        self.refresh_actions()
        lay_out_now()

    def _on_answered(self, submission: str, review: ReviewView) -> None:
        if self.review is None or self.review.submission.id != submission or not self.saver.idle:
            return
        before, self.review = self.review, review
        self._show(review, fresh=False)
        if before.lifecycle in OPEN and review.lifecycle not in OPEN:
            self.orders.close_preview()
            if review.decision is not None:
                announce(self, "The decision is signed and waits to be sent.")
            self.decided.emit(submission)

    def _on_refused(self, submission: str, error: ReviewerError) -> None:
        if not self.previewing:
            self.note.say_error(error)
        if self.review is not None and self.review.submission.id == submission and self.saver.idle:
            # Levels and chips go back to what is true; words that were refused stay in their fields.
            self._show(self.review, fresh=False)

    def _on_kept(self, words: Words) -> None:
        submission, criterion, field = words
        review = self.review
        if review is None or review.submission.id != submission or words not in self.changes.refused:
            return
        card = self.rubric.card(criterion)
        shown = self.outcome.overall if card is None else (card.comment if field == COMMENT else card.note)
        stored = review.state.comments if field == COMMENT else review.state.notes
        text, _step = self.changes.refused[words]
        if shown.toPlainText() == stored.get(criterion, ""):
            shown.setPlainText(text)
        shown.unsay(stored.get(criterion, ""))

    def _on_retried(self) -> None:
        self.note.hide()
        self.saver.forgive()
        self.changes.retry()
        self.refresh()

    def _on_scored(self, submission: str, criterion: str, level: str | None) -> None:
        self.changes.score(submission, criterion, level)
        review = self.review
        if review is not None and review.submission.id == submission:
            # Said at once from the same rules the store will use; its answer follows.
            state = replace(review.state, scores=self.rubric.scores())
            verdict = judge(review.rubric, state.scores)
            self.rubric.show_verdict(verdict)
            self.outcome.show_verdict(verdict, missing(review.rubric, state))
            lay_out_now()

    def _on_moved(self) -> None:
        card = self.rubric.current
        self.pane.toolbar.show_target(card.criterion.id if card is not None else "")
        self.refresh_actions()

    def _on_remembered(self, submission: str, evidence: str, where: Mapping[str, Any]) -> None:
        self.jobs.run(Lane.STORE, lambda _control: self.ports.remember_place(submission, evidence, where))
        if self.review is not None and self.review.submission.id == submission:
            self._places[evidence] = where
            self.evidence.show_review(self.review, self._places)

    # Panels and keys

    def press(self, keys: QKeySequence) -> bool:
        return self.actions_made.press(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(plain, Qt.Key(event.key())))
        if not self.press(pressed):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()
