"""Practice in the review room: a banner that says so, the comparison when all is scored, and the bar on live work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.domain.calibrating import Standing
from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.lifecycle import OPEN, State
from reviewer_app.ui.calibration.comparison import ComparisonPage
from reviewer_app.ui.calibration.ports import ComparisonView
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.banner import Banner
from reviewer_app.ui.review.deciding_acts import SUBMIT
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.widgets import Button

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


class PracticePart(RoomPart):
    """Says what is practice and holds it against its reference; the key that submits live work compares practice."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.banner = Banner(icon="scale", closable=False)
        self.page = ComparisonPage()
        self.page.back.connect(room.close_page)
        self._said: tuple[object, ...] = ()
        self._standing: tuple[str, Standing | None] = ("", None)
        room.banners.addWidget(self.banner)

    @property
    def offered(self) -> bool:
        """Whether the submission on show is practice that can be compared, or was."""
        review = self.room.review
        return (
            review is not None
            and review.submission.is_practice
            and self.room.ports.practice is not None
            and (review.lifecycle is State.PRACTISED or review.lifecycle in OPEN)
        )

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        about = review.submission
        if about.is_practice:
            self._say_practice(review, fresh=fresh)
            if fresh and review.lifecycle is State.PRACTISED:
                self.compare()
        elif review.rubric.policy.calibration is None or review.lifecycle not in OPEN:
            self.banner.hide()
            self._said = ()
        elif self._standing[0] != about.id or fresh:
            self.banner.hide()
            self._said = ()
            self._ask_standing(about.id)

    def compare(self) -> None:
        """Commit the levels and show the comparison; show it again where that was done."""
        room, review, ports = self.room, self.room.review, self.room.ports.practice
        if review is None or ports is None or not self.offered:
            return
        room.flush()
        own = review.submission.id
        done = review.lifecycle is State.PRACTISED
        make = ports.comparison if done else ports.finish
        room.jobs.run(
            Lane.STORE,
            lambda _control: make(own),
            lambda made: self._on_compared(own, made),
            room.note.say_error,
            owner=room,
            replaces="compare-practice",
        )

    def give_up(self) -> None:
        """End the practice without comparing; one's own work, which cannot be taken up again, is asked about first."""
        review = self.room.review
        if review is None:
            return
        if not review.submission.again:
            self._end(given_up=True)
            return
        self._said = ()
        self.banner.say(
            "warn",
            "Give this practice up?",
            "Your earlier levels can be seen again then, so it cannot be taken up later.",
            actions=(
                Button("Give up", lambda: self._end(given_up=True), kind="danger"),
                Button("Go on practising", lambda: self._say_practice(review, fresh=True)),
            ),
        )
        self.banner.buttons[-1].setFocus()

    def _end(self, *, given_up: bool) -> None:
        room, review, ports = self.room, self.room.review, self.room.ports.practice
        if review is None or ports is None:
            return
        room.flush()
        own = review.submission.id
        make = ports.give_up if given_up else ports.take_up
        room.jobs.run(
            Lane.STORE,
            lambda _control: make(own),
            lambda _none: room.refresh(),
            room.note.say_error,
            owner=room,
        )

    def _on_compared(self, submission: str, made: ComparisonView) -> None:
        room = self.room
        if room.review is None or room.review.submission.id != submission or room.arriving:
            return
        self.page.show_comparison(made)
        room.open_page(self.page)
        self.page.entered()
        room.refresh()

    def _say_practice(self, review: ReviewView, *, fresh: bool) -> None:
        about, left = review.submission, review.verdict.total - review.verdict.scored
        said = (about.id, review.lifecycle, left > 0)
        if said == self._said and not fresh:
            return
        self._said = said
        own = bool(about.again)
        against = "your earlier levels" if own else "the reference"
        shown = f"{against} {'are' if own else 'is'} shown beside yours."
        if review.lifecycle is State.PRACTISED:
            see = Button("See the comparison", self.compare, kind="primary")
            self.banner.say(
                "info", "Practice, compared", "Your levels stand as they were given.", actions=(see,)
            )
        elif review.lifecycle not in OPEN:
            again = Button("Take up again", lambda: self._end(given_up=False))
            if not review.state.given_up:
                self.banner.say("info", "Practice", "The coordinator took this anchor back.")
            else:
                self.banner.say(
                    "info", "Practice, given up", "Nothing of it counts.", actions=() if own else (again,)
                )
        else:
            title = "Practice: your own earlier work, blind" if own else "Practice on an anchor"
            compare = Button(f"Compare with {against}", self.compare, kind="primary", act=SUBMIT)
            compare.setEnabled(left == 0)
            give_up = Button("Give up", self.give_up, kind="link")
            self.banner.say(
                "info",
                title,
                "Nothing here is live. "
                + (
                    f"Score every criterion; then {shown}"
                    if left
                    else f"Every criterion has its level: compare, and {shown}"
                ),
                actions=(compare, give_up),
            )

    def _ask_standing(self, submission: str) -> None:
        ports = self.room.ports.practice
        if ports is None:
            return

        def found(standing: Standing | None) -> None:
            review = self.room.review
            if review is None or review.submission.id != submission:
                return
            self._standing = (submission, standing)
            if standing is None or standing.passed:
                self.banner.hide()
                return
            self.banner.say(
                "warn",
                "Practise first",
                f"You can score and comment; a decision can be submitted when the bar is reached. {standing.sentence} "
                "Anchors to practise on are in the Calibration room.",
            )

        def failed(error: ReviewerError) -> None:
            self.room.note.say_error(error)

        self.room.jobs.run(
            Lane.STORE,
            lambda _control: ports.standing(submission),
            found,
            failed,
            owner=self.room,
            replaces="practice-standing",
        )
