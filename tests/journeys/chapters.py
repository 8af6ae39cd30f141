"""What the assessor does with each of the eight submissions and the second attempt, told by the keys pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reviewer_app.cli.hands import CTRL, SHIFT
from reviewer_app.cli.sample_hub import SampleReview, sample_reviews
from reviewer_app.domain.completeness import NO, PRESENT
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.places import QUEUE
from reviewer_app.ui.review.asking import IncompleteDialog
from reviewer_app.ui.review.attempts.part import AttemptsPart
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.flagging import FlagDialog
from reviewer_app.ui.review.gating import Gating
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.review.scoring.part import DoubtPart
from reviewer_app.ui.review.two_versions import TwoVersions
from reviewer_app.workflows import exchanging, reviewing
from tests.journeys.at_the_keys import AtTheKeys
from tests.journeys.two_laptops import Stage

Key = Qt.Key
KITCHEN = "On the train I read it again: Thursday's numbers stand, Monday's do not."
CONCERN = "The first letter looks like the district's own form letter of last year."
ANSWER = "I asked the principal; the letter is the earner's own."
HASTY = "You are careless. "
QUOTED = "“You are lazy” is what the card on the wall of lesson 3 says; it deserves a sentence of yours."
WHY = "This quotes a card in the evidence; it is not said of the earner."


def review(name: str) -> SampleReview:
    """What an experienced assessor says about a sample."""
    return sample_reviews()[name]


def judge(keys: AtTheKeys, told: SampleReview, *, but: tuple[str, ...] = ()) -> None:
    """Look at everything, check that it is complete, score, cite and comment as told, ``but`` a few comments."""
    keys.look_at_everything()
    keys.check_all_fine()
    for criterion, level in told.scores.items():
        keys.score(criterion, level)
    for each in told.citations:
        keys.cite(each.criterion, each.evidence)
    for criterion, text in told.comments.items():
        if criterion not in but:
            keys.comment(criterion, text)
    if OVERALL not in but:
        keys.comment(OVERALL, told.overall)


def decide(keys: AtTheKeys) -> None:
    """Read the letter, sign it, go back."""
    keys.preview()
    keys.sign()
    keys.back()


def a_second_look_before_signing(keys: AtTheKeys) -> None:
    """7F3K: levels side by side, unsure of one criterion, and back to it before the decision is signed."""
    told = review("7F3K-1")
    keys.open_next_best("7F3K")
    keys.stand_on("2.2")
    keys.press(Key.Key_L)
    assert keys.room.part(LevelsPart).levels.isVisible()
    keys.press(Key.Key_L)
    assert not keys.room.part(LevelsPart).levels.isVisible()
    judge(keys, told)
    keys.stand_on("2.2")
    while keys.said.confidences.get("2.2") != "unsure":
        keys.press(Key.Key_U)
        keys.rest()
    keys.press(Key.Key_D)
    keys.note("2.2", "Is the pause after the answer asked for in edition 1, too?")
    keys.rest()
    doubt = keys.room.part(DoubtPart)
    assert doubt.wanted == ("2.2",)
    keys.stand_on("3.2")
    keys.press(Key.Key_D, SHIFT)
    assert keys.criterion == "2.2", "Shift+D leads to what wants a second look"
    keys.press(Key.Key_U)
    keys.press(Key.Key_D)
    keys.rest()
    assert doubt.wanted == ()
    decide(keys)


def two_laptops_say_different_things(keys: AtTheKeys, stage: Stage) -> None:
    """A09D: while this laptop has no line, the other one scores and comments the same criterion differently."""
    told = review("A09D-1")
    exchanging.sync(stage.other)
    keys.open_next_best("A09D")
    keys.until(lambda: not keys.space.driver.busy, "no round is under way")
    stage.hub.stop()
    judge(keys, told)
    reviewing.score(stage.other, told.submission, "2.4", "basic")
    reviewing.comment(stage.other, told.submission, "2.4", KITCHEN)
    stage.hub.start_again()
    exchanging.sync(stage.other)
    keys.sync()
    two = keys.room.part(TwoVersions)
    keys.until(two.banner.isVisible, "a banner says that fields have two versions")
    assert two.banner.title.text() == "2 fields have two versions"
    keys.preview()
    assert not keys.room.preview.sign.isEnabled(), "nothing is signed before one stands"
    keys.press(Key.Key_Escape)
    keys.press(Key.Key_H, CTRL | SHIFT)
    keys.until(lambda: two.page is not None and len(two.page.cards) == 2, "both fields stand side by side")
    page = two.page
    assert page is not None
    by_slot = {card.view.slot: card for card in page.cards}
    words, level = by_slot["comment:2.4"], by_slot["score:2.4"]
    assert {each.value for each in words.view.versions} == {told.comments["2.4"], KITCHEN}
    keys.tab_to(level.keep[0])
    keys.press(Key.Key_Space)
    keys.until(lambda: len(page.cards) == 1, "the level of this laptop stands")
    keys.rest()
    (words,) = page.cards
    assert words.keep[0].hasFocus(), "the keyboard goes on to what is left"
    keys.tab_to(words.open_combining)
    keys.press(Key.Key_Space)
    field = words.field
    assert field is not None
    keys.until(field.hasFocus, "the keyboard is in the text of both")
    both = f"{told.comments['2.4']} {KITCHEN}"
    keys.write_anew(both)
    keys.own_typed.comments["2.4"] = both
    keys.tab_to(words.use)
    keys.press(Key.Key_Space)
    keys.until(lambda: not keys.said.conflicts and not page.cards, "nothing has two versions")
    keys.rest()
    assert not two.banner.isVisible()
    keys.press(Key.Key_Return)
    keys.until(lambda: not keys.room.paged, "back in the review")
    decide(keys)


def something_is_missing(keys: AtTheKeys) -> None:
    """R2B8: two of four things are not there; it goes back unscored, with reasons the earner can act on."""
    told = review("R2B8-1")
    keys.open_next_best("R2B8")
    keys.look_at_everything()
    keys.press(Key.Key_I)
    keys.rest()
    checking = keys.room.part(Checking)
    lacking = [each for each in checking.check.items if each.answers[PRESENT] == NO]
    assert [each.asked.title for each in lacking] == ["Contact log", "Reflection"]
    keys.press(Key.Key_A, CTRL | SHIFT)
    keys.until(lambda: all(each.answered for each in checking.check.items), "all that is here is fine")
    keys.rest()
    keys.press(Key.Key_Return, CTRL | SHIFT)
    asking = keys.room.findChild(IncompleteDialog)
    assert asking is not None
    keys.until(asking.words.hasFocus, "it asks for the reasons, with those of the check in it")
    assert all(title in asking.words.toPlainText() for title in ("Contact log", "Reflection"))
    keys.write_anew("\n".join(told.reasons))
    keys.own_typed.reasons = told.reasons
    own = keys.own
    keys.press(Key.Key_Return, CTRL)
    keys.until(lambda: keys.state(own) in (State.DECIDED, State.RECEIVED), "it is signed and goes back")
    keys.question_closes()
    keys.back()


def a_concern_for_the_coordinator(keys: AtTheKeys, stage: Stage) -> None:
    """K3NE: the first letter may be somebody else's; the coordinator answers before the decision is signed."""
    told = review("K3NE-1")
    keys.open_next_best("K3NE")
    keys.look_at("e3")
    keys.press(Key.Key_F)
    asking = keys.room.findChild(FlagDialog)
    assert asking is not None
    keys.until(asking.choices["authenticity"].hasFocus, "it asks what kind of concern")
    keys.press(Key.Key_Space)
    keys.tab_to(asking.words)
    keys.hands.type(CONCERN)
    keys.press(Key.Key_Return, CTRL)
    keys.until(lambda: len(keys.said.flags) == 1, "the flag is durable")
    keys.question_closes()
    keys.sync()
    (flag,) = stage.hub.hub.flags(settled=False)
    assert (flag.alias, flag.kind, flag.text) == ("K3NE", "authenticity", CONCERN)
    assert flag.evidence == ("The first letter",)
    keys.go_to(QUEUE)
    if flag.pauses:
        plan = keys.space.queue.plan
        keys.until(lambda: plan.go.text() == "Open V90H", "what stands still is not taken next")
    stage.hub.hub.settle(flag.id, ANSWER)
    keys.sync()
    keys.open_next_best("K3NE")
    answers = keys.room.part(Gating).answers
    assert answers.isVisible()
    assert ANSWER in answers.sentence.text()
    judge(keys, told)
    decide(keys)


