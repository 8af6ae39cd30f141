"""What a coordinator sees of the work a hub holds, and giving it to people, several at once; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.records import INTEREST
from reviewer_app.hub import giving
from reviewer_app.hub.giving import Handled, Task, give, take_back, undo
from reviewer_app.hub.held import HeldWish, count_held, held, loads
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.hub.roles import Role
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.hub.conftest import District

FREE = HeldWish(free=True)
ON_ONE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
"""Where laptops come into it, and what is asked of the database was asked on both already."""


@pytest.fixture
def hub(place: Place) -> Iterator[Hub]:
    """A hub nobody reaches, with Ada and Bo and what each of them has, as in a district."""
    made = Hub.open(place, HUB_KEY, Clock(), name="North")
    people = [made.add_person(name) for name in ("Ada Lind", "Bo Lind")]
    for number, having in enumerate((people[:1], people[1:], people), 1):
        document = submission(number)
        made.add_submission(document, RUBRIC)
        for each in having:
            made.assign(document["id"], each)
    yield made
    made.close()


def fresh(hub: Hub, *numbers: int) -> list[str]:
    """Submissions that nobody has."""
    documents = [submission(number) for number in numbers]
    for each in documents:
        hub.add_submission(each, RUBRIC)
    return [each["id"] for each in documents]


def codes(handled: Handled) -> list[str]:
    return [each.problem.code for each in handled.kept]


@ON_ONE
def test_each_submission_is_told_with_who_has_it_and_nothing_of_what_they_said(district: District) -> None:
    books = district.served.hub.books
    district.ada.send(decide(district.ada.desk.key, 1, district.work["both"], overall="MARKERWORD"))
    lines = held(books, HeldWish(sort="alias"), 0, 10)
    assert [(each.alias, each.title, each.attempt) for each in lines] == [
        (f"Heron {number}", RUBRIC["title"], 1) for number in (1, 2, 3)
    ]
    assert [(each.name, each.state) for each in lines[-1].holders] == [
        ("Ada Lind", "decided"),
        ("Bo Lind", "open"),
    ]
    assert "MARKERWORD" not in repr(lines)
    assert "not_yet" not in repr(lines)


def test_what_nobody_has_is_found_and_pages_are_cut_in_one_order(hub: Hub) -> None:
    books = hub.books
    ids = fresh(hub, 21, 22, 23)
    assert (count_held(books, HeldWish()), count_held(books, FREE)) == (6, 3)
    pages = [held(books, FREE, at, 2) for at in (0, 2, 4)]
    assert [each.id for page in pages for each in page] == ids
    down = held(books, HeldWish(free=True, descending=True), 0, 10)
    assert [each.id for each in down] == ids[::-1]
    assert held(books, HeldWish(sort="due"), 0, 1)[0].alias == "Heron 1"


def test_it_is_searched_by_alias_and_title(hub: Hub) -> None:
    wanted = {"heron 2": 1, "QUESTION": 3, "%": 0, "_": 0, "\\": 0, "osprey": 0}
    books = hub.books
    assert {text: count_held(books, HeldWish(text=text)) for text in wanted} == wanted


def test_who_has_least_comes_first_and_who_cannot_work_does_not_come(hub: Hub) -> None:
    hub.add_person("Cleo")
    hub.add_person("Looks on", Role.AUDITOR)
    hub.set_active(hub.add_person("Gone"), False)
    assert [(each.name, each.open) for each in loads(hub.books)] == [
        ("Cleo", 0),
        ("Ada Lind", 2),
        ("Bo Lind", 2),
    ]


@ON_ONE
def test_several_are_given_at_once_and_reach_the_laptop(district: District) -> None:
    books, ids = district.served.hub.books, fresh(district.served.hub, 21, 22)
    told: list[tuple[int, int]] = []
    done = give(
        books,
        ids,
        Task(district.bo.id, "second", 1, date(2026, 12, 24)),
        lambda at, of, _doing: told.append((at, of)),
    )
    assert (done, told) == (Handled(tuple(ids), ()), [(2, 2)])
    district.served.sync(district.bo.desk, district.bo.pairing)
    item = district.bo.desk.work[ids[1]]
    assert (item.role, item.due) == ("second", date(2026, 12, 24))


def test_the_policy_says_until_when(hub: Hub) -> None:
    bo = hub.people()[1].id
    books, [one] = hub.books, fresh(hub, 21)
    give(books, [one], Task(bo, today=date(2026, 11, 27)))
    [line] = held(books, HeldWish(text="Heron 21"), 0, 1)
    assert line.holders[0].due == "2026-12-11"  # ten business days, as a policy says where it says nothing


@ON_ONE
def test_what_cannot_be_given_says_why_and_the_others_are_given(district: District) -> None:
    books, [free] = district.served.hub.books, fresh(district.served.hub, 21)
    district.ada.send(
        say(
            district.ada.desk.key,
            1,
            kind=INTEREST,
            subject=district.work["ada"]["id"],
            body={"reason": "family", "words": ""},
        )
    )
    done = give(
        books, [district.work["ada"]["id"], district.work["both"]["id"], free, "none"], Task(district.ada.id)
    )
    assert done.done == (free,)
    assert codes(done) == ["conflict-of-interest", "has-it", "unknown-submission"]
    assert [each.alias for each in done.kept] == ["Heron 1", "Heron 3", "none"]


def test_an_attempt_that_counts_no_more_is_given_to_nobody(hub: Hub) -> None:
    bo = hub.people()[1].id
    older = submission(1)
    newer = {**submission(31), "alias": older["alias"], "attempt": 2}
    hub.add_submission(newer, RUBRIC)
    done = give(hub.books, [older["id"], newer["id"]], Task(bo))
    assert (done.done, codes(done)) == ((newer["id"],), ["superseded"])


def test_who_cannot_work_is_given_nothing(hub: Hub) -> None:
    bo = hub.people()[1].id
    [one] = fresh(hub, 21)
    hub.set_active(bo, False)
    for person, code in (
        (bo, "account-disabled"),
        (hub.add_person("A", Role.AUDITOR), "reads-only"),
    ):
        with pytest.raises(RuleError) as caught:
            give(hub.books, [one], Task(person))
        assert caught.value.code == code
    with pytest.raises(RuleError) as caught:
        hub.assign(one, bo)
    assert caught.value.code == "account-disabled"
    assert count_held(hub.books, FREE) == 1


def test_giving_can_be_stopped_between_two_changes(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    bo = hub.people()[1].id
    monkeypatch.setattr(giving, "AT_ONCE", 1)
    ids, cancel = fresh(hub, 21, 22), CancelToken()
    done = give(hub.books, ids, Task(bo), lambda *_told: cancel.cancel(), cancel)
    assert (done.done, done.stopped) == ((ids[0],), True)


def test_what_was_given_by_mistake_is_undone_until_something_about_it_arrives(district: District) -> None:
    books, ids = district.served.hub.books, fresh(district.served.hub, 21, 22)
    give(books, ids, Task(district.ada.id))
    district.served.sync(district.ada.desk, district.ada.pairing)
    district.ada.send(say(district.ada.desk.key, 1, subject=ids[0]))
    done = undo(books, ids, district.ada.id)
    assert (done.done, codes(done)) == ((ids[1],), ["begun"])
    assert [each.id for each in held(books, FREE, 0, 10)] == [ids[1]]
    district.served.sync(district.ada.desk, district.ada.pairing)
    assert district.ada.desk.withdrawn == {ids[1]: giving.UNDONE}


@ON_ONE
def test_what_was_taken_back_can_be_given_again_with_another_day(district: District) -> None:
    books, work = district.served.hub.books, district.work["ada"]["id"]
    assert take_back(books, [work], district.ada.id, " Handed in twice. ").done == (work,)
    again = take_back(books, [work], district.ada.id, "Handed in twice.")
    assert codes(again) == ["not-open"]
    assert give(books, [work], Task(district.ada.id, due=date(2026, 12, 24))).done == (work,)
    district.served.sync(district.ada.desk, district.ada.pairing)
    assert district.ada.desk.work[work].due == date(2026, 12, 24)
    assert district.ada.desk.withdrawn == {}


@ON_ONE
def test_what_is_decided_is_not_taken_back_and_nothing_is_without_a_reason(district: District) -> None:
    books, work = district.served.hub.books, district.work["ada"]
    with pytest.raises(RuleError) as caught:
        take_back(books, [work["id"]], district.ada.id, "  ")
    assert caught.value.code == "no-reason"
    district.ada.send(decide(district.ada.desk.key, 1, work))
    assert codes(take_back(books, [work["id"]], district.ada.id, "Late.")) == ["not-open"]
