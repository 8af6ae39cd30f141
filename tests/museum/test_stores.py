"""Stores left by released versions open in today's program and fold to the same; the files are never edited."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.finding import wanted
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore
from reviewer_app.vault.keys import KeyVault
from tests.museum.make_store import PASSPHRASE, told_by
from tests.store.desks import Clock

HERE = Path(__file__).parent
MADE = {"v0.1.0": "af2e9e94103bc58dc1c3ab1d08498caafd32a7e9b54abe806eb163bbb3b4d00d"}
VERSIONS = sorted(path.parent.name for path in HERE.glob("v*/store.json"))


def _opened(version: str, folder: Path) -> DeskStore:
    shutil.copytree(HERE / version / "store", folder / "home")
    home: Home = open_home(folder / "home")
    return DeskStore.open(home, KeyVault(home.store_folder, "desk").unlock(PASSPHRASE), Clock())


@pytest.mark.parametrize("version", VERSIONS)
def test_the_exhibit_was_not_touched(version: str) -> None:
    folder = HERE / version / "store"
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    assert found.hexdigest() == MADE[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_a_released_version_shows_what_it_showed(version: str, tmp_path: Path) -> None:
    store = _opened(version, tmp_path)
    try:
        assert told_by(store) == json.loads((HERE / version / "store.json").read_text(encoding="utf-8"))
        assert store.check() == []
        assert store.rebuild().differences == ()
    finally:
        store.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_work_goes_on_in_a_store_of_a_released_version(version: str, tmp_path: Path) -> None:
    store = _opened(version, tmp_path)
    try:
        told = told_by(store)
        about = next(
            each for each, one in told["submissions"].items() if one["state"] in OPEN and one["scores"]
        )
        with store.changes() as work:
            record = work.append(kinds.COMMENT, about, {"criterion": "1.1", "text": "Going on."})
        assert record.n == told["records"] + 1
        assert store.review(about).comments["1.1"] == "Going on."
        assert store.check() == []
    finally:
        store.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_a_released_version_is_searched_once_it_was_read(version: str, tmp_path: Path) -> None:
    store = _opened(version, tmp_path)
    try:
        told = told_by(store)["submissions"]
        assert store.words.find(wanted("heron"), 1) == ([], False)
        while store.words.take_in_words(50):
            pass
        comments = [text for one in told.values() for text in one["comments"].values() if text]
        assert comments
        for text in comments:
            assert store.words.find(wanted(f'"{text}"'), 1)[0]
        assert store.check() == []
        assert store.rebuild().differences == ()
    finally:
        store.close()