def found_in_the_list(keys: AtTheKeys) -> None:
    """V90H: searched for in the queue and opened with Enter; its level is taken away by undo and comes back."""
    told = review("V90H-1")
    keys.open_from_the_list("V90H")
    judge(keys, told)
    keys.score("3.1", "basic")
    keys.press(Key.Key_Z, CTRL)
    keys.until(lambda: keys.said.scores["3.1"] == "proficient", "undo brings the level back")
    keys.own_typed.scores["3.1"] = "proficient"
    decide(keys)


def overruled_with_a_reason(keys: AtTheKeys) -> None:
    """C41P: the check takes a quotation for a judgement of the person, and is overruled."""
    told = review("C41P-1")
    keys.open_next_best("C41P")
    judge(keys, told, but=("2.3",))
    keys.comment("2.3", f"{told.comments['2.3']} {QUOTED}")
    keys.preview()
    preview = keys.room.preview
    assert not preview.sign.isEnabled()
    card = preview.findings.cards[0]
    assert (card.finding.rule, card.finding.criterion) == ("person", "2.3")
    assert card.overrule is not None
    keys.tab_to(card.overrule)
    keys.press(Key.Key_Space)
    assert card.why is not None
    assert card.why.hasFocus()
    keys.hands.type(WHY)
    keys.press(Key.Key_Return)
    keys.until(preview.sign.isEnabled, "with a reason it can be signed")
    keys.rest()
    keys.sign()
    keys.back()


