"""What a person said on one laptop comes down to their others, once, in pages, and to nobody else's."""

from __future__ import annotations

import pytest

from reviewer_app.domain.signing import canonical
from reviewer_app.exchange.messages import Pairing
from reviewer_app.hub import others
from tests.exchange.faultline import line_to
from tests.exchange.fixtures import Served
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import decide, say


def ids(desk: MemoryDesk) -> set[str]:
    return set(desk.others)


def test_each_laptop_hears_what_the_others_said(district: Served) -> None:
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    first.add(say(first.key, 1), say(first.key, 2))
    second.add(say(second.key, 1))
    assert district.sync(first, one).from_others == 0
    came = district.sync(second, two)
    assert (came.from_others, came.counts_agree) == (2, True)
    assert ids(second) == {each.id for each in first.records}
    assert district.sync(first, one).from_others == 1
    again = district.sync(second, two)
    assert (again.from_others, again.problems) == (0, ())


def test_nobody_hears_what_another_person_said(district: Served) -> None:
    ada, bo = district.hub.add_person("Ada"), district.hub.add_person("Bo")
    (hers, one), (his, two) = district.desk(ada), district.desk(bo)
    hers.add(say(hers.key, 1))
    district.sync(hers, one)
    assert district.sync(his, two).from_others == 0
    assert ids(his) == set()


def test_more_than_a_page_comes_in_one_round(district: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(others, "PAGE_RECORDS", 3)
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    (third, three) = district.desk(person)
    for desk in (first, third):
        desk.add(*(say(desk.key, n) for n in range(1, 8)))
    district.sync(first, one)
    district.sync(third, three)
    assert district.sync(second, two).from_others == 14
    assert len(ids(second)) == 14


def test_what_the_hub_refused_is_not_passed_on_and_holds_nothing_up(district: Served) -> None:
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    document = {"id": "nowhere", "microcredential": {"hash": "0" * 64}, "alias": "X", "evidence": []}
    first.add(say(first.key, 1), decide(first.key, 2, document), say(first.key, 3))
    assert district.sync(first, one).refused == 1
    assert district.sync(second, two).from_others == 2
    assert [each.n for each in second.others.values()] == [1, 3]
    assert district.sync(second, two).from_others == 0


def test_a_record_that_fills_a_hole_later_still_comes(
    district: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "PAGE_RECORDS", 2)
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    first.add(*(say(first.key, n) for n in range(1, 8)))
    district.sync(first, one)
    missing = first.records[3].id
    district.sync(second, two)
    second.others.pop(missing)
    assert district.sync(second, two).from_others == 1
    assert ids(second) == {each.id for each in first.records}


def one_lacking(district: Served, said: int) -> tuple[MemoryDesk, MemoryDesk, Pairing]:
    """A laptop that said something, and another of the same person, with its pairing, that lacks the first of it."""
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    first.add(*(say(first.key, n) for n in range(1, said + 1)))
    district.sync(first, one)
    district.sync(second, two)
    second.others.pop(first.records[0].id)
    return first, second, two


def test_what_a_hub_that_was_put_back_judged_anew_hides_nothing_that_is_lacking(district: Served) -> None:
    first, second, two = one_lacking(district, 4)
    judge = "UPDATE record SET accepted = ? WHERE n IN (2, 3)"
    with district.hub.books.changes() as work:
        work.exec_driver_sql(judge, (0,))
    # There are three here and two there, and yet one is lacking.
    assert district.sync(second, two).from_others == 1
    assert ids(second) == {each.id for each in first.records}
    assert second.held() == {first.device: (4, 2)}
    with district.hub.books.changes() as work:
        work.exec_driver_sql(judge, (1,))
    assert district.sync(second, two).from_others == 0
    assert second.held() == {first.device: (4, 4)}


def test_as_many_and_other_ones_than_the_hub_accepts_hide_nothing_that_is_lacking(district: Served) -> None:
    first, second, two = one_lacking(district, 3)
    with district.hub.books.changes() as work:
        work.exec_driver_sql("UPDATE record SET accepted = 0 WHERE n = 2")
    # Two here, the second and third, and two there, the first and third.
    assert second.held() == {first.device: (3, 2)}
    assert district.sync(second, two).from_others == 1
    assert ids(second) == {each.id for each in first.records}
    assert (second.held(), second.totals()) == ({first.device: (3, 2)}, {})
    assert district.sync(second, two).from_others == 0


def test_a_record_its_laptop_did_not_sign_is_named_and_does_not_stop_the_others(district: Served) -> None:
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    first.add(*(say(first.key, n) for n in range(1, 4)))
    district.sync(first, one)
    forged = {**first.records[1].document, "subject": "elsewhere"}
    with district.hub.books.changes() as work:
        work.exec_driver_sql("UPDATE record SET document = ? WHERE n = 2", (canonical(forged).decode(),))
    came = district.sync(second, two)
    assert came.from_others == 2
    assert [each.code for each in came.problems] == ["record"]
    assert district.sync(second, two).from_others == 0


def test_what_a_lost_laptop_said_still_comes(district: Served) -> None:
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    first.add(say(first.key, 1))
    district.sync(first, one)
    district.hub.revoke(first.device)
    assert district.sync(second, two).from_others == 1


def test_a_line_that_breaks_in_between_loses_nothing(district: Served) -> None:
    person = district.hub.add_person("Ada")
    (first, one), (second, two) = district.desk(person), district.desk(person)
    first.add(*(say(first.key, n) for n in range(1, 30)))
    district.sync(first, one)
    with line_to(district.url) as line:
        assert district.sync(second, two, line.url).from_others == 29
        assert district.sync(second, two, line.url).from_others == 0
