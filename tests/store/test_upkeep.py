"""Rebuilding proves the lists, checking finds what was tampered with, a backup opens by the same key."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import RuleError, StoreError
from reviewer_app.domain.review import fold
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.vault.database import connect
from tests.store.desks import (
    CRITERIA,
    KEY,
    LEVELS,
    home_of,
    open_desk,
    say,
    score,
    score_all,
    sign,
    submission,
    take_in,
)


def tampered(folder: Path, *statements: str) -> DeskStore:
    """The store after somebody with the key changed it behind its back."""
    connection = connect(home_of(folder).store_file, KEY)
    for statement in (
        "DROP TRIGGER record_is_never_changed",
        "DROP TRIGGER record_is_never_deleted",
        *statements,
    ):
        connection.execute(statement)
    connection.close()
    return open_desk(folder)


def lived_in(folder: Path) -> str:
    store = open_desk(folder)
    about = take_in(store, submission(1, [b"evidence"]), [b"evidence"])
    score_all(store, about)
    say(store, about, kinds.COMMENT, criterion="1.1", text="Well shown")
    store.close()
    return about


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE queue SET state = 'to_review', scored = 0", "queue"),
        ("DELETE FROM queue", "queue"),
        ("UPDATE said SET folded = 'other'", "said"),
        ("DELETE FROM said", "said"),
        ("INSERT INTO said VALUES ('00000000-0000-7000-8000-000000000001', 'note:', 'never said')", "said"),
    ],
)
def test_rebuilding_finds_and_mends_lists_that_went_wrong(tmp_path: Path, statement: str, table: str) -> None:
    about = lived_in(tmp_path)
    store = tampered(tmp_path, statement)
    assert store.rebuild().differences == (f"{table}: {about}",)
    report = store.rebuild()
    assert (report.differences, report.records, report.submissions) == ((), 4, 1)
    assert store.queue(QueueQuery(text="well shown"), 0, 1)[0].scored == 3
    store.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE record SET document = replace(document, 'proficient', 'basic') WHERE n = 2", "signature"),
        ("UPDATE record SET kind = 'note.set' WHERE n = 2", "own row"),
        ("UPDATE record SET subject = 'elsewhere' WHERE n = 2", "own row"),
        ("DELETE FROM record WHERE n = 2", "missing"),
        ("UPDATE record SET chain = sha256 WHERE n = 2", "rolling hash"),
        ("UPDATE record SET at = '2020-01-01T00:00:00.000Z' WHERE n = 2", "own row"),
        ("SELECT 1", "guard"),
    ],
)
def test_checking_finds_what_was_tampered_with(tmp_path: Path, statement: str, said: str) -> None:
    lived_in(tmp_path)
    store = open_desk(tmp_path)
    assert store.check() == []
    store.close()
    store = tampered(tmp_path, statement)
    assert any(said in each.sentence for each in store.check())
    store.close()


def test_a_backup_is_sealed_whole_and_opens_by_the_same_key(tmp_path: Path, store: DeskStore) -> None:
    about = take_in(store, submission(1))
    say(store, about, kinds.COMMENT, criterion="1.1", text="MARKER")
    copy = tmp_path / "copy.db"
    store.backup(copy)
    score(store, about, "1.1", "basic")
    assert b"MARKER" not in copy.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    with pytest.raises(StoreError):
        connect(copy, bytes(32))
    kept = connect(copy, KEY)
    assert kept.execute("SELECT count(*) FROM record").fetchone() == (1,)
    kept.close()


def test_reading_from_many_threads_while_one_writes_is_never_torn(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    stop = threading.Event()
    wrong: list[Any] = []

    def read() -> None:
        while not stop.is_set():
            state, row = store.review(about), store.queue(QueueQuery(), 0, 1)[0]
            if not len(state.scores) <= row.scored <= len(CRITERIA):
                wrong.append((state, row))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    for _ in range(40):
        score_all(store, about)
    stop.set()
    for each in readers:
        each.join()
    assert wrong == []
    assert store.latest_n() == 120


CHANGE = st.one_of(
    st.tuples(
        st.just(kinds.SCORE),
        st.fixed_dictionaries(
            {"criterion": st.sampled_from(CRITERIA), "level": st.sampled_from(["", *(x.id for x in LEVELS)])}
        ),
    ),
    st.tuples(
        st.sampled_from([kinds.COMMENT, kinds.NOTE]),
        st.fixed_dictionaries(
            {
                "criterion": st.sampled_from(["", *CRITERIA]),
                "text": st.text(max_size=12),
                "step": st.sampled_from(["", "a", "b"]),
            }
        ),
    ),
    st.tuples(
        st.just(kinds.FLAG), st.fixed_dictionaries({"id": st.sampled_from("fg"), "removed": st.booleans()})
    ),
    st.tuples(st.sampled_from([kinds.UNDONE, kinds.REDONE]), st.just({})),
    st.just((kinds.DECISION, {})),
)


@settings(max_examples=25)
@given(changes=st.lists(st.tuples(st.integers(1, 2), CHANGE), max_size=25), reopen=st.booleans())
def test_whatever_is_said_the_lists_are_what_the_records_fold_to(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Any], reopen: bool
) -> None:
    folder = tmp_path_factory.mktemp("home")
    store = open_desk(folder)
    ids = {number: take_in(store, submission(number)) for number in (1, 2)}
    for number, (kind, body) in changes:
        state = store.review(ids[number])
        if kind in (kinds.UNDONE, kinds.REDONE):
            steps = state.undo if kind == kinds.UNDONE else state.redo
            body = {"step": steps[-1] if steps else "none"}
        try:
            sign(store, ids[number]) if kind == kinds.DECISION else say(store, ids[number], kind, **body)
        except RuleError:
            continue
    if reopen:
        store.close()
        store = open_desk(folder)
    for about in ids.values():
        assert store.review(about) == fold(about, store.records(about))
    assert store.rebuild().differences == ()
    assert store.check() == []
    store.close()
