"""The operator's certificate serves TLS from 1.2 on, and what is wrong with one is said before anything is served."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from reviewer_app.domain.errors import HubError
from reviewer_app.hub.certificates import operator_context
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.service.settings import ServiceSettings
from reviewer_app.hub.serving import EmbeddedHub, listen, serve_forever
from reviewer_app.hub.tls import Tls
from tests.exchange.fixtures import HUB_KEY, Clock


def made(folder: Path, name: str, sealed: KeySerializationEncryption | None = None) -> tuple[Path, Path]:
    """A certificate for this machine and its key."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed or NoEncryption()))
    return paths


def shake_hands(context: ssl.SSLContext, trusted: Path, version: ssl.TLSVersion) -> str | None:
    """The version that client and server agree on."""
    here, there = socket.socketpair()

    def serve() -> None:
        try:
            with context.wrap_socket(there, server_side=True):
                pass
        except OSError:
            there.close()

    serving = threading.Thread(target=serve)
    serving.start()
    client = ssl.create_default_context(cafile=trusted)
    client.minimum_version = ssl.TLSVersion.TLSv1_2 if version >= ssl.TLSVersion.TLSv1_2 else version
    client.maximum_version = version
    try:
        with client.wrap_socket(here, server_hostname="localhost") as line:
            return line.version()
    finally:
        here.close()
        serving.join()


def test_a_hub_speaks_tls_by_the_operators_certificate(tmp_path: Path) -> None:
    certificate, key = made(tmp_path, "one")
    context = operator_context(certificate, key)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    for version, said in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
        assert shake_hands(context, certificate, version) == said


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("missing", "no file"),
        ("another's key", "not the certificate’s"),
        ("sealed", "passphrase"),
        ("rubbish", "PEM"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(tmp_path: Path, what: str, words: str) -> None:
    certificate, key = made(tmp_path, "one")
    if what == "missing":
        key.unlink()
    elif what == "another's key":
        _, key = made(tmp_path, "two")
    elif what == "sealed":
        certificate, key = made(tmp_path, "three", BestAvailableEncryption(b"a passphrase"))
    else:
        certificate.write_text("no certificate at all", "utf-8")
    with pytest.raises(HubError) as caught:
        operator_context(certificate, key)
    assert caught.value.code == "certificate"
    assert words in caught.value.sentence


def test_laptops_exchange_by_the_operators_certificate(tmp_path: Path) -> None:
    certificate, key = made(tmp_path, "one")
    hub = Hub.open(tmp_path / "hub", HUB_KEY, Clock())
    try:
        with EmbeddedHub(hub, tls=Tls(operator_context(certificate, key), "")) as url:
            trusting = ssl.create_default_context(cafile=certificate)
            answer = httpx2.post(url.replace("127.0.0.1", "localhost") + "/v1/round", verify=trusting)
            assert (url.partition(":")[0], answer.status_code) == ("https", 401)
            with pytest.raises(httpx2.ConnectError):
                httpx2.post(url + "/v1/round")
            with pytest.raises(httpx2.HTTPError):
                httpx2.post(url.replace("https:", "http:") + "/v1/round")
    finally:
        hub.close()


def test_a_certificate_that_cannot_be_used_is_said_before_anything_is_served(tmp_path: Path) -> None:
    hub = Hub.open(tmp_path / "hub", HUB_KEY, Clock())
    settings = ServiceSettings(
        certificate=str(tmp_path / "none.pem"), certificate_key=str(tmp_path / "none.key")
    )
    try:
        with listen("127.0.0.1", 0) as bound, pytest.raises(HubError) as caught:
            serve_forever(hub, bound=bound, settings=settings)
        assert caught.value.code == "certificate"
    finally:
        hub.close()
