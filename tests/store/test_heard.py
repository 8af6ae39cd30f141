"""How much of another laptop is here: a number and a count, from which what the hub accepts no longer is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.records import make_record
from reviewer_app.domain.signing import SigningKey
from reviewer_app.store import DeskStore, schema
from reviewer_app.store.ledger import held, set_accepted_of, totals
from tests.store.desks import MORNING, open_desk, submission, take_in

OTHER = SigningKey(b"\1" * 32)


def hear(store: DeskStore, about: str, n: int) -> None:
    body = {"criterion": "1.1", "text": f"Word {n}."}
    theirs = make_record(
        OTHER,
        id=f"0196-other-{n}",
        n=n,
        at=MORNING,
        author=store.author,
        kind=kinds.COMMENT,
        subject=about,
        body=body,
    )
    with store.changes() as work:
        assert work.keep_foreign(theirs.document)


def told(store: DeskStore, accepted: int | None = None) -> dict[str, tuple[int, int]]:
    with store.changes() as work:
        if accepted is not None:
            set_accepted_of(work.connection, OTHER.name, accepted)
        return held(work.connection, store.device.name)


def test_what_the_hub_accepts_no_longer_counts_no_more_and_the_rest_goes_on_counting(
    store: DeskStore,
) -> None:
    about = take_in(store, submission(1))
    for n in (1, 2, 4):
        hear(store, about, n)
    assert told(store) == {OTHER.name: (4, 3)}
    assert told(store, accepted=2) == {OTHER.name: (4, 2)}
    hear(store, about, 5)
    assert told(store) == {OTHER.name: (5, 3)}
    assert told(store, accepted=4) == {OTHER.name: (5, 4)}
    assert told(store, accepted=9) == {OTHER.name: (5, 4)}


def test_where_numbers_lack_their_sum_is_told_until_it_is_not_known_which_count(store: DeskStore) -> None:
    def sums() -> dict[str, int]:
        with store.changes() as work:
            return totals(work.connection, store.device.name)

    about = take_in(store, submission(1))
    hear(store, about, 1)
    assert sums() == {}, "all up to the highest are here"
    hear(store, about, 4)
    assert sums() == {OTHER.name: 5}
    told(store, accepted=1)
    assert sums() == {}
    told(store, accepted=2)
    assert sums() == {OTHER.name: 5}


def test_of_a_laptop_that_was_never_heard_of_nothing_is_told(store: DeskStore) -> None:
    assert told(store, accepted=3) == {}


def test_a_store_of_an_older_version_has_its_sums_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(schema, "STEPS", schema.STEPS[:9])
        before.setattr(schema, "VERSION", 9)
        store = open_desk(tmp_path)
        about = take_in(store, submission(1))
        for n in (1, 4):
            hear(store, about, n)
        store.close()
    store = open_desk(tmp_path)
    hear(store, about, 6)
    with store.changes() as work:
        assert totals(work.connection, store.device.name) == {OTHER.name: 11}
    store.close()
