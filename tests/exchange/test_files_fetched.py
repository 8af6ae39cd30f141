"""Files come by their hash: resumed where they stopped, checked whole, and one bad file stops no other."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from reviewer_app.domain.errors import LineError
from reviewer_app.vault.blobs import BlobFolder, PartialBlob
from tests.exchange import faultline
from tests.exchange.conftest import Scene
from tests.exchange.faultline import altered
from tests.exchange.sample_work import RUBRIC, submission

OTHER = b"another file"


def second_file(scene: Scene) -> None:
    document = submission(2, [OTHER])
    scene.served.hub.add_submission(document, RUBRIC, [OTHER])
    scene.served.hub.assign(document["id"], scene.person)


def stopped_half_way(scene: Scene) -> int:
    scene.line.will("/v1/blobs", faultline.cut_short)
    with pytest.raises(LineError):
        scene.sync()
    [part] = scene.desk.parts.values()
    assert 0 < len(part) < len(scene.lesson)
    return len(part)


def of_lesson(scene: Scene) -> str:
    """Where the first file is asked for: small ones come beside large ones, in whatever order."""
    return f"/v1/blobs/{sha256(scene.lesson).hexdigest()}"


def requests(scene: Scene) -> list[bytes]:
    heads: list[bytes] = []

    def look(request: bytes, forward: faultline.Forward) -> bytes | None:
        heads.append(request.partition(b"\r\n\r\n")[0])
        return forward()

    scene.line.will("/v1/blobs", look)
    return heads


def test_a_file_goes_on_where_it_stopped(scene: Scene) -> None:
    here = stopped_half_way(scene)
    heads = requests(scene)
    report = scene.sync()
    assert re.search(rb"range: bytes=%d-" % here, heads[0])
    assert report.bytes_fetched == len(scene.lesson) - here
    assert list(scene.desk.files.values()) == [scene.lesson]


def test_a_line_that_ignores_ranges_only_costs_time(scene: Scene) -> None:
    here = stopped_half_way(scene)

    def without_range(request: bytes, forward: faultline.Forward) -> bytes | None:
        scene.line.will("/v1/blobs", lambda again, through: through())
        plain = re.sub(rb"(?i)\r\n(range|if-range): [^\r]*", b"", request)
        return scene.line._forward(plain)

    scene.line.will("/v1/blobs", without_range)
    report = scene.sync()
    assert report.bytes_fetched == len(scene.lesson) - here
    assert list(scene.desk.files.values()) == [scene.lesson]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda whole: re.sub(rb'etag: "[0-9a-f]', b'etag: "_', whole), "file-changed"),
        (
            lambda whole: re.sub(rb"content-range: bytes \d+", b"content-range: bytes 99999999", whole),
            "range-wrong",
        ),
    ],
)
def test_another_file_half_way_is_noticed_and_begun_anew(scene: Scene, change, code: str) -> None:
    stopped_half_way(scene)
    second_file(scene)
    scene.line.will(of_lesson(scene), altered(change))
    report = scene.sync()
    assert [each.code for each in report.problems] == [code]
    assert list(scene.desk.files.values()) == [OTHER]
    assert scene.desk.discarded != []
    scene.sync()
    assert scene.lesson in scene.desk.files.values()


def test_wrong_bytes_are_thrown_away_and_named_and_the_others_still_come(scene: Scene) -> None:
    second_file(scene)

    def spoil(whole: bytes) -> bytes:
        return whole[:-1] + bytes([whole[-1] ^ 1])

    scene.line.will(of_lesson(scene), altered(spoil))
    report = scene.sync()
    [problem] = report.problems
    assert (problem.code, problem.subject) == ("file-wrong", scene.document["id"])
    assert problem.sentence.endswith(f"Its hash begins with {sha256(scene.lesson).hexdigest()[:12]}.")
    assert list(scene.desk.files.values()) == [OTHER]
    assert scene.sync().problems == ()
    assert scene.lesson in scene.desk.files.values()


def test_a_file_goes_on_after_a_restart_encrypted_on_disk(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk").mkdir()
    blobs = BlobFolder(tmp_path / "desk", bytes(32))

    def partial(name: str) -> PartialBlob:
        return blobs.partial(name)

    def arrived(name: str) -> None:
        with blobs.open(name) as blob:
            scene.desk.files[name] = blob.read_at(0, blob.size)

    monkeypatch.setattr(scene.desk, "partial", partial)
    monkeypatch.setattr(scene.desk, "blob_arrived", arrived)
    scene.line.will("/v1/blobs", faultline.cut_short)
    with pytest.raises(LineError):
        scene.sync()
    blobs = BlobFolder(tmp_path / "desk", bytes(32))
    report = scene.sync()
    assert report.bytes_fetched < len(scene.lesson)
    assert list(scene.desk.files.values()) == [scene.lesson]
    kept = b"".join(path.read_bytes() for path in (tmp_path / "desk").rglob("*") if path.is_file())
    assert scene.lesson[:64] not in kept
