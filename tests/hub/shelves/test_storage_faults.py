"""What goes wrong with object storage is said in words, and a hub on it serves never a wrong byte."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx2
import pytest
from obstore.exceptions import BaseError

from reviewer_app.domain.errors import StoreError
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.hub.shelves.opening import open_shelves
from reviewer_app.vault.chunks import CHUNK
from tests.exchange.fixtures import HUB_KEY, Clock, Served
from tests.exchange.sample_work import RUBRIC, submission
from tests.hub.shelves.conftest import KEY, Bucket
from tests.hub.shelves.test_shelves_contract import keep

BOTH = pytest.mark.parametrize("bucket", ["s3", "gs"], indirect=True)


def code_of(url: str, folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        open_shelves(folder, KEY, url).check()
    assert caught.value.next_step
    return caught.value.code


@pytest.mark.parametrize("url", ["nonsense", "ftp://there/files", "s3://", "az://container/files"])
def test_an_address_that_is_none_is_said(tmp_path: Path, url: str) -> None:
    assert code_of(url, tmp_path) == "storage-address"


@BOTH
def test_a_missing_bucket_is_said_also_to_who_asks_for_a_file(bucket: Bucket, tmp_path: Path) -> None:
    url = f"{bucket.scheme}://nosuchbucket/files"
    assert code_of(url, tmp_path) == "storage-missing"
    shelves = open_shelves(tmp_path, KEY, url)
    with pytest.raises(StoreError) as asked:
        shelves.open("ab" * 32)
    with pytest.raises(StoreError) as put:
        keep(shelves, b"a file")
    assert (asked.value.code, put.value.code) == ("storage-missing", "storage-missing")


def test_wrong_credentials_are_said(bucket: Bucket, tmp_path: Path) -> None:
    shelves = open_shelves(tmp_path, KEY, bucket.url)
    sha256 = keep(shelves, b"a file")
    bucket.watch_credentials(True)
    try:
        assert code_of(bucket.url, tmp_path) == "storage-refused"
        for asked in (lambda: shelves.open(sha256), lambda: keep(shelves, b"another")):
            with pytest.raises(StoreError) as caught:
                asked()
            assert caught.value.code == "storage-refused"
    finally:
        bucket.watch_credentials(False)


@BOTH
def test_storage_that_does_not_answer_is_said(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv(bucket.endpoint, f"http://127.0.0.1:{nobody.getsockname()[1]}")
        monkeypatch.setattr("reviewer_app.hub.shelves.objects.TRIES", {"max_retries": 0})
        assert code_of(bucket.url, tmp_path) == "storage-silent"


@BOTH
def test_storage_over_plain_http_on_another_machine_is_not_asked(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(bucket.endpoint, "http://storage.example:9000")
    monkeypatch.setattr("reviewer_app.hub.shelves.objects.TRIES", {"max_retries": 0})
    assert code_of(bucket.url, tmp_path) == "storage-silent"


class Says(BaseHTTPRequestHandler):
    """Answers every question in the words of a real provider."""

    status, words, asked = 404, b"", 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(self.status)
        self.send_header("content-length", str(len(self.words)))
        self.end_headers()
        self.wfile.write(self.words)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def saying(monkeypatch: pytest.MonkeyPatch, status: int, words: bytes) -> Iterator[int]:
    """A server that says this; its port."""
    monkeypatch.setattr("reviewer_app.hub.shelves.objects.TRIES", {"max_retries": 0})
    for name, value in (("status", status), ("words", words), ("asked", 0)):
        monkeypatch.setattr(Says, name, value)
    with HTTPServer(("127.0.0.1", 0), Says) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


@pytest.mark.parametrize(
    ("host", "code"), [("127.0.0.1", "storage-missing"), ("localhost.", "storage-silent")]
)
def test_azures_own_kind_of_server_is_spoken_to_without_tls_on_this_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, code: str
) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "district")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "c2VjcmV0")
    with saying(monkeypatch, 404, b"<Error><Code>ContainerNotFound</Code></Error>") as port:
        monkeypatch.setenv("AZURE_STORAGE_ENDPOINT", f"http://{host}:{port}")
        assert code_of("az://district/files", tmp_path) == code
    assert bool(Says.asked) == (host == "127.0.0.1")


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (401, "AuthenticationRequired", "storage-refused"),
        (403, "AccessDenied", "storage-refused"),
        (404, "NoSuchBucket", "storage-missing"),
        (503, "ServiceUnavailable", "storage-silent"),
    ],
)
def test_what_gcs_says_is_told_in_the_words_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, words: str, code: str
) -> None:
    monkeypatch.setenv("GOOGLE_BEARER_TOKEN", "a-token")
    with saying(monkeypatch, status, f"<Error><Code>{words}</Code></Error>".encode()) as port:
        monkeypatch.setenv("GOOGLE_BASE_URL", f"http://127.0.0.1:{port}")
        assert code_of("gs://district/files", tmp_path) == code
    assert Says.asked


@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_a_file_of_credentials_that_is_gone_or_none_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    file = tmp_path / "given.json"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
    assert code_of("gs://district/files", tmp_path) == "storage-credentials"


def test_an_account_key_that_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "district")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "no key!")
    assert code_of("az://district/files", tmp_path) == "storage-credentials"


def test_without_the_library_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reviewer_app.hub.shelves.objects", None)
    with pytest.raises(StoreError) as caught:
        open_shelves(tmp_path, KEY, "s3://bucket/files")
    assert caught.value.code == "storage-library"
    assert "obstore" in caught.value.sentence


def test_a_large_file_is_never_in_memory_whole(bucket: Bucket, tmp_path: Path) -> None:
    shelves = open_shelves(tmp_path, KEY, f"file://{tmp_path}/elsewhere")
    piece = os.urandom(1024 * 1024)
    tracemalloc.start()
    writer = shelves.writer()
    for _ in range(64):
        writer.write(piece)
    sha256, size = writer.finish()
    shelves.adopt([writer])
    shelves.verify(sha256)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == 64 * 1024 * 1024
    assert most < 16 * 1024 * 1024


@BOTH
@pytest.mark.expects_warnings
def test_a_hub_on_object_storage_serves_its_files_and_never_a_wrong_byte(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_answering(*_: object) -> None:
        raise BaseError("error sending request")

    file = os.urandom(20 * CHUNK)
    sha256 = hashlib.sha256(file).hexdigest()
    hub = Hub.open(Place(tmp_path / "hub", storage=bucket.url), HUB_KEY, Clock())
    try:
        with EmbeddedHub(hub) as url:
            person = hub.add_person("Ada")
            document = submission(1, [file])
            hub.add_submission(document, RUBRIC, [file])
            hub.assign(document["id"], person)
            _, pairing = Served(hub, url, Clock()).desk(person)

            def asked(wanted: str) -> httpx2.Response:
                token = {"authorization": f"Bearer {pairing.token}", "range": wanted}
                return httpx2.get(f"{url}/v1/blobs/{sha256}", headers=token)

            assert asked("").content == file
            assert asked("bytes=100000-199999").content == file[100_000:200_000]
            stored = bytearray(bucket.stored(sha256))
            stored[-1000] ^= 1
            bucket.stored(sha256, bytes(stored))
            assert asked("bytes=0-99").content == file[:100]
            with pytest.raises(httpx2.RemoteProtocolError):
                asked("bytes=100-")
            bucket.stored(sha256, bytes(stored[:5000]))
            assert asked("bytes=0-99").json()["error"]["code"] == "hub-trouble"
            assert not list((tmp_path / "hub").rglob(sha256))
            monkeypatch.setattr("reviewer_app.hub.shelves.objects.obstore.head", not_answering)
            answer = asked("bytes=0-99")
            assert (answer.status_code, answer.json()["error"]["code"]) == (503, "busy")
            assert answer.headers["retry-after"]
    finally:
        hub.close()
