"""Several hub processes at one place, stood for by several open hubs: nothing meets a half of what another does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import pytest

from reviewer_app.domain.receipts import read_receipts
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.exchange.messages import REOPENED
from reviewer_app.hub import people
from reviewer_app.hub.assigning import tell
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.left_answers import Asked, answer_pages
from reviewer_app.hub.people import Caller
from reviewer_app.hub.places import Place
from reviewer_app.hub.taking import take
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.sample_work import RUBRIC, decide, say, submission

Answer = TypeVar("Answer")
SIDES = 4


@pytest.fixture
def hubs(place: Place) -> Iterator[list[Hub]]:
    opened = [Hub.open(place, HUB_KEY, Clock()) for _ in range(SIDES)]
    yield opened
    for each in opened:
        each.close()


def at_once(*deeds: Callable[[], Answer]) -> list[Answer]:
    """All of these, begun at the same moment."""
    together = threading.Barrier(len(deeds))

    def one(deed: Callable[[], Answer]) -> Answer:
        together.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def laptop(hub: Hub, person: str) -> tuple[SigningKey, Caller]:
    key = SigningKey(person.encode()[-32:])
    people.trade(hub.books, key.name, hub.pairing_code(person), people.challenge(hub.books, key.name))
    return key, Caller(key.name, person)


def test_all_of_them_are_one_hub(hubs: list[Hub]) -> None:
    assert len({each.key for each in hubs}) == 1
    person = hubs[0].add_person("Ada")
    assert [each.people()[0].id for each in hubs] == [person] * SIDES


def test_work_is_given_once(hubs: list[Hub]) -> None:
    person = hubs[0].add_person("Ada")
    hubs[0].add_submission(submission(1), RUBRIC)
    id = submission(1)["id"]
    assert sorted(at_once(*(lambda hub=each: hub.assign(id, person) for each in hubs))) == [
        False,
        False,
        False,
        True,
    ]


def test_the_same_batch_everywhere_at_once_is_taken_in_once(hubs: list[Hub]) -> None:
    key, who = laptop(hubs[0], hubs[0].add_person("Ada"))
    lines = [canonical(say(key, n).document) for n in range(1, 11)]
    taken = at_once(*(lambda hub=each: take(hub.books, who, lines) for each in hubs))
    assert {(each.count, each.resend_from) for each in taken} == {(10, None)}
    assert len({canonical(document) for each in taken for document in each.receipts}) == 1
    assert len(read_receipts(taken[0].receipts[0], hubs[0].key)) == 10
    assert hubs[0].status().records == 10


def test_two_laptops_of_a_person_decide_once(hubs: list[Hub]) -> None:
    hub = hubs[0]
    person = hub.add_person("Ada")
    hub.add_submission(submission(1), RUBRIC)
    hub.assign(submission(1)["id"], person)
    keys = [SigningKey(bytes([number]) * 32) for number in range(SIDES)]
    for key in keys:
        code, dare = hub.pairing_code(person), people.challenge(hub.books, key.name)
        people.trade(hub.books, key.name, code, dare)
    made = [canonical(decide(key, 1, submission(1)).document) for key in keys]
    taken = at_once(
        *(
            lambda hub=hub, key=key, line=line: take(hub.books, Caller(key.name, person), [line])
            for hub, key, line in zip(hubs, keys, made, strict=True)
        )
    )
    codes = sorted(each["code"] for one in taken for each in one.receipts[0]["entries"])
    assert codes == ["", "decided-elsewhere", "decided-elsewhere", "decided-elsewhere"]
    assert hub.status().decisions == 1


def test_a_reader_of_news_misses_none_while_others_write(hubs: list[Hub]) -> None:
    person = hubs[0].add_person("Ada")
    hubs[0].add_submission(submission(1), RUBRIC)
    hubs[0].assign(submission(1)["id"], person)
    over = threading.Event()

    def write(hub: Hub) -> list[int]:
        told = []
        for _ in range(15):
            with hub.books.changes() as work:
                told.append(tell(hub.books, work, person, 1, REOPENED, ""))
                hub.people()  # some time between the number and its being seen
        return told

    def read() -> list[int]:
        seen = [1]
        while True:
            last = over.is_set()
            with hubs[-1].books.looking() as look:
                news = look.exec_driver_sql(
                    "SELECT seq FROM work WHERE person = ? AND seq > ? ORDER BY seq", (person, seen[-1])
                ).all()
            seen += [row[0] for row in news]
            if last and not news:
                return seen

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        told = at_once(*(lambda hub=each: write(hub) for each in hubs[:3]))
        over.set()
        assert reading.result() == sorted([1, *(each for one in told for each in one)])


def test_what_is_read_together_is_of_one_moment(hubs: list[Hub]) -> None:
    count = "SELECT count(*) FROM person"
    with hubs[0].books.looking() as look:
        before = look.exec_driver_sql(count).scalar_one()
        hubs[1].add_person("Ada")
        assert look.exec_driver_sql(count).scalar_one() == before == 0
    assert len(hubs[0].people()) == 1


def test_an_answer_for_a_stick_is_of_a_moment_after_all_that_has_a_receipt(hubs: list[Hub]) -> None:
    _, who = laptop(hubs[0], hubs[0].add_person("Ada"))
    looked = threading.Event()

    def now() -> datetime:
        looked.set()
        return hubs[1].books.now()

    slower = replace(hubs[1].books, now=now)
    with ThreadPoolExecutor(1) as pool:
        with hubs[0].books.changes(person=who.person):
            answer = pool.submit(lambda: next(answer_pages(slower, who, Asked())))
            # Another process takes something in whose receipt has its moment already.
            assert not looked.wait(0.2)
        assert answer.result()
    assert looked.is_set()


def test_a_change_that_is_given_up_never_was(hubs: list[Hub]) -> None:
    def give_up() -> None:
        with hubs[0].books.changes() as work:
            work.exec_driver_sql("INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)", ("a", "b"))
            raise KeyError

    with pytest.raises(KeyError):
        give_up()
    with hubs[1].books.changes() as work:
        assert work.exec_driver_sql("SELECT 1 FROM setting WHERE name = 'a'").first() is None


def test_sums_are_whole_numbers(hubs: list[Hub]) -> None:
    hubs[0].add_person("Ada")
    with hubs[0].books.looking() as look:
        row = look.exec_driver_sql("SELECT sum(active), avg(active) FROM person").one()
    assert (type(row[0]), float(row[1])) == (int, 1.0)
