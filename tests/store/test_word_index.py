"""The search index: said words at once, files' words when read, nothing in clear, nothing half-kept, all rebuilt."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer_app.domain import records as kinds
from reviewer_app.domain.finding import wanted
from reviewer_app.domain.likeness import PictureSketch, sketch
from reviewer_app.store import DeskStore
from reviewer_app.store.word_index import Seen
from tests.store.desks import KEY, Clock, home_of, open_desk, say, submission, take_in

FILES = (b"one file", b"another file")
ESSAY = " ".join(f"word{number * 7919 % 613}" for number in range(300))


def found(store: DeskStore, typed: str) -> list[tuple[str, str, str, int]]:
    return [
        (each.alias, each.slot, each.evidence, each.number) for each in store.words.find(wanted(typed), 50)[0]
    ]


def read(store: DeskStore, place: int, *pages: str, seen: Seen | None = None) -> str:
    sha256 = store.words.to_read(9)[0].sha256 if place < 0 else _hash(store, place)
    store.words.begin(sha256)
    store.words.keep(sha256, list(enumerate(pages)))
    store.words.end(sha256, 1, seen or Seen(letters=sum(map(len, pages)), text=sketch(pages)))
    return sha256


def _hash(store: DeskStore, place: int) -> str:
    return store.submission(_first(store)).evidence[place].sha256


def _first(store: DeskStore) -> str:
    return store.words.submissions()[0]


def test_what_is_said_is_found_at_once_and_no_more_when_taken_away(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    about = take_in(store, submission(1))
    say(store, about, kinds.COMMENT, criterion="2.1", text="Count the pauses next time.")
    say(store, about, kinds.NOTE, criterion="", text="A promising reader")
    assert found(store, "paus count") == [("Heron 1", "comment:2.1", "", 0)]
    assert found(store, "promising") == [("Heron 1", "note:", "", 0)]
    assert found(store, "heron") == [("Heron 1", "about", "", 0)]
    say(store, about, kinds.COMMENT, criterion="2.1", text="Only this stands.")
    assert found(store, "pauses") == []
    say(store, about, kinds.UNDONE, step=store.review(about).undo[-1])
    assert found(store, "pauses") == [("Heron 1", "comment:2.1", "", 0)]
    assert store.rebuild().differences == ()
    assert store.check() == []
    store.close()


def test_a_page_is_found_in_every_submission_that_holds_the_file(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    take_in(store, submission(1, FILES), FILES)
    take_in(store, submission(2, FILES), FILES)
    read(store, 0, "nothing", "here are Zögernde Pausen")
    assert found(store, "zogern") == [("Heron 1", "", "e0", 1), ("Heron 2", "", "e0", 1)]
    assert found(store, '"hier sind"') == []
    store.close()


def test_withdrawn_work_is_not_found_and_reopened_work_is(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    about = take_in(store, submission(1, FILES), FILES)
    read(store, 0, "a rare word")
    with store.changes() as work:
        work.withdraw(about, "Taken back")
    assert found(store, "rare") == found(store, "heron") == []
    assert store.words.submissions() == []
    with store.changes() as work:
        work.reopen(about)
    assert found(store, "rare") == [("Heron 1", "", "e0", 0)]
    store.close()


def test_each_content_is_read_once_and_again_by_a_newer_reading(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    take_in(store, submission(1, FILES), FILES)
    take_in(store, submission(2, FILES), FILES)
    assert len(store.words.to_read(1)) == 2
    sha256 = read(store, 0, "words")
    assert sha256 not in [each.sha256 for each in store.words.to_read(1)]
    assert sha256 in [each.sha256 for each in store.words.to_read(2)]
    store.close()


def test_a_reading_cut_short_is_begun_anew_and_leaves_nothing_twice(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    take_in(store, submission(1, FILES), FILES)
    first = store.words.to_read(1)[0]
    store.words.begin(first.sha256)
    store.words.keep(first.sha256, [(0, "half a file")])
    store.close()
    store = open_desk(tmp_path)
    assert first in store.words.to_read(1)
    store.words.begin(first.sha256)
    store.words.keep(first.sha256, [(0, "half a file"), (1, "and the other half")])
    store.words.end(first.sha256, 1, Seen(letters=30))
    assert len(found(store, "half")) == 2
    assert store.check() == []
    store.close()


def test_a_file_that_gave_nothing_is_named_with_its_reason_and_not_tried_again(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    take_in(store, submission(1, FILES), FILES)
    read(store, 0, seen=Seen(reason="password"))
    read(store, 1, "much", seen=Seen(letters=4, cut=True))
    told = [(each.alias, each.evidence, each.reason, each.cut) for each in store.words.unread()]
    assert told == [("Heron 1", "e0", "password", False), ("Heron 1", "e1", "", True)]
    assert store.words.to_read(1) == []
    store.close()


def test_no_word_lies_in_clear_on_the_disk(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    about = take_in(store, submission(1, FILES), FILES)
    read(store, 0, "unmistakable quicksilver sentence")
    say(store, about, kinds.NOTE, criterion="", text="unmistakable quicksilver note")
    raw = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    store.close()
    raw += b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"quicksilver" not in raw.lower()
    assert "quicksilver".encode("utf-16-le") not in raw
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(home_of(tmp_path).store_file).execute("SELECT count(*) FROM passage")


def test_rebuild_mends_words_and_index_and_says_so(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    about = take_in(store, submission(1, FILES), FILES)
    say(store, about, kinds.COMMENT, criterion="2.1", text="A true comment")
    read(store, 0, "words of the file")
    with store._read() as reading:
        reading.connection.execute("UPDATE passage SET text = 'A false one' WHERE slot = 'comment:2.1'")
        reading.connection.execute(
            "DELETE FROM passage_words WHERE rowid = (SELECT id FROM passage WHERE sha256 <> '')"
        )
    assert [each.sentence for each in store.check()] == [
        "Search does not hold what it should; “store rebuild” mends it."
    ]
    assert store.rebuild().differences == (f"passage: {about}", "passage_words: 1")
    assert found(store, "true") == [("Heron 1", "comment:2.1", "", 0)]
    assert found(store, "file") == [("Heron 1", "", "e0", 0)]
    assert store.check() == []
    assert store.rebuild().differences == ()
    store.close()


def test_work_from_before_there_was_a_search_is_taken_in_a_few_at_a_time(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    for number in range(5):
        take_in(store, submission(number))
    with store._read() as reading:
        reading.connection.execute("DELETE FROM passage_words")
        reading.connection.execute("DELETE FROM passage")
    assert store.rebuild().differences == ()
    assert [store.words.take_in_words(2) for _ in range(4)] == [2, 2, 1, 0]
    assert len(found(store, "heron")) == 5
    store.close()


def test_a_copy_finds_what_the_store_finds(tmp_path: Path) -> None:
    store = open_desk(tmp_path / "one")
    take_in(store, submission(1, FILES), FILES)
    read(store, 0, "carried along")
    home = home_of(tmp_path / "two")
    home.store_file.parent.mkdir(parents=True, exist_ok=True)
    store.backup(home.store_file)
    store.close()
    copy = DeskStore.open(home, KEY, Clock())
    assert found(copy, "carried") == [("Heron 1", "", "e0", 0)]
    copy.close()


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> DeskStore:
    store = open_desk(tmp_path_factory.mktemp("searched"))
    take_in(store, submission(1, FILES), FILES)
    read(store, 0, "near or and not a* wait-time “quoted” 待つ")
    return store


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text() | st.from_regex(r'[a-z"*^:(){}\-+ ]{0,30}|(NEAR|AND|OR|NOT)[ (]?[a-z"]*'))
def test_whatever_is_typed_is_only_ever_looked_for(searched: DeskStore, typed: str) -> None:
    looked_for = wanted(typed)
    passed, more = searched.words.find(looked_for, 10)
    assert len(passed) <= 4
    assert not more


def test_files_alike_are_pointed_out_with_whose_they_are(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    picture = PictureSketch(0xF0F0F0, bytes(range(256)) * 4)
    mine = take_in(store, submission(1, [b"same", b"essay"], earner="a"), [b"same", b"essay"])
    take_in(store, submission(2, [b"same", b"essay 2"], earner="b"), [b"same", b"essay 2"])
    take_in(store, submission(3, [b"same"], earner="a", attempt=2), [b"same"])
    for one in store.words.to_read(1):
        about = store.submission(one.submission)
        texts = (ESSAY, f"{ESSAY} and a little more") if one.evidence == "e1" else ("short",)
        text = texts[min(len(texts) - 1, int(about.alias == "Heron 2"))]
        store.words.begin(one.sha256)
        shown = picture if one.evidence == "e1" else None
        store.words.end(one.sha256, 1, Seen(letters=len(text), text=sketch([text]), picture=shown))
    told = [(each.evidence, each.kind, each.alias, each.other, each.own) for each in store.words.alike(mine)]
    assert told == [
        ("e0", "same", "Heron 2", "e0", False),
        ("e0", "same", "Heron 3", "e0", True),
        ("e1", "picture", "Heron 2", "e1", False),
    ]
    assert all(each.share > 0.8 for each in store.words.alike(mine))
    store.close()
