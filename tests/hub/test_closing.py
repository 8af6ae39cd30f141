"""Tasks that take no decision any more, and each refusal by its name; the coordinator can undo it."""

from __future__ import annotations

import pytest

from reviewer_app.domain.errors import RuleError
from reviewer_app.hub.refusals import RECORDS
from tests.exchange.sample_work import RUBRIC, decide, submission
from tests.hub.conftest import District


def newer(district: District, **changed: object) -> dict[str, object]:
    """A later attempt of Ada's submission."""
    old = district.work["ada"]
    return {**submission(90, [b"more"]), "alias": old["alias"], "attempt": 2, **changed}


def codes(district: District, *works: str) -> list[str]:
    """What becomes of Ada's decisions."""
    key = district.ada.desk.key
    return district.ada.codes(*(decide(key, n, district.work[each]) for n, each in enumerate(works, 1)))


def test_a_newer_attempt_refuses_what_comes_late_and_touches_nothing_else(district: District) -> None:
    hub = district.served.hub
    hub.add_submission(newer(district), RUBRIC, [b"more"])
    assert codes(district, "ada", "both") == ["superseded", ""]


def test_a_decision_that_came_before_the_newer_attempt_stands(district: District) -> None:
    assert codes(district, "ada") == [""]
    district.served.hub.add_submission(newer(district), RUBRIC, [b"more"])
    (line,) = district.served.hub.decisions()
    assert line.submission == district.work["ada"]["id"]


@pytest.mark.parametrize("changed", [{"earner": "somebody"}, {"attempt": 1}, {"alias": "Heron 77"}])
def test_what_is_no_newer_attempt_closes_nothing(district: District, changed: dict[str, object]) -> None:
    district.served.hub.add_submission(newer(district, **changed), RUBRIC, [b"more"])
    assert codes(district, "ada") == [""]


def test_the_newer_one_is_given_to_whoever_has_the_older_one_open_once(district: District) -> None:
    hub, old, new = district.served.hub, district.work["ada"]["id"], str(newer(district)["id"])
    hub.add_submission(newer(district), RUBRIC, [b"more"])
    assert hub.replaced(new) == (old,)
    assert [hub.supersede(old, new) for _ in range(2)] == [1, 0]
    assert [(x.submission, x.person) for x in hub.assignments()][-1] == (new, district.ada.id)
    assert district.served.sync(district.ada.desk, district.ada.pairing).received_work == 3
    with pytest.raises(RuleError, match="no newer attempt"):
        hub.supersede(old, district.work["bo"]["id"])
    with pytest.raises(RuleError, match="no submission"):
        hub.supersede("nothing", new)


def test_a_closed_adjudication_takes_open_work_back_and_is_opened_again_one_by_one(
    district: District,
) -> None:
    hub, both = district.served.hub, district.work["both"]["id"]
    assert [hub.close_submission(both, "Over.") for _ in range(2)] == [2, 0]
    assert codes(district, "both") == ["adjudication-closed"]
    assert hub.reopen(both, district.ada.id)
    assert not hub.reopen(both, district.ada.id)
    key = district.ada.desk.key
    assert district.ada.codes(decide(key, 2, district.work["both"])) == [""]
    bos = decide(district.bo.desk.key, 1, district.work["both"])
    assert district.bo.codes(bos) == ["adjudication-closed"]


def test_work_given_to_somebody_else_says_so(district: District) -> None:
    hub, own = district.served.hub, district.work["ada"]["id"]
    hub.withdraw(own, district.ada.id, "Too much on the desk.")
    assert codes(district, "ada") == ["withdrawn"]
    hub.assign(own, district.bo.id)
    again = decide(district.ada.desk.key, 2, district.work["ada"])
    assert district.ada.codes(again) == ["reassigned"]


def test_a_second_laptop_and_a_release_are_named(district: District) -> None:
    assert codes(district, "ada") == [""]
    desk, pairing = district.served.desk(district.ada.id)
    second = type(district.ada)(district.ada.id, desk, pairing)
    assert second.codes(decide(desk.key, 1, district.work["ada"])) == ["decided-elsewhere"]
    assert district.ada.codes(decide(district.ada.desk.key, 2, district.work["ada"])) == ["already-decided"]
    district.served.hub.release(district.work["ada"]["id"])
    assert second.codes(decide(desk.key, 2, district.work["ada"])) == ["released"]


def test_every_refusal_says_what_to_do() -> None:
    assert all(each.sentence and each.next_step for each in RECORDS.values())
