"""A bundle that comes over the network rests encrypted while it is taken in, and is gone afterwards."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.hub import bundled
from reviewer_app.hub.roles import Role
from reviewer_app.hub.uploads import Upload
from tests.hub.office import Office, Question, office
from tests.hub.test_route_table import told


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path, [Role.COORDINATOR]) as made:
        yield made


def test_what_comes_in_can_be_read_from_anywhere(tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    upload = Upload(tmp_path / "incoming")
    for at in range(0, len(content), 700_001):
        upload.write(content[at : at + 700_001])
    upload.finish()
    with upload.open() as file:
        assert file.read() == content
        for at, length in ((0, 10), (1_048_570, 20), (2_999_990, 100), (3_000_000, 1)):
            assert file.seek(at) == at
            assert file.read(length) == content[at : at + length]
        assert file.seek(-5, io.SEEK_END) == 2_999_995
        assert file.seek(2, io.SEEK_CUR) == file.tell() == 2_999_997
        assert file.read() == content[-3:]
    upload.discard()
    upload.discard()
    assert list((tmp_path / "incoming").iterdir()) == []


def test_what_a_killed_process_left_is_cleared_a_day_later(tmp_path: Path) -> None:
    left, young = Upload(tmp_path), Upload(tmp_path)
    old, _ = sorted(tmp_path.iterdir(), key=lambda each: each != left.path)
    os.utime(old, (0, 0))
    upload = Upload(tmp_path)
    assert {*tmp_path.iterdir()} == {young.path, upload.path}
    for each in (left, young, upload):
        each.discard()


def test_nothing_lies_in_clear_while_a_bundle_is_taken_in(
    it: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, seen = it.bundle(), []
    real = bundled.register

    def looking(*given: object) -> object:
        files = [each for each in it.served.hub.books.folder.rglob("*") if each.is_file()]
        seen.append(b"".join(each.read_bytes() for each in files))
        return real(*given)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(bundled, "register", looking)
    answer = it.ask("take", it.laptops[Role.COORDINATOR], Question(rest=bundle))
    assert told(answer) == (200, "")
    assert len(seen) == 1
    for word in (b"reviewbundle", b"data/evidence", b"Heron", b"a file of the assessor"):
        assert word not in seen[0]
    assert list((it.served.hub.books.folder / "incoming").iterdir()) == []


def test_a_bundle_sent_twice_is_there_once(it: Office) -> None:
    bundle, office = it.bundle(), it.laptops[Role.COORDINATOR]
    before = len(it.served.hub.submissions())
    answers = [it.ask("take", office, Question(rest=bundle, query={"nonce": "one"})).json() for _ in range(2)]
    assert answers[0]["submission"] == answers[1]["submission"]
    assert [each["nonce"] for each in answers] == ["one", "one"]
    assert len(it.served.hub.submissions()) == before + 1
