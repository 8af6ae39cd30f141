"""What ends or reopens an assessor's work: each record is judged by the assignment, in one batch or several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.records import DECISION_WITHDRAWN, INTEREST, Record
from reviewer_app.hub import migrations
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.migrations import STEPS
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.hub.conftest import District

WHY = "It was in another file."


def back(district: District, n: int, decision: str, **changed: Any) -> Record:
    body = {"decision": decision, "reason": WHY, **changed}
    return say(district.ada.desk.key, n, district.work["ada"]["id"], kind=DECISION_WITHDRAWN, body=body)


def interest(district: District, n: int, name: str = "ada", **body: Any) -> Record:
    made = body or {"reason": "supervised", "words": "My mentee."}
    return say(district.ada.desk.key, n, district.work[name]["id"], kind=INTEREST, body=made)


def incomplete(district: District, n: int) -> Record:
    return decide(district.ada.desk.key, n, district.work["ada"], outcome="incomplete", scores=[])


def state(district: District, name: str = "ada") -> str:
    own, who = district.work[name]["id"], district.ada.id
    return next(
        each.state
        for each in district.served.hub.assignments()
        if (each.submission, each.person) == (own, who)
    )


def test_an_incomplete_is_taken_back_and_decided_anew_in_one_batch(district: District) -> None:
    first, second = incomplete(district, 1), incomplete(district, 3)
    assert district.ada.codes(first, back(district, 2, first.id), second) == ["", "", ""]
    (line,) = district.served.hub.decisions()
    assert (line.record, state(district)) == (second.id, "decided")


def test_only_the_incomplete_that_stands_can_be_taken_back(district: District) -> None:
    judged = decide(district.ada.desk.key, 1, district.work["ada"])
    codes = district.ada.codes(judged, back(district, 2, judged.id), back(district, 3, "another"))
    assert codes == ["", "not-incomplete", "no-such-decision"]
    assert district.ada.codes(back(district, 4, judged.id, reason=None)) == ["malformed-body"]
    assert state(district) == "decided"
    stranger = say(
        district.ada.desk.key, 5, district.work["bo"]["id"], kind=DECISION_WITHDRAWN,
        body={"decision": "x", "reason": WHY},
    )  # fmt: skip
    assert district.ada.codes(stranger) == ["not-assigned"]


def test_what_the_earner_was_told_stands(district: District) -> None:
    first = incomplete(district, 1)
    assert district.ada.codes(first) == [""]
    assert district.served.hub.release(district.work["ada"]["id"]) == 1
    assert district.ada.codes(back(district, 2, first.id)) == ["released"]
    assert [each.record for each in district.served.hub.decisions()] == [first.id]


def test_handed_back_work_takes_no_decision_and_serves_no_file(district: District) -> None:
    assert district.ada.codes(interest(district, 1), incomplete(district, 2)) == ["", "handed-back"]
    assert district.ada.codes(back(district, 3, "any")) == ["handed-back"]
    assert state(district) == "handed_back"
    own = district.work["ada"]["id"]
    assert not district.served.hub.withdraw(own, district.ada.id, "Twice.")
    with pytest.raises(RuleError):
        district.served.hub.assign(own, district.ada.id)
    status = district.served.hub.status()
    assert (status.assignments, status.open) == (3, 3)


def test_words_no_column_can_hold_do_not_stop_the_others(district: District) -> None:
    assert district.ada.codes(interest(district, 1, reason="other\0", words="a\0b"), say(
        district.ada.desk.key, 2
    )) == ["", ""]  # fmt: skip
    (line,) = district.served.hub.interests()
    assert (line.reason, line.words) == ("other\ufffd", "a\ufffdb")


def test_it_may_be_taken_back_until_somebody_else_has_it(district: District) -> None:
    assert district.ada.codes(interest(district, 1), interest(district, 2, removed=True)) == ["", ""]
    assert (state(district), district.served.hub.interests()) == ("open", ())
    assert district.ada.codes(interest(district, 3)) == [""]
    district.served.hub.assign(district.work["ada"]["id"], district.bo.id)
    assert district.ada.codes(interest(district, 4, removed=True)) == ["given-away"]
    assert state(district) == "handed_back"


def test_a_judged_submission_is_not_handed_back_and_foreign_work_is_noted(district: District) -> None:
    assert district.ada.codes(incomplete(district, 1), interest(district, 2)) == ["", "already-decided"]
    assert district.ada.codes(interest(district, 3, "bo")) == [""]
    with pytest.raises(RuleError) as refused:
        district.served.hub.assign(district.work["bo"]["id"], district.ada.id)
    assert refused.value.code == "conflict-of-interest"


def test_a_hub_of_the_first_schema_is_copied_and_taken_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", STEPS[:1])
        old = Hub.open(tmp_path / "hub", HUB_KEY, Clock())
        person = "01a20c03-0000-7000-8000-000000000001"
        with old.books.changes() as change:
            change.exec_driver_sql("INSERT INTO person VALUES (?, 'Ada', 1, ?)", (person, old.books.moment()))
        old.add_submission(submission(1, [b"one"]), RUBRIC, [b"one"])
        old.close()
    hub = Hub.open(tmp_path / "hub", HUB_KEY, Clock())
    assert hub.assign(hub.submissions()[0].id, person)
    assert (hub.flags(), hub.interests()) == ((), ())
    assert [(each.id, each.role) for each in hub.people()] == [(person, "assessor")]
    assert (tmp_path / "hub" / f"hub.before-{len(STEPS)}.db").exists()
    hub.close()
