"""The hub at a stick, on both databases: only what is theirs for each, and what is not sound is passed over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain.signing import SigningKey, canonical, signed
from reviewer_app.exchange import left
from reviewer_app.exchange.carrier import TO_HUB, TO_LAPTOPS, Carrier
from reviewer_app.exchange.sealing import Names, seal
from reviewer_app.hub import left_answers
from reviewer_app.hub.carrying import visit
from tests.exchange.carried import Carried, StrictDisk, bring_over
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.hub.conftest import FILES, Assessor, District

NOW = "2026-11-24T08:00:00.000Z"


@pytest.fixture
def stick(tmp_path: Path) -> Carrier:
    return Carrier(StrictDisk(tmp_path / "stick"))


def carry(district: District, who: Assessor, stick: Carrier) -> Carried:
    return bring_over(stick, who.desk, who.pairing.hub_key, district.served.clock)


def test_two_people_on_one_stick_get_their_own_work_and_no_more(district: District, stick: Carrier) -> None:
    books = district.served.hub.books
    ada, bo = district.ada, district.bo
    done = visit(books, stick, [ada.desk.device, bo.desk.device])
    assert (done.answers, done.files) == (2, 4)
    for who, name in ((ada, "ada"), (bo, "bo")):
        carry(district, who, stick)
        assert set(who.desk.work) == {district.work[name]["id"], district.work["both"]["id"]}
        assert {bytes(each) for each in who.desk.files.values()} == {FILES[name], FILES["both"]}
    ada.desk.add(decide(ada.desk.key, 1, district.work["both"]))
    bo.desk.add(decide(bo.desk.key, 1, district.work["both"]))
    for who in (ada, bo):
        carry(district, who, stick)
    assert visit(books, stick).accepted == 2
    assert len(district.served.hub.decisions()) == 2
    for who in (ada, bo):
        carry(district, who, stick)
        assert who.desk.waiting == []
        assert who.desk.others == {}, "the other’s score is nobody else’s to see"


def test_a_file_that_was_asked_for_but_is_not_theirs_is_not_left(district: District, stick: Carrier) -> None:
    ada = district.ada
    carry(district, ada, stick)
    visit(district.served.hub.books, stick)
    before = len(stick.disk.folders("files"))
    wanted = hashlib.sha256(FILES["bo"]).hexdigest()
    put(district, stick, ada, question(district, ada, wants=[wanted]))
    visit(district.served.hub.books, stick)
    assert len(stick.disk.folders("files")) <= before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda head: {**head, "hub": "z6MkOther"},
        lambda head: {**head, "device": "z6MkOther"},
    ],
)
def test_what_is_not_signed_for_this_hub_by_this_laptop_is_passed_over(
    district: District, stick: Carrier, spoil: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    put(district, stick, district.ada, spoil(question(district, district.ada)))
    done = visit(district.served.hub.books, stick)
    assert (len(done.damaged), stick.messages(TO_HUB)) == (1, {})


@pytest.mark.parametrize("field", ["cursor", "received", "wants", "held", "totals", "count", "hash"])
def test_a_question_with_a_wrong_field_is_answered_as_if_there_were_none(
    district: District, stick: Carrier, field: str
) -> None:
    put(district, stick, district.ada, {**question(district, district.ada), field: 3.5})
    done = visit(district.served.hub.books, stick)
    assert (done.laptops, done.answers) == (1, 1)
    assert len(carry(district, district.ada, stick).report.problems) == 0
    assert len(district.ada.desk.work) == 2


def test_a_message_signed_by_another_laptop_is_passed_over(district: District, stick: Carrier) -> None:
    head = question(district, district.ada)
    put(district, stick, district.ada, head, key=district.bo.desk.key)
    assert len(visit(district.served.hub.books, stick).damaged) == 1


def test_records_that_lack_a_line_are_passed_over(district: District, stick: Carrier) -> None:
    ada = district.ada
    lines = [canonical(say(ada.desk.key, n).document) for n in (1, 2)]
    head = left.records_head(ada.desk.device, ada.pairing.hub_key, lines)
    put(district, stick, ada, head, lines=lines[:1])
    done = visit(district.served.hub.books, stick)
    assert (done.accepted, len(done.damaged)) == (0, 1)


@pytest.mark.parametrize("changed", [{"version": 2}, {"format": "reviewer-something"}])
def test_a_message_of_another_version_or_form_waits_for_the_update(
    district: District, stick: Carrier, changed: dict[str, Any]
) -> None:
    put(district, stick, district.ada, {**question(district, district.ada), **changed})
    before = stick.messages(TO_HUB)
    done = visit(district.served.hub.books, stick)
    assert (done.unread, done.damaged, stick.messages(TO_HUB)) == (1, [], before)
    [told] = done.unread_told
    assert "1 message of Ada Lind’s laptop was written by a newer Reviewer" in told
    hub, ada = district.served.hub.books.key, district.ada.desk.device
    newer = {"format": left.ANSWER, "version": 1, "device": ada, **changed}
    names, data = Names(hub, ada), canonical(signed(newer, hub, NOW))
    put_sealed(stick, TO_LAPTOPS, names.message(TO_LAPTOPS, data), seal(data, ada))
    came = carry(district, district.ada, stick)
    assert (len(came.found.unread.messages), len(stick.messages(TO_LAPTOPS))) == (1, 1)
    assert came.report.received_work == 2, "what lay beside it was taken"


@pytest.mark.parametrize("lost", [0, 2, 4])
def test_many_pages_come_in_order_and_a_lost_one_comes_again(
    district: District, stick: Carrier, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    monkeypatch.setattr("reviewer_app.hub.assigning.PAGE_ITEMS", 2)
    monkeypatch.setattr(left_answers, "RECEIPTS_PAGE", 3)
    monkeypatch.setattr("reviewer_app.hub.taking.RECEIPTS_PAGE", 3)
    hub, ada = district.served.hub, district.ada
    for number in range(10, 17):
        document = submission(number)
        hub.add_submission(document, RUBRIC, [])
        hub.assign(document["id"], ada.id)
    for n in range(1, 9):
        ada.desk.add(say(ada.desk.key, n))
    carry(district, ada, stick)
    visit(hub.books, stick)
    pages = sorted(stick.messages(TO_LAPTOPS))
    assert len(pages) == 5
    stick.take_away(TO_LAPTOPS, pages[lost : lost + 1])
    carry(district, ada, stick)
    visit(hub.books, stick)
    carry(district, ada, stick)
    assert len(ada.desk.work) == 9
    assert ada.desk.waiting == []


def question(district: District, who: Assessor, **changed: Any) -> dict[str, Any]:
    """A laptop's question as it stands now."""
    count, rolling = who.desk.summary()
    request = left.RoundRequest(who.desk.device, count, rolling, 0, who.desk.cursor(), "")
    return {**left.question(request, district.served.hub.key, []), **changed}


def put(
    district: District,
    stick: Carrier,
    who: Assessor,
    head: dict[str, Any],
    *,
    key: SigningKey | None = None,
    lines: list[bytes] | None = None,
) -> None:
    """Leave a message as this laptop, whatever it says."""
    data = left.message(head, key or who.desk.key, NOW, lines or ())
    hub = district.served.hub.key
    name = Names(who.desk.key, hub).message(TO_HUB, data)
    stick.disk.make(TO_HUB)
    put_sealed(stick, TO_HUB, name, seal(data, hub))


def put_sealed(stick: Carrier, folder: str, name: str, sealed: bytes) -> None:
    (stick.disk.root / folder / f"{name}.age").write_bytes(sealed)
