"""The completeness check: what is asked, what is known by itself, what is answered, and what the earner is told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.completeness import (
    ASPECTS,
    LEGIBLE,
    NO,
    OPENS,
    PRESENT,
    RIGHT,
    YES,
    Opening,
    asked,
    completeness,
    offered,
    reasons,
    to_confirm,
    unanswered,
)
from reviewer_app.domain.review import ReviewState, fold
from reviewer_app.domain.rubric import Part, RequiredEvidence
from reviewer_app.domain.submission import EvidenceItem
from tests.domain.made import Writer, rubric, submission

PLAN, LOG, EXTRA = "required/plan", "required/log", "evidence/e9"
PHRASES = {each: (f"{each}: {{title}}.", f"{each} again: {{title}}.") for each in ASPECTS}
RUBRIC = replace(
    rubric(),
    parts=(
        Part("one", "Overview", required=(RequiredEvidence("plan", "Plan"),)),
        Part("two", "Evidence", required=(RequiredEvidence("log", "Log"),)),
    ),
)
WHOLE = submission(
    evidence=(
        EvidenceItem("e1", "one", "Plan", "plan.pdf", sha256="cd" * 32, requirement="plan"),
        EvidenceItem("e2", "one", "Second page", "page2.pdf", sha256="ce" * 32, requirement="plan"),
        EvidenceItem("e9", "two", "A photo", "photo.jpg", sha256="cf" * 32),
    )
)
OPENED = {each: Opening(True, "Opened here") for each in ("e1", "e2", "e9")}


def state(**answers: tuple[str, str, str]) -> ReviewState:
    writer = Writer()
    for item, aspect, answer in answers.values():
        writer.write("check.set", {"item": item, "aspect": aspect, "answer": answer, "reason": ""})
    return fold("s", writer.records)


def test_every_required_item_is_asked_then_every_further_one() -> None:
    assert [(each.id, each.title, each.evidence, each.required) for each in asked(RUBRIC, WHOLE)] == [
        (PLAN, "Plan", ("e1", "e2"), True),
        (LOG, "Log", (), True),
        (EXTRA, "A photo", ("e9",), False),
    ]


def test_what_is_not_handed_in_is_known_by_itself_and_asks_nothing_else() -> None:
    check = completeness(RUBRIC, WHOLE, ReviewState("s"))
    log = check.item(LOG)
    assert log is not None
    assert (log.failed, log.answered, unanswered(log)) == ((PRESENT,), True, ())
    assert check.words == "Something is missing"
    assert [each.asked.id for each in check.lacking] == [LOG]
    assert reasons(check, PHRASES) == ("present: Log.",)


def test_opening_is_known_from_the_worker_and_the_person_overrides_it() -> None:
    found = {**OPENED, "e2": Opening(False, "It is locked with a password.")}
    plan = completeness(RUBRIC, WHOLE, ReviewState("s"), found).item(PLAN)
    assert plan is not None
    assert plan.answers[OPENS] == NO, "one file that does not open is enough"
    assert plan.known == {PRESENT, OPENS}
    assert plan.found == ("Opened here", "It is locked with a password.")
    said = state(a=(PLAN, OPENS, YES))
    overruled = completeness(RUBRIC, WHOLE, said, found).item(PLAN)
    assert overruled is not None
    assert (overruled.answers[OPENS], overruled.known) == (YES, {PRESENT})
    assert to_confirm(overruled) == (PRESENT, LEGIBLE, RIGHT)
    unknown = completeness(RUBRIC, WHOLE, ReviewState("s"), {"e1": OPENED["e1"]}).item(PLAN)
    assert unknown is not None
    assert unknown.answers[OPENS] == "", "while one file was not looked at nobody knows"


def test_a_reason_is_the_chosen_one_or_the_first_and_each_is_told_once() -> None:
    writer = Writer()
    writer.write("check.set", {"item": PLAN, "aspect": LEGIBLE, "answer": NO, "reason": ""})
    writer.write("check.set", {"item": PLAN, "aspect": RIGHT, "answer": NO, "reason": "Last year's plan."})
    writer.write("check.set", {"item": EXTRA, "aspect": RIGHT, "answer": NO, "reason": "Last year's plan."})
    check = completeness(RUBRIC, WHOLE, fold("s", writer.records), OPENED)
    assert reasons(check, PHRASES) == ("legible: Plan.", "Last year's plan.", "present: Log.")
    plan = check.item(PLAN)
    assert plan is not None
    assert offered(plan, LEGIBLE, PHRASES) == ("legible: Plan.", "legible again: Plan.")
    writer.undo()
    writer.undo()
    assert reasons(completeness(RUBRIC, WHOLE, writer.state, OPENED), PHRASES) == (
        "legible: Plan.",
        "present: Log.",
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from([PLAN, LOG, EXTRA]), st.sampled_from(ASPECTS), st.sampled_from([YES, NO, ""])
        )
    )
)
def test_words_and_counts_say_the_same(said: list[tuple[str, str, str]]) -> None:
    check = completeness(RUBRIC, WHOLE, state(**{f"n{n}": each for n, each in enumerate(said)}), OPENED)
    assert check.complete == (check.words == "Complete")
    assert bool(check.lacking) == (check.words == "Something is missing") == bool(reasons(check, PHRASES))
    if check.complete:
        assert check.checked == len(check.items)
    for each in check.items:
        assert each.answered == (not unanswered(each))
        assert set(each.failed) <= {aspect for aspect in ASPECTS if each.answers[aspect] == NO}