def mended_by_a_fix(keys: AtTheKeys) -> None:
    """M77Q: a hasty sentence judges the person; the check's own words take its place."""
    told = review("M77Q-1")
    keys.open_next_best("M77Q")
    judge(keys, told, but=("2.2",))
    keys.comment("2.2", HASTY + told.comments["2.2"])
    keys.preview()
    preview = keys.room.preview
    card = preview.findings.cards[0]
    assert (card.finding.rule, card.finding.must) == ("person", True)
    assert card.fixes[0].hasFocus(), "the keyboard begins at what must be changed"
    keys.press(Key.Key_Space)
    keys.until(preview.sign.isEnabled, "the sentence speaks of the work now")
    keys.rest()
    said = keys.said.comments["2.2"]
    assert "careless" not in said
    assert said.endswith(told.comments["2.2"])
    keys.own_typed.comments["2.2"] = said
    keys.sign()
    keys.back()


def a_next_step_was_forgotten(keys: AtTheKeys) -> None:
    """T5XW: a comment below the floor names no next step; the check leads there, and the words are written on."""
    told = review("T5XW-1")
    keys.open_next_best("T5XW")
    gap = "The two meanings of your question are not taken any further."
    judge(keys, told, but=("3.1",))
    keys.comment("3.1", gap)
    keys.preview()
    preview = keys.room.preview
    card = preview.findings.cards[0]
    assert (card.finding.rule, card.finding.criterion, card.finding.must) == ("next", "3.1", True)
    assert card.fixes[0].hasFocus()
    keys.press(Key.Key_Space)
    field = keys.room.rubric.card("3.1")
    assert field is not None
    keys.until(field.comment.hasFocus, "the prompt is in the comment, and the keyboard behind it")
    keys.hands.type("say how you will ask it next time.")
    keys.press(Key.Key_Escape)
    keys.rest()
    keys.own_typed.comments["3.1"] = f"{gap}\nNext: say how you will ask it next time."
    decide(keys)


def the_second_attempt(keys: AtTheKeys, stage: Stage) -> None:
    """7F3K again: it opens beside the first attempt, a score is carried over by one key, the rest judged anew."""
    told = review("7F3K-2")
    stage.hub.assign(["7F3K-2"], stage.folder / "bundles")
    keys.sync()
    keys.until(lambda: not keys.desk.store.missing_blobs(), "its evidence arrives")
    keys.open_next_best("7F3K")
    assert keys.own == told.submission
    attempts = keys.room.part(AttemptsPart)
    keys.until(lambda: keys.room.stack.currentWidget() is attempts.page, "it opens as a comparison")
    assert attempts.known is not None
    comparison = attempts.known.comparison
    assert comparison is not None
    carried = [each.criterion for each in comparison.offers]
    assert carried
    keys.press(Key.Key_Escape)
    for criterion in carried:
        keys.stand_on(criterion)
        keys.press(Key.Key_Y)
        keys.until(lambda c=criterion: c in keys.said.carried, f"Y carries {criterion} over")  # type: ignore[misc]
        keys.own_typed.scores[criterion] = keys.said.scores[criterion]
    keys.rest()
    keys.look_at_everything()
    keys.check_all_fine()
    for criterion, level in told.scores.items():
        if criterion not in carried:
            keys.score(criterion, level)
    for each in told.citations:
        keys.cite(each.criterion, each.evidence)
    for criterion, text in told.comments.items():
        keys.comment(criterion, text)
    keys.comment(OVERALL, told.overall)
    decide(keys)
