"""Properties: round trips, damage of any kind, names of any kind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer_app.bundles import Limits, check_bundle, read_bundle, safe_name, write_bundle
from reviewer_app.bundles.bagit import TagError, escaped, read_fetch, read_info, read_manifest
from reviewer_app.bundles.documents import read_json
from reviewer_app.bundles.names import fold, name_fault
from reviewer_app.domain.errors import BundleError
from tests.bundles import raw_zips
from tests.bundles.drafts import CREATED, KEY, Draft, files, micro_credential, submission
from tests.bundles.sinks import Staging

GOOD = raw_zips.build(raw_zips.entries_of(Draft().members()))
LIMITS = Limits()


def read_bytes(data: bytes) -> dict[str, bytes] | None:
    """What a bundle of these bytes leaves in the sink; None when it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = raw_zips.write(Path(folder), data)
        staging = Staging()
        try:
            read_bundle(path, staging)
        except BundleError:
            assert staging.left == []
            assert check_bundle(path)
            return None
        return staging.contents


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(1, 255)), min_size=1, max_size=4))
def test_a_bundle_with_altered_bytes_is_refused_or_means_the_same(flips: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, change in flips:
        data[at] ^= change
    assert read_bytes(bytes(data)) in (None, files())


@given(st.integers(0, len(GOOD) - 1))
def test_a_bundle_cut_short_is_refused(length: int) -> None:
    assert read_bytes(GOOD[:length]) is None


@given(st.integers(0, len(GOOD)), st.binary(min_size=1, max_size=100))
def test_a_bundle_with_bytes_put_in_is_refused_or_means_the_same(at: int, more: bytes) -> None:
    assert read_bytes(GOOD[:at] + more + GOOD[at:]) in (None, files())


@given(st.binary(max_size=300), st.booleans())
def test_noise_is_refused(noise: bytes, with_end: bool) -> None:
    end = raw_zips.end_record(1, len(noise), 0) if with_end else b""
    assert read_bytes(noise + end) is None


def test_every_single_byte_of_the_containers_own_structure_is_looked_at() -> None:
    """Each byte of the directory and end record flipped in turn: refused, or the very same content."""
    start = GOOD.index(b"PK\1\2")
    for at in range(start, len(GOOD), 7):
        data = bytearray(GOOD)
        data[at] ^= 0x41
        assert read_bytes(bytes(data)) in (None, files())


@given(st.dictionaries(st.text(max_size=40), st.binary(max_size=2000), max_size=5), st.booleans())
def test_files_of_any_name_and_content_make_the_round_trip(
    given_files: dict[str, bytes], as_zip: bool
) -> None:
    contents = {
        f"data/evidence/{number:02d}-{safe_name(name)}": data
        for number, (name, data) in enumerate(given_files.items(), 1)
    }
    rubric = micro_credential()
    about: dict[str, Any] = submission(files(), rubric)
    about["evidence"] = [
        {"id": f"e{n}", "part": "2", "title": "", "name": "x", "file": path}
        for n, path in enumerate(contents)
    ]
    with tempfile.TemporaryDirectory() as folder:
        target = write_bundle(Path(folder) / "x", about, rubric, contents, KEY, CREATED, as_zip=as_zip)
        staging = Staging()
        read_bundle(target, staging)
        assert staging.contents == contents


@given(st.text(max_size=300))
def test_a_safe_name_is_one_the_reader_takes(name: str) -> None:
    made = safe_name(name)
    assert name_fault(f"data/evidence/01-{made}", LIMITS) is None
    assert not made or name_fault(made, LIMITS) is None
    assert len(made.encode()) <= 121
    assert safe_name(made) == made


@given(st.text(max_size=60))
def test_a_name_is_judged_without_surprise(name: str) -> None:
    fault = name_fault(name, LIMITS)
    if fault is None:
        assert not name.startswith("/")
        assert not {"..", ".", ""} & set(name.split("/"))
        assert not set('\\:<>"|?*\0') & set(name)
        assert not name.endswith((".", " "))
    assert fold(fold(name)) == fold(name)


@given(st.text(min_size=1, max_size=40))
def test_a_path_survives_being_written_in_a_manifest(path: str) -> None:
    assume(path.strip() == path and not path.startswith("*"))
    (line,) = read_manifest(f"{'0' * 128}  {escaped(path)}\n", "1.0")
    assert line.path == path


def taken(read: Callable[[], Sequence[object]]) -> Sequence[object] | str:
    """What a tag file holds, or the sentence that refuses it."""
    try:
        return read()
    except TagError as refused:
        return str(refused)


@given(st.text(max_size=200))
def test_tag_files_of_noise_are_refused_in_words(text: str) -> None:
    for read in (
        lambda: read_manifest(text, "1.0"),
        lambda: read_fetch(text, "0.97"),
        lambda: read_info(text, strict=True),
    ):
        told = taken(read)
        assert told.endswith(".") if isinstance(told, str) else len(told) <= len(text.splitlines())


@given(st.binary(max_size=200) | st.text(alphabet='[]{}",:\\u0019ea \n', max_size=80).map(str.encode))
def test_json_of_noise_is_refused_in_words(data: bytes) -> None:
    with suppress(BundleError):
        assert isinstance(read_json(data, "x.json", LIMITS), dict)
