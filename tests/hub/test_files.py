"""Files over HTTP: whole, by range, with a tag that is their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.exchange.fixtures import served
from tests.exchange.sample_work import RUBRIC, submission

FILE = bytes(range(251)) * 1000
SHA256 = hashlib.sha256(FILE).hexdigest()
SIZE = len(FILE)


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    folder: Path = tmp_path_factory.mktemp("hub")
    with served(folder) as made:
        person = made.hub.add_person("Ada")
        document = submission(1, [FILE])
        made.hub.add_submission(document, RUBRIC, [FILE])
        made.hub.assign(document["id"], person)
        _, pairing = made.desk(person)
        token = {"authorization": f"Bearer {pairing.token}"}
        yield lambda **headers: httpx2.get(
            f"{made.url}/v1/blobs/{SHA256}",
            headers={**token, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )


def test_a_whole_file_has_its_hash_as_its_tag(get) -> None:
    answer = get()
    assert (answer.status_code, answer.content) == (200, FILE)
    assert (answer.headers["etag"], answer.headers["accept-ranges"]) == (f'"{SHA256}"', "bytes")


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=1000-", 1000, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=5-99999999", 5, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
    ],
)
def test_a_range_is_answered_with_that_part(get, wanted: str, first: int, last: int) -> None:
    answer = get(range=wanted, if_range=f'"{SHA256}"')
    assert (answer.status_code, answer.content) == (206, FILE[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"


@pytest.mark.parametrize("wanted", ["bytes=9-5", "lines=1-2", "bytes=-", "bytes=1-2,4-5", "", "bytes=0-"])
def test_a_range_that_is_none_gives_the_whole_file(get, wanted: str) -> None:
    answer = get(range=wanted)
    assert (answer.status_code, answer.content) == (200, FILE)


def test_a_range_of_another_file_gives_the_whole_one(get) -> None:
    answer = get(range="bytes=1000-", if_range='"something else"')
    assert (answer.status_code, answer.content) == (200, FILE)


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(get, wanted: str) -> None:
    answer = get(range=wanted)
    assert (answer.status_code, answer.json()["error"]["code"]) == (416, "range-beyond")
