"""Fast hands: what is typed lands on the submission and criterion it was typed for, whatever happens next."""

from collections.abc import Callable

from PySide6.QtTest import QTest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]
FULL = StoreError("disk-full", "The disk is full", "The change could not be written.", "Free some space.")


def comments(desk: DeskDouble) -> list[tuple[str, str, str]]:
    return [(subject, body["criterion"], body["text"]) for subject, body in desk.said(kinds.COMMENT)]


def typed(room: ReviewRoom, text: str) -> DraftField:
    press(room, "E")
    card = room.rubric.current
    assert card is not None
    QTest.keyClicks(card.comment, text)
    return card.comment


def test_a_comment_is_kept_at_a_pause_of_typing(room: ReviewRoom, desk: DeskDouble, qtbot: object) -> None:
    typed(room, "Name the baseline.")
    assert comments(desk) == []
    qtbot.waitUntil(lambda: comments(desk) == [("s1", "1.1", "Name the baseline.")])


def test_next_right_after_typing_loses_and_misplaces_nothing(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    room.stepped.connect(lambda step: room.show_submission("s2" if step > 0 else "s1"))
    desk.gate.clear()
    typed(room, "For the first one")
    press(room, "Ctrl+PgDown")
    QTest.keyClicks(room.focusWidget() or room, "321")
    desk.gate.set()
    settle()
    assert comments(desk) == [("s1", "1.1", "For the first one")]
    assert desk.said(kinds.SCORE) == []
    assert room.review is not None
    assert room.review.submission.id == "s2"
    assert room.rubric.cards[0].comment.toPlainText() == ""
    press(room, "Ctrl+PgUp")
    settle()
    assert room.rubric.cards[0].comment.toPlainText() == "For the first one"


def test_a_score_given_before_leaving_stays_on_its_submission(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.gate.clear()
    press(room, "3")
    room.show_submission("s2")
    desk.gate.set()
    settle()
    assert [subject for subject, _body in desk.said(kinds.SCORE)] == ["s1"]
    assert room.rubric.scores() == {}
    assert room.rubric.submission == "s2"


def test_two_hundred_steps_while_typing_and_scoring_misplace_nothing(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    said: dict[tuple[str, str], str] = {}
    scored: set[tuple[str, str]] = set()
    now = "s1"
    for number in range(200):
        card = room.rubric.current
        if not room.arriving and card is not None:
            press(room, "1")
            field = typed(room, str(number % 10))
            said[now, card.criterion.id] = field.toPlainText()
            scored.add((now, card.criterion.id))
        now = "s2" if now == "s1" else "s1"
        room.show_submission(now)
        if number % 3:
            settle()
    settle()
    for own in ("s1", "s2"):
        state = desk.state(own)
        assert dict(state.comments) == {
            criterion: text for (sub, criterion), text in said.items() if sub == own
        }
        assert set(state.scores) == {criterion for sub, criterion in scored if sub == own}


def test_back_and_close_hand_on_what_was_typed(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    typed(room, "going")
    room.orders.back()
    settle()
    assert comments(desk) == [("s1", "1.1", "going")]
    room.rubric.cards[0].edit_note()
    QTest.keyClicks(room.rubric.cards[0].note, "mine")
    told: list[bool] = []
    room.settle(lambda: told.append(desk.said(kinds.NOTE) != []))
    assert told == []
    settle()
    assert told == [True]


def test_saved_is_said_only_after_the_store_answered(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.gate.clear()
    press(room, "1")
    assert room.bar._saved.text() == "Saving…"
    desk.gate.set()
    settle()
    assert room.bar._saved.text().startswith("Saved ")


def test_words_the_store_refuses_stay_and_are_tried_again(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.refusing = FULL
    field = typed(room, "precious")
    press(room, "Esc")
    settle()
    assert room.bar._saved.text() == "Not saved"
    assert not room.note.isHidden()
    assert field.toPlainText() == "precious"
    room.show_submission("s2")
    settle()
    assert room.rubric.cards[0].comment.toPlainText() == ""
    room.show_submission("s1")
    settle()
    assert room.rubric.cards[0].comment.toPlainText() == "precious"
    desk.refusing = None
    room.bar.retry.click()
    settle()
    assert comments(desk) == [("s1", "1.1", "precious")]
    assert room.bar._saved.text().startswith("Saved ")


def test_a_refused_level_goes_back_to_what_is_true(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.refusing = FULL
    press(room, "2")
    assert room.rubric.scores() == {"1.1": "developing"}
    settle()
    assert room.rubric.scores() == {}
    assert room.outcome.explanation.text().startswith("8 criteria to score")


def test_an_answer_for_a_submission_that_left_the_screen_is_dropped(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    room.show_submission("s2")
    settle()
    room.saver.answered.emit("s1", desk.review("s1"))
    assert room.review is not None
    assert room.review.submission.id == "s2"
    assert room.outcome.submission == "s2"


def test_one_undo_takes_a_burst_of_typing_back(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    field = typed(room, "one ")
    field.flush()
    QTest.keyClicks(field, "two")
    press(room, "Esc")
    settle()
    assert len(comments(desk)) == 2
    press(room, "Ctrl+Z")
    settle()
    assert desk.state("s1").comments == {}
    assert room.rubric.cards[0].comment.toPlainText() == ""


def test_only_the_last_of_several_submissions_is_shown(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.gate.clear()
    for own in ("s2", "s1", "s2"):
        room.show_submission(own)
    desk.gate.set()
    settle()
    assert room.review is not None
    assert room.review.submission.id == "s2"
    assert not room.arriving
