"""The clock stands still while a problem with evidence is open, and only then."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.pausing import Settlement, moved, paused, pauses, problems, stopping
from reviewer_app.domain.policy import PauseOn, Policy
from reviewer_app.domain.records import Record, make_record
from reviewer_app.domain.review import fold
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.workdays import Pause, WorkCalendar

KEY = SigningKey(b"\3" * 32)
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
PROBLEM = {"id": "p1", "kind": "does not open", "text": "", "evidence": "e1", "problem": True}


def said(*told: tuple[int, str, dict[str, Any]]) -> list[Record]:
    return [
        make_record(
            KEY,
            id=f"r{n}",
            n=n,
            at=MONDAY + timedelta(days=day),
            author="a",
            kind=kind,
            subject="s",
            body=body,
        )
        for n, (day, kind, body) in enumerate(told, 1)
    ]


def test_a_problem_stops_the_clock_until_it_is_taken_back() -> None:
    records = said((0, kinds.FLAG, PROBLEM), (2, kinds.FLAG, {"id": "p1", "removed": True}))
    assert pauses("s", records[:1]) == (Pause(date(2026, 11, 2)),)
    assert paused(pauses("s", records[:1]))
    assert pauses("s", records) == (Pause(date(2026, 11, 2), date(2026, 11, 4)),)
    assert not paused(pauses("s", records))


def test_undo_and_redo_of_a_report_stop_and_start_it_too() -> None:
    records = said(
        (0, kinds.FLAG, PROBLEM), (1, kinds.UNDONE, {"step": "r1"}), (3, kinds.REDONE, {"step": "r1"})
    )
    assert pauses("s", records) == (
        Pause(date(2026, 11, 2), date(2026, 11, 3)),
        Pause(date(2026, 11, 5)),
    )


def test_a_concern_stops_nothing_and_two_problems_are_one_pause() -> None:
    other = {**PROBLEM, "id": "p2", "evidence": "e2"}
    concern = {"id": "f", "kind": "privacy", "text": "A face."}
    records = said((0, kinds.FLAG, concern))
    assert pauses("s", records) == ()
    assert problems(fold("s", records)) == ()
    records = said(
        (0, kinds.FLAG, PROBLEM), (1, kinds.FLAG, other), (2, kinds.FLAG, {"id": "p1", "removed": True})
    )
    assert pauses("s", records) == (Pause(date(2026, 11, 2)),)
    assert [each.id for each in problems(fold("s", records))] == ["p2"]
    assert problems(fold("s", records), "e1") == ()


def test_a_due_date_moves_by_the_business_days_of_pauses_that_are_over() -> None:
    due = date(2026, 11, 10)
    week = Pause(date(2026, 11, 5), date(2026, 11, 10))
    assert moved(due, [week], WorkCalendar()) == date(2026, 11, 13), "Thursday, Friday and Monday were lost"
    assert moved(due, [Pause(date(2026, 11, 5))], WorkCalendar()) == due
    assert moved(due, [Pause(date(2026, 11, 11), date(2026, 11, 20))], WorkCalendar()) == due
    assert moved(due, [Pause(date(2026, 11, 7), date(2026, 11, 8))], WorkCalendar()) == due


def settled(day: int) -> dict[str, Settlement]:
    return {"p1": Settlement("p1", MONDAY + timedelta(days=day), "Sent again.")}


def test_a_settled_problem_lets_the_clock_run_on_from_that_moment() -> None:
    records = said((0, kinds.FLAG, PROBLEM))
    assert pauses("s", records, settled(3)) == (Pause(date(2026, 11, 2), date(2026, 11, 5)),)
    assert problems(fold("s", records), "e1", settled(3)) == ()
    other = {**PROBLEM, "id": "p2"}
    both = said((0, kinds.FLAG, PROBLEM), (1, kinds.FLAG, other))
    assert pauses("s", both, settled(3)) == (Pause(date(2026, 11, 2)),), "one is still open"


def test_the_policy_says_which_flags_and_problems_stop_the_clock() -> None:
    safety = {"id": "f", "kind": "safety", "text": "A knife.", "evidence": "e1"}
    records = said((0, kinds.FLAG, PROBLEM), (1, kinds.FLAG, safety))
    state = fold("s", records)
    assert [each.id for each in stopping(state)] == ["p1"], "without a word every problem, and no flag"
    only_safety = PauseOn(flags=("safety",), problems=("wrong file",))
    assert [each.id for each in stopping(state, pause_on=only_safety)] == ["f"]
    assert pauses("s", records, pause_on=only_safety) == (Pause(date(2026, 11, 3)),)
    assert pauses("s", records, pause_on=PauseOn(problems=())) == ()


def test_the_field_is_left_out_where_it_says_nothing_new() -> None:
    assert "pause_on" not in Policy().document()
    assert Policy.from_document({}).pause_on == PauseOn()
    for each in (PauseOn(("safety",)), PauseOn((), ()), PauseOn(("other",), ("wrong file",))):
        made = Policy(pause_on=each)
        assert Policy.from_document(made.document()) == made
