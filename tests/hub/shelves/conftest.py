"""An object store that speaks S3 and the like of it that GCS speaks, on a real socket, and every place for files."""

from __future__ import annotations

import logging
import os
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import obstore
import pytest
from obstore.store import from_url

from reviewer_app.hub.shelves.forms import Shelves
from reviewer_app.hub.shelves.opening import open_shelves

KEY = bytes(range(32))


@dataclass
class Bucket:
    """One bucket of the object store, and as whose it is addressed: ``s3`` or ``gs``."""

    server: str
    name: str
    scheme: str = "s3"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.name}/district/files"

    @property
    def endpoint(self) -> str:
        """The variable that names the server."""
        return {"s3": "AWS_ENDPOINT_URL", "gs": "GOOGLE_BASE_URL"}[self.scheme]

    def watch_credentials(self, on: bool) -> None:
        """Refuse credentials nobody gave out, as every real store does, or take any."""
        told = urllib.request.Request(f"{self.server}/moto-api/reset-auth", data=b"0" if on else b"inf")
        told.add_header("content-type", "text/plain")
        urllib.request.urlopen(told).close()

    def stored(self, sha256: str, replaced_by: bytes | None = None) -> bytes:
        """The stored bytes of a file, or new ones put in their place."""
        store = from_url(f"{self.scheme}://{self.name}", client_options={"allow_http": True})
        path = f"district/files/{sha256[:2]}/{sha256}"
        if replaced_by is not None:
            obstore.put(store, path, replaced_by)
        return bytes(obstore.get(store, path).bytes())


@pytest.fixture(scope="session")
def object_store() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # takes a second, and only these tests need it

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(object_store: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.setenv("AWS_ENDPOINT_URL", object_store)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "an-id")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret")
    monkeypatch.setenv("GOOGLE_BASE_URL", object_store)
    monkeypatch.setenv("GOOGLE_BEARER_TOKEN", "a-token")
    scheme: str = getattr(request, "param", "s3")
    made = Bucket(object_store, f"bucket{abs(hash(request.node.nodeid)) % 10**8}", scheme)
    urllib.request.urlopen(urllib.request.Request(f"{object_store}/{made.name}", method="PUT")).close()
    return made


@dataclass
class Place:
    """A place for files, and a way at its stored bytes past all that guards them."""

    kind: str
    url: str
    folder: Path
    bucket: Bucket | Container | None

    def open(self, key: bytes = KEY) -> Shelves:
        return open_shelves(self.folder, key, self.url)

    def stored(self, sha256: str, replaced_by: bytes | None = None) -> bytes:
        if self.bucket is not None:
            return self.bucket.stored(sha256, replaced_by)
        path = next(path for path in self.folder.rglob(sha256) if path.is_file())
        if replaced_by is not None:
            path.write_bytes(replaced_by)
        return path.read_bytes()


@dataclass
class Container:
    """A prefix of its own in the container of Azure's emulator, which `bench/on_azure.py` started."""

    prefix: str

    @property
    def url(self) -> str:
        return f"az://district/{self.prefix}/files"

    def stored(self, sha256: str, replaced_by: bytes | None = None) -> bytes:
        """The stored bytes of a file, or new ones put in their place."""
        store = from_url("az://district", client_options={"allow_http": True})
        path = f"{self.prefix}/files/{sha256[:2]}/{sha256}"
        if replaced_by is not None:
            obstore.put(store, path, replaced_by)
        return bytes(obstore.get(store, path).bytes())


EVERYWHERE = ["folder", "local", "s3", "gcs", *(["azure"] if os.environ.get("REVIEWER_TRY_AZURE") else [])]


@pytest.fixture(params=EVERYWHERE)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "azure":
        container = Container(tmp_path.parent.name + tmp_path.name)
        return Place("azure", container.url, tmp_path, container)
    if request.param in ("s3", "gcs"):
        bucket: Bucket = request.getfixturevalue("bucket")
        bucket.scheme = {"s3": "s3", "gcs": "gs"}[request.param]
        return Place(request.param, bucket.url, tmp_path, bucket)
    url = f"file://{tmp_path}/elsewhere" if request.param == "local" else ""
    return Place(request.param, url, tmp_path, None)
