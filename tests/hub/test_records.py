"""Each record is accepted or refused by itself, with a reason, and never twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.records import PRACTISED, chained
from reviewer_app.domain.reference import wrapped
from reviewer_app.domain.signing import canonical
from reviewer_app.domain.submission import CALIBRATION
from reviewer_app.hub.refusals import RECORDS, reason
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.hub.conftest import BEFORE_THE_BOOKS, District


def test_good_records_are_accepted_in_order(district: District) -> None:
    key, work = district.ada.desk.key, district.work["ada"]
    receipts = district.ada.receipts(say(key, 1, work["id"]), decide(key, 2, work))
    told = [(each.n, each.accepted, each.code, each.reason) for each in receipts]
    assert told == [(1, True, "", ""), (2, True, "", "")]


def test_one_refusal_does_not_stop_the_others(district: District) -> None:
    key, work = district.ada.desk.key, district.work
    codes = district.ada.codes(
        say(key, 1), decide(key, 2, work["bo"]), decide(key, 3, work["ada"]), say(key, 4)
    )
    assert codes == ["", "not-assigned", "", ""]
    assert [each.submission for each in district.served.hub.decisions()] == [work["ada"]["id"]]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"rubric_hash": "0" * 64}, "other-rubric"),
        ({"evidence_hashes": {}}, "other-evidence"),
        ({"evidence_hashes": None}, "other-evidence"),
        ({"outcome": "splendid"}, "not-a-decision"),
        ({"outcome": ["meets"]}, "not-a-decision"),
        ({"scores": "many"}, "not-a-decision"),
        ({"submission": "another"}, "not-a-decision"),
        ({"format": "reviewer-poem"}, "not-a-decision"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_with_a_reason(
    district: District, changed: dict[str, Any], code: str
) -> None:
    key, work = district.ada.desk.key, district.work["ada"]
    [receipt] = district.ada.receipts(decide(key, 1, work, **changed))
    assert (receipt.accepted, receipt.code, receipt.reason) == (False, code, reason(code))
    assert district.ada.codes(decide(key, 2, work)) == [""]


def test_a_decision_on_practice_is_refused_by_its_role_and_by_its_reference(district: District) -> None:
    key = district.ada.desk.key
    sealed = submission(7) | {"reference": wrapped({"scores": {"c1": "basic"}})}
    by_role = submission(8)
    hub = district.served.hub
    for document in (sealed, by_role):
        hub.add_submission(document, RUBRIC, [])
    hub.assign(sealed["id"], district.ada.id)
    hub.assign(by_role["id"], district.ada.id, role=CALIBRATION)
    codes = district.ada.codes(
        decide(key, 1, sealed), decide(key, 2, by_role), say(key, 3, sealed["id"], kind=PRACTISED)
    )
    assert codes == ["practice", "practice", ""]
    assert not hub.decisions()


def test_a_second_decision_on_the_same_work_is_refused(district: District) -> None:
    key, work = district.ada.desk.key, district.work["ada"]
    assert district.ada.codes(decide(key, 1, work), decide(key, 2, work, outcome="meets")) == [
        "",
        "already-decided",
    ]
    assert district.ada.codes(decide(key, 3, work)) == ["already-decided"]


def test_a_decision_on_withdrawn_work_is_refused_until_it_is_given_back(district: District) -> None:
    key, work = district.ada.desk.key, district.work["ada"]
    district.served.hub.withdraw(work["id"], district.ada.id, "Handed in twice.")
    assert district.ada.codes(decide(key, 1, work)) == ["withdrawn"]
    district.served.hub.reopen(work["id"], district.ada.id)
    assert district.ada.codes(decide(key, 2, work)) == [""]


def test_the_same_bytes_again_are_had_and_get_the_same_receipt(district: District) -> None:
    record = say(district.ada.desk.key, 1)
    assert district.ada.send(record).receipts == district.ada.send(record, record).receipts


def test_other_bytes_under_an_id_are_refused(district: District) -> None:
    key = district.ada.desk.key
    first = say(key, 1)
    changed = say(key, 1, body={"criterion": "c1", "text": "Something else"}, id=first.id)
    moved = say(key, 2, id=first.id)
    assert district.ada.codes(first, changed) == ["", "other-bytes"]
    assert district.ada.codes(moved, say(key, 3)) == ["other-bytes", ""]
    assert district.served.hub.status().records == 3


def test_another_record_under_a_taken_number_is_refused(district: District) -> None:
    key = district.ada.desk.key
    assert district.ada.codes(say(key, 1), say(key, 1)) == ["", "n-taken"]


def test_a_gap_is_not_taken_in_and_says_where_to_go_on(district: District) -> None:
    key = district.ada.desk.key
    answer = district.ada.send(say(key, 1), say(key, 3), say(key, 4))
    assert (answer.count, answer.resend_from) == (1, 2)
    assert [each.n for _, receipts in answer.receipts for each in receipts] == [1]


def test_a_damaged_record_keeps_its_number_so_that_the_next_ones_pass(district: District) -> None:
    key = district.ada.desk.key
    sound = say(key, 1)
    damaged = {**sound.document, "body": {"criterion": "c1", "text": "Altered"}}
    assert district.ada.codes(canonical(damaged), say(key, 2)) == ["signature", ""]
    assert district.ada.codes(canonical(damaged)) == ["signature", ""]  # the same receipt, which names both


def test_sound_bytes_mend_a_damaged_record_and_the_rolling_hash(district: District) -> None:
    key = district.ada.desk.key
    records = [say(key, n) for n in (1, 2, 3)]
    damaged = {**records[0].document, "body": {}}
    district.ada.send(canonical(damaged), *records[1:])
    assert district.ada.codes(records[0]) == [""]
    rolling = ""
    for each in records:
        rolling = chained(rolling, each.sha256)
    with district.served.hub.books.looking() as look:
        held = look.exec_driver_sql("SELECT count, rolling FROM device WHERE name = ?", (key.name,)).one()
    assert tuple(held) == (3, rolling)


@BEFORE_THE_BOOKS
@pytest.mark.parametrize(
    "spoil",
    [
        {"format": "reviewer-poem"},
        {"version": 2},
        {"at": "yesterday"},
        {"at": "2026-11-24T08:00:00"},
        {"author": None},
        {"body": []},
        {"hashes": "none"},
        {"subject": 7},
    ],
)
def test_a_record_of_another_form_is_refused(district: District, spoil: dict[str, Any]) -> None:
    key = district.ada.desk.key
    spoiled = {**say(key, 1).document, **spoil}
    assert district.ada.codes(json.dumps(spoiled).encode(), say(key, 2)) == ["malformed", ""]


NO_RECORDS = [b"{", b"[]", b"7", b'"text"', b"{}", b'{"n": 1.5}', b'{"n": true}', b"\xff", b"[" * 100_000]


@BEFORE_THE_BOOKS
@pytest.mark.parametrize("line", NO_RECORDS)
def test_a_line_that_is_no_record_is_asked_for_again(district: District, line: bytes) -> None:
    answer = district.ada.send(line)
    assert (answer.count, answer.resend_from, answer.receipts) == (0, 1, ())


def test_an_unknown_kind_is_accepted_and_kept_aside(district: District) -> None:
    key = district.ada.desk.key
    aside, known = district.ada.receipts(say(key, 1, kind="dance.danced"), say(key, 2))
    assert [(each.accepted, each.code) for each in (aside, known)] == [(True, "kept-aside"), (True, "")]
    assert (district.served.hub.status().kept_aside, district.served.hub.status().refused) == (1, 0)


def test_nobody_sends_in_the_name_of_another(district: District) -> None:
    ada, bo = district.ada, district.bo
    assert ada.codes(say(bo.desk.key, 1)) == ["other-device"]
    assert ada.codes(say(ada.desk.key, 1, author=bo.id)) == ["other-author"]
    assert ada.codes(say(ada.desk.key, 2, author=ada.id), say(ada.desk.key, 3, author="before-pairing")) == [
        "",
        "",
    ]


def test_two_blind_assessors_decide_the_same_work_without_meeting(district: District) -> None:
    work = district.work["both"]
    assert district.ada.codes(decide(district.ada.desk.key, 1, work)) == [""]
    assert district.bo.codes(decide(district.bo.desk.key, 1, work, outcome="meets")) == [""]
    assert len(district.served.hub.decisions()) == 2


def test_a_batch_is_bounded(district: District) -> None:
    key = district.ada.desk.key
    with pytest.raises(HubError) as caught:
        district.ada.send(*(say(key, n) for n in range(1, 502)))
    assert caught.value.code == "not-understood"


def test_every_reason_is_a_plain_sentence() -> None:
    assert reason("") == ""
    assert all(reason(code).endswith(".") for code in RECORDS)
